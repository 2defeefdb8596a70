"""Every way a model server can fail, over real HTTP: one named error each, within one deadline, no patient text."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from socket import socket

import pytest
from pydantic import BaseModel, ConfigDict

from eval import scripted_server as script
from scribe.llm import Ask, RenderedPrompt, Reply, build_chat_model, read_reply
from scribe.llm.vendor_errors import retry_after_s
from scribe.schema.errors import (
    ModelError,
    ModelFiltered,
    ModelRateLimited,
    ModelRefused,
    ModelRejectedRequest,
    ModelReplyInvalid,
    ModelTimeout,
    ModelTruncated,
    ModelUnavailable,
)

SECRET = "zebra-crossing"
ASK = Ask("facts", RenderedPrompt("Answer in JSON.", f"The patient said {SECRET}.", "Form: {}"), {"type": "object"})


class Output(BaseModel):
    model_config = ConfigDict(extra="forbid")
    facts: list[str]


def outcomes(base_url: str, asks: int = 1, **settings: object) -> tuple[Reply | ModelError, ...]:
    values: dict[str, object] = {"timeout_s": 20.0, "tries": 3} | settings
    model = build_chat_model("scripted", base_url, "key", **values)  # type: ignore[arg-type]
    return model.complete([ASK] * asks)


def read(behave: script.Behaviour, **settings: object) -> Output:
    with script.serving(behave) as server:
        [outcome] = outcomes(server.base_url, **settings)
    if isinstance(outcome, ModelError):
        raise outcome
    return read_reply(outcome, Output)


def refused_port() -> int:
    with closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(autouse=True)
def _no_patient_text_in_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level("DEBUG")
    yield
    assert SECRET not in caplog.text


def test_a_whole_answer_is_read() -> None:
    assert read(script.replies('{"facts": ["a"]}')) == Output(facts=["a"])


FAILURES: dict[str, tuple[script.Behaviour, type[ModelError], int]] = {
    "an HTML page": (script.html, ModelUnavailable, 1),
    "a cut JSON body": (script.not_json, ModelUnavailable, 1),
    "no choices": (script.without_choices, ModelUnavailable, 1),
    "a connection closed half way": (script.hangs_up_half_way, ModelUnavailable, 3),
    "500": (script.status(500), ModelUnavailable, 3),
    "502 with a page": (script.status(502, b"<html>bad gateway"), ModelUnavailable, 3),
    "401": (script.status(401), ModelUnavailable, 1),
    "403": (script.status(403), ModelUnavailable, 1),
    "404, no such model": (script.status(404), ModelUnavailable, 1),
    "a redirect to another host": (script.redirects_to("http://127.0.0.2:1/v1"), ModelUnavailable, 1),
    "400, context too long": (
        script.status(400, b'{"error": {"code": "context_length_exceeded", "message": "maximum context length"}}'),
        ModelRejectedRequest,
        1,
    ),
    "422": (script.status(422), ModelRejectedRequest, 1),
    "413": (script.status(413), ModelRejectedRequest, 1),
    "429 for ever": (script.status(429, Retry_After="0"), ModelRateLimited, 3),
    "429, out of quota": (script.status(429, b'{"error": {"code": "insufficient_quota"}}'), ModelRateLimited, 1),
    "a refusal": (script.replies(None, refusal="I cannot help with that."), ModelRefused, 1),
    "half an answer": (script.replies('{"facts": [', "length"), ModelTruncated, 1),
    "a whole-looking answer cut by the limit": (script.replies('{"facts": []}', "length"), ModelTruncated, 1),
    "a filtered answer": (script.replies("", "content_filter"), ModelFiltered, 1),
    "malformed JSON": (script.replies('{"facts": ["a"'), ModelReplyInvalid, 1),
    "an empty answer": (script.replies(""), ModelReplyInvalid, 1),
    "prose": (script.replies("The facts are: back pain."), ModelReplyInvalid, 1),
    "a fence that was not asked for": (script.replies('```json\n{"facts": []}\n```'), ModelReplyInvalid, 1),
    "the wrong type": (script.replies('{"facts": "none"}'), ModelReplyInvalid, 1),
    "a key too many": (script.replies('{"facts": [], "note": "x"}'), ModelReplyInvalid, 1),
    "an unknown finish reason": (script.replies('{"facts": []}', "tool_calls"), ModelReplyInvalid, 1),
}


@pytest.mark.parametrize("name", FAILURES)
def test_each_failure_has_its_named_error_and_its_number_of_tries(name: str) -> None:
    behave, error, tries = FAILURES[name]

    with script.serving(behave) as server:
        [outcome] = outcomes(server.base_url)
    found = outcome if isinstance(outcome, ModelError) else invalid(outcome)

    assert type(found) is error
    assert len(server.requests) == tries
    assert SECRET not in f"{found!r}{found.__cause__!r}"


def invalid(reply: Reply) -> ModelError:
    with pytest.raises(ModelError) as caught:
        read_reply(reply, Output)
    return caught.value


def test_no_server_is_unavailable() -> None:
    [outcome] = outcomes(f"http://127.0.0.1:{refused_port()}/v1")

    assert isinstance(outcome, ModelUnavailable)


def test_a_server_that_recovers_is_asked_again() -> None:
    good = script.replies('{"facts": []}')

    assert read(script.in_turn(script.status(503), script.status(429, Retry_After="1"), good)) == Output(facts=[])


def test_retry_after_is_waited_for() -> None:
    began = time.monotonic()

    read(script.in_turn(script.status(429, Retry_After="1.2"), script.replies('{"facts": []}')))

    assert time.monotonic() - began >= 1.2


def test_a_retry_after_beyond_the_deadline_is_not_waited_for() -> None:
    began = time.monotonic()

    with pytest.raises(ModelRateLimited) as caught:
        read(script.status(429, Retry_After="600"))

    assert caught.value.retry_after_s == 600
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": "1.5"}, 1.5),
        (
            {"retry-after": "Fri, 20 Nov 2026 10:10:00 GMT", "date": "Fri, 20 Nov 2026 10:00:00 GMT"},
            600.0,
        ),
        ({"retry-after": "Fri, 20 Nov 2026 10:10:00 GMT"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "99999999"}, None),
        ({}, None),
    ],
)
def test_a_retry_after_counts_seconds_or_from_the_server_s_own_date(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after_s(headers) == seconds


def test_a_name_lookup_that_hangs_is_an_outcome_of_each_question(monkeypatch: pytest.MonkeyPatch) -> None:
    released = threading.Event()
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: released.wait(30))
    monkeypatch.setattr("scribe.llm.langchain_model.GRACE_S", 0.2)

    found = outcomes("http://a-name-nobody-knows.test/v1", asks=3, timeout_s=0.5)
    released.set()

    assert [type(one) for one in found] == [ModelTimeout] * 3


@pytest.mark.parametrize("behave", [script.hangs, script.drips], ids=["silent", "dripping"])
def test_the_deadline_is_a_total(behave: script.Behaviour) -> None:
    build_and_warm()
    began = time.monotonic()

    with pytest.raises(ModelTimeout):
        read(behave, timeout_s=1.0)

    assert 0.9 < time.monotonic() - began < 3


def test_retries_do_not_extend_the_deadline() -> None:
    build_and_warm()
    began = time.monotonic()

    with pytest.raises(ModelTimeout):
        read(script.in_turn(script.status(500), script.hangs), timeout_s=1.5)

    assert time.monotonic() - began < 3.5


def build_and_warm() -> None:
    """The first use imports the vendor, which takes seconds and is no part of the deadline."""
    read(script.replies('{"facts": []}'))


def test_a_dead_server_fails_all_open_questions_at_once() -> None:
    with script.serving(script.status(500)) as server:
        found = outcomes(server.base_url, asks=6, at_once=1)

    assert [type(outcome) for outcome in found] == [ModelUnavailable] * 6
    assert len(server.requests) == 3


def test_one_rejected_question_leaves_the_others_alone() -> None:
    answer = script.replies('{"facts": []}')
    with script.serving(script.in_turn(script.status(400), answer)) as server:
        found = outcomes(server.base_url, asks=3, at_once=1)

    assert isinstance(found[0], ModelRejectedRequest)
    assert all(isinstance(outcome, Reply) for outcome in found[1:])


def test_what_was_answered_before_the_deadline_is_kept() -> None:
    build_and_warm()
    answer = script.replies('{"facts": []}')
    with script.serving(script.in_turn(answer, script.hangs)) as server:
        found = outcomes(server.base_url, asks=2, at_once=1, timeout_s=1.5)

    assert isinstance(found[0], Reply)
    assert isinstance(found[1], ModelTimeout)


def test_it_works_inside_a_running_event_loop() -> None:
    async def inside() -> Output:
        return read(script.replies('{"facts": []}'))

    assert asyncio.run(inside()) == Output(facts=[])


def test_prompt_only_servers_may_fence_the_whole_answer() -> None:
    assert read(script.replies('```json\n{"facts": []}\n```'), structured="prompt") == Output(facts=[])


def test_an_invalid_reply_names_places_and_no_content() -> None:
    with pytest.raises(ModelReplyInvalid) as caught:
        read(script.replies(json.dumps({"facts": [1, "a", 2], SECRET: 1})))

    assert caught.value.locations == ("$.facts[0]", "$.facts[2]", "$.?")
    assert SECRET not in str(caught.value)
