"""A chat model behind the OpenAI protocol, through LangChain: the only file that imports langchain or openai.

Both are imported on the first call (seconds). What leaves this file is ``Reply`` and the ModelError tree.
Each measured trap has its line: the answer is not parsed here, the server's ``finish_reason`` is handed on;
timeouts are not per try; no variable of the environment chooses an address, a key, a proxy or a tracer.
"""

import asyncio
import json
import logging
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scribe.llm.chat_model import Ask, Reply
from scribe.llm.deadline import ENDS_ALL, GRACE_S, all_within, run_apart
from scribe.llm.dialects import AUTO, ORDER, Remembered, first_spoken, is_unspoken
from scribe.llm.vendor_errors import named_error
from scribe.schema.errors import ModelError, ModelTimeout, SettingsError
from scribe.schema.result import ModelComponent

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage
    from langchain_openai import ChatOpenAI

CONNECT_S = 10.0
_NO_KEY = "not-needed"
"""The client insists on a key; servers on this machine need none."""


@dataclass(frozen=True, slots=True)
class LangChainModel:
    """See ``scribe.llm.build.build_chat_model`` for the meaning of each value."""

    _: KW_ONLY
    model: str
    base_url: str
    host: str
    api_key: str | None
    structured: str
    timeout_s: float
    tries: int
    at_once: int
    temperature: float | None
    seed: int | None
    max_output_tokens: int
    proxy: str | None
    remembered: Remembered

    @property
    def component(self) -> ModelComponent:
        return ModelComponent(
            name=self.model,
            host=self.host,
            structured=self._dialect() or self.structured,
            temperature=0.0 if self.temperature is None else self.temperature,
            seed=self.seed,
        )

    def complete(self, asks: Sequence[Ask], spent_s: float = 0.0) -> tuple[Reply | ModelError, ...]:
        if not asks:
            return ()
        _import_vendor()
        left_s = max(0.0, self.timeout_s - spent_s)
        try:
            return run_apart(lambda: self._complete(asks, left_s), left_s + GRACE_S)
        except ModelTimeout as left_behind:
            return (left_behind,) * len(asks)

    async def _complete(self, asks: Sequence[Ask], left_s: float) -> tuple[Reply | ModelError, ...]:
        from langsmith import tracing_context

        clock = asyncio.get_running_loop().time
        began = clock()

        # A client per visit: LangChain's cached one would belong to an event loop that is gone.
        async with _http_client(self.base_url, self.proxy, self.timeout_s) as client:
            with tracing_context(enabled=False):
                asker = _Asker(self._chat(client), self.max_output_tokens, lambda: clock() - began)
                if dialect := self._dialect():
                    outcomes = await self._all(asker, asks, dialect, left_s)
                    if not self._has_changed(asks, outcomes):
                        return outcomes
                return await self._find_out(asker, asks, max(0.0, left_s - asker.elapsed()))

    def _dialect(self) -> str | None:
        """The dialect that is set, or that was found out; None where that is still to be done."""
        if self.structured != AUTO:
            return self.structured
        return self.remembered.get(self.base_url, self.model)

    async def _all(
        self, asker: "_Asker", asks: Sequence[Ask], dialect: str, seconds: float
    ) -> tuple[Reply | ModelError, ...]:
        attempts = [partial(asker.ask, ask, dialect) for ask in asks]
        return await all_within(seconds, attempts, self.tries, self.at_once)

    async def _find_out(
        self, asker: "_Asker", asks: Sequence[Ask], left_s: float
    ) -> tuple[Reply | ModelError, ...]:
        """The first question finds the dialect, the others follow in it, all within the one deadline."""

        async def one(dialect: str) -> Reply | ModelError:
            return (await self._all(asker, asks[:1], dialect, max(0.0, deadline - asker.elapsed())))[0]

        deadline = asker.elapsed() + left_s
        first, dialect = await first_spoken(one, asks[0].schema)
        if dialect is not None:
            self.remembered.put(self.base_url, self.model, dialect)
        elif isinstance(first, ENDS_ALL):
            return (first,) * len(asks)
        if len(asks) == 1:
            return (first,)
        # A first question that failed for its own sake leaves the others alone.
        left_s = max(0.0, deadline - asker.elapsed())
        return (first, *await self._all(asker, asks[1:], dialect or ORDER[0], left_s))

    def _has_changed(self, asks: Sequence[Ask], outcomes: Sequence[Reply | ModelError]) -> bool:
        """Whether a server no longer speaks what it was found to speak: another dialect may be its own now.

        One answer in words may be the model's whim; a refusal, or several of them, are the server's.
        """
        pairs = zip(asks, outcomes, strict=True)
        unspoken = all(is_unspoken(outcome, ask.schema) for ask, outcome in pairs)
        sure = len(asks) > 1 or isinstance(outcomes[0], ModelError)
        return self.structured == AUTO and unspoken and sure

    def _chat(self, client: Any) -> "ChatOpenAI":
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr

        return ChatOpenAI(
            model=self.model,
            base_url=self.base_url,
            api_key=SecretStr(self.api_key or _NO_KEY),
            openai_proxy=None,
            http_async_client=client,
            timeout=self.timeout_s,
            max_retries=0,
            temperature=self.temperature,
            seed=self.seed,
            use_responses_api=False,
            streaming=False,
            cache=False,
            callbacks=[],
        )


