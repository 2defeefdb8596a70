"""Codes of bound elements: written only from the tables, and found again where a document holds another."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from scribe.export.fhir_tables import BOUND, Bound

Json: TypeAlias = dict[str, Any]


def code(path: str, value: str) -> str:
    """A code of this element. Raises KeyError where its value set has none."""
    _display(BOUND[path], value)
    return value


def coding(path: str, value: str, display: str | None = None, version: str | None = None) -> Json:
    """A Coding of this element. display: needed where the table leaves the codes to another authority."""
    bound = BOUND[path]
    shown = display or _display(bound, value)
    made = {"system": bound.system, "version": version, "code": value, "display": shown}
    return {name: given for name, given in made.items() if given}


def concept(path: str, value: str, text: str | None = None, **more: str | None) -> Json:
    """A CodeableConcept with one Coding of this element."""
    made: Json = {"coding": [coding(path, value, **more)]}
    return made | {"text": text} if text else made


def quantity(path: str, value: float, unit: str) -> Json:
    """A Quantity in this unit of UCUM; a whole number is written as one."""
    bound = BOUND[path]
    number = int(value) if float(value).is_integer() else value
    return {"value": number, "unit": _display(bound, unit), "system": bound.system, "code": unit}


def _display(bound: Bound, value: str) -> str:
    return value if bound.codes is None else bound.codes[value]


def unbound(bundle: Mapping[str, Any]) -> list[str]:
    """What the tables do not allow: a code outside its value set, or a coded element that has no table.

    Empty for a document whose every code is in its table. The entries hold paths and codes, never text.
    """
    entries = bundle.get("entry", ())
    inside = [one for entry in entries for one in _resource(entry["resource"], entry["resource"]["resourceType"])]
    return [*_resource({**bundle, "entry": []}, "Bundle"), *inside]


_CODE_NAMES = frozenset(path.rsplit(".", 1)[-1] for path, bound in BOUND.items() if bound.system is None)
"""Last names of elements of type ``code``: ``status``, ``mode``, ``role``, ..."""


def _resource(value: Any, path: str) -> Iterator[str]:
    """The faults of an element and of all that it holds."""
    if isinstance(value, list):
        for one in value:
            yield from _resource(one, path)
    elif isinstance(value, dict):
        if "code" in value and isinstance(value["code"], str):
            yield from _coded(value, path)
        for name, held in value.items():
            below = f"{path}.{name}" if name != "coding" else path
            if isinstance(held, str) and name in _CODE_NAMES:
                yield from _plain(held, below)
            elif not isinstance(held, str):
                yield from _resource(held, below)


def _coded(value: Json, path: str) -> Iterator[str]:
    """Of a Coding or a Quantity: its table, its system and its code."""
    bound = BOUND.get(known(path))
    if bound is None:
        yield f"{path}: no table"
    elif value.get("system") != bound.system:
        yield f"{path}: system {value.get('system')}"
    elif bound.codes is not None and value["code"] not in bound.codes:
        yield f"{path}: {value['code']}"


def _plain(value: str, path: str) -> Iterator[str]:
    bound = BOUND.get(known(path))
    if bound is None or bound.system is not None:
        yield f"{path}: no table"
    elif bound.codes is not None and value not in bound.codes:
        yield f"{path}: {value}"


def known(path: str) -> str:
    """The path as the tables have it: narratives and security labels are alike in every resource."""
    if path.endswith(".text.status"):
        return "Narrative.status"
    return "meta.security" if path.endswith(".meta.security") else path
