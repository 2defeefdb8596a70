"""Problem: one painful or diseased part of the spine in this visit, with everything that was said of it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from guardrails.reading.answers import is_answer
from guardrails.reading.concepts import LEG, PAIN_BEARING, PAINS, Concept
from guardrails.reading.mentions import Mention, Standing
from guardrails.reading.phrases import normal
from guardrails.reading.sites import Family, Site, site_in
from guardrails.remember import cached_property
from scribe.schema.facts import ChiefComplaint, Diagnosis, Fact, Laterality, Mechanism, Radiation
from scribe.schema.terms import Assertion, Chronicity, Experiencer, FactKind, RadiationSite, Side, Temporality
from scribe.schema.transcript import SpeakerRole

_ONE_SIDE = {
    Side.LEFT: frozenset({Side.LEFT}),
    Side.RIGHT: frozenset({Side.RIGHT}),
    Side.BILATERAL: frozenset({Side.LEFT, Side.RIGHT}),
    Side.UNSPECIFIED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Sided:
    """Sides with the facts that state them."""

    sides: frozenset[Side]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Problem:
    """``mentions`` may all be coded; ``facts`` are the modifiers that belong to it (side, radiation, acuity)."""

    family: Family
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...] = ()

    @property
    def key(self) -> str:
        """Names the problem within the visit."""
        return self.family.value

    @property
    def assessed(self) -> bool:
        """The provider made a diagnosis of it."""
        return any(m.standing is Standing.ESTABLISHED for m in self.mentions)

    def named(self, concepts: Collection[Concept]) -> tuple[Mention, ...]:
        """Mentions of any of the concepts."""
        if self._concepts.isdisjoint(concepts):
            return ()
        return tuple([m for m in self.mentions if m.reading.concept in concepts])

    @cached_property
    def _concepts(self) -> frozenset[Concept]:
        return frozenset(m.reading.concept for m in self.mentions)

    def has(self, *concepts: Concept) -> bool:
        """Any of the concepts is mentioned."""
        return bool(self.named(concepts))

    def pain_facts(self) -> tuple[Fact, ...]:
        """The facts that say it hurts here."""
        return self._pain_facts

    @cached_property
    def _pain_facts(self) -> tuple[Fact, ...]:
        return unique(m.fact for m in self.named(PAINS))

    def site_of(self, mention: Mention) -> Site:
        """The mention's site; where it names only the back, the nearer one the problem's other facts give."""
        own = mention.reading.site or Site.BACK
        if own is not Site.BACK:
            return own
        nearer = [m.reading.site for m in self.mentions if m.reading.site not in (None, Site.BACK)]
        return next((site for site in nearer if site), Site.BACK)

    def sides(self, concepts: Collection[Concept]) -> Sided:
        """Side of a concept: from its own phrase, else the clinician's side facts, else those of others.

        Of several clinician statements the last one stands, of others' the one that takes back what was said.
        """
        of_leg = bool(set(concepts) & LEG)
        stated = [(sides, fact) for fact in self.facts if (sides := _side_of(fact, of_leg))]
        answered = [pair for pair in stated if is_answer(pair[1])]
        if answered:
            return Sided(answered[-1][0], (answered[-1][1],))
        own = [m for m in self.named(concepts) if m.reading.sides]
        corrected = [m for m in own if takes_back(m.fact)]
        if own:
            standing = corrected[-1:] or own
            return Sided(frozenset().union(*(m.reading.sides for m in standing)), unique(m.fact for m in own))
        clinician = [pair for pair in stated if pair[1].speaker_role is SpeakerRole.CLINICIAN]
        if clinician:
            return Sided(clinician[-1][0], (clinician[-1][1],))
        stated = [pair for pair in stated if takes_back(pair[1])][-1:] or stated
        return Sided(frozenset().union(*(s for s, _ in stated)), unique(f for _, f in stated))

    def acuity(self, wanted: Chronicity, *, by_clinician: bool) -> tuple[Fact, ...]:
        """Facts in which a clinician, or somebody else, calls the pain acute or chronic in that word."""
        return unique(f for word, by, f in self._called if word is wanted and by is by_clinician)

    @cached_property
    def _called(self) -> tuple[tuple[Chronicity, bool, Fact], ...]:
        """Every word of acuity, whether a clinician says it, and the fact it is said in."""
        pains = [m for m in self.mentions if m.concept in PAIN_BEARING]
        said = [(word, m.fact) for m in pains for word in m.reading.acuity]
        said += [(f.value, f) for f in self.facts if f.kind is FactKind.CHRONICITY]
        return tuple((word, f.speaker_role is SpeakerRole.CLINICIAN, f) for word, f in said if _holds(f))

    def limb_facts(self) -> tuple[Fact, ...]:
        """Documented leg or arm pain of this problem, in any words."""
        return self._limb_facts

    @cached_property
    def _limb_facts(self) -> tuple[Fact, ...]:
        limbs = (RadiationSite.LEG, RadiationSite.ARM)
        travelling: list[Fact] = [
            f for f in self.facts if f.kind is FactKind.RADIATION and f.value in limbs and _holds(f)
        ]
        told = [m.fact for m in self.named(PAINS) if _TRAVELS.search(m.reading.text) or _said_to_travel(m.fact)]
        return unique([m.fact for m in self.named(LEG)] + travelling + told)

    def mechanisms(self) -> tuple[Mechanism, ...]:
        """What brought it on, as stated of the patient now."""
        return tuple(f for f in self.facts if f.kind is FactKind.MECHANISM and f.experiencer is Experiencer.PATIENT)

    def course(self) -> tuple[Fact, ...]:
        """Onset, duration and description facts."""
        return tuple(f for f in self.facts if f.kind in _COURSE and _holds(f))


_COURSE = frozenset({FactKind.ONSET, FactKind.PAIN_DESCRIPTION, FactKind.CHRONICITY})


def unique(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts without repeats, in order."""
    return tuple({fact.id: fact for fact in facts}.values())


