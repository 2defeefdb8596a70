"""Questions of speakers whom nobody knows, heard without their mark, and orders that are put off."""

from datetime import date

import pytest

from scribe.extraction.reader import Reader
from scribe.schema.encounter import Encounter
from scribe.schema.terms import Assertion, FactKind
from scribe.schema.transcript import Segment, SpeakerRole, Transcript

VISIT = Encounter(id="e1", date_of_service=date(2026, 11, 20))
DENIED, DOCUMENTED = Assertion.DENIED, Assertion.DOCUMENTED


def read(*texts: str, role: SpeakerRole = SpeakerRole.UNKNOWN) -> list[tuple[FactKind, str, Assertion]]:
    segments = (Segment(id=f"s{n}", speaker_role=role, text=text) for n, text in enumerate(texts, start=1))
    facts = Reader().extract(VISIT, Transcript(segments=tuple(segments))).facts
    return [(fact.kind, str(fact.value), fact.assertion) for fact in facts]


@pytest.mark.parametrize(
    ("asked", "reply", "sign"),
    [
        ("Weakness in the legs.", "No.", "weakness"),
        ("Weakness in the arms or hands.", "Nope.", "weakness"),
        ("Any fever or night sweats.", "No, nothing.", "fever"),
        ("Trouble with your bladder.", "No, all normal down there.", "bladder or bowel incontinence"),
    ],
)
def test_what_was_asked_without_a_mark_and_denied_is_no_sign(asked: str, reply: str, sign: str) -> None:
    found = read("How long has the back hurt?", "A week.", asked, reply)

    assert (FactKind.RED_FLAG, sign, DENIED) in found
    assert not [one for one in found if one[0] is FactKind.RED_FLAG and one[2] is DOCUMENTED]


def test_what_is_asked_on_from_claims_nothing() -> None:
    found = read("Losing weight without trying.", "Ever had cancer?", "No.")

    assert not [one for one in found if one[2] is DOCUMENTED]


@pytest.mark.parametrize(
    "said",
    [
        ("My legs are weak.", "No, really?"),
        ("I have weakness in the legs.", "No."),
        ("Weakness in the legs.", "Yes, in the left one."),
        ("Weakness in the legs.", "Since when?"),
    ],
)
def test_what_somebody_says_of_themselves_or_confirms_stays(said: tuple[str, ...]) -> None:
    assert (FactKind.RED_FLAG, "weakness", DOCUMENTED) in read(*said)


def test_a_no_to_another_matter_denies_nothing() -> None:
    found = read("Low back pain after the long drive.", "No, I did not fall, I only drove.")

    assert (FactKind.CHIEF_COMPLAINT, "low back pain", DENIED) not in found
    assert (FactKind.REGION, "lumbar", DENIED) not in found


@pytest.mark.parametrize(
    "words",
    [
        "Let's skip the MRI for now.",
        "I want you to walk every day, and let's skip the MRI.",
        "We will hold off on an MRI today.",
        "There is no need for an MRI.",
    ],
)
def test_a_picture_that_is_put_off_is_not_ordered(words: str) -> None:
    assert not [one for one in read(words, role=SpeakerRole.CLINICIAN) if one[0] is FactKind.IMAGING]


def test_a_picture_that_is_ordered_is() -> None:
    found = read("Skip the gym this week. I am ordering an MRI.", role=SpeakerRole.CLINICIAN)

    assert [one for one in found if one[0] is FactKind.IMAGING]


def test_ever_asks_what_stands_before_it() -> None:
    texts = ("Any needles, and I ask everybody, street drugs, ever?", "No. God, no.")
    segments = tuple(
        Segment(id=f"s{n}", speaker_role=role, text=text)
        for n, (role, text) in enumerate(zip((SpeakerRole.CLINICIAN, SpeakerRole.PATIENT), texts, strict=True))
    )

    facts = Reader().extract(VISIT, Transcript(segments=segments)).facts

    assert not [fact for fact in facts if fact.assertion is DOCUMENTED]


def test_what_is_wished_for_is_not_there() -> None:
    found = read("Nothing new. I wish I had weight loss.", role=SpeakerRole.PATIENT)

    assert not [one for one in found if one[2] is DOCUMENTED]
