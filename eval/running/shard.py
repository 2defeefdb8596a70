"""Shard: one of n parts of the samples, by a hash of their names, so that each stays in its part."""

import argparse
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shard:
    """Part ``number`` of ``of``, counted from 1."""

    number: int
    of: int

    def holds(self, sample: str) -> bool:
        """Whether a sample belongs to this part."""
        digest = hashlib.sha256(sample.encode()).digest()
        return int.from_bytes(digest[:8]) % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


def shard(text: str) -> Shard:
    """``2/4`` as it is given on the command line."""
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise argparse.ArgumentTypeError("a shard is i/n with 1 <= i <= n, as in 2/4")
    return Shard(int(number), int(of))
