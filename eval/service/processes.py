"""Processes: the API and workers of one installation, started, killed and started again."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

import httpx

from eval.service.client import Client

_READY_WITHIN_S = 60.0
_STOPPED_WITHIN_S = 20.0
_KEPT_FROM_PARENT = ("SCRIBE_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")


@dataclass
class Installation:
    """One installation in a folder of its own. ``log`` takes what its processes print."""

    data_dir: Path
    database_url: str | None = None
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())

    @property
    def log(self) -> Path:
        """Everything that any of its processes wrote on stdout and stderr."""
        return self.data_dir.parent / f"{self.data_dir.name}.log"

    @property
    def base_url(self) -> str:
        """Of the API."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def key(self) -> str:
        """What a client sends."""
        return (self.data_dir / "api_key").read_text(encoding="utf-8").strip()

    def client(self, patience_s: float = 120.0, pause_s: float = 0.1) -> Client:
        """A client with its key."""
        return Client(self.base_url, self.key, patience_s, pause_s)

    def api(self) -> "Running":
        """``scribe serve`` without a worker of its own."""
        return self.start("-m", "scribe.cli", "serve", "--port", str(self.port))

    def worker(self, seconds: float) -> "Running":
        """A worker whose transcription takes so long and is simulated."""
        return self.start("-m", "eval.service.simulated_worker", str(seconds))

    def start(self, *arguments: str) -> "Running":
        """A Python process of this installation."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(_KEPT_FROM_PARENT)}
        environment |= {"SCRIBE_DATA_DIR": str(self.data_dir), "SCRIBE_EMBEDDED_WORKER": "false", **self.settings}
        if self.database_url:
            environment["SCRIBE_DATABASE_URL"] = self.database_url
        return Running([sys.executable, *arguments], environment, self.log)

    def wait_ready(self) -> None:
        """Returns when the API answers. Raises TimeoutError."""
        until = monotonic() + _READY_WITHIN_S
        while monotonic() < until:
            try:
                if httpx.get(f"{self.base_url}/healthz", timeout=2).status_code == httpx.codes.OK:
                    return
            except httpx.HTTPError:
                sleep(0.05)
        raise TimeoutError("the API did not answer in time")


class Running:
    """A process that can be killed and started again."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], log: Path) -> None:
        self._command, self._environment, self._log = command, environment, log
        self.starts = 0
        self.start()

    def start(self) -> None:
        """Starts it (again)."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, env=self._environment, stdout=log, stderr=log)
        self.starts += 1

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """SIGKILL, and no farewell."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """SIGTERM; gives the exit status. Raises TimeoutError where it does not end."""
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(_STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError("a process did not end when it was asked to") from None


@contextmanager
def all_stopped(*running: Running) -> Iterator[None]:
    """Kills them when the block is left, however it is left."""
    try:
        yield
    finally:
        for one in running:
            one.kill()


def resident_mib(pid: int) -> float:
    """Memory of a process that is in use now."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
