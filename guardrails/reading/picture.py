"""Picture: the problems of the spine a visit holds, each with the facts that belong to it.

The provider's diagnoses make the problems; without any, the patient's complaint does. A diagnosis that names
only "the back" takes the nearer site that a complaint or a region fact gives (I.B.18: the whole record counts).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from guardrails.code_sets import CodeSet, code_set_for
from guardrails.reading.answers import is_answer
from guardrails.reading.concepts import INJURIES, PAINS, Concept
from guardrails.reading.lexicon import OTHER_PARTS, words
from guardrails.reading.mentions import CODABLE, Mention, Standing, mentions_of
from guardrails.reading.operation import after_operation
from guardrails.reading.phrases import normal
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import FAMILY, OF_REGION, Family, Site, families_in
from guardrails.reading.unclear import is_unclear
from guardrails.remember import cached_property, last_value
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.facts import (
    ChiefComplaint,
    ChronicityFact,
    Fact,
    FactBase,
    Laterality,
    Psychogenic,
    Radiation,
    Region,
)
from scribe.schema.terms import (
    Assertion,
    Chronicity,
    Experiencer,
    FactKind,
    RadiationSite,
    Temporality,
)

_MODIFIERS = frozenset(
    {
        FactKind.LATERALITY,
        FactKind.RADIATION,
        FactKind.CHRONICITY,
        FactKind.MECHANISM,
        FactKind.ONSET,
        FactKind.PAIN_DESCRIPTION,
    }
)
_REASONS = frozenset({FactKind.ENCOUNTER_REASON, FactKind.DIAGNOSIS})
_RADIATION_FAMILY = {RadiationSite.ARM: Family.NECK, RadiationSite.LEG: Family.LOW_BACK}
_RADIATION_FAMILY |= {RadiationSite.BUTTOCK: Family.LOW_BACK, RadiationSite.GROIN: Family.LOW_BACK}
_LEG_WORDS = frozenset({"leg", "legs", "buttock", "thigh", "calf", "foot"})
_PAIN_CONTROL = ("pain management", "pain control", "control of pain", "management of pain", "pain clinic")

F = TypeVar("F", bound=FactBase)


@dataclass(frozen=True)
class Picture:
    """What the facts of a visit amount to for coding. ``mentions`` holds also what may not be coded."""

    encounter: Encounter
    codes: CodeSet
    facts: tuple[Fact, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def in_scope(self) -> bool:
        """A complaint, a region or a diagnosis of the spine exists that is not merely denied, past or another's."""
        return any(_makes_scope(mention) for mention in self.mentions) and self._spine_is_why_they_came

    @property
    def _spine_is_why_they_came(self) -> bool:
        """A bare region fact does not make a visit for something else one of the spine; "pain" is nothing else."""
        named = any(_makes_scope(m) for m in self.mentions if not isinstance(m.fact, Region))
        return named or not any(_names_something(complaint) for complaint in self.of(ChiefComplaint))

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of one class, in order."""
        return cast(tuple[F, ...], self._of_kinds.get(kind, ()))

    @cached_property
    def _of_kinds(self) -> dict[type, tuple[Fact, ...]]:
        kinds: dict[type, list[Fact]] = {}
        for fact in self.facts:
            kinds.setdefault(type(fact), []).append(fact)
        return {kind: tuple(facts) for kind, facts in kinds.items()}

    def with_standing(self, *standings: Standing) -> tuple[Mention, ...]:
        """Mentions of the given standings."""
        return tuple(m for m in self.mentions if m.standing in standings)

    def established(self, *concepts: Concept) -> tuple[Mention, ...]:
        """The provider's diagnoses of the concepts."""
        return tuple(m for m in self.mentions if m.standing is Standing.ESTABLISHED and m.concept in concepts)

    def pain_control(self) -> tuple[Fact, ...]:
        """Facts that say the visit is for control or management of pain."""
        return self._pain_control

    @cached_property
    def _pain_control(self) -> tuple[Fact, ...]:
        reasons = [f for f in self.facts if f.kind in _REASONS and stands(f)]
        return unique(f for f in reasons if any(words in normal(str(f.value)) for words in _PAIN_CONTROL))

    def problem(self, key: str) -> Problem | None:
        """The problem of this name."""
        return next((problem for problem in self.problems if problem.key == key), None)


@last_value
def picture_of(encounter: Encounter, documentation: Documentation) -> Picture:
    """The clinical picture of a visit; DateOfServiceOutOfRange where no code table covers its day."""
    facts = documentation.facts
    mentions = tuple(_placed(facts, (mention for fact in facts for mention in mentions_of(encounter, fact))))
    bare = Picture(encounter, code_set_for(encounter.date_of_service), facts, mentions, ())
    if not bare.in_scope:
        return bare
    problems = _problems(mentions)
    return replace(bare, problems=tuple(_with_modifiers(problems, mentions, facts)))


