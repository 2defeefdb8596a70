"""What a server speaks is found out by the first question, remembered, and found out anew where it changes."""

from pathlib import Path

import pytest

from eval import scripted_server as script
from scribe.llm import Ask, Remembered, RenderedPrompt, Reply, build_chat_model
from scribe.llm.dialects import ORDER
from scribe.schema.errors import ModelRateLimited, ModelUnavailable

ASK = Ask(
    "facts",
    RenderedPrompt("Rules.", "Words.", "The form."),
    {"type": "object", "properties": {}, "required": [], "additionalProperties": False},
)
ANSWER = script.replies('{"facts": []}')


def dialect_of(body: dict[str, object]) -> str:
    """The dialect of a request that a server got."""
    if "tools" in body:
        return "function_calling"
    form = body.get("response_format")
    return str(form["type"]) if isinstance(form, dict) else "prompt"


def speaking(spoken: str, otherwise: script.Behaviour, answer: script.Behaviour = ANSWER) -> script.Behaviour:
    """A server that answers in one dialect and does something else in the others."""

    def behave(handler: script.Handler) -> None:
        (answer if dialect_of(handler.request_body) == spoken else otherwise)(handler)

    return behave


def called(arguments: str) -> script.Behaviour:
    call = {"id": "c1", "type": "function", "function": {"name": "facts", "arguments": arguments}}
    return script.replies(None, "tool_calls", tool_calls=[call])


def model(server: script.ScriptedServer, remembered: Remembered | None = None, **more: object):
    return build_chat_model("m", server.base_url, structured="auto", tries=1, remembered=remembered, **more)


@pytest.mark.parametrize("refusal", [script.status(400), script.status(500), script.replies("Sure, here you are.")])
@pytest.mark.parametrize("spoken", ORDER)
def test_the_first_dialect_that_a_server_speaks_is_used_for_all(spoken: str, refusal: script.Behaviour) -> None:
    answer = called('{"facts": []}') if spoken == "function_calling" else ANSWER
    with script.serving(speaking(spoken, refusal, answer)) as server:
        chat = model(server)
        outcomes = chat.complete([ASK, ASK, ASK])

    assert [isinstance(outcome, Reply) and outcome.text for outcome in outcomes] == ['{"facts": []}'] * 3
    asked = [dialect_of(body) for body in server.requests]
    assert asked == [*ORDER[: ORDER.index(spoken) + 1], spoken, spoken]
    assert chat.component.structured == spoken


def test_it_is_found_out_once_a_server_and_remembered_by_the_next_process(tmp_path: Path) -> None:
    file = tmp_path / "data" / "dialects.json"
    with script.serving(speaking("json_object", script.status(500))) as server:
        model(server, Remembered(file)).complete([ASK])
        model(server, Remembered(file)).complete([ASK])

    assert [dialect_of(body) for body in server.requests] == ["json_schema", "json_object", "json_object"]
    assert "127.0.0.1" not in file.read_text("utf-8")


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"a": "xml"}'])
def test_a_memory_that_cannot_be_read_costs_a_question(tmp_path: Path, content: str) -> None:
    file = tmp_path / "dialects.json"
    file.write_text(content, "utf-8")
    with script.serving(ANSWER) as server:
        [outcome] = model(server, Remembered(file)).complete([ASK])

    assert isinstance(outcome, Reply)


@pytest.mark.parametrize("now", [script.status(400), script.status(422), script.status(500), script.replies("Hm.")])
def test_a_server_that_no_longer_speaks_what_it_spoke_is_asked_anew_in_the_same_visit(
    now: script.Behaviour, tmp_path: Path
) -> None:
    file = tmp_path / "dialects.json"
    with script.serving(ANSWER) as server:
        model(server, Remembered(file)).complete([ASK, ASK])
        server.behave = speaking("prompt", now)
        found = model(server, Remembered(file)).complete([ASK, ASK])
        before = len(server.requests)
        later = model(server, Remembered(file)).complete([ASK, ASK])

    assert [isinstance(outcome, Reply) for outcome in (*found, *later)] == [True] * 4
    assert [dialect_of(body) for body in server.requests[before:]] == ["prompt", "prompt"]


def test_one_question_that_fails_is_no_change_of_the_server(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "dialects.json")
    with script.serving(ANSWER) as server:
        model(server, remembered).complete([ASK])
        server.behave = script.in_turn(script.status(400), ANSWER)
        outcomes = model(server, remembered).complete([ASK, ASK])

    assert sorted(isinstance(outcome, Reply) for outcome in outcomes) == [False, True]
    assert len(server.requests) == 3


def test_a_server_that_is_gone_is_not_asked_in_every_dialect() -> None:
    remembered = Remembered()
    with script.serving(ANSWER) as server:
        chat = model(server, remembered)
        chat.complete([ASK])
    [outcome] = chat.complete([ASK])

    assert isinstance(outcome, ModelUnavailable)
    assert remembered.get(server.base_url, "m") == "json_schema"


def test_an_answer_of_another_form_is_not_the_dialect() -> None:
    asked = Ask("facts", ASK.prompt, {"type": "object", "properties": {}, "required": ["facts"]})
    with script.serving(speaking("prompt", script.replies('{"answer": "here you are"}'))) as server:
        [outcome] = model(server).complete([asked])

    assert isinstance(outcome, Reply)
    assert outcome.text == '{"facts": []}'
    assert [dialect_of(body) for body in server.requests] == list(ORDER)


@pytest.mark.parametrize(
    ("behave", "error", "asked"),
    [(script.status(429), ModelRateLimited, 1), (script.status(401), ModelUnavailable, 1)],
)
def test_a_failure_that_says_nothing_of_dialects_ends_the_search(
    behave: script.Behaviour, error: type[Exception], asked: int
) -> None:
    with script.serving(behave) as server:
        outcomes = model(server).complete([ASK, ASK])

    assert [type(outcome) for outcome in outcomes] == [error, error]
    assert len(server.requests) == asked


def test_the_search_stays_within_the_one_deadline() -> None:
    with script.serving(script.hangs) as server:
        outcomes = model(server, timeout_s=0.6).complete([ASK, ASK])
        server.released.set()

    assert [type(outcome).__name__ for outcome in outcomes] == ["ModelTimeout", "ModelTimeout"]


@pytest.mark.parametrize("cut", ['{"facts": [', '{"facts": "'])
def test_a_cut_call_of_a_function_is_not_repaired(cut: str) -> None:
    with script.serving(called(cut)) as server:
        chat = build_chat_model("m", server.base_url, structured="function_calling")
        [outcome] = chat.complete([ASK])

    assert isinstance(outcome, Reply)
    assert outcome.text == cut


def test_a_function_is_named_and_forced() -> None:
    with script.serving(called("{}")) as server:
        build_chat_model("m", server.base_url, structured="function_calling").complete([ASK])

    [body] = server.requests
    assert body["tool_choice"] == {"type": "function", "function": {"name": "facts"}}
    assert body["tools"][0]["function"]["parameters"] == ASK.schema


def test_a_first_question_that_fails_for_its_own_sake_leaves_the_others_alone() -> None:
    """Refused in every dialect, as a visit longer than the context is."""
    behave = script.in_turn(*[script.status(400)] * len(ORDER), ANSWER)
    with script.serving(behave) as server:
        outcomes = model(server).complete([ASK, ASK, ASK])

    assert [isinstance(outcome, Reply) for outcome in outcomes] == [False, True, True]
