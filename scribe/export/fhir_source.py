"""Source of a FHIR document: the result, the signature and the times, and the names of its resources."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from scribe.export.fhir_codes import Json, coding
from scribe.export.fhir_tables import URI
from scribe.export.fhir_text import present
from scribe.schema.facts import Fact
from scribe.schema.result import Result
from scribe.schema.signature import Signing
from scribe.schema.terms import Assertion, Experiencer, Temporality


@dataclass(frozen=True, slots=True)
class Overridden:
    """A finding in spite of which somebody signs or means to sign, and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Added:
    """What was added after signing: ``addendum``, ``late_entry`` or ``amendment``. Its words are in the note."""

    kind: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """What people did with the note. ``overridden``: by the number of the finding, counted from 1."""

    overridden: Mapping[int, Overridden] = field(default_factory=dict)
    added: tuple[Added, ...] = ()


@dataclass(frozen=True)
class Source:
    """What a document is made of. ``at``: when it is assembled, which is when the latest of it was written;
    ``recording_sha256``: of the sound, where known."""

    result: Result
    signing: Signing | None = None
    at: datetime | None = None
    recording_sha256: str | None = None
    work: Work = Work()

    def person(self, by: str) -> Json:
        """A reference to the Practitioner of this name: the signer, or another who worked on the note."""
        return self.reference("Practitioner", self.key_of(by), display=by)

    def key_of(self, by: str) -> str:
        """Of the Practitioner of this name."""
        return "" if self.signing and by == self.signing.by else by

    @property
    def others(self) -> tuple[str, ...]:
        """Who worked on the note beside its signer, each once."""
        names = [*(one.by for one in self.work.overridden.values()), *(one.by for one in self.work.added)]
        return tuple(dict.fromkeys(name for name in names if self.key_of(name)))

    @property
    def changed(self) -> str:
        """When the note was last written to; the date of service where nobody said."""
        told = [one for one in (self.at, self.signing.at if self.signing else None) if one is not None]
        return instant(max(told)) if told else self.day

    @property
    def status(self) -> str:
        """Of the document and of all that was drafted: final only by a signature."""
        if self.signing is None:
            return "preliminary"
        return "amended" if self.signing.amended else "final"

    @property
    def day(self) -> str:
        """The date of service."""
        return self.result.encounter.date_of_service.isoformat()

    @property
    def moment(self) -> str | None:
        """When the content became what it is: signed, else assembled; None where nobody said."""
        moment = self.signing.at if self.signing else self.at
        return instant(moment) if moment else None

    @property
    def timestamp(self) -> str:
        """When the document was assembled, else signed; else the date of service stands for it, at 0:00 UTC."""
        return instant(self.at) if self.at else self.moment or f"{self.day}T00:00:00Z"

    @cached_property
    def _seed(self) -> str:
        digest = hashlib.sha256(self.result.model_dump_json().encode())
        for part in (self.signing.model_dump_json() if self.signing else "", self.timestamp, self.recording_sha256):
            digest.update(b"\x00" + (part or "").encode())
        digest.update(repr(self.work).encode() if self.work != Work() else b"")
        return digest.hexdigest()

    def uuid(self, kind: str, key: str = "") -> str:
        """The id of a resource in this document: equal documents have equal ids, others have others."""
        digest = bytearray(hashlib.sha256(f"{self._seed}\x00{kind}\x00{key}".encode()).digest()[:16])
        digest[6] = 0x80 | digest[6] & 0x0F  # version 8 of RFC 9562: made from a hash of one's own choice
        digest[8] = 0x80 | digest[8] & 0x3F
        text = digest.hex()
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

    def urn(self, kind: str, key: str = "") -> str:
        """The ``fullUrl`` of a resource."""
        return f"urn:uuid:{self.uuid(kind, key)}"

    def reference(self, kind: str, key: str = "", display: str | None = None) -> Json:
        """A Reference that resolves within the document."""
        made = {"reference": self.urn(kind, key)}
        return made | {"display": display} if display else made

    def entry(self, kind: str, key: str, content: Json) -> Json:
        """An entry of the bundle: the resource without its empty members."""
        resource = {"resourceType": kind, "id": self.uuid(kind, key), **present(content)}
        return {"fullUrl": self.urn(kind, key), "resource": resource}

    def facts(self, ids: Sequence[str]) -> list[Fact]:
        """The facts of these ids."""
        return [fact for fact in self.result.documentation.facts if fact.id in ids]


def instant(moment: datetime) -> str:
    """A moment with its time zone, as FHIR writes it."""
    text = moment.isoformat()
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text


MACHINE_MADE: Json = {"security": [coding("meta.security", "AIAST")]}
"""The meta of what a machine drafted. It stays when a person signs: how the words came about does not change."""


def is_of_now(fact: Fact) -> bool:
    """Whether the fact is said of the patient as the patient is now."""
    return fact.experiencer is Experiencer.PATIENT and fact.temporality is Temporality.CURRENT


def is_settled(fact: Fact) -> bool:
    """Whether it is stated of the patient now, without a hedge and without a dispute between two readings."""
    return is_of_now(fact) and fact.assertion is Assertion.DOCUMENTED and not fact.disputed


def by_digest(sha256: str) -> Json:
    """An Identifier that names content by its digest (RFC 6920)."""
    named = urlsafe_b64encode(bytes.fromhex(sha256)).rstrip(b"=").decode()
    return {"system": URI, "value": f"ni:///sha-256;{named}"}