def _holds(fact: Fact) -> bool:
    own = fact.experiencer is Experiencer.PATIENT and fact.temporality is Temporality.CURRENT
    return own and fact.assertion is Assertion.DOCUMENTED


_TRAVELS = re.compile(
    r"\b(radiat\w+|travel\w+|shoot\w+|going|goes|extending|referred) (down |in ?to |to )?"
    r"((the|his|her|my|both|left|right|bilateral) )*(legs?|arms?|thighs?|calf|calves|foot|feet|hands?|knees?)\b"
)


def _said_to_travel(fact: Fact) -> bool:
    """A diagnosis or complaint whose own words send the pain into a limb."""
    return isinstance(fact, Diagnosis | ChiefComplaint) and bool(_TRAVELS.search(normal(fact.value)))


_CORRECTION = re.compile(
    r"\b(sorry|i mean|i meant|correction|actually|scratch that|rather|no, (the )?(left|right))\b"
)
"""Words by which a speaker takes back what was just said: the last statement stands (I.B.13)."""


def takes_back(fact: Fact) -> bool:
    """The quotes of a fact take back what was said before."""
    return bool(_CORRECTION.search(quoted(fact)))


def quoted(fact: Fact) -> str:
    """The quotes of a fact as one text in normal form."""
    return normal(" ".join(evidence.quote for evidence in fact.evidence))


def _side_of(fact: Fact, of_leg: bool) -> frozenset[Side]:
    """The side a fact states; the side of the low back is not the side of the leg."""
    if not _holds(fact):
        return frozenset()
    if isinstance(fact, Laterality):
        of_what = normal(fact.attributes.of_what or "")
        other_part = of_leg and site_in(of_what) is not None and "leg" not in of_what and "sciatic" not in of_what
        return frozenset() if other_part else _ONE_SIDE[fact.value]
    if isinstance(fact, Radiation) and fact.attributes.side:
        return _ONE_SIDE[fact.attributes.side]
    return frozenset()
