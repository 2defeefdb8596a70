"""The service lets the speech model go after a time without recordings, and not before."""

import asyncio

import pytest
from pydantic import ValidationError

from scribe.api import drafting, idle
from scribe.api.app import create_app
from scribe.api.idle import IdleWatch
from scribe.schema.errors import EngineFailed
from scribe.settings import Settings


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_model_is_let_go_when_it_was_not_used_for_so_long() -> None:
    clock, gone = Clock(), []
    watch = IdleWatch(lambda: bool(gone.append(clock.now)) or True, 600.0, clock)

    clock.now = 500.0
    with watch.used():
        clock.now = 900.0
    clock.now = 1499.0
    assert watch.look() is False
    clock.now = 1500.0
    assert watch.look() is True
    assert gone == [1500.0]


def test_none_is_let_go_where_the_setting_says_never() -> None:
    clock = Clock()
    watch = IdleWatch(lambda: True, 0.0, clock)
    clock.now = 1e9

    assert watch.look() is False


def watched(watch: IdleWatch, seconds: float = 0.4) -> None:
    """The watch at work for so long."""

    async def service() -> None:
        task = asyncio.create_task(watch.watch())
        await asyncio.sleep(seconds)
        assert not task.done()
        task.cancel()

    asyncio.run(service())


def test_the_watch_looks_by_itself_and_ends_when_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "_SHORTEST_BETWEEN_LOOKS_S", 0.01)
    gone: list[bool] = []

    watched(IdleWatch(lambda: not gone.append(True), 0.05))

    assert gone


@pytest.mark.parametrize(
    ("error", "code"), [(RuntimeError("secret words"), "unexpected"), (EngineFailed("x", "y"), "engine-failed")]
)
def test_a_look_that_fails_is_logged_by_its_code_and_the_watch_goes_on(
    error: Exception, code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(idle, "_SHORTEST_BETWEEN_LOOKS_S", 0.01)
    looks: list[bool] = []

    def unload() -> bool:
        looks.append(True)
        raise error

    watched(IdleWatch(unload, 0.05))

    said = capsys.readouterr().err
    assert len(looks) > 1
    assert f"code={code}" in said
    assert "secret" not in said


@pytest.mark.parametrize(("after_s", "between"), [(0.001, 1.0), (60.0, 6.0), (86_400.0, 30.0), (0.0, 30.0)])
def test_it_looks_at_most_every_second_and_at_least_every_half_minute(after_s: float, between: float) -> None:
    assert IdleWatch(lambda: True, after_s).between_looks_s == between


def test_the_memory_is_looked_at_once_and_both_bounds_follow_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = iter([3, 1, 1])
    built: list[int] = []
    monkeypatch.setattr("audio.recordings_at_once", lambda _: next(found))
    monkeypatch.setattr("audio.build_transcriber", lambda **given: built.append(given["at_once"]))

    parts = drafting.Drafting(Settings())
    _ = parts.transcriber

    assert (parts.hearing.total_tokens, built) == (3, [3])


@pytest.mark.parametrize(("given", "heard_as"), [("auto", None), ("EN", "en"), ("", None), (" de ", "de")])
def test_the_service_hears_the_language_of_the_settings_as_the_command_line_does(
    given: str, heard_as: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str | None] = []
    monkeypatch.setattr("audio.build_transcriber", lambda **given: built.append(given["language"]))

    _ = drafting.Drafting(Settings(language=given)).transcriber

    assert built == [heard_as]


def test_a_language_nobody_knows_is_refused_before_the_service_starts() -> None:
    with pytest.raises(ValidationError):
        Settings(language="klingon")


def test_the_watch_ends_with_the_service_though_the_service_fails() -> None:
    async def service() -> None:
        app = create_app(Settings(), "a" * 32)
        running = app.router.lifespan_context(app)
        await running.__aenter__()
        watches = asyncio.all_tasks() - {asyncio.current_task()}
        assert not await running.__aexit__(RuntimeError, RuntimeError(), None)
        await asyncio.sleep(0.05)
        assert [task.cancelled() for task in watches] == [True]

    asyncio.run(service())
