"""Refusal to run while a third party would be sent every prompt."""

from collections.abc import Mapping

from scribe.schema.errors import SettingsError

VARIABLES = (
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
)
_OFF = {"", "0", "false", "no", "off"}


def refuse_tracing(environment: Mapping[str, str]) -> None:
    """Raise SettingsError if a variable asks LangChain to upload prompts; anything but a clear "off" counts."""
    for name in VARIABLES:
        if environment.get(name, "").strip().lower() not in _OFF:
            raise SettingsError(
                f"{name} is set: every prompt, and with it the visit, would be sent to a tracing service.",
                f"Unset {name}.",
            )
