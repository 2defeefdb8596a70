"""A wire to PostgreSQL that can be cut and joined again: a database that is away, for one test alone."""

import socket
from contextlib import suppress
from threading import Thread

_SERVER = ("127.0.0.1", 5432)


class Wire:
    """Listens on a port of its own and passes bytes on while it is joined."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._joined = True
        self._open: list[socket.socket] = []
        Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """All connections end, and none is made."""
        self._joined = False
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def join(self) -> None:
        """Connections are made again."""
        self._joined = True

    def close(self) -> None:
        """The end."""
        self.cut()
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if not self._joined:
                    client.close()
                    continue
                server = socket.create_connection(_SERVER)
                self._open += [client, server]
                Thread(target=_pass_on, args=(client, server), daemon=True).start()
                Thread(target=_pass_on, args=(server, client), daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
    for one in (source, sink):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
    source.close()
