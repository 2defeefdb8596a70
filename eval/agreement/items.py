"""What there is to judge in a labelled encounter: one item a row of the sheet, in the order of the labels."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from eval.samples.labels import Expected, FactLabel, LabelledEncounter
from scribe.schema.finding import Disposition
from scribe.schema.terms import Assertion, Experiencer, Temporality

CANNOT_TELL = "cannot tell"
NO_CODE = "none"


class ItemKind(StrEnum):
    """What sort of label it is."""

    CODE = "code"
    DISPOSITION = "disposition"
    QUERY = "query"
    FACT = "fact"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Item:
    """One label to be judged. ``row``: its id, the same as long as the sample's name and the label are.

    ``question`` is what a reviewer is asked who must not see the label; ``answer`` is the label in the words of a
    reply to it. ``choices``: the replies there are; empty where codes are asked for.
    """

    sample: str
    kind: ItemKind
    says: str
    quote: str = ""
    segment: str = ""
    speaker: str = ""
    question: str = ""
    answer: str = ""
    choices: tuple[str, ...] = ()
    row: str = ""


def items(sample: str, labelled: LabelledEncounter) -> tuple[Item, ...]:
    """What an open sheet asks of this encounter: whether each label is right."""
    expected = labelled.expected
    made = [
        *(Item(sample, ItemKind.CODE, says) for says in _codes(expected)),
        Item(sample, ItemKind.DISPOSITION, expected.disposition),
        *(Item(sample, ItemKind.QUERY, name) for name in expected.queries or ("no query",)),
        *(Item(sample, ItemKind.FINDING, name) for name in expected.findings),
        *(Item(sample, ItemKind.FINDING, says) for says in _none_of("never", expected.never_findings)),
        *_facts(sample, labelled),
        *(Item(sample, ItemKind.FACT, says) for says in _none_of("nobody spoke of", expected.not_discussed)),
    ]
    return tuple(_named(made))


def blind_items(sample: str, labelled: LabelledEncounter) -> tuple[Item, ...]:
    """What a blind sheet asks: the codes, the disposition, and of each fact whether it was stated or denied."""
    expected = labelled.expected
    codes = " ".join(expected.codes) or NO_CODE
    made = [
        Item(
            sample,
            ItemKind.CODE,
            codes,
            question=f"Which ICD-10-CM codes, in sequence? Separate them by blanks; {NO_CODE} where there is none.",
            answer=codes,
        ),
        Item(
            sample,
            ItemKind.DISPOSITION,
            expected.disposition,
            question=f"What may happen to the draft: {', '.join(Disposition)}?",
            answer=expected.disposition,
            choices=tuple(Disposition),
        ),
        *(
            replace(
                item,
                question=f"Is this {fact.kind} {', '.join(Assertion)}?",
                answer=fact.assertion,
                choices=tuple(Assertion),
            )
            for item, fact in zip(_facts(sample, labelled), expected.facts, strict=True)
        ),
    ]
    return tuple(_named(made))


def _codes(expected: Expected) -> Iterator[str]:
    for place, code in enumerate(expected.codes, start=1):
        yield f"{code} in place {place}"
    if not expected.codes:
        yield "no code"
    for sequence in expected.also_acceptable:
        yield f"also acceptable: {', '.join(sequence) or 'no code'}"
    yield from _none_of("never", expected.never_codes)


def _none_of(what: str, names: Sequence[str]) -> Iterator[str]:
    """What must not come, as one item: a row for each would be half of the sheet."""
    if names:
        yield f"{what}: {', '.join(names)}"


def _facts(sample: str, labelled: LabelledEncounter) -> Iterator[Item]:
    roles = {segment.id: segment.speaker_role for segment in labelled.request.transcript.segments}
    for fact in labelled.expected.facts:
        first = fact.segments[0]
        speaker = str(roles[first] or "unknown")
        yield Item(sample, ItemKind.FACT, _said(fact), quote=fact.quote, segment=first, speaker=speaker)


def _said(fact: FactLabel) -> str:
    """``region: lumbar, documented`` and whatever else is not as usual."""
    value = "without a finding" if fact.value is None else str(fact.value)
    parts = [f"{fact.kind}: {value}", str(fact.assertion)]
    if fact.experiencer is not Experiencer.PATIENT:
        parts.append(f"of {fact.experiencer}")
    if fact.temporality is not Temporality.CURRENT:
        parts.append(str(fact.temporality))
    parts += [f"{name} {given}" for name, given in fact.attributes.items()]
    return ", ".join(parts)


def _named(made: Iterable[Item]) -> Iterator[Item]:
    taken: dict[str, int] = {}
    for item in made:
        told = json.dumps([item.sample, item.kind, item.says, item.quote, item.segment, item.question])
        row = f"r{digest(told, 10)}"
        taken[row] = taken.get(row, 0) + 1
        yield replace(item, row=row if taken[row] == 1 else f"{row}-{taken[row]}")


def digest(text: str, length: int) -> str:
    """The first characters of the sha256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:length]
