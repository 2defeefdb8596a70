"""Records the replies of a real model to a bundled visit: the only part of the evaluation that calls one.

    python -m eval.record --model NAME --base-url http://127.0.0.1:8080/v1 [--sample NAME ...]

A sample is a bundled recording or an encounter written as text. The visit goes through the Chain as in a real run,
to a server on this machine that hands each request on to the named address and keeps the answer as it came. What
is shown to the model are words of a self-written visit.
"""

import argparse
import json
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import prompts
from eval import own_encounters
from eval.recorded_replies import (
    RECORDINGS,
    RecordedCall,
    RecordedReplies,
    call_name,
    save,
    schema_of,
    sha256_of,
    words_of,
)
from eval.scripted_server import Handler, ScriptedServer, running
from scribe.assembly import PHRASE, PROMPT, build_transcriber, parts_with
from scribe.extraction.reply_schema import GROUPS, reply_schema
from scribe.llm import build_chat_model
from scribe.llm.dialects import ORDER
from scribe.phrasing.phraser import REPLY_SCHEMA
from scribe.pipeline.run import draft
from scribe.schema.encounter import Encounter
from scribe.schema.errors import ModelUnavailable, ScribeError
from scribe.schema.result import Result
from scribe.schema.transcript import Transcript
from scribe.settings import Settings

_CHANGES_EACH_TIME = ("id", "created", "system_fingerprint")


@dataclass(frozen=True, slots=True)
class Asked:
    """The model that is asked, where and how. ``timeout``: total seconds for a visit."""

    model: str
    base_url: str
    structured: str
    timeout: float
    api_key: str | None = None
    model_sha256: str | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A visit to record."""

    name: str
    visit: Encounter
    transcript: Transcript


class RecordingServer(ScriptedServer):
    """Hands each request on and keeps what came back. ``calls``: the answers of status 200, in order."""

    def __init__(self, address: str, timeout_s: float) -> None:
        super().__init__(self._forward)
        self._address = f"{address.rstrip('/')}/chat/completions"
        self._timeout_s = timeout_s
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        self.calls: list[RecordedCall] = []

    def _forward(self, handler: Handler) -> None:
        headers = {"Content-Type": "application/json", "Authorization": handler.headers.get("Authorization", "")}
        request = urllib.request.Request(  # noqa: S310 - the address was given on the command line
            self._address, json.dumps(handler.request_body).encode(), headers
        )
        began = time.monotonic()
        try:
            with self._open(request, timeout=self._timeout_s) as response:
                body = response.read()
        except urllib.error.HTTPError as error:
            handler.answer(error.code, error.read())
            return
        self.calls.append(_recorded(handler.request_body, json.loads(body), time.monotonic() - began))
        print(f"record: {len(self.calls)} answers, the last in {self.calls[-1].seconds:.0f} s", file=sys.stderr)
        handler.answer(200, body)


def main() -> int:
    """Record each sample, and say what the chain made of it."""
    samples, asked = _arguments()
    try:
        for sample in samples:
            recorded, result = record(bundled(sample), asked, phrase=True)
            if (model := result.provenance.model) and model.error:
                print(f"record: {sample}: nothing kept: {model.error}", file=sys.stderr)
                return 3
            print(f"record: {save(recorded)}: {_kept(result)}", file=sys.stderr)
    except ScribeError as error:
        print(f"record: {error}", file=sys.stderr)
        return 3
    return 0


def _kept(result: Result) -> str:
    facts, phrasing = result.documentation, result.provenance.phrasing
    refused = facts.unlocated_quotes + facts.refused_facts
    worded = (
        f"{phrasing.phrased} sentences taken, {sum(phrasing.replaced.values())} not" if phrasing else "no wording"
    )
    return f"{len(facts.facts)} facts, {refused} refused; {worded}"


def record(sample: Sample, asked: Asked, *, phrase: bool) -> tuple[RecordedReplies, Result]:
    """The recording, and the draft it gives now. Raises the model's failure where it answered nothing."""
    prompt, wording = prompts.load(*PROMPT), prompts.load(*PHRASE)
    with running(RecordingServer(asked.base_url, asked.timeout)) as server:
        model = build_chat_model(
            asked.model, server.base_url, asked.api_key, asked.structured, asked.timeout, at_once=1, tries=1
        )
        result = draft(sample.visit, sample.transcript, (), parts_with(model, phrase=phrase))
    if not server.calls:
        raise ModelUnavailable("The model answered nothing.", "Look at its server, then try again.")
    recorded = RecordedReplies(
        sample=sample.name,
        model=asked.model,
        model_sha256=asked.model_sha256,
        structured=asked.structured,
        how=asked.how,
        prompt_name=prompt.name,
        prompt_version=prompt.version,
        prompt_sha256=prompt.sha256,
        phrase_sha256=wording.sha256 if phrase else None,
        transcript=_as_shown(sample.transcript),
        calls=tuple(server.calls),
    )
    return recorded, result


