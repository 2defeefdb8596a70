"""What FHIR R4 demands of a document beyond names and types of elements, checked without any library of FHIR."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from scribe.export.fhir_codes import unbound
from scribe.export.fhir_text import XHTML

_STRING = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_ALLOWED = {f"{{{XHTML}}}{name}" for name in ("div", "p", "ul", "ol", "li")}
"""Elements of the narratives: all of them among those that a Narrative may hold."""


def faults(bundle: dict[str, Any]) -> list[str]:
    """Everything that is wrong with the document; empty where nothing is."""
    return [*_identity(bundle), *_references(bundle), *_narratives(bundle), *_values(bundle), *unbound(bundle)]


def words(div: str) -> str:
    """The text that a person reads."""
    return "\n".join(ElementTree.fromstring(div).itertext())


def _identity(bundle: dict[str, Any]) -> Iterator[str]:
    """bdl-7, bdl-9, bdl-10, bdl-11: unique names, an identifier, a timestamp, the Composition first."""
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    if len(set(urls)) < len(urls):
        yield "a fullUrl twice"
    yield from (f"no uuid: {url}" for url in urls if not _UUID.fullmatch(url))
    yield from (f"id differs: {e['fullUrl']}" for e in bundle["entry"] if e["fullUrl"][9:] != e["resource"]["id"])
    if not (bundle["type"] == "document" and bundle["identifier"].keys() >= {"system", "value"}):
        yield "no identified document"
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", bundle["timestamp"]):
        yield "no timestamp"
    if bundle["entry"][0]["resource"]["resourceType"] != "Composition":
        yield "the first entry is no Composition"


def _references(bundle: dict[str, Any]) -> Iterator[str]:
    """Every reference resolves, and every resource is reached from the Composition or speaks of it."""
    held = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    aims = {url: _aims(resource) for url, resource in held.items()}
    yield from (f"unresolved in {held[url]['resourceType']}" for url in held if not aims[url] <= held.keys())
    reached, ahead = (
        set(),
        [url for url, one in held.items() if one["resourceType"] in ("Composition", "Provenance")],
    )
    while ahead:
        url = ahead.pop()
        reached.add(url)
        ahead += [aim for aim in aims[url] if aim in held and aim not in reached]
    yield from (f"unreached: {held[url]['resourceType']}" for url in held.keys() - reached)


def _aims(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["reference"]} if isinstance(value.get("reference"), str) else set()
        return own.union(*map(_aims, value.values()))
    return set().union(*map(_aims, value)) if isinstance(value, list) else set()


def _narratives(bundle: dict[str, Any]) -> Iterator[str]:
    """Every resource and section has a narrative (dom-6), well-formed, of allowed elements, not blank."""
    for entry in bundle["entry"]:
        resource = entry["resource"]
        for told in (resource, *resource.get("section", ())):
            if "text" not in told:
                yield f"{resource['resourceType']} without a narrative"
                continue
            tree = ElementTree.fromstring(told["text"]["div"])
            tags = {element.tag for element in tree.iter()}
            if tree.tag != f"{{{XHTML}}}div" or not tags <= _ALLOWED or not words(told["text"]["div"]).strip():
                yield f"narrative of {resource['resourceType']}"


def _values(value: Any, path: str = "") -> Iterator[str]:
    """No null, nothing empty, no character that FHIR forbids, ids of their form."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _values(one, f"{path}.{name}")
    elif isinstance(value, list):
        for one in value:
            yield from _values(one, path)
    if value is None or value in ({}, [], "") or (isinstance(value, str) and not value.strip()):
        yield f"empty: {path}"
    elif isinstance(value, str) and not (_ID if path.endswith(".id") else _STRING).fullmatch(value):
        yield f"characters: {path}"
