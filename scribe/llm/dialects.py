"""Dialects: how a server is asked for JSON. With ``auto`` the first question finds out, and it is remembered.

A server that does not speak a dialect refuses (400), fails (500: llama-cpp-python on ``json_schema``) or takes it
and answers in words or in another form. The next dialect is tried then; what comes back is validated by our own
types in any case. Where a remembered dialect is no longer spoken, the same visit finds out anew.
"""

import hashlib
import json
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scribe.llm.chat_model import Reply
from scribe.schema.errors import ModelError, ModelRejectedRequest, ModelUnavailable

AUTO = "auto"
ORDER = ("json_schema", "json_object", "function_calling", "prompt")
"""From the strictest to the one that every server speaks."""
Outcome = Reply | ModelError
Form = Mapping[str, Any]


async def first_spoken(ask: Callable[[str], Awaitable[Outcome]], form: Form) -> tuple[Outcome, str | None]:
    """The outcome of one question in the first dialect the server speaks, and its name.

    form: the JSON Schema that was asked for. None, with the first outcome, where no dialect gave an answer of that
    form, or where the failure says nothing of dialects.
    """
    outcomes: list[Outcome] = []
    for dialect in ORDER:
        outcomes.append(await ask(dialect))
        last = outcomes[-1]
        if not is_unspoken(last, form):
            return last, dialect if isinstance(last, Reply) else None
    return outcomes[0], None


def is_unspoken(outcome: Outcome, form: Form) -> bool:
    """Whether another dialect may help: the server refused the request, failed at it, or answered in another form.

    Cut, filtered or refused answers are the model's affair: the server understood.
    """
    if isinstance(outcome, ModelError):
        failed = isinstance(outcome, ModelUnavailable) and outcome.answered
        return failed or isinstance(outcome, ModelRejectedRequest)
    if outcome.refused or outcome.finish_reason in ("length", "content_filter"):
        return False
    try:
        answer = json.loads(outcome.text)
    except (ValueError, RecursionError):
        return True
    return not isinstance(answer, dict) or not answer.keys() >= set(form.get("required", ()))


@dataclass
class Remembered:
    """What servers speak, by address and model; kept in ``file`` where one is given, hashed: it names no host."""

    file: Path | None = None
    _known: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, base_url: str, model: str) -> str | None:
        """The dialect found before, or None."""
        with self._lock:
            if not self._known and self.file is not None:
                self._known = _read(self.file)
            return self._known.get(_key(base_url, model))

    def put(self, base_url: str, model: str, dialect: str) -> None:
        """Remember it. A file that cannot be written costs the memory of the next process, nothing else."""
        with self._lock:
            self._known[_key(base_url, model)] = dialect
            if self.file is None:
                return
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                self.file.write_text(json.dumps(self._known, sort_keys=True, indent=1), "utf-8")
            except OSError:
                return


def _key(base_url: str, model: str) -> str:
    return hashlib.sha256(f"{base_url}\n{model}".encode()).hexdigest()[:32]


def _read(file: Path) -> dict[str, str]:
    try:
        known = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: value for key, value in known.items() if value in ORDER} if isinstance(known, dict) else {}