def _recorded(request: dict[str, Any], body: dict[str, Any], seconds: float) -> RecordedCall:
    whole, words = words_of(request)
    schema = schema_of(request)
    return RecordedCall(
        name=_name(request, schema),
        words_sha256=sha256_of(words),
        schema_sha256=sha256_of(schema),
        request_sha256=sha256_of(whole),
        seconds=round(seconds, 1),
        body={key: value for key, value in body.items() if key not in _CHANGES_EACH_TIME},
    )


def _name(request: dict[str, Any], schema: object) -> str:
    """The group that asks with this schema; the dialects without a name for it do not send one."""
    prompt = prompts.load(*PROMPT)
    if schema == REPLY_SCHEMA:
        return prompts.load(*PHRASE).name
    named = [group.name for group in GROUPS if reply_schema(group) == schema]
    return call_name(prompt, named[0]) if named else "unnamed"


def _as_shown(transcript: Transcript) -> Transcript:
    """The transcript without what the model was not shown: the times of its words."""
    segments = (segment.model_copy(update={"words": ()}) for segment in transcript.segments)
    return transcript.model_copy(update={"segments": tuple(segments)})


def bundled(sample: str) -> Sample:
    """A bundled recording as it is heard, or an encounter written as text."""
    if not (recording := RECORDINGS / f"{sample}.opus").exists():
        own = own_encounters.load(own_encounters.FOLDER / f"{sample}.json")
        return Sample(sample, own.visit, own.transcript)
    settings = Settings(data_dir=Path(".cache/scribe"), model=None, _env_file=None)
    transcriber = build_transcriber(settings, warn=lambda text: print(f"record: {text}", file=sys.stderr))
    visit = Encounter(id=sample, date_of_service=own_encounters.DATE_OF_SERVICE)
    return Sample(sample, visit, transcriber.transcribe(recording))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that say which model is asked, and how."""
    parser.add_argument("--model", required=True, help="the model's name at its server")
    parser.add_argument("--base-url", required=True, help="the server's address, usually ending in /v1")
    parser.add_argument("--api-key", default=None)
    parser.add_argument("--structured", default="json_schema", choices=ORDER)
    parser.add_argument("--timeout", type=float, default=3600.0, help="total seconds for a visit")
    parser.add_argument("--model-sha256", default=None, help="of the weights, where they are a file")
    parser.add_argument("--how", default="", help="the server and its settings, in a sentence")


def asked_of(options: argparse.Namespace) -> Asked:
    """What ``add_arguments`` took."""
    return Asked(
        model=options.model,
        base_url=options.base_url,
        structured=options.structured,
        timeout=options.timeout,
        api_key=options.api_key,
        model_sha256=options.model_sha256,
        how=options.how,
    )


def _arguments() -> tuple[list[str], Asked]:
    parser = argparse.ArgumentParser(prog="python -m eval.record", description=__doc__.splitlines()[0])
    add_arguments(parser)
    parser.add_argument("--sample", nargs="+", default=["low-back-pain"], help="a recording or an encounter")
    options = parser.parse_args()
    return options.sample, asked_of(options)


if __name__ == "__main__":
    sys.exit(main())
