"""Two independent parsers read every document back as it was written: R4B by fhir.resources, R4 by fhirclient."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from scribe.export.fhir import bundle_json
from scribe.export.fhir_codes import known
from scribe.export.fhir_tables import BOUND
from tests.export.drafts import AMENDING, NAMES, SIGNED_AT, SIGNING, WORK, result_of

WHY = "a parser of FHIR from the dev extra is not installed (make setup)"

KINDS = ["draft", "signed", "amended"]


@pytest.fixture(scope="module")
def r4b() -> Any:
    return pytest.importorskip("fhir.resources.R4B.bundle", reason=WHY).Bundle


@pytest.fixture(scope="module")
def r4() -> Any:
    return pytest.importorskip("fhirclient.models.bundle", reason=WHY).Bundle


@pytest.mark.parametrize(("signing", "work"), [(None, None), (SIGNING, None), (AMENDING, WORK)], ids=KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_the_models_of_r4b_read_what_was_written(r4b: Any, name: str, signing, work) -> None:
    document = bundle_json(result_of(name), signing, SIGNED_AT, recording_sha256="0f" * 32, work=work)

    read = r4b.model_validate_json(document)

    assert json.loads(read.model_dump_json()) == json.loads(document)


@pytest.mark.parametrize(("signing", "work"), [(None, None), (SIGNING, None), (AMENDING, WORK)], ids=KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_the_models_of_r4_read_what_was_written(r4: Any, name: str, signing, work) -> None:
    document = json.loads(bundle_json(result_of(name), signing, SIGNED_AT, recording_sha256="0f" * 32, work=work))

    assert r4(document).as_json() == document


def planted() -> dict[str, Any]:
    document = json.loads(bundle_json(result_of("sciatica-left")))
    document["entry"][0]["resource"]["planted"] = "x"
    return document


def test_the_models_of_r4b_refuse_an_element_that_fhir_does_not_have(r4b: Any) -> None:
    with pytest.raises(ValueError, match="planted"):
        r4b.model_validate(planted())


def test_the_models_of_r4_refuse_an_element_that_fhir_does_not_have(r4: Any) -> None:
    with pytest.raises(Exception, match="planted"):
        r4(planted())


def codes_of(model: Any, path: str) -> Iterator[tuple[str, set[str]]]:
    """Path of every element of type ``code`` that holds a value, and the codes that its definition lists."""
    for name, field in type(model).model_fields.items():
        held = getattr(model, name)
        below = f"{path}.{field.alias or name}"
        if "Code()" in str(field.annotation) and held is not None and field.alias != "code":
            yield known(below), set((field.json_schema_extra or {}).get("enum_values") or ()) - {"+"}
        for one in held if isinstance(held, list) else [held]:
            if hasattr(type(one), "model_fields"):
                yield from codes_of(one, type(one).__name__ if name == "resource" else below)


@pytest.mark.parametrize("name", ["sciatica-left", "demo"])
def test_every_element_of_type_code_has_its_table_with_the_codes_of_its_definition(r4b: Any, name: str) -> None:
    coded = list(codes_of(r4b.model_validate_json(bundle_json(result_of(name), SIGNING, work=WORK)), "Bundle"))

    assert {path for path, _ in coded} >= {"Bundle.type", "Composition.attester.mode", "Provenance.entity.role"}
    assert [path for path, _ in coded if path not in BOUND] == []
    assert [(path, codes) for path, codes in coded if not codes <= set(BOUND[path].codes or ())] == []
