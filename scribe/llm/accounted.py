"""What a visit's answers from a model cost, and whether one of them failed; what was tried again is not in it."""

from collections.abc import Iterable, Sequence

from scribe.llm.chat_model import Reply
from scribe.schema.errors import ModelError
from scribe.schema.result import ModelComponent


def accounted(
    component: ModelComponent, answers: Sequence[Reply | ModelError], read: Sequence[object]
) -> ModelComponent:
    """The component with calls, tokens, seconds and the first failure. ``read``: what each answer was read as."""
    replies = [answer for answer in answers if isinstance(answer, Reply)]
    failure = next((outcome for outcome in read if isinstance(outcome, ModelError)), None)
    return component.model_copy(
        update={
            "calls": len(answers),
            "prompt_tokens": _total(reply.prompt_tokens for reply in replies),
            "completion_tokens": _total(reply.completion_tokens for reply in replies),
            "seconds": max((round(r.after_s, 3) for r in replies if r.after_s is not None), default=None),
            "error": failure.code if failure else None,
        }
    )


def _total(counts: Iterable[int | None]) -> int | None:
    """The sum, or None where no server counted."""
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
