"""Excludes1 by machine: notes on a code and every ancestor, in both directions, with the class of their wording."""

from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.code_sets.code_set import CodeSet, Note, undotted
from guardrails.code_sets.curated import CONTRADICTED, CONTUSIONS, CURRENT_INJURY, IN_WORDS, SPINE_INJURIES
from guardrails.code_sets.targets import Target, Wording, targets, wording


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One note that keeps two codes apart. ``doubt`` says why it may not be pressed, or is empty."""

    node: str
    note: str
    wording: Wording
    holder: str
    """The code that carries or inherits the note."""
    excluded: str
    doubt: str = ""


def exclusions(codes: CodeSet, first: str, second: str) -> tuple[Exclusion, ...]:
    """Every Excludes1 note between two codes, from the nearest line upwards; () where they may stand together."""
    if undotted(first) == undotted(second):
        return ()
    return (*_one_way(codes, first, second), *_one_way(codes, second, first))


def _one_way(codes: CodeSet, holder: str, excluded: str) -> Iterator[Exclusion]:
    bare = undotted(excluded)
    for note in codes.notes(holder, "excludes1"):
        if any(target.covers(bare) for target in _named_by(note, bare)):
            doubt = _doubt(codes, undotted(holder), bare, injury=_means_current_injury(note))
            yield Exclusion(note.node.name, note.text, wording(note.text), holder, excluded, doubt)


def _named_by(note: Note, excluded: str) -> tuple[Target, ...]:
    if _means_current_injury(note):
        return () if excluded[6:7] == "S" else SPINE_INJURIES
    return targets(IN_WORDS.get(note.text, note.text))


def _means_current_injury(note: Note) -> bool:
    opening = CURRENT_INJURY.get(note.node.name)
    return opening is not None and note.text.startswith(opening)


def _doubt(codes: CodeSet, holder: str, excluded: str, *, injury: bool) -> str:
    if codes.release.notes_status == "none":
        return f"No Tabular List of {codes.release.id} is available; the note is that of {codes.release.notes}."
    if "S" in (holder[6:7], excluded[6:7]):
        return "One code is a sequela: the note speaks of the current condition."
    if injury and holder.startswith(("M43", "M50", "M51", "M53")):
        return "A disease and an injury of another structure may both exist; the note means the injury of the same."
    if injury and any(target.covers(excluded) for target in CONTUSIONS):
        return "A contusion is a current injury only in the widest reading of the note."
    pairs = ((holder, excluded), (excluded, holder))
    return next((why for a, b, why in CONTRADICTED for x, y in pairs if a.covers(x) and b.covers(y)), "")
