"""A prompt is a versioned file with a locked hash, and its rendered words are known."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import prompts
from prompts import lock
from scribe.assembly import PHRASE, PROMPT
from scribe.extraction.chain import Chain
from scribe.extraction.evidence import span_evidence
from scribe.extraction.reply_schema import GROUPS
from scribe.llm import Ask, Reply
from scribe.phrasing import Phraser
from scribe.schema.errors import ModelError, ModelRefused
from scribe.schema.narrative import Narrative, Section, Statement
from scribe.schema.result import ModelComponent
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

SNAPSHOTS = Path(__file__).parent / "snapshots"
VISIT = (
    Segment(id="a", speaker_role=SpeakerRole.CLINICIAN, text="What brings you in?"),
    Segment(id="b", speaker_role=SpeakerRole.PATIENT, text="My low back hurts."),
)
SECTION = Section(
    title="History of present illness",
    statements=tuple(
        Statement(text=text, evidence=(span_evidence(VISIT[1], 0, 7),))
        for text in ("Patient reports site of the pain: low back.", "Patient denies fever.")
    ),
)


class Asked:
    """A model that keeps what it is asked and answers nothing."""

    def __init__(self) -> None:
        self.asks: list[Ask] = []

    @property
    def component(self) -> ModelComponent:
        return ModelComponent(name="m", host="h", structured="prompt", temperature=0.0)

    host = "h"

    def complete(self, asks: Sequence[Ask], spent_s: float = 0.0) -> tuple[Reply | ModelError, ...]:
        self.asks += asks
        return (ModelRefused("No."),) * len(asks)


def rendered() -> dict[str, str]:
    """The words of every question that is ever asked, by the name of its snapshot."""
    model = Asked()
    Chain(model, prompts.load(*PROMPT)).read(Transcript(segments=VISIT))
    Phraser(model, prompts.load(*PHRASE)).propose(Narrative(sections=(SECTION,)))
    version = {"extract": PROMPT[1], "phrase": PHRASE[1]}
    named = {ask.name: version[ask.name.partition("_")[0]] for ask in model.asks}
    return {f"{ask.name.replace('_', '-')}-{named[ask.name]}": _words(ask) for ask in model.asks}


def _words(ask: Ask) -> str:
    return f"{ask.prompt.system}\n\n{ask.prompt.user}\n\n{ask.prompt.form}\n"


def test_no_released_prompt_has_changed() -> None:
    assert lock.problems() == []


def test_the_rendered_words_are_those_of_the_snapshots() -> None:
    snapshots = {path.stem: path.read_text("utf-8") for path in SNAPSHOTS.glob("*.txt")}

    assert rendered() == snapshots


def test_every_group_has_its_task_and_every_kind_its_line() -> None:
    prompt = prompts.load(*PROMPT)

    for group in GROUPS:
        assert all(f"- {kind}:" in prompt.sections[group.name] for kind in group.kinds)
    assert sum(section.count("\n- ") for section in prompt.sections.values()) == len(FactKind)


@pytest.mark.parametrize("name", [PROMPT, PHRASE])
def test_a_prompt_says_what_it_takes_and_why_it_exists(name: tuple[str, str]) -> None:
    assert set(prompts.load(*name).front) == {"inputs", "output", "why"}


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


@pytest.mark.parametrize("name", [PROMPT, PHRASE])
def test_no_prompt_speaks_of_money_or_names_a_code(name: tuple[str, str]) -> None:
    text = prompts.load(*name).text.lower()

    assert not any(word in text for word in ("payment", "reimburse", "revenue", "bill", "m54", "icd"))
