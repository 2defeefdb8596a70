"""The Markdown shows statements with numbered quotes, and no text of the visit can break it."""

from scribe.schema.coding import Coding
from scribe.schema.documentation import Documentation
from scribe.schema.finding import Disposition, Review
from scribe.schema.narrative import Narrative, Section, Statement
from scribe.writing.markdown import escape, render
from tests.build import encounter, quote, transcript

SOURCE = transcript("P: My low back | hurts *a lot* <b>.")


def rendered(disposition: Disposition, narrative: Narrative) -> str:
    coding = Coding(code_set="FY2027")
    return render(encounter(), SOURCE, Documentation(), coding, narrative, Review(disposition=disposition))


def one_statement() -> Narrative:
    words = quote(SOURCE, "low back | hurts *a lot* <b>")
    return Narrative(sections=(Section(title="Plan", statements=(Statement(text="Rest.", evidence=(words,)),)),))


def test_a_statement_points_to_its_quote() -> None:
    text = rendered(Disposition.READY_FOR_REVIEW, one_statement())

    assert "- Rest. [1]" in text
    assert r"- [1] patient, s1: “low back \| hurts \*a lot\* \<b\>”" in text


def test_a_draft_never_calls_itself_signed() -> None:
    assert "Not signed" in rendered(Disposition.READY_FOR_REVIEW, one_statement())


def test_without_speech_there_is_no_section() -> None:
    text = rendered(Disposition.NO_SPEECH, Narrative())

    assert "No speech was found" in text
    assert "## " not in text


def test_line_breaks_in_spoken_text_are_folded() -> None:
    assert escape("a\n# b") == r"a \# b"
