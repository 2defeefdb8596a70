"""The language model behind one protocol; vendors stay in their file. Importing this costs nothing."""

from scribe.llm.accounted import accounted
from scribe.llm.build import build_chat_model
from scribe.llm.chat_model import Ask, ChatModel, RenderedPrompt, Reply
from scribe.llm.dialects import Remembered
from scribe.llm.reply import outcome_of, read_reply
from scribe.llm.tracing import refuse_tracing

__all__ = [
    "Ask", "ChatModel", "Remembered", "RenderedPrompt", "Reply", "accounted", "build_chat_model", "outcome_of",
    "read_reply", "refuse_tracing",
]  # fmt: skip
