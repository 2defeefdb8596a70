"""RecordedReplies: what a real model answered to one visit, and how to tell that it is still what we would ask.

One file for each sample, ``eval/fixtures/replies/<sample>.json``. A recording belongs to one prompt version and
one set of reply schemas; ``staleness`` names what has changed since.
"""

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

import prompts
from prompts import Prompt
from scribe.assembly import PHRASE
from scribe.extraction.reply_schema import GROUPS, reply_schema
from scribe.phrasing.phraser import REPLY_SCHEMA
from scribe.schema.record import Record
from scribe.schema.transcript import Transcript

FIXTURES = Path(__file__).parent / "fixtures"
REPLIES = FIXTURES / "replies"
RECORDINGS = FIXTURES / "recordings"
_MATERIAL_ENDS = ("</transcript>", "</sentences>")
"""Where the words of the visit end and the task begins."""


class RecordedCall(Record):
    """One call. ``body`` is the server's answer as it came, but for its id and time."""

    name: str
    words_sha256: str
    """Of the rules and the task, without the words of the visit."""
    schema_sha256: str
    request_sha256: str
    """Of all the words that were sent, the transcript among them."""
    seconds: Annotated[float, Field(ge=0)]
    body: dict[str, Any]


class RecordedReplies(Record):
    """The recording of one visit."""

    sample: str
    model: str
    model_sha256: str | None
    structured: str
    how: str
    prompt_name: str
    prompt_version: str
    prompt_sha256: str
    phrase_sha256: str | None = None
    """Of the prompt that had the note worded; None where it was not."""
    transcript: Transcript
    """What the model was shown."""
    calls: Annotated[tuple[RecordedCall, ...], Field(min_length=1)]


def load(sample: str, folder: Path = REPLIES) -> RecordedReplies:
    """The recording of a sample. Raises FileNotFoundError where none was made."""
    return RecordedReplies.model_validate_json((folder / f"{sample}.json").read_text("utf-8"))


def save(recorded: RecordedReplies, folder: Path = REPLIES) -> Path:
    """Write a recording; the same recording gives the same bytes."""
    path = folder / f"{recorded.sample}.json"
    text = json.dumps(recorded.model_dump(mode="json"), indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(f"{text}\n", "utf-8")
    return path


def staleness(recorded: RecordedReplies) -> list[str]:
    """What has changed since the recording was made; empty while it still stands."""
    prompt = prompts.load(recorded.prompt_name, recorded.prompt_version)
    found = [] if prompt.sha256 == recorded.prompt_sha256 else [f"prompt {prompt.name}/{prompt.version}"]
    asked = {(call.name, call.schema_sha256) for call in recorded.calls}
    wanted = {(call_name(prompt, group.name), sha256_of(reply_schema(group))) for group in GROUPS}
    if recorded.phrase_sha256 is not None:
        phrase = prompts.load(*PHRASE)
        found += [] if phrase.sha256 == recorded.phrase_sha256 else [f"prompt {phrase.name}/{phrase.version}"]
        wanted.add((phrase.name, sha256_of(REPLY_SCHEMA)))
    return found + [f"schema of {name}" for name, _ in sorted(wanted ^ asked)]


def call_name(prompt: Prompt, group: str) -> str:
    """The name a group's schema has in a request."""
    return f"{prompt.name}_{group}"


def sha256_of(value: object) -> str:
    """SHA-256 of a value's canonical JSON; of a string, of its text."""
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def words_of(request: dict[str, Any]) -> tuple[str, str]:
    """(all words sent, the rules and the task without the visit's words) of a request."""
    whole = "\n".join(str(message["content"]) for message in request["messages"])
    rules = str(request["messages"][0]["content"])
    end = max((whole.rfind(mark) + len(mark) for mark in _MATERIAL_ENDS if mark in whole), default=0)
    return whole, f"{rules}\n{whole[end:]}"


def schema_of(request: dict[str, Any]) -> object:
    """The reply schema a request asks for, whatever the dialect; None where it is only in the words."""
    form = request.get("response_format", {})
    return form.get("json_schema", form).get("schema")
