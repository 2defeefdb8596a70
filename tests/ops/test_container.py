"""The image and the compose file are what docs/deploy.md says of them."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from scribe.settings import Settings, setting_lines
from tests.conftest import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def _pins(name: str) -> set[str]:
    return set(re.findall(r"^[\w.\[\]-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_packages_of_the_image_are_those_that_are_tested() -> None:
    assert _pins("constraints-runtime.txt")
    assert _pins("constraints-runtime.txt") - _pins("constraints.txt") == set()


def test_the_image_holds_no_tool_of_the_developers() -> None:
    assert not re.search(r"^(pytest|ruff|mypy|uv|hatchling)==", "\n".join(_pins("constraints-runtime.txt")), re.M)


def test_packages_are_installed_by_their_hashes_and_the_process_is_not_root() -> None:
    assert "--require-hashes" in DOCKERFILE
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE) == ["10001:10001"]


def test_everything_that_is_copied_is_there_and_let_through() -> None:
    copied = re.findall(r"^COPY ([a-z][\w.-]*) ", DOCKERFILE, re.MULTILINE)
    let_through = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(copied) == sorted(let_through)
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_nothing_but_the_api_has_a_port_and_that_on_loopback(compose: dict[str, Any]) -> None:
    ports = {name: service.get("ports", []) for name, service in compose["services"].items()}

    assert ports == {"api": ["127.0.0.1:8000:8000"], "worker": [], "database": []}


def test_every_setting_in_it_is_one_of_ours(compose: dict[str, Any]) -> None:
    known = {variable for variable, _, _ in setting_lines(Settings())}
    given = compose["services"]["api"]["environment"].keys() | compose["services"]["worker"]["environment"].keys()

    assert given - known == set()


def test_passwords_come_from_files_alone(compose: dict[str, Any]) -> None:
    assert compose["services"]["worker"]["secrets"] == ["scribe_database_url"]
    assert "SCRIBE_DATABASE_URL" not in compose["services"]["api"]["environment"]
    assert "POSTGRES_PASSWORD" not in compose["services"]["database"]["environment"]


def test_a_secret_in_a_file_is_the_setting_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "scribe_database_url").write_text("postgresql://scribe:sesame@database/scribe\n", encoding="utf-8")

    settings = Settings(_secrets_dir=tmp_path)

    assert settings.database_url is not None
    assert settings.database_url.get_secret_value() == "postgresql://scribe:sesame@database/scribe"


def test_compose_takes_the_file(tmp_path: Path) -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True).returncode:
        pytest.skip("docker compose is not installed here")

    checked = subprocess.run([docker, "compose", "config", "--quiet"], cwd=ROOT, capture_output=True, text=True)

    assert (checked.returncode, checked.stderr) == (0, "")
