"""Provenance: what drafted the document, from what, and who signed it. Each machine is a Device."""

import hashlib
from collections.abc import Iterator, Sequence

from scribe.export.fhir_codes import Json, code, concept
from scribe.export.fhir_source import Source, by_digest, instant
from scribe.export.fhir_text import narrative, paragraph
from scribe.schema.result import Component, ModelComponent, Provenance

SOFTWARE = "software"
"""Key of the Device that wrote the draft; the others are named as in the provenance of the result."""
_UNKNOWN_CLINICIAN = "The clinician of the visit; not identified, and has not signed"
_NO_TIME = " When, nobody told this document; the date of service at 0:00 UTC stands for it."


def device_entries(source: Source) -> Iterator[Json]:
    """The software that drafted, then the engine and the models that took part."""
    provenance = source.result.provenance
    yield source.entry("Device", SOFTWARE, _software(provenance))
    for key, component in _engines(provenance):
        yield source.entry("Device", key, _engine(component))


def provenance_entry(source: Source, targets: Sequence[Json]) -> Json:
    """The Provenance of all that was drafted. targets: the entries it speaks of."""
    return source.entry(
        "Provenance",
        "",
        {
            "text": narrative(paragraph(_sentence(source))),
            "target": [{"reference": target["fullUrl"]} for target in targets],
            "recorded": source.moment or source.timestamp,
            "activity": concept("Provenance.activity", "CREATE"),
            "agent": [*_people(source), *_machines(source)],
            "entity": list(_origins(source)),
        },
    )


def addition_entries(source: Source, composition: Json) -> Iterator[Json]:
    """One Provenance for each addition to the signed note: who made it, and when."""
    for number, one in enumerate(source.work.added, start=1):
        kind = one.kind.replace("_", " ")
        activity = "UPDATE" if one.kind == "amendment" else "APPEND"
        yield source.entry(
            "Provenance",
            f"addition-{number}",
            {
                "text": narrative(paragraph(f"{kind.capitalize()} by {one.by}, {instant(one.at)}.")),
                "target": [{"reference": composition["fullUrl"]}],
                "recorded": instant(one.at),
                "activity": concept("Provenance.activity", activity, text=kind),
                "agent": [{"type": concept("Provenance.agent.type", "author"), "who": source.person(one.by)}],
            },
        )


def _engines(provenance: Provenance) -> Iterator[tuple[str, Component]]:
    phrasing = provenance.phrasing.model if provenance.phrasing else None
    named = {"asr": provenance.asr, "model": provenance.model, "phrasing": phrasing}
    yield from ((key, component) for key, component in named.items() if component is not None)


def _software(provenance: Provenance) -> Json:
    parts = {
        "extractor": provenance.extractor,
        "prompt": provenance.prompt,
        "rule pack": provenance.rule_pack,
        "code set": provenance.code_set,
    }
    versions = [_version(component, part) for part, component in parts.items() if component is not None]
    return _device(provenance.software, "user-friendly-name") | {
        "version": [_version(provenance.software), *versions]
    }


def _engine(component: Component) -> Json:
    made = _device(component, "model-name") | {"version": [_version(component)] if component.version else []}
    return made | ({"note": [{"text": _host_line(component)}]} if isinstance(component, ModelComponent) else {})


def _device(component: Component, kind: str) -> Json:
    return {
        "text": narrative(paragraph(" ".join(part for part in (component.name, component.version) if part))),
        "identifier": [by_digest(component.sha256)] if component.sha256 else [],
        "status": code("Device.status", "active"),
        "deviceName": [{"name": component.name, "type": code("Device.deviceName.type", kind)}],
    }


def _version(component: Component, part: str | None = None) -> Json:
    """Of the device itself, or of a part of it by name; a part without a version is named all the same."""
    return {
        "type": {"text": part},
        "component": by_digest(component.sha256) if component.sha256 and part else None,
        "value": " ".join(text for text in (component.name if part else None, component.version) if text)
        or "unknown",
    }


def _host_line(model: ModelComponent) -> str:
    failed = f" It failed ({model.error}), and what stands here is not its work." if model.error else ""
    return f"Text of the visit was sent to {model.host}.{failed}"


def _people(source: Source) -> Iterator[Json]:
    if source.signing is None:
        who: Json = {"display": _UNKNOWN_CLINICIAN}
        yield {"type": concept("Provenance.agent.type", "author"), "who": who}
        return
    role = [{"text": source.signing.role}]
    for kind in ("author", "attester"):
        who = source.person(source.signing.by)
        yield {"type": concept("Provenance.agent.type", kind), "role": role, "who": who}


def _machines(source: Source) -> Iterator[Json]:
    provenance = source.result.provenance
    for key, component in ((SOFTWARE, provenance.software), *_engines(provenance)):
        who = source.reference("Device", key, component.name)
        yield {"type": concept("Provenance.agent.type", "assembler"), "role": [{"text": key}], "who": who}


def _origins(source: Source) -> Iterator[Json]:
    """The recording and the words, each by its digest: neither is in the document."""
    if source.recording_sha256:
        yield _origin(source.recording_sha256, "Recording of the visit")
    texts = [segment.text for segment in source.result.transcript.segments]
    if texts:
        yield _origin(hashlib.sha256("\n".join(texts).encode()).hexdigest(), "Transcript, its texts a line each")


def _origin(sha256: str, what: str) -> Json:
    named = {"identifier": by_digest(sha256), "display": f"{what} (sha256 {sha256}); not in this document"}
    return {"role": code("Provenance.entity.role", "source"), "what": named}


def _sentence(source: Source) -> str:
    software = source.result.provenance.software
    signed = f" Signed by {source.signing.by}." if source.signing else " Not signed."
    drafted = f"Drafted by {software.name} {software.version or ''}".rstrip()
    return f"{drafted} from what was said.{signed}{'' if source.moment else _NO_TIME}"
