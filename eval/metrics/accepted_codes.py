"""Accepted codes: the sequences that a certified coder may stand by, and the one that a result comes nearest to."""

from collections.abc import Sequence

from eval.samples.labels import Expected
from scribe.schema.result import Result


def accepted(reference: Expected) -> tuple[tuple[str, ...], ...]:
    """The labelled sequence, then the others that are acceptable."""
    return (reference.codes, *reference.also_acceptable)


def given(heard: Result) -> tuple[str, ...]:
    """The derived codes in sequence. Proposed codes are not the program's own."""
    return tuple(code.code for code in heard.codes)


def nearest(reference: Expected, codes: Sequence[str]) -> tuple[str, ...]:
    """The accepted sequence that differs least from the codes, the labelled one before others."""
    return min(accepted(reference), key=lambda sequence: len(set(sequence) ^ set(codes)))
