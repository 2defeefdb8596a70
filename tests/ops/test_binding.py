"""Which addresses are served, and how."""

import asyncio
import socket

import pytest

from scribe.api.binding import bound, refuse_unguarded
from scribe.schema.errors import InputError, SettingsError


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_loopback_is_served(host: str) -> None:
    assert refuse_unguarded(host, allow_remote=False) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "scribe.example"])
def test_an_address_that_others_reach_is_refused(host: str) -> None:
    with pytest.raises(InputError, match="SCRIBE_ALLOW_REMOTE=true"):
        refuse_unguarded(host, allow_remote=False)


def test_an_address_that_others_reach_is_served_where_the_setting_says_that_it_is_guarded() -> None:
    assert refuse_unguarded("0.0.0.0", allow_remote=True) is None


def test_answers_leave_without_delay() -> None:
    """Else the body of each waits 40 ms for the client to acknowledge the head."""
    without_delay = []

    async def answering(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = writer.get_extra_info("socket")
        without_delay.append(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)
        writer.close()

    async def asked() -> None:
        async with await asyncio.start_server(answering, sock=bound("127.0.0.1", 0)) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            await reader.read()
            writer.close()

    asyncio.run(asked())

    assert without_delay == [True]


def test_a_port_in_use_is_told_before_anything_is_served() -> None:
    with bound("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(SettingsError, match="Give another --port"):
            bound("127.0.0.1", taken.getsockname()[1])
