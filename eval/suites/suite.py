"""What a suite is: samples, and gates that each sample passes or fails. A crash is a failed gate, never a score."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ParamSpec

P = ParamSpec("P")


@dataclass(frozen=True)
class Gate:
    """One promise about one sample, and what was seen."""

    name: str
    passed: bool
    seen: str


@dataclass(frozen=True)
class Outcome:
    """The gates of one sample."""

    sample: str
    gates: tuple[Gate, ...]


@dataclass(frozen=True)
class Suite:
    """Samples run through one arrow. ``dangerous_error`` says in a sentence which mistake matters most."""

    name: str
    dangerous_error: str
    run: Callable[[], Iterator[Outcome]]


def attempt(sample: str, gates: Callable[P, Iterator[Gate]], *given: P.args, **named: P.kwargs) -> Outcome:
    """The gates of a sample from what is given; an exception becomes one failed gate that names its class."""
    try:
        return Outcome(sample, tuple(gates(*given, **named)))
    except Exception as error:  # noqa: BLE001  # a crashed sample must not end the run, nor count as a score
        return Outcome(sample, (Gate("runs to its end", False, type(error).__name__),))
