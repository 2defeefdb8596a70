"""The access matrix: every route by every role, and a route nobody declared is closed to all."""

from datetime import timedelta

import pytest
from fastapi.routing import APIRoute, APIWebSocketRoute

from scribe.api.access import ACCESS, OPEN_PATHS, WEBSOCKET, role_table
from scribe.api.app import create_app
from scribe.clock import now
from scribe.commands.generate import ROOT
from scribe.schema.principal import Role
from tests.api.access_world import NOBODY, key_of, lines_of, routes_of, said, statuses
from tests.api.conftest import CONSENT, Service

_REFUSED = {401, 403}


def test_every_route_has_its_line_and_every_line_its_route(service: Service) -> None:
    declared = ACCESS.keys() | {("GET", path) for path in OPEN_PATHS} | {("HEAD", "/openapi.json")}

    assert lines_of(service.app) == declared


def test_every_route_but_the_description_asks_who_is_allowed(service: Service) -> None:
    others = {route.path for route in routes_of(service.app) if not isinstance(route, APIRoute | APIWebSocketRoute)}

    assert others == {"/openapi.json"}


def test_a_route_without_a_line_is_closed_to_everybody_and_shows(service: Service) -> None:
    service.app.get("/v1/undeclared")(lambda: "open")
    service.app.websocket("/v1/undeclared")(lambda websocket: websocket.accept())

    answer = service.ask("GET", "/undeclared")

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:scribe:problem:not-allowed")
    assert said(service, "/v1/undeclared", "test-key") == ["close"]
    assert {("GET", "/v1/undeclared"), (WEBSOCKET, "/v1/undeclared")} <= lines_of(service.app) - ACCESS.keys()


@pytest.mark.parametrize("role", Role)
def test_each_role_is_let_into_what_is_declared_and_nothing_else(service: Service, role: Role) -> None:
    answered = statuses(service, key_of(service, role), NOBODY)

    let_in = {line for line, status in answered.items() if status not in _REFUSED}
    assert let_in == {line for line, roles in ACCESS.items() if role in roles}
    assert {status for line, status in answered.items() if line not in let_in} == {403}


def test_a_key_of_no_use_is_let_into_nothing(make_service) -> None:
    service = make_service(failures_per_minute=0)
    revoked = key_of(service, *Role)
    service.store.api_keys.revoke(revoked.split("_")[1], now())
    expired = key_of(service, *Role, at=now() - timedelta(days=2), until=now() - timedelta(seconds=1))

    answered = [statuses(service, key, NOBODY) for key in (revoked, expired, "scribe_" + "0" * 16 + "_x", "x.y.z")]

    sockets = {line for line in ACCESS if line[0] == WEBSOCKET}
    assert [{status for line, status in one.items() if line not in sockets} for one in answered] == [{401}] * 4
    assert [{one[line] for line in sockets} for one in answered] == [{403}] * 4


def test_the_local_user_is_let_into_everything(service: Service) -> None:
    assert _REFUSED.isdisjoint(statuses(service, "test-key", NOBODY).values())


def test_the_local_key_opens_nothing_where_it_is_switched_off(service: Service) -> None:
    without = Service(create_app(service.app.state.keeping.settings, None))

    assert without.ask("GET", "/encounters").status_code == 401


def test_another_tenants_visit_is_there_for_nobody(service: Service) -> None:
    encounter_id = service.recorded()
    service.ask("POST", f"/encounters/{encounter_id}/cancel")  # so that a stream of its events would end
    before = service.ask("GET", f"/encounters/{encounter_id}").json()
    foreign = key_of(service, *Role, tenant="south")
    ended: list[str] = []
    service.app.state.keeping.after_delete.append(ended.append)
    service.app.state.keeping.before_finalize.append(ended.append)

    answered = statuses(service, foreign, encounter_id)

    # What the upload speaks is told of any id, and a WebSocket is refused once it is accepted (below).
    asked = {line for line in ACCESS if "{encounter_id}" in line[1] and line[0] not in (WEBSOCKET, "OPTIONS")}
    assert {line: answered[line] for line in asked} == dict.fromkeys(asked, 404)
    assert service.ask("GET", f"/encounters/{encounter_id}").json() == before
    assert ended == []


def test_another_tenants_visit_and_none_are_told_alike(service: Service) -> None:
    encounter_id = service.begun(consent=CONSENT)
    bearer = {"Authorization": f"Bearer {key_of(service, *Role, tenant='south')}"}

    of_theirs = service.ask("GET", f"/encounters/{encounter_id}", headers=bearer)
    of_none = service.ask("GET", f"/encounters/{NOBODY}", headers=bearer)

    assert of_theirs.json() == of_none.json()
    assert service.ask("GET", "/encounters", headers=bearer).json()["encounters"] == []


def test_another_tenants_live_visit_is_not_taken_over(service: Service) -> None:
    encounter_id = service.begun(consent=CONSENT, audio_format="pcm_s16le_16000")
    foreign = key_of(service, *Role, tenant="south")

    told = said(service, f"/v1/encounters/{encounter_id}/live", foreign)

    assert (told[0], "unknown-encounter" in told[1], told[2:]) == ("accept", True, ["close"])
    assert "ready" in said(service, f"/v1/encounters/{encounter_id}/live", "test-key")[1]


def test_the_page_on_security_shows_the_table_in_force() -> None:
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")

    assert page.partition("<!-- roles -->\n")[2].partition("<!-- end of roles -->")[0] == role_table()
