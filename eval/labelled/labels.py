"""Labels of the development encounters as claims: a kind, values that agree with it, and the lines that show it.

The folder is named by ``SCRIBE_SHARED_DATA`` or lies beside the checkout; where it is absent nothing is scored.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.labelled.mapping import (
    CHRONICITY,
    INJURY,
    LATERALITY,
    RADIATION,
    REGIONS,
    Value,
    modality,
)
from scribe.schema.transcript import Segment, SpeakerRole, Transcript
from scribe.settings import load_settings

_BESIDE = Path(__file__).parents[3] / "shared" / "data"
Lines = frozenset[int]


@dataclass(frozen=True, slots=True)
class Label:
    """One claim. ``values`` is None where the label is free text: kind and line decide."""

    category: str
    values: frozenset[Value] | None
    lines: Lines


@dataclass(frozen=True, slots=True)
class Encounter:
    """An encounter with its labels. ``primary``: codes accepted first; ``never``: codes that must not be."""

    id: str
    dialogue: tuple[Mapping[str, Any], ...]
    labels: tuple[Label, ...]
    primary: frozenset[str]
    never: frozenset[str]


def data_folder() -> Path:
    """Where the development data lies, or would lie."""
    return load_settings().shared_data or _BESIDE


def encounters() -> Iterator[Encounter]:
    """The labelled encounters; none where the folder is absent."""
    folder = data_folder()
    path = folder / "labels.jsonl"
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        row = json.loads(line)
        codes = row["icd10cm"]
        accepted = {codes["primary"], codes["dialogue_only_primary"], *codes["acceptable_primary"]}
        yield Encounter(
            id=row["id"],
            dialogue=tuple(json.loads((folder / row["file"]).read_text("utf-8"))["dialogue"]),
            labels=tuple(_labels(row)),
            primary=frozenset(accepted - {None}),
            never=frozenset(codes["must_not_code"]),
        )


_ROLES = {"patient": SpeakerRole.PATIENT} | dict.fromkeys(
    ("doctor", "doctor_2", "guest_clinician"), SpeakerRole.CLINICIAN
)


def as_transcript(sample: Encounter) -> Transcript:
    """The dialogue with its speakers; segment ids are ``s`` and the line's number."""
    return Transcript(
        segments=tuple(
            Segment(
                id=f"s{line['n']}",
                speaker_role=_ROLES.get(line["speaker"], SpeakerRole.OTHER),
                text=line["text"],
            )
            for line in sample.dialogue
        )
    )


def _labels(row: Mapping[str, Any]) -> Iterator[Label]:
    for region in row["regions"]:
        yield from _label("region", REGIONS[region["value"]], region["evidence"])
    yield from _label("laterality", LATERALITY[row["laterality"]["value"]], row["laterality"]["evidence"])
    yield from _label("radiation", RADIATION[row["radiation"]["value"]], row["radiation"]["evidence"])
    yield from _label("chronicity", CHRONICITY[row["chronicity"]["value"]], row["chronicity"]["evidence"])
    yield from _label("mechanism", INJURY[row["trauma"]["current_injury"]], row["trauma"]["evidence"])
    for treatment in row["prior_treatments"]:
        yield from _label("treatment", None, [treatment["evidence"]])
    for film in row["imaging"]:
        yield from _label("imaging", modality(film["modality"]), film["evidence"])
    for quote in row["rom_function"]:
        yield from _label("function", None, [quote])


def _label(category: str, values: frozenset[Value] | None, evidence: list[Mapping[str, Any]]) -> Iterator[Label]:
    """None where nothing of the dialogue shows it, or where the label says that there is nothing."""
    lines = frozenset(quote["line"] for quote in evidence if "line" in quote)
    if lines and values != frozenset():
        yield Label(category, values, lines)
