"""The service lets the speech model go after a time without recordings, and not before."""

import asyncio

from scribe.api.idle import IdleWatch


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


def test_the_watch_looks_by_itself_and_ends_when_cancelled() -> None:
    gone: list[bool] = []

    async def service() -> None:
        task = asyncio.create_task(IdleWatch(lambda: not gone.append(True), 0.05).watch())
        await asyncio.sleep(0.4)
        task.cancel()

    asyncio.run(service())

    assert gone
