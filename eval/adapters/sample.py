"""What an adapter reads: one encounter of a public set, before it is written as a sample of ours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from scribe.schema.request import SegmentRequest
from scribe.schema.transcript import SpeakerRole


@dataclass(frozen=True)
class Sound:
    """A recording that is written when its sample is. ``write`` takes the file that it becomes."""

    suffix: str
    write: Callable[[Path], None]
    channels: tuple[SpeakerRole, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One encounter. ``name`` is unique in its set and fit for a file name."""

    name: str
    title: str
    source: str
    segments: tuple[SegmentRequest, ...]
    note: str | None = None
    sound: Sound | None = None


Reading: TypeAlias = Callable[[], Sample]
"""Reads one encounter when it is called, so that one that cannot be read need not end the others."""


@dataclass(frozen=True)
class Adapter:
    """``read`` gives the encounters of a downloaded folder, or of one file of it, one after another."""

    name: str
    title: str
    licence: str
    read: Callable[[Path], Iterator[Reading]]
