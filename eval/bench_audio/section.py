"""Section: what one part of the audio benchmark found, as it is judged and as it is written down."""

from dataclasses import dataclass

from eval.figure import Figure


@dataclass(frozen=True)
class Section:
    """One page of ``docs/benchmarks``. ``name`` is its file's stem and what the command line calls the part.

    text: Markdown under the title: what was done with what, and the table. figures: what has a bound.
    """

    name: str
    title: str
    text: str
    figures: tuple[Figure, ...] = ()
