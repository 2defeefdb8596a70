"""Tokens of an identity provider: believed where all is right, and by nothing that they say of themselves."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from scribe.api import issuer_keys, watching
from scribe.api.issuer_keys import IssuerKeys
from scribe.api.tokens import LEEWAY_S, Claims, Tokens, found
from scribe.clock import now
from scribe.schema.errors import IssuerUnavailable, NotAuthenticated
from scribe.schema.principal import Principal, Role
from tests.api.access_world import key_of
from tests.api.conftest import CONSENT, Service, served

ISSUER, AUDIENCE = "https://id.example/realm", "scribe"
RSA_KEY = rsa.generate_private_key(65537, 2048)
OTHER_KEY = rsa.generate_private_key(65537, 2048)
SHORT_KEY = rsa.generate_private_key(65537, 1024)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
SECRET = base64.urlsafe_b64encode(b"s" * 32).decode().rstrip("=")


def jwk(key: Any, key_id: str, **more: str) -> dict[str, Any]:
    """The public key as an issuer publishes it."""
    kind = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
    return {**kind.to_jwk(key.public_key(), as_dict=True), "kid": key_id, "use": "sig", **more}


PUBLISHED = [
    jwk(RSA_KEY, "r1", alg="RS256"),
    jwk(EC_KEY, "e1"),
    jwk(SHORT_KEY, "short"),
    jwk(OTHER_KEY, "enc") | {"use": "enc"},
    jwk(OTHER_KEY, "pss", alg="PS256"),
    {"kty": "oct", "k": SECRET, "kid": "shared", "alg": "HS256"},
    {"kty": "oct", "k": SECRET, "kid": "posing", "alg": "RS256"},
    {"kty": "RSA", "kid": "broken", "n": "!", "e": "AQAB"},
    "no key",
]


class Issuer:
    """An identity provider on loopback. ``asked`` counts; ``answer`` may be changed."""

    def __init__(self) -> None:
        self.asked = 0
        self.answer: tuple[int, dict[str, str], bytes] = (200, {}, json.dumps({"keys": PUBLISHED}).encode())
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked += 1
                status, headers, body = issuer.answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/keys"


@pytest.fixture(scope="module")
def _serving() -> Iterator[Issuer]:
    issuer = Issuer()
    thread = Thread(target=issuer.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield issuer
    issuer.server.shutdown()
    issuer.server.server_close()
    thread.join()


@pytest.fixture
def issuer(_serving: Issuer) -> Issuer:
    _serving.asked, _serving.answer = 0, (200, {}, json.dumps({"keys": PUBLISHED}).encode())
    return _serving


@pytest.fixture
def tokens(issuer: Issuer) -> Tokens:
    return Tokens(Claims(ISSUER, AUDIENCE, "roles", "tenant"), IssuerKeys(issuer.url))


def claims(**changed: Any) -> dict[str, Any]:
    """Of a token that is believed; None takes a claim away."""
    moment = int(now().timestamp())
    told = {"iss": ISSUER, "aud": AUDIENCE, "sub": "dr.sample", "iat": moment, "exp": moment + 300}
    told |= {"tenant": "north", "roles": ["clinician", "offline_access"]} | changed
    return {name: value for name, value in told.items() if value is not None}


def token(
    told: dict[str, Any] | None = None, key: Any = RSA_KEY, alg: str = "RS256", kid: Any = "r1", **header: Any
) -> str:
    return jwt.encode(told or claims(), key, alg, headers={"kid": kid, **header})


def forged(header: dict[str, Any], told: dict[str, Any], secret: bytes) -> str:
    """A token signed by HMAC, whatever its header says."""
    head, body = (base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in (header, told))
    signature = hmac.digest(secret, head + b"." + body, hashlib.sha256)
    return b".".join((head, body, base64.urlsafe_b64encode(signature).rstrip(b"="))).decode()


PEM = RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
PAST = int(now().timestamp()) - 3600
WRONG: dict[str, Callable[[], str]] = {
    "signed by another key": lambda: token(key=OTHER_KEY),
    "an unknown key id": lambda: token(kid="r2"),
    "no key id": lambda: jwt.encode(claims(), RSA_KEY, "RS256"),
    "a key for encryption": lambda: token(key=OTHER_KEY, kid="enc"),
    "a key for another algorithm": lambda: token(key=OTHER_KEY, kid="pss"),
    "a short key": lambda: token(key=SHORT_KEY, kid="short"),
    "algorithm none": lambda: jwt.encode(claims(), None, "none", headers={"kid": "r1"}),
    "HMAC with the public key": lambda: forged({"alg": "HS256", "kid": "r1"}, claims(), PEM),
    "HMAC under the name of RSA": lambda: forged({"alg": "RS256", "kid": "r1"}, claims(), PEM),
    "HMAC with a published secret": lambda: forged({"alg": "HS256", "kid": "shared"}, claims(), b"s" * 32),
    "a published secret that poses as RSA": lambda: forged({"alg": "RS256", "kid": "posing"}, claims(), b"s" * 32),
    "another algorithm of the same key": lambda: token(alg="RS512"),
    "RSA named, an elliptic key meant": lambda: token(kid="e1"),
    "its own key in the header": lambda: token(key=OTHER_KEY, kid="own", jwk=jwk(OTHER_KEY, "own")),
    "another audience": lambda: token(claims(aud="billing")),
    "no audience": lambda: token(claims(aud=None)),
    "another issuer": lambda: token(claims(iss="https://id.example/realm/")),
    "no issuer": lambda: token(claims(iss=None)),
    "expired": lambda: token(claims(exp=PAST, iat=PAST - 300)),
    "no end": lambda: token(claims(exp=None)),
    "no beginning": lambda: token(claims(iat=None)),
    "issued in an hour": lambda: token(claims(iat=PAST + 7200, exp=PAST + 9000)),
    "not before an hour": lambda: token(claims(nbf=PAST + 7200)),
    "an end that is no time": lambda: token(claims(exp="tomorrow")),
    "no subject": lambda: token(claims(sub=None)),
    "a subject that is a number": lambda: token(claims(sub=7)),
    "a subject of two lines": lambda: token(claims(sub="a\nb")),
    "the local user's name": lambda: token(claims(sub="local")),
    "the software's name": lambda: token(claims(sub="scribe")),
    "a key's name": lambda: token(claims(sub="key:Front desk")),
    "an operator's name": lambda: token(claims(sub="operator:root")),
    "no tenant": lambda: token(claims(tenant=None)),
    "several tenants": lambda: token(claims(tenant=["north", "south"])),
    "a tenant that is a path": lambda: token(claims(tenant="../north")),
    "a changed body": lambda: token()[:40] + "A" + token()[41:],
    "a header nested deep": lambda: base64.urlsafe_b64encode(b"[" * 3000).decode() + ".e30.e30",
    "no JSON": lambda: "a.b.c",
    "nothing": lambda: "..",
}


def test_a_right_token_names_account_tenant_and_the_roles_we_know(tokens: Tokens) -> None:
    found_by_rsa = tokens.principal(token())
    found_by_ec = tokens.principal(token(key=EC_KEY, alg="ES256", kid="e1"))

    told = Principal(subject="dr.sample", tenant="north", roles=frozenset({Role.CLINICIAN}))
    assert (found_by_rsa, found_by_ec) == (told, told)


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")  # of the one with a short key
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_token_is_not_believed_and_not_echoed(tokens: Tokens, wrong: str) -> None:
    with pytest.raises(NotAuthenticated) as refused:
        tokens.principal(WRONG[wrong]())

    assert str(refused.value) == "The token is not believed. Get a new one from the identity provider."


def test_clocks_may_differ_by_half_a_minute(tokens: Tokens) -> None:
    moment = int(now().timestamp())

    assert tokens.principal(token(claims(exp=moment - 20, iat=moment - 300))).subject == "dr.sample"
    assert tokens.principal(token(claims(iat=moment + 20))).subject == "dr.sample"


@pytest.mark.parametrize("given", ["admin qa", ["qa", "admin"], ["qa", "admin", 7, None, "root"]])
def test_roles_come_as_a_list_or_as_words(tokens: Tokens, given: object) -> None:
    assert tokens.principal(token(claims(roles=given))).roles == {Role.ADMIN, Role.QA}


@pytest.mark.parametrize("given", [None, {}, "", 7, {"admin": True}, [["admin"]]])
def test_a_token_without_roles_has_none(tokens: Tokens, given: object) -> None:
    assert tokens.principal(token(claims(roles=given))).roles == frozenset()


@pytest.mark.parametrize(
    ("claim", "value"),
    [("realm_access.roles", 1), ("https://x.example/roles", 2), ("realm_access.none", None), ("a.b.c", None)],
)
def test_a_claim_is_found_by_its_name_or_its_path(claim: str, value: object) -> None:
    assert found({"realm_access": {"roles": 1}, "https://x.example/roles": 2, "a": 3}, claim) == value


def test_keys_are_fetched_once(issuer: Issuer, tokens: Tokens) -> None:
    before = issuer.asked
    tokens.principal(token())
    tokens.principal(token(key=EC_KEY, alg="ES256", kid="e1"))

    assert (before, issuer.asked) == (0, 1)


def test_unknown_keys_do_not_make_the_issuer_be_asked_again_and_again(issuer: Issuer, tokens: Tokens) -> None:
    with pytest.raises(NotAuthenticated):
        tokens.principal(token(kid="x1"))
    with pytest.raises(NotAuthenticated):
        tokens.principal(token(kid="x2"))

    assert issuer.asked == 1


def test_a_new_key_of_the_issuer_is_found(issuer: Issuer, tokens: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issuer_keys, "_NOT_AGAIN_WITHIN_S", 0.0)
    tokens.principal(token())
    issuer.answer = (200, {}, json.dumps({"keys": [jwk(OTHER_KEY, "r2")]}).encode())

    assert tokens.principal(token(key=OTHER_KEY, kid="r2")).subject == "dr.sample"
    with pytest.raises(NotAuthenticated):
        tokens.principal(token())


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}, b""),
        (200, {}, b"no JSON"),
        (200, {}, b"[]"),
        (200, {}, b'{"keys": {}}'),
        (200, {}, b"[" * 100_000),
        (200, {}, b" " * 300_000 + json.dumps({"keys": PUBLISHED}).encode()),
        (302, {"Location": "/elsewhere"}, b""),
    ],
)
def test_without_the_issuers_keys_nobody_is_believed(issuer: Issuer, tokens: Tokens, answer: Any) -> None:
    issuer.answer = answer

    with pytest.raises(IssuerUnavailable):
        tokens.principal(token())
    assert issuer.asked == 1


def test_old_keys_stand_while_the_issuer_is_away_but_not_for_long(
    issuer: Issuer, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens.principal(token())
    issuer.answer = (500, {}, b"")

    assert tokens.principal(token()).subject == "dr.sample"
    monkeypatch.setattr(issuer_keys, "KEPT_S", -1.0)
    with pytest.raises(IssuerUnavailable):
        tokens.principal(token())


@pytest.fixture
def trusting(issuer: Issuer, make_service) -> Service:
    """A service that takes tokens of the issuer."""
    return make_service(oidc_issuer=ISSUER, oidc_audience=AUDIENCE, oidc_jwks_url=issuer.url)


def answered(service: Service, credential: str) -> tuple[int, str | None]:
    """Status of a list, and the kind of problem."""
    answer = service.ask("GET", "/encounters", headers={"Authorization": f"Bearer {credential}"})
    return answer.status_code, answer.json().get("type")


def test_local_key_api_key_and_token_are_taken_side_by_side(trusting: Service) -> None:
    credentials = ["test-key", key_of(trusting, Role.QA), token()]

    assert [answered(trusting, one)[0] for one in credentials] == [200, 200, 200]


def test_a_wrong_token_is_a_problem_that_shows_and_logs_nothing_of_it(
    trusting: Service, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong = token(claims(aud="billing", sub="Planted"))

    answer = trusting.ask("GET", "/encounters", headers={"Authorization": f"Bearer {wrong}"})

    assert (answer.status_code, answer.json()["type"]) == (401, "urn:scribe:problem:not-authenticated")
    assert answer.headers["www-authenticate"] == "Bearer"
    told = answer.text + "".join(capfd.readouterr())
    assert [part for part in (*wrong.split("."), "Planted") if part in told] == []


def test_an_issuer_that_is_away_closes_the_door_to_tokens_alone(issuer: Issuer, trusting: Service) -> None:
    issuer.answer = (500, {}, b"")

    assert answered(trusting, token()) == (503, "urn:scribe:problem:issuer-unavailable")
    assert answered(trusting, "test-key")[0] == 200


def test_nothing_is_fetched_where_no_issuer_is_named(issuer: Issuer, service: Service) -> None:
    assert answered(service, token())[0] == 401
    assert issuer.asked == 0


def test_a_live_visit_ends_with_its_token(trusting: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY_S", 0.05)
    told = claims(tenant="local", exp=int(now().timestamp()) - LEEWAY_S + 2)
    encounter_id = trusting.begun(consent=CONSENT, audio_format="pcm_s16le_16000")

    with served(trusting.app) as port:
        url = f"ws://127.0.0.1:{port}/v1/encounters/{encounter_id}/live"
        with connect(url, additional_headers={"Authorization": f"Bearer {token(told)}"}, proxy=None) as client:
            first = json.loads(client.recv(timeout=10.0))
            with pytest.raises(ConnectionClosed) as closed:
                list(iter(lambda: client.recv(timeout=10.0), None))

    assert first["type"] == "ready"
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
