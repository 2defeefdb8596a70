"""The README tells the truth about what can be checked."""

import re

from scribe.commands.generate import ROOT
from scribe.settings import Settings, setting_lines

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_listed() -> None:
    variables = [variable for variable, _, _ in setting_lines(Settings())]

    assert [variable for variable in variables if variable not in README] == []


def test_every_linked_file_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_make_target_it_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z-]+)`", README))

    assert named
    assert {name for name in named if f"\n{name}:" not in makefile} == set()
