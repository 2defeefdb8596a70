"""From a validation error to one line that names the field and not its content."""

import re

from pydantic import ValidationError

from scribe.schema.errors import UnreadableTranscript

_MOST_NAMED = 3
_FIELD = re.compile(r"^[A-Za-z_][A-Za-z0-9_]{0,39}$")


def invalid_document(what: str, error: ValidationError) -> UnreadableTranscript:
    """A typed error naming the first wrong fields of ``what`` (a file or body), without any input."""
    problems = [
        f"{_place(item['loc'])}: {_reason(item['type'], item['msg'])}"
        for item in error.errors(include_input=False, include_url=False, include_context=False)
    ]
    named = "; ".join(problems[:_MOST_NAMED])
    more = f" (and {len(problems) - _MOST_NAMED} more)" if len(problems) > _MOST_NAMED else ""
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
