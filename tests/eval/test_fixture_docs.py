"""docs/fixtures.md names every key of the formats, and its examples are what it says they are."""

import json
import re
from typing import Any

import jsonschema_rs
import pytest
from pydantic import BaseModel

from eval.samples.drafts import DraftExpected, LabelledDraft
from eval.samples.labels import Expected, FactLabel, LabelledEncounter, Recording
from eval.samples.unlabelled import OwnRecording, UnlabelledEncounter
from scribe.commands.generate import ROOT
from scribe.schema.terms import FactKind

PAGE = (ROOT / "docs" / "fixtures.md").read_text(encoding="utf-8")
EXAMPLES = {
    given["format"]: given for given in map(json.loads, re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL))
}
FORMATS: dict[str, tuple[type[BaseModel], str]] = {
    "scribe-eval-encounter/1": (LabelledEncounter, "eval-encounter"),
    "scribe-eval-unlabelled/1": (UnlabelledEncounter, "eval-unlabelled"),
}
RECORDS = (LabelledEncounter, Expected, FactLabel, Recording, LabelledDraft, DraftExpected)


@pytest.mark.parametrize("record", [*RECORDS, UnlabelledEncounter, OwnRecording])
def test_every_key_is_named(record: type[BaseModel]) -> None:
    named = set(re.findall(r"[`\"]([a-z_0-9]+)[`\"]", PAGE))

    assert [key for key in record.model_fields if key not in named] == []


def test_every_kind_of_fact_is_named() -> None:
    assert [kind for kind in FactKind if kind not in PAGE] == []


@pytest.mark.parametrize("form", FORMATS)
def test_the_example_is_of_its_format(form: str) -> None:
    record, _ = FORMATS[form]

    assert record.model_validate_json(json.dumps(EXAMPLES[form]))


@pytest.mark.parametrize("form", FORMATS)
def test_the_committed_schema_takes_the_example_and_refuses_an_unknown_key(form: str) -> None:
    _, name = FORMATS[form]
    schema: dict[str, Any] = json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text("utf-8"))

    assert jsonschema_rs.is_valid(schema, EXAMPLES[form])
    assert not jsonschema_rs.is_valid(schema, {**EXAMPLES[form], "colour": "red"})


def test_every_linked_file_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", PAGE)

    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
