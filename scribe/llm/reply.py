"""From a reply to a value of ours: finish reason, then JSON, then schema; every failure has a name.

Nothing is repaired. A lenient parser turns the cut answer ``{"drugs": [`` into an empty list of drugs.
"""

from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from scribe.llm.chat_model import Reply
from scribe.schema.errors import (
    ModelError,
    ModelFiltered,
    ModelRefused,
    ModelReplyInvalid,
    ModelTruncated,
)

Output = TypeVar("Output", bound=BaseModel)
Value = TypeVar("Value")

_COMPLETE = {"stop", "eos", "eos_token", "end_turn"}
_MAX_LOCATIONS = 10


def read_reply(reply: Reply, output: type[Output]) -> Output:
    """The reply as a value of ``output``, or ModelRefused, ModelTruncated, ModelFiltered, ModelReplyInvalid."""
    _check_finish(reply)
    try:
        return output.model_validate_json(reply.text, strict=True)
    except ValidationError as error:
        raise _invalid(error) from None


def outcome_of(answer: Reply | ModelError, read: Callable[[Reply], Value]) -> Value | ModelError:
    """What an answer is read as; a ModelError, also one that reading raises, stands for itself."""
    if isinstance(answer, ModelError):
        return answer
    try:
        return read(answer)
    except ModelError as error:
        return error


def _check_finish(reply: Reply) -> None:
    if reply.refused:
        raise ModelRefused("The model refused to answer.")
    if reply.finish_reason == "length":
        raise ModelTruncated(
            "The model's answer was cut at its token limit; nothing of it is used.",
            "Give the server a larger context, or choose another model.",
        )
    if reply.finish_reason == "content_filter":
        raise ModelFiltered("The server's content filter removed the model's answer.")
    if reply.finish_reason not in _COMPLETE:
        raise ModelReplyInvalid("The model's answer has no usable finish reason.", locations=("finish_reason",))


def _invalid(error: ValidationError) -> ModelReplyInvalid:
    found = error.errors(include_input=False, include_url=False, include_context=False)
    if any(item["type"] == "json_invalid" for item in found):
        return ModelReplyInvalid("The model's answer is not JSON.", locations=("$",))
    places = dict.fromkeys(_place(item["loc"]) for item in found)
    locations = tuple(places)[:_MAX_LOCATIONS]
    return ModelReplyInvalid(
        f"The model's answer does not have the asked form ({len(found)} problems).", locations=locations
    )


def _place(location: tuple[int | str, ...]) -> str:
    """``facts[3].kind``. A key that the model invented is its text, so it is not repeated."""
    path = "$"
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if part.isidentifier() else ".?"
    return path[:80]
