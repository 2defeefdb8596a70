"""A prompt is a versioned file with a locked hash, and its rendered words are known."""

from pathlib import Path

import pytest

import prompts
from prompts import lock
from scribe.assembly import PROMPT
from scribe.extraction.lines import numbered_lines
from scribe.extraction.reply_schema import GROUPS
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Segment, SpeakerRole

SNAPSHOT = Path(__file__).parent / "snapshots" / "extract-v1-complaint.txt"
VISIT = (
    Segment(id="a", speaker_role=SpeakerRole.CLINICIAN, text="What brings you in?"),
    Segment(id="b", speaker_role=SpeakerRole.PATIENT, text="My low back hurts."),
)


def rendered() -> str:
    prompt = prompts.load(*PROMPT)
    visit = prompt.fill("visit", transcript=numbered_lines(VISIT))
    return f"{prompt.fill('system')}\n\n{visit}\n\n{prompt.fill('complaint')}\n"


def test_no_released_prompt_has_changed() -> None:
    assert lock.problems() == []


def test_the_rendered_words_are_those_of_the_snapshot() -> None:
    assert rendered() == SNAPSHOT.read_text("utf-8")


def test_every_group_has_its_task_and_every_kind_its_line() -> None:
    prompt = prompts.load(*PROMPT)

    for group in GROUPS:
        assert all(f"- {kind}:" in prompt.sections[group.name] for kind in group.kinds)
    assert sum(section.count("\n- ") for section in prompt.sections.values()) == len(FactKind)


def test_a_prompt_says_what_it_takes_and_why_it_exists() -> None:
    assert set(prompts.load(*PROMPT).front) == {"inputs", "output", "why"}


def test_the_words_of_a_visit_are_not_searched_for_places() -> None:
    prompt = prompts.parse("x", "v1", b"---\nwhy: x\n---\n# visit\nSaid: {{transcript}}\n")

    assert prompt.fill("visit", transcript="{{schema}} {0} {") == "Said: {{schema}} {0} {"


def test_a_place_without_a_value_is_an_error() -> None:
    prompt = prompts.parse("x", "v1", b"---\nwhy: x\n---\n# visit\nSaid: {{transcript}}\n")

    with pytest.raises(KeyError):
        prompt.fill("visit")


@pytest.fixture
def released(tmp_path: Path) -> Path:
    (tmp_path / "extract").mkdir()
    (tmp_path / "extract" / "v1.md").write_text("---\nwhy: x\n---\n# a\n")
    lock.write(tmp_path, tmp_path / "prompts.lock")
    return tmp_path


def test_a_new_version_is_added_to_the_lock(released: Path) -> None:
    (released / "extract" / "v2.md").write_text("---\nwhy: y\n---\n# a\n")

    lock.write(released, released / "prompts.lock")

    assert set(lock.locked(released / "prompts.lock")) == {"extract/v1.md", "extract/v2.md"}


def test_a_changed_release_is_not_locked_again(released: Path) -> None:
    (released / "extract" / "v1.md").write_text("---\nwhy: other\n---\n# a\n")

    with pytest.raises(lock.PromptChanged, match="write the next version"):
        lock.write(released, released / "prompts.lock")


def test_a_removed_release_is_noticed(released: Path) -> None:
    (released / "extract" / "v1.md").unlink()

    assert lock.problems(released, released / "prompts.lock") == [
        "extract/v1.md was released and is gone: put it back."
    ]


def test_no_prompt_speaks_of_money_or_names_a_code() -> None:
    text = prompts.load(*PROMPT).text.lower()

    assert not any(word in text for word in ("payment", "reimburse", "revenue", "bill", "m54", "icd"))
