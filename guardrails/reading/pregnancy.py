"""Weeks of gestation as stated, and their codes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from guardrails.reading.phrases import normal
from scribe.schema.facts import Diagnosis, Fact, History, Onset

_WEEKS = re.compile(r"\b(\d{1,2})[ -]?weeks?\b")


def weeks_codes(facts: Sequence[Fact]) -> Iterator[str]:
    """The Z3A code of the last stated week; none where no week was stated."""
    stated = [f.value for f in facts if isinstance(f, Diagnosis | History)]
    weeks = [int(found.group(1)) for value in stated if (found := _WEEKS.search(normal(value)))]
    if weeks:
        yield _code(weeks[-1])


def is_gestation(fact: Fact, weeks: Iterable[str]) -> bool:
    """A duration that is the stated week of a pregnancy, not the duration of a pain."""
    if not isinstance(fact, Onset) or (fact.attributes.unit or "").rstrip("s") != "week":
        return False
    return _code(int(fact.attributes.duration or 0)) in weeks


def _code(week: int) -> str:
    if week < 8:
        return "Z3A.01"
    return f"Z3A.{week}" if week <= 42 else "Z3A.49"
