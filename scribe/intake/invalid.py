"""From a validation error to one line that names the field and not its content."""

import re

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from scribe.schema.errors import UnreadableTranscript

_MOST_NAMED = 3
_MOST_LISTED = 100
_FIELD = re.compile(r"^[A-Za-z_][A-Za-z0-9_]{0,39}$")


def invalid_document(what: str, error: ValidationError) -> UnreadableTranscript:
    """A typed error naming the first wrong fields of ``what`` (a file or body), without any input."""
    return _refusal(
        what, [(item["loc"], item["type"], item["msg"]) for item in _problems(error)], error.error_count()
    )


def invalid_body(what: str, error: ValidationError) -> UnreadableTranscript:
    """As ``invalid_document``, for an answer that others may read: no key is named that nobody documented."""
    problems = []
    for item in _problems(error):
        known = (*item["loc"][:-1], "?") if item["type"] == "extra_forbidden" else item["loc"]
        problems.append((known, item["type"], item["msg"]))
    return _refusal(what, problems, error.error_count())


def _problems(error: ValidationError) -> list[ErrorDetails]:
    if error.error_count() > _MOST_LISTED:  # to list a million of them takes a minute and gigabytes
        return []
    return error.errors(include_input=False, include_url=False, include_context=False)


def _refusal(what: str, problems: list[tuple[tuple[int | str, ...], str, str]], count: int) -> UnreadableTranscript:
    told = [f"{_place(location)}: {_reason(kind, message)}" for location, kind, message in problems[:_MOST_NAMED]]
    named = "; ".join(told) or f"{count} fields are wrong"
    more = f" (and {count - len(told)} more)" if told and count > len(told) else ""
    return UnreadableTranscript(f"{what}: {named}{more}.", "See the JSON Schema in docs/schema.")


def _place(location: tuple[int | str, ...]) -> str:
    """The path to a field. A key that is no plain field name may be words of the visit and is not shown."""
    return ".".join(str(p) if isinstance(p, int) or _FIELD.match(p) else "?" for p in location) or "(root)"


def _reason(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "unknown field"
    if kind == "union_tag_invalid":  # whose own message quotes the value
        return "unknown kind"
    return (message[:1].lower() + message[1:]).removeprefix("value error, ")
