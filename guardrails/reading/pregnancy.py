"""Pregnancy and puerperium as stated: weeks, whether the provider makes a link, and the codes of the weeks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from guardrails.reading.concepts import Concept
from guardrails.reading.mentions import Mention, Standing
from guardrails.reading.phrases import normal
from guardrails.reading.picture import Picture
from guardrails.reading.problem import unique
from guardrails.reading.quantities import count_in, number_in
from scribe.schema.facts import Diagnosis, Fact, History, Onset

_WEEKS = re.compile(
    r"\b(\d{1,2}|(?:twenty|thirty|forty)(?:[ -][a-z]{3,5})?|[a-z]{3,9})[ -]?(?:weeks?|wks?|w(?:\d?d)?)\b"
)
_SINCE_DELIVERY = re.compile(
    r"\b(\w+)[ -](days?|weeks?|wks?|months?|years?) ?(?:post-?partum|after|since|post|from|out from|ago)"
)
_LINKED = re.compile(
    r"(due to|related to|attribut\w* to|caused by|secondary to|from|because of|complicating) "
    r"(\w+ ){0,4}(pregnan\w*|deliver\w*|childbirth|puerperium|labor|labour)|pregnancy[- ]related|of pregnancy"
)
_UNLINKED = re.compile(
    r"incidental|(unrelated|not related|not due|no relation) (to )?(\w+ ){0,3}(pregnan\w*|deliver\w*|childbirth)"
)
_STATE = re.compile(r"\b(pregnant|gestation|gravid|trimester|antepartum)\b|weeks? (of )?pregnan")
_POSTPARTUM_PAIN = re.compile(r"\bpost-?partum ([\w-]+ ){0,3}(pain|backache|lumbago|sciatica)")
_WEEKS_IN = {"day": 1 / 7, "week": 1.0, "wk": 1.0, "month": 30 / 7, "year": 52.0}
PUERPERIUM_WEEKS = 6.0


_OWN = (Standing.ESTABLISHED, Standing.HISTORY, Standing.PAST, Standing.REPORTED, Standing.SYMPTOM)


@dataclass(frozen=True, slots=True)
class Postpartum:
    """What is stated of the time after a delivery."""

    facts: tuple[Fact, ...]
    within_puerperium: bool
    linked: bool
    unlinked: bool


def pregnant(picture: Picture, *, by_clinician: bool = True) -> tuple[Mention, ...]:
    """Mentions that the patient is pregnant now, by a clinician or by anybody else."""
    standings = (Standing.ESTABLISHED, Standing.HISTORY) if by_clinician else (Standing.HISTORY, Standing.REPORTED)
    mentions = (m for m in picture.mentions if m.concept is Concept.PREGNANCY and m.standing in standings)
    over = any(m.concept is Concept.POSTPARTUM for m in picture.mentions)
    return tuple(m for m in mentions if m.by_clinician is by_clinician and not (over and _is_cause_only(m)))


def _is_cause_only(mention: Mention) -> bool:
    """After a delivery, "due to the pregnancy" makes nobody pregnant."""
    return not _STATE.search(normal(str(mention.fact.value)))


def is_incidental(picture: Picture) -> bool:
    """The provider says that pregnancy and condition have nothing to do with each other."""
    return any(_UNLINKED.search(text) for text in _clinicians_words(picture))


def postpartum(picture: Picture, *, by_anybody: bool = False) -> Postpartum:
    """The state after a delivery as a clinician, or anybody, states it, and the provider's link if one is made."""
    stated = [m for m in picture.mentions if m.concept is Concept.POSTPARTUM and m.standing in _OWN]
    mentions = [m for m in stated if m.by_clinician or by_anybody]
    texts = [normal(str(m.fact.value)) for m in mentions]
    said = list(_clinicians_words(picture))
    weeks = [w for text in texts if (w := _weeks_since(text)) is not None]
    return Postpartum(
        facts=unique(m.fact for m in mentions),
        within_puerperium=bool(weeks) and weeks[-1] <= PUERPERIUM_WEEKS,
        linked=any(_LINKED.search(text) or _POSTPARTUM_PAIN.search(text) for text in said),
        unlinked=any(_UNLINKED.search(text) for text in said),
    )


def _clinicians_words(picture: Picture) -> Iterator[str]:
    for mention in picture.mentions:
        if mention.by_clinician and isinstance(mention.fact, Diagnosis | History):
            yield normal(mention.fact.value)


def _weeks_since(text: str) -> float | None:
    found = _SINCE_DELIVERY.search(text)
    number = number_in(found.group(1)) if found else None
    return None if found is None or number is None else number * _WEEKS_IN[found.group(2).rstrip("s")]


def weeks_codes(facts: Sequence[Fact]) -> Iterator[str]:
    """The Z3A code of the last stated week; none where no week was stated."""
    stated = [normal(f.value) for f in facts if isinstance(f, Diagnosis | History)]
    named = (count_in(found.group(1)) for value in stated for found in _WEEKS.finditer(value))
    weeks = [week for week in named if week is not None]
    if weeks:
        yield _code(weeks[-1])


def is_gestation(fact: Fact, weeks: Iterable[str]) -> bool:
    """A duration that is the stated week of a pregnancy, not the duration of a pain."""
    if not isinstance(fact, Onset) or (fact.attributes.unit or "").rstrip("s") != "week":
        return False
    return _code(int(fact.attributes.duration or 0)) in weeks


def _code(week: int) -> str:
    if week < 8:
        return "Z3A.01"
    return f"Z3A.{week:02}" if week <= 42 else "Z3A.49"
