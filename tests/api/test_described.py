"""The API is as it describes itself: generated requests get declared answers, and no wrong type is taken."""

import itertools
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
from scribe.clock import now
from scribe.schema.principal import Role
from scribe.settings import embedded_defaults
from tests.api.conftest import CONSENT, Service
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
    store, numbers = described.app.state.keeping.store, itertools.count()

    class Sequences(described.as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            """Each sequence has a tenant of its own, so that no answer depends on the sequences before it."""
            _, key = store.api_keys.create(f"t{next(numbers)}", "Sequence", frozenset(Role), now())
            self.headers = {"Authorization": f"Bearer {key}"}

        def get_call_kwargs(self, _: Any) -> dict[str, Any]:
            return {"headers": self.headers}

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


class Walk:
    """A client that knows where to begin, and else goes by the links of the answers alone."""

    def __init__(self, service: Service) -> None:
        self._service, self._document = service, json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
        self._at, self._encounter_id = "create_v1_encounters_post", ""
        self._answer: Any = None

    def _operation(self) -> tuple[str, str, dict[str, Any]]:
        every = (
            (path, method, one) for path, many in self._document["paths"].items() for method, one in many.items()
        )
        return next((path, method, one) for path, method, one in every if one["operationId"] == self._at)

    def follow(self, name: str) -> None:
        """To the operation of the link of this name of the last answer."""
        link = self._operation()[2]["responses"][str(int(self._answer.status_code))]["links"][name]
        if link["parameters"]["encounter_id"] == "$response.body#/id":
            self._encounter_id = self._answer.json()["id"]
        self._at = link["operationId"]

    def ask(self, **more: Any) -> int:
        """The status of the answer here."""
        path, method, _ = self._operation()
        path = path.removeprefix("/v1").format(encounter_id=self._encounter_id)
        self._answer = self._service.ask(method.upper(), path, **more)
        return self._answer.status_code


def test_a_client_that_goes_by_the_links_comes_to_the_draft(service: Service) -> None:
    walk = Walk(service)
    tus = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}

    came = [walk.ask(json={"consent": CONSENT})]
    walk.follow("append")
    came.append(walk.ask(content=b"sound", headers=tus))
    walk.follow("finalize")
    came.append(walk.ask())
    walk.follow("draft")
    came.append(walk.ask())

    assert came == [201, 204, 202, 409]  # no worker is here: the draft is not ready
