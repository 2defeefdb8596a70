"""ChatModel: the one protocol through which text may reach a language model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from scribe.schema.errors import ModelError
from scribe.schema.result import ModelComponent


@dataclass(frozen=True, slots=True)
class RenderedPrompt:
    """The words of one call. ``form`` says the schema in words; only the ``prompt`` dialect sends it."""

    system: str
    user: str
    form: str


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to the model: its name (for the server's schema), its words, the form of the answer.

    ``schema`` is plain JSON Schema: objects, arrays, strings, enums, all properties required, no bounds.
    """

    name: str
    prompt: RenderedPrompt
    schema: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, unread. ``finish_reason`` comes before ``text``: a cut text is no answer.

    after_s: seconds from the first question of its ``complete`` until it was there, pauses and retries included.
    """

    text: str
    finish_reason: str | None
    refused: bool = False
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    after_s: float | None = None


class ChatModel(Protocol):
    """A model behind the OpenAI protocol, or a stand-in for one."""

    @property
    def component(self) -> ModelComponent:
        """Name, host that receives text, dialect and decoding settings, for the provenance; no calls counted."""

    @property
    def host(self) -> str:
        """The host that receives the text."""

    def complete(self, asks: Sequence[Ask], spent_s: float = 0.0) -> tuple[Reply | ModelError, ...]:
        """One outcome for each ask, in order, all within one total deadline.

        spent_s: seconds of the visit's deadline that earlier questions took.

        A failure of the server (unreachable, rate limit, silence) ends what is still open and stands for it;
        a failure of one ask (rejected, filtered) leaves the others alone.
        """
