"""What every test may rely on: no network beyond loopback, no settings of this machine, shared data by name."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from scribe.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
RECORDINGS = ROOT / "eval" / "fixtures" / "recordings"


class NetworkForbidden(RuntimeError):
    """A test tried to leave this machine."""


def _guarded(connect):
    def guarded(self, address, *args):
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in ("127.0.0.1", "::1", "localhost"):
            raise NetworkForbidden(f"a test tried to connect to {host}")
        return connect(self, address, *args)

    return guarded


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
    patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("SCRIBE_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")) and name != "SCRIBE_SHARED_DATA":
            monkeypatch.delenv(name)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.setenv("SCRIBE_DATA_DIR", str(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The development data, or a skip that says why."""
    folder = Path(os.environ.get("SCRIBE_SHARED_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the development data is absent (set SCRIBE_SHARED_DATA)")
    return folder
