"""``scribe access``: a key is shown once, when it is made, and opens nothing once it is revoked."""

import os
import pwd
from pathlib import Path

import pytest

from scribe import clock
from scribe.cli import main
from scribe.schema.principal import Role
from scribe.store.store import Places, open_store


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCRIBE_DATA_DIR", str(tmp_path))
    return tmp_path


def made(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The key that a call made, as it stood alone on stdout."""
    assert main(["access", "create", "--name", "Coder A", "--role", "coder", *more]) == 0
    return capsys.readouterr().out.removesuffix("\n")


def test_a_new_key_stands_alone_on_stdout_and_opens(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = made(capsys, "--role", "qa", "--tenant", "north", "--expires-days", "30")

    store = open_store(Places(data_dir))
    key = store.api_keys.find(text, clock.now())
    store.close()
    assert key is not None
    assert (key.tenant, key.roles, key.name) == ("north", {Role.CODER, Role.QA}, "Coder A")
    assert key.expires_at is not None
    assert (key.expires_at - key.created_at).days == 30


def test_a_list_names_each_key_and_shows_no_secret(capsys: pytest.CaptureFixture[str]) -> None:
    _, key_id, secret = made(capsys).split("_", 2)

    assert main(["access", "list"]) == 0

    told = capsys.readouterr().out
    assert key_id in told
    assert "never used" in told
    assert secret not in told


def test_a_revoked_key_opens_nothing(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = made(capsys)

    assert main(["access", "revoke", text.split("_")[1]]) == 0

    store = open_store(Places(data_dir))
    found = store.api_keys.find(text, clock.now())
    store.close()
    assert found is None


def test_who_made_and_revoked_a_key_at_the_command_line_is_told(
    data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_id = made(capsys, "--tenant", "north").split("_")[1]
    main(["access", "revoke", key_id])

    store = open_store(Places(data_dir))
    told = store.audit.page("north")
    store.close()
    assert [one.action for one in told] == [f"access.create:{key_id}", f"access.revoke:{key_id}"]
    assert {one.subject for one in told} == {f"operator:{pwd.getpwuid(os.getuid()).pw_name}"}


def test_a_key_that_is_not_there_is_not_revoked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["access", "revoke", "0" * 16]) == 2
    assert "no such key" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--tenant", "../north"], ["--tenant", ""], ["--name", "n" * 101]])
def test_an_unusable_name_is_one_clear_line(capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    assert main(["access", "create", "--name", "A", "--role", "coder", *wrong]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_roles_offered_are_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["access", "create", "--help"])

    assert f"{{{','.join(Role)}}}" in capsys.readouterr().out
