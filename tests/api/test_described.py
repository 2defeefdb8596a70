"""The API is as it describes itself: generated requests get declared answers, and no wrong type is taken."""

import json
import re
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from scribe.api.app import create_app
from scribe.api.links import OPERATIONS as LINKED
from scribe.settings import embedded_defaults
from tests.conftest import ROOT

KEY = "described-key"
AUTHORIZED = {"Authorization": f"Bearer {KEY}"}


def nobody_failed(ctx: Any, response: Any, case: Any) -> None:
    """503 may be: a model was required and none is named. It is declared, and the caller's to mend."""
    assert response.status_code in range(200, 500) or response.status_code == 503


CHECKS = [
    nobody_failed,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
_LEFT_OUT = "/events$|^/readyz$|^/metrics$"
"""Streams end with a job; readiness tells of a worker that is not here; figures are no JSON."""
OPERATIONS = sorted(
    (method, path)
    for path, operations in json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))["paths"].items()
    for method in operations
    if not re.search(_LEFT_OUT, path)
)
_FEW = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer("application/offset+octet-stream")
def _as_it_is(ctx: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The whole API, in a process without a worker."""
    defaults = embedded_defaults(tmp_path_factory.mktemp("described"))
    unbounded = defaults.model_copy(update={"requests_per_minute": 0, "failures_per_minute": 0})
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(unbounded, KEY)).exclude(path_regex=_LEFT_OUT)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_declared_and_none_is_a_failure(described: Any, method: str, path: str) -> None:
    @given(case=described[path][method].as_strategy())
    @_FEW
    def answered(case: Any) -> None:
        case.call_and_validate(headers=AUTHORIZED, checks=CHECKS)

    answered()


def test_no_sequence_of_requests_gets_an_undeclared_answer(described: Any) -> None:
    class Sequences(described.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, _: Any) -> dict[str, Any]:
            return {"headers": AUTHORIZED}

        def validate_response(self, response: Any, case: Any, **more: Any) -> None:
            case.validate_response(response, checks=CHECKS, **more)

    run_state_machine_as_test(Sequences, settings=settings(_FEW, stateful_step_count=8))


def linked(document: dict[str, Any], operation_id: str) -> set[str]:
    """The operations that the answers of this one link to."""
    every = [one for many in document["paths"].values() for one in many.values()]
    (this,) = (one for one in every if one["operationId"] == operation_id)
    return {
        each["operationId"] for answer in this["responses"].values() for each in answer.get("links", {}).values()
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("create_v1_encounters_post", "append"),
        (LINKED["append"], "finalize"),
        (LINKED["finalize"], "draft"),
        (LINKED["draft"], "sign"),
    ],
)
def test_links_lead_from_an_encounter_to_its_signature(before: str, after: str) -> None:
    document = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))

    assert LINKED[after] in linked(document, before)


def test_every_link_leads_to_an_operation() -> None:
    document = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))

    known = {one["operationId"] for many in document["paths"].values() for one in many.values()}
    assert set(LINKED.values()) - known == set()
