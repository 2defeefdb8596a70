"""What may leave the machine, and by whose word."""

import importlib
import inspect
import logging
import subprocess
import sys

import pytest

from eval import scripted_server as script
from scribe.llm import Ask, ChatModel, RenderedPrompt, Reply, build_chat_model, refuse_tracing
from scribe.llm.build import host_of, is_loopback
from scribe.llm.vendor_errors import TABLE
from scribe.schema.errors import SettingsError

ASK = Ask(
    "facts",
    RenderedPrompt("Rules in JSON.", "Words with {braces} and a } brace.", "The form is {}."),
    {"type": "object", "properties": {}, "required": [], "additionalProperties": False},
)
ANSWER = script.replies("{}")


def sent(structured: str, **settings: object) -> dict[str, object]:
    with script.serving(ANSWER) as server:
        model = build_chat_model("some-model", server.base_url, "key", structured, **settings)  # type: ignore[arg-type]
        [outcome] = model.complete([ASK])
    assert isinstance(outcome, Reply)
    return server.requests[0]


def test_the_strict_dialect_sends_our_schema_as_it_is() -> None:
    assert sent("json_schema")["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "facts", "strict": True, "schema": ASK.schema},
    }


def test_the_json_object_dialect_sends_the_schema_beside_the_type() -> None:
    body = sent("json_object", max_output_tokens=77)

    assert body["response_format"] == {"type": "json_object", "schema": ASK.schema}
    assert body["max_tokens"] == 77


def test_the_prompt_dialect_says_the_form_in_words() -> None:
    body = sent("prompt")

    assert "response_format" not in body
    assert body["messages"][0]["content"] == "Rules in JSON.\n\nThe form is {}."  # type: ignore[index]


def test_decoding_is_as_repeatable_as_the_server_allows() -> None:
    body = sent("json_schema")

    assert (body["temperature"], body["seed"]) == (0.0, 0)


def test_braces_in_the_words_of_a_visit_reach_the_model_unchanged() -> None:
    assert sent("json_schema")["messages"][1]["content"] == ASK.prompt.user  # type: ignore[index]


def test_tokens_are_counted() -> None:
    with script.serving(ANSWER) as server:
        [outcome] = build_chat_model("m", server.base_url).complete([ASK])

    assert isinstance(outcome, Reply)
    assert (outcome.prompt_tokens, outcome.completion_tokens) == (100, 20)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY"])
def test_a_proxy_variable_never_routes_a_visit(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)

    assert sent("json_schema")


def test_a_given_proxy_is_not_used_for_this_machine() -> None:
    assert sent("json_schema", proxy="http://127.0.0.1:9")


@pytest.mark.parametrize("variable", ["OPENAI_BASE_URL", "OPENAI_API_BASE", "LANGSMITH_GATEWAY"])
def test_no_variable_chooses_another_address(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "http://127.0.0.1:9/v1")

    assert sent("json_schema")


def test_a_tracer_switched_on_behind_our_back_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with script.serving(script.status(200, b"{}")) as collector:
        monkeypatch.setenv("LANGSMITH_ENDPOINT", collector.base_url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "key")
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        clear_tracing_cache()
        try:
            sent("json_schema")
            langsmith_settle()
        finally:
            clear_tracing_cache()

    assert collector.requests == []


def clear_tracing_cache() -> None:
    from langsmith import utils

    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]


def langsmith_settle() -> None:
    from langchain_core.tracers.langchain import wait_for_all_tracers

    wait_for_all_tracers()


def test_the_vendor_s_request_log_stays_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    logging.getLogger("openai").setLevel(logging.DEBUG)

    sent("json_schema")

    assert not logging.getLogger("openai").isEnabledFor(logging.DEBUG)


@pytest.mark.parametrize("value", ["true", "True", "1", "yes", "anything"])
@pytest.mark.parametrize("name", ["LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"])
def test_a_tracing_variable_refuses_the_start(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        refuse_tracing({name: value})


@pytest.mark.parametrize("environment", [{}, {"LANGSMITH_TRACING": "false"}, {"LANGCHAIN_TRACING_V2": ""}])
def test_no_tracing_is_no_reason_to_refuse(environment: dict[str, str]) -> None:
    refuse_tracing(environment)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://api.openai.com/v1", "api.openai.com"),
        ("http://localhost:11434/v1", "localhost:11434"),
        ("http://user:secret@models.example:8000/v1", "models.example:8000"),
        ("http://[::1]:8000/v1", "[::1]:8000"),
    ],
)
def test_the_host_is_named_without_credentials(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://host/v1", "", "http://", "http://host:port/"])
def test_an_address_that_is_none_is_a_settings_error(address: str) -> None:
    with pytest.raises(SettingsError):
        host_of(address)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost:1234", True),
        ("127.0.0.1", True),
        ("127.8.0.1:80", True),
        ("[::1]:80", True),
        ("models.example", False),
        ("127.0.0.1.example:80", False),
        ("10.0.0.1", False),
    ],
)
def test_loopback_is_this_machine_alone(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def test_an_unknown_dialect_is_a_settings_error() -> None:
    with pytest.raises(SettingsError, match="json_schema"):
        build_chat_model("m", structured="xml")


def test_no_base_address_means_openai() -> None:
    model: ChatModel = build_chat_model("m")

    assert model.component.host == model.host == "api.openai.com"


def test_naming_a_model_imports_no_vendor() -> None:
    code = (
        "import sys, scribe.extraction.chain; from scribe.llm import build_chat_model; build_chat_model('m');"
        "print(sorted({'langchain_openai', 'langchain_core', 'openai', 'langsmith', 'asyncio'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() in ("[]", "['asyncio']")


def vendor_exceptions() -> list[type[Exception]]:
    """Every exception class that a chat completion can raise: openai's own, and LangChain's adapter's."""
    modules = [
        importlib.import_module(name) for name in ("openai._exceptions", "langchain_openai.chat_models.base")
    ]
    found = {
        value
        for module in modules
        for _, value in inspect.getmembers(module, inspect.isclass)
        if issubclass(value, Exception) and value.__module__ in (module.__name__, "openai")
    }
    return sorted(found, key=lambda error: error.__name__)


def test_no_vendor_exception_is_without_its_line() -> None:
    roots = {"OpenAIError", "APIError", "APIStatusError"}
    assert len(vendor_exceptions()) > 20

    unmapped = [
        error.__name__
        for error in vendor_exceptions()
        if error.__name__ not in roots
        and next(name.__name__ for name in error.__mro__ if name.__name__ in TABLE) in roots
    ]

    assert unmapped == []
