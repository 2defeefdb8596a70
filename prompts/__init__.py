"""Versioned prompts with locked hashes. A released file never changes; a better prompt is the next version."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent
_FRONT = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^# (\w+)\n", re.MULTILINE)
_PLACE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One released prompt. ``sections``: its parts by heading. ``front``: inputs, output, why this version."""

    name: str
    version: str
    text: str
    sha256: str
    front: Mapping[str, str]
    sections: Mapping[str, str]

    def fill(self, section: str, **values: str) -> str:
        """A section with each ``{{name}}`` replaced. Raises KeyError on a name without value.

        Values go in as they are and are not searched again: braces in a visit's words mean nothing.
        """
        return _PLACE.sub(lambda place: values[place[1]], self.sections[section])


@cache
def load(name: str, version: str) -> Prompt:
    """The prompt of this name and version. Raises FileNotFoundError if it was never written."""
    return parse(name, version, (FOLDER / name / f"{version}.md").read_bytes())


def parse(name: str, version: str, content: bytes) -> Prompt:
    """A prompt from the bytes of its file: front matter between ``---``, then sections under ``# name``."""
    text = content.decode("utf-8")
    found = _FRONT.match(text)
    if found is None:
        raise ValueError(f"prompt {name}/{version} has no front matter")
    front = dict(line.split(": ", 1) for line in found["front"].splitlines())
    _, *parts = _HEADING.split(found["body"])
    sections = {heading: body.strip() for heading, body in zip(parts[::2], parts[1::2], strict=True)}
    return Prompt(
        name=name,
        version=version,
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        front=MappingProxyType(front),
        sections=MappingProxyType(sections),
    )