@dataclass(frozen=True, slots=True)
class _Asker:
    """One visit's client, and the seconds since its first question."""

    chat: "ChatOpenAI"
    max_output_tokens: int
    elapsed: Callable[[], float]

    async def ask(self, ask: Ask, dialect: str) -> Reply:
        system = ask.prompt.system
        if dialect == "prompt":
            system = f"{system}\n\n{ask.prompt.form}"
        try:
            message = await self.chat.ainvoke(
                [("system", system), ("user", ask.prompt.user)],
                # In the body as we wrote it: LangChain's own binding would parse, and repair, the answer.
                extra_body=_body(dialect, ask, self.max_output_tokens),
            )
            return _reply(message, unfence=dialect == "prompt", after_s=self.elapsed())
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - an HTML page fails as AttributeError, and so on
            raise named_error(error) from None


def _body(structured: str, ask: Ask, max_output_tokens: int) -> dict[str, object]:
    """What each dialect puts into the request. llama-cpp-python takes the schema beside ``json_object``."""
    if structured == "json_schema":
        form = {"name": ask.name, "strict": True, "schema": ask.schema}
        return {
            "response_format": {"type": "json_schema", "json_schema": form},
            "max_completion_tokens": max_output_tokens,
        }
    if structured == "json_object":
        # The older name of the limit: servers of this dialect do not know the newer one.
        return {"response_format": {"type": "json_object", "schema": ask.schema}, "max_tokens": max_output_tokens}
    if structured == "function_calling":
        function = {"name": ask.name, "strict": True, "parameters": ask.schema}
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": ask.name}},
            "max_tokens": max_output_tokens,
        }
    return {"max_tokens": max_output_tokens}


def _reply(message: "AIMessage", *, unfence: bool, after_s: float) -> Reply:
    usage: Mapping[str, Any] = message.usage_metadata or {}
    text = message.content if isinstance(message.content, str) else json.dumps(message.content)
    finish = message.response_metadata.get("finish_reason")
    if (arguments := _called_with(message)) is not None:
        text, finish = arguments, "stop" if finish == "tool_calls" else finish
    return Reply(
        text=_without_fence(text) if unfence else text,
        finish_reason=finish,
        refused=bool(message.additional_kwargs.get("refusal")),
        prompt_tokens=usage.get("input_tokens"),
        completion_tokens=usage.get("output_tokens"),
        after_s=after_s,
    )


def _called_with(message: "AIMessage") -> str | None:
    """The arguments of the one function that was called, as JSON; as they came where they are none."""
    if message.tool_calls:
        return json.dumps(message.tool_calls[0]["args"])
    return message.invalid_tool_calls[0]["args"] if message.invalid_tool_calls else None


def _without_fence(text: str) -> str:
    """The text inside a code fence that encloses all of it. Asked by prompt alone, most models write one."""
    lines = text.strip().splitlines()
    fenced = len(lines) > 2 and lines[0].startswith("```") and lines[-1].strip() == "```"
    return "\n".join(lines[1:-1]) if fenced else text


def _http_client(base_url: str, proxy: str | None, timeout_s: float) -> Any:
    """trust_env off: a proxy variable must not route the visit, least of all for this machine's own server.

    Redirects are not followed: the host that receives text is the one that was named.
    """
    from openai import DefaultAsyncHttpxClient, Timeout

    return DefaultAsyncHttpxClient(
        trust_env=False,
        follow_redirects=False,
        proxy=proxy,
        verify=_certificates() if proxy or urlsplit(base_url).scheme == "https" else False,
        timeout=Timeout(timeout_s, connect=min(CONNECT_S, timeout_s)),
    )


def _certificates() -> ssl.SSLContext:
    """The system's authorities (a site's own among them) and those that come with the client."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _import_vendor() -> None:
    """Import both packages. At DEBUG the vendor logs whole requests, so its loggers stay above it."""
    try:
        import langchain_openai  # noqa: F401
    except ImportError:
        raise SettingsError(
            "SCRIBE_MODEL names a language model, but its packages are missing.",
            "Install the extra: scribe[model].",
        ) from None
    for name in ("openai", "langchain_openai", "httpcore", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)