def _placed(facts: tuple[Fact, ...], mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions with the site that a region fact about their own fact gives them; an answer gives it in any case."""
    regions = {f.about: f for f in facts if isinstance(f, Region) and f.about is not None and _is_stated(f)}
    mentions = tuple(after_operation(facts, mentions))
    conditions = {m.fact.id for m in mentions if m.of_spine and m.concept not in PAINS and not _may_be_sore(m)}
    for mention in mentions:
        if isinstance(mention.fact, Region) and mention.fact.about in conditions:
            continue  # the site of a condition, not a pain beside it
        region = regions.get(mention.fact.id)
        own = mention.reading.site or Site.BACK
        if region is None or not mention.of_spine or (own is not Site.BACK and not is_answer(region)):
            yield mention
        else:
            site = OF_REGION[region.value]
            yield replace(mention, reading=replace(mention.reading, site=site, hint=mention.reading.hint))


def _may_be_sore(mention: Mention) -> bool:
    """ "Probably a sprain of the low back": what it is stays open, where it hurts does not."""
    return mention.standing is Standing.UNCERTAIN and mention.concept in INJURIES


def _is_stated(fact: Fact) -> bool:
    own = fact.experiencer is Experiencer.PATIENT and fact.temporality is Temporality.CURRENT
    return own and fact.assertion is Assertion.DOCUMENTED


_NAMES_NOTHING = words(
    "pain pains the this that my your a an some of it is in hurt hurts hurting ache aches aching sore soreness "
    "problem problems issue issues discomfort trouble injury follow up followup visit check checkup"
)


def _names_something(complaint: ChiefComplaint) -> bool:
    """Whether a complaint says what it is a complaint of."""
    return not set(normal(complaint.value).split()) <= _NAMES_NOTHING


def _makes_scope(mention: Mention) -> bool:
    if mention.concept is Concept.SPINE_SURGERY:
        return mention.of_spine and mention.fact.kind in _REASONS and _stated(mention)
    standings = (Standing.ESTABLISHED, Standing.SYMPTOM, Standing.UNCERTAIN, Standing.REPORTED)
    stiff_neck = mention.concept is Concept.STIFFNESS and _family(mention) is Family.NECK
    return mention.of_spine and mention.standing in standings and not stiff_neck


def _stated(mention: Mention) -> bool:
    """An operation the visit is about, be it past or planned, and not one of a relative or denied."""
    return mention.by_clinician and mention.standing not in (Standing.DENIED, Standing.FAMILY)


def _problems(mentions: tuple[Mention, ...]) -> list[Problem]:
    """Seeds grouped by family; the unspecified back, and what names no site, join the only nearer problem."""
    spinal = [m for m in mentions if m.standing in CODABLE and (m.of_spine or _siteless(m))]
    established = [m for m in spinal if m.standing is Standing.ESTABLISHED]
    anchored = any(m.of_spine for m in established)
    reported = [m for m in mentions if m.standing is Standing.REPORTED and m.concept in PAINS and m.of_spine]
    symptoms = [m for m in [*spinal, *map(_as_symptom, reported)] if m.standing is Standing.SYMPTOM]
    refining = [m for m in symptoms if m.of_spine] if anchored else []
    problems = _grouped(established if anchored else symptoms + established, refining)
    return [replace(p, mentions=p.mentions + _companions(p, problems, mentions)) for p in problems]


def _companions(problem: Problem, problems: list[Problem], mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """What is no condition of the spine but belongs to one: said in the same fact, or pain of its limb."""
    own = {m.fact.id for m in problem.mentions}
    others = [m for m in mentions if m.standing in CODABLE and not m.of_spine and m not in problem.mentions]
    return tuple(m for m in others if m.fact.id in own or _limb_family(m, problems) is problem.family)


def _limb_family(mention: Mention, problems: list[Problem]) -> Family | None:
    if mention.concept not in (Concept.LIMB_PAIN, Concept.RADICULAR_PAIN):
        return None
    families = [problem.family for problem in problems]
    wanted = Family.NECK if {"arm", "hand"} & set(mention.reading.text.split()) else Family.LOW_BACK
    only = families[0] if len(families) == 1 and wanted is Family.LOW_BACK and families[0] is Family.BACK else None
    return wanted if wanted in families else only


def _siteless(mention: Mention) -> bool:
    """A spinal concept without a site, in words that name no other part of the body."""
    free = not set(normal(mention.reading.text).split()) & OTHER_PARTS
    return mention.reading.site is None and free and mention.standing is Standing.ESTABLISHED


def _as_symptom(mention: Mention) -> Mention:
    """A pain the patient calls a diagnosis is still the patient's symptom."""
    return replace(mention, standing=Standing.SYMPTOM)


def _grouped(seeds: list[Mention], refining: list[Mention]) -> list[Problem]:
    groups: dict[Family, list[Mention]] = {}
    for mention in seeds:
        if mention.of_spine:
            groups.setdefault(_family(mention), []).append(mention)
    of_the_back = groups.get(Family.BACK, [])
    vague = [m for m in of_the_back if m.reading.site in (None, Site.BACK)]
    placed = [m for m in of_the_back if m not in vague]  # thoracolumbar: no nearer part, yet a place of its own
    nearer: list[Family] = [f for f in groups if f is not Family.BACK]
    if vague and not nearer:
        nearer = list(dict.fromkeys(_family(m) for m in refining if _family(m) not in (Family.BACK, Family.NECK)))
    targets = [f for f in nearer if f is not Family.NECK or (len(nearer) == 1 and not _hurts(vague))]
    if vague and targets:
        del groups[Family.BACK]
        groups |= {Family.BACK: placed} if placed else {}
        for family in targets:
            groups[family] = [*groups.get(family, []), *vague]
    for mention in (m for m in seeds if not m.of_spine):
        if len(groups) == 1:
            next(iter(groups.values())).append(mention)
    return [Problem(family, _in_order([*group, *_refining(family, refining)])) for family, group in groups.items()]


def _hurts(mentions: Iterable[Mention]) -> bool:
    return any(m.concept in PAINS for m in mentions)


def _refining(family: Family, refining: list[Mention]) -> list[Mention]:
    wanted = {family} if family is Family.NECK else {family, Family.BACK}
    return [m for m in refining if _family(m) in wanted]


def _in_order(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Provider's diagnoses first, each mention once."""
    ordered = sorted(mentions, key=lambda m: m.standing is not Standing.ESTABLISHED)
    return tuple({(m.fact.id, m.reading): m for m in ordered}.values())


def _family(mention: Mention) -> Family:
    return FAMILY[mention.reading.site or Site.BACK]


def _with_modifiers(
    problems: list[Problem], mentions: tuple[Mention, ...], facts: tuple[Fact, ...]
) -> Iterator[Problem]:
    owners = {fact.id: _owner(fact, problems, mentions, facts) for fact in facts if fact.kind in _MODIFIERS}
    for problem in problems:
        own = tuple(fact for fact in facts if owners.get(fact.id) is problem.family)
        yield _as_pain(replace(problem, facts=own))


def _as_pain(problem: Problem) -> Problem:
    """An injury of which nobody can tell whether it is current is, for coding, a pain of its site (I.C.13.b)."""
    injuries = problem.named(INJURIES)
    chronic = any(Chronicity.CHRONIC in m.reading.acuity for m in injuries)
    unclear = chronic or any(map(is_unclear, problem.mechanisms()))
    if not unclear or not injuries or problem.pain_facts():
        return problem
    pains = tuple(
        replace(m, reading=replace(m.reading, concept=Concept.PAIN, acuity=frozenset())) for m in injuries
    )
    return replace(problem, mentions=problem.mentions + pains)


def _owner(
    fact: Fact, problems: list[Problem], mentions: tuple[Mention, ...], facts: tuple[Fact, ...]
) -> Family | None:
    """The family of the problem a modifier belongs to: by ``about``, its own words, or the only problem."""
    families = [problem.family for problem in problems]
    if fact.about is not None:
        return _family_of_fact(fact.about, problems, mentions)
    named = [family for family in _families_named(fact) if family in families]
    if len(named) == 1:
        return named[0]
    if isinstance(fact, ChronicityFact) and _of_something_else(fact):
        return None
    return families[0] if len(families) == 1 else None


def _family_of_fact(fact_id: str, problems: list[Problem], mentions: tuple[Mention, ...]) -> Family | None:
    for problem in problems:
        if any(mention.fact.id == fact_id for mention in problem.mentions):
            return problem.family
    spinal = any(mention.fact.id == fact_id and mention.of_spine for mention in mentions)
    return problems[0].family if spinal and len(problems) == 1 else None


def _families_named(fact: Fact) -> frozenset[Family]:
    if isinstance(fact, Radiation) and fact.value in _RADIATION_FAMILY:
        return frozenset({_RADIATION_FAMILY[fact.value]})
    text = normal(" ".join(evidence.quote for evidence in fact.evidence))
    if isinstance(fact, Laterality):
        text = normal(fact.attributes.of_what or "") or text
        if _LEG_WORDS & set(text.split()):
            return frozenset({Family.LOW_BACK})
    return families_in(text)


def _of_something_else(fact: Fact) -> bool:
    """The quote says the word of another part of the body or of a disease, not of a pain of the spine."""
    words = set(normal(" ".join(evidence.quote for evidence in fact.evidence)).split())
    return bool(words & (OTHER_PARTS | _OTHER_CHRONIC))


_OTHER_CHRONIC = words(
    "obstructive bronchitis sinusitis hepatitis migraine migraines fatigue cough constipation rhinitis "
    "disease insomnia anemia hypertension diabetes gastritis pancreatitis urticaria dermatitis anxiety "
    "depression"
)


def stands(fact: Fact) -> bool:
    """Documented of the patient, and not merely imagined."""
    own = fact.experiencer is Experiencer.PATIENT and fact.temporality is not Temporality.HYPOTHETICAL
    return own and fact.assertion is Assertion.DOCUMENTED and not isinstance(fact, Psychogenic)
