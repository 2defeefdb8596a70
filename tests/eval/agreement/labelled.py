"""A folder of two small labelled encounters, and sheets of it filled in."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eval.agreement.sheet import Choice, as_csv, sheet_of

Cells = dict[str, str]


def document(**expected: Any) -> dict[str, Any]:
    said = [("clinician", "So, low back pain?"), ("patient", "=Yes, and no leg pain.")]
    return {
        "format": "scribe-eval-encounter/1",
        "title": "Low back pain, no leg pain",
        "family": "low-back",
        "source": "self-written",
        "licence": "Apache-2.0",
        "labelled_by": "a test",
        "request": {
            "encounter": {"date_of_service": "2026-11-20", "age_years": 41},
            "transcript": {
                "segments": [
                    {"id": f"s{n}", "speaker_role": role, "text": text}
                    for n, (role, text) in enumerate(said, start=1)
                ]
            },
        },
        "expected": {
            "why": "low back pain alone",
            "codes": ["M54.50"],
            "never_codes": ["M54.9"],
            "disposition": "ready_for_review",
            "facts": [
                {"kind": "region", "value": "lumbar", "quote": "low back pain", "segments": ["s1"]},
                {
                    "kind": "radiation",
                    "value": "leg",
                    "assertion": "denied",
                    "quote": "=Yes, and no leg pain",
                    "segments": ["s2"],
                },
            ],
            **expected,
        },
    }


def folder_of(folder: Path, **documents: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, given in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(given), encoding="utf-8")
    return folder


def fill(path: Path, folder: Path, answer: Callable[[Cells], Cells], *, blind: bool = False) -> Path:
    """A sheet in which each row's cells are those that ``answer`` gives of what the row shows."""
    rows = list(csv.reader(io.StringIO(as_csv(sheet_of(folder, Choice(blind))), newline="")))
    header = rows[0]
    filled = [header]
    for row in rows[1:]:
        shown = dict(zip(header, row, strict=True))
        filled.append(list({**shown, **answer(shown)}.values()))
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(filled)
    return path


def agree(_: Cells) -> Cells:
    return {"verdict": "agree"}
