"""From settings to a chat model, without importing the vendor."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from scribe.llm.chat_model import ChatModel
from scribe.llm.dialects import AUTO, ORDER, Remembered
from scribe.schema.errors import SettingsError

OPENAI_BASE_URL = "https://api.openai.com/v1"
DIALECTS = (AUTO, *ORDER)


def build_chat_model(
    model: str,
    base_url: str | None = None,
    api_key: str | None = None,
    structured: str = "json_schema",
    timeout_s: float = 120.0,
    *,
    tries: int = 3,
    at_once: int = 4,
    temperature: float | None = 0.0,
    seed: int | None = 0,
    max_output_tokens: int = 3072,
    proxy: str | None = None,
    remembered: Remembered | None = None,
) -> ChatModel:
    """The model of this name at ``base_url`` (None: OpenAI's). Raises SettingsError on values that cannot work.

    timeout_s: total seconds for all calls of one visit, retries included. proxy: used for hosts other than
    this machine; variables like HTTPS_PROXY are not read. temperature, seed: None where a model refuses them.
    structured: ``auto`` finds out by the first question; ``remembered`` keeps it for the next visit.
    """
    address = base_url or OPENAI_BASE_URL
    host = host_of(address)
    if structured not in DIALECTS:
        raise SettingsError(
            f"SCRIBE_LLM_STRUCTURED must be one of {', '.join(DIALECTS)}.", "Choose what the server speaks."
        )
    from scribe.llm.langchain_model import LangChainModel

    return LangChainModel(
        model=model,
        base_url=address,
        host=host,
        api_key=api_key,
        structured=structured,
        timeout_s=timeout_s,
        tries=tries,
        at_once=at_once,
        temperature=temperature,
        seed=seed,
        max_output_tokens=max_output_tokens,
        proxy=None if is_loopback(host) else proxy,
        remembered=remembered or Remembered(),
    )


def host_of(address: str) -> str:
    """``host:port`` of a base address, without user or key. Raises SettingsError if it has none."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise SettingsError(
            "OPENAI_BASE_URL is not an address.", "Give http:// or https:// with a host, as https://host/v1."
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port}" if port else shown


def is_loopback(host: str) -> bool:
    """Whether the text stays on this machine: localhost or a loopback address, with or without a port."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
