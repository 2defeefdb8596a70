"""The scripts of docs/api.md do what the page says, as they stand there."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.service.processes import Installation, all_stopped
from tests.conftest import RECORDINGS, ROOT

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
_WITHIN_S = 60


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An API and a worker whose transcription is simulated."""
    installation = Installation(tmp_path_factory.mktemp("api-page") / "data")
    with all_stopped(installation.api(), installation.worker(0.2)):
        installation.wait_ready()
        yield installation


def _run(command: list[str], installation: Installation, folder: Path) -> str:
    shutil.copy(RECORDINGS / "low-back-pain.opus", folder / "visit.opus")
    environment = {**os.environ, "API": installation.base_url, "SCRIBE_API_KEY": installation.key}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_WITHIN_S)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _script(language: str) -> str:
    (script,) = re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.S)
    return script


@pytest.mark.skipif(not shutil.which("curl") or not shutil.which("openssl"), reason="curl and openssl are wanted")
def test_the_curl_script_signs_and_exports_a_note(installation: Installation, tmp_path: Path) -> None:
    _run(["bash", "-c", _script("sh")], installation, tmp_path)

    signed = json.loads((tmp_path / "signed.json").read_text("utf-8"))
    document = json.loads((tmp_path / "note.fhir.json").read_text("utf-8"))
    assert signed["status"] == "final"
    assert document["entry"][0]["resource"]["status"] == "final"
    assert '"state":"done"' in (tmp_path / "events.txt").read_text("utf-8")


def test_the_python_script_shows_codes_with_the_words_they_rest_on(
    installation: Installation, tmp_path: Path
) -> None:
    shown = _run([sys.executable, "-c", _script("python")], installation, tmp_path)

    assert "M54.50 " in shown
    assert ' - "' in shown
