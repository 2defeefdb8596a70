"""Rule: one check of a draft, with its authority, its examples and, where it asks, its question to the provider."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import CheckExample
from scribe.schema.evidence import Evidence
from scribe.schema.facts import Fact
from scribe.schema.finding import Severity


class Grade(StrEnum):
    """How grave a hit is (CODING reference section 10), in the order findings are listed."""

    ERROR = "error"
    HOLD = "hold"
    """An error that also holds the draft until the provider has answered."""
    ALERT = "alert"
    """A clinical alert: a warning listed before the others."""
    WARNING = "warning"
    INFO = "info"


SEVERITY = {
    Grade.ERROR: Severity.ERROR,
    Grade.HOLD: Severity.ERROR,
    Grade.ALERT: Severity.WARNING,
    Grade.WARNING: Severity.WARNING,
    Grade.INFO: Severity.INFO,
}
ORDER = tuple(Grade)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the provider. The engine sorts the options, adds two neutral ones and quotes the indicators."""

    question: str
    options: tuple[str, ...]
    indicators: tuple[Fact, ...]
    about: str = ""
    """The problem: a rule asks once about each."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule strikes. ``words`` fill the rule's message; ``grade`` replaces the rule's own."""

    codes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    grade: Grade | None = None
    ask: Ask | None = None
    evidence: tuple[Evidence, ...] = ()
    """Quotes beyond those of ``facts``."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``name`` is the finding's name: the bad pattern. ``message`` is filled from the words of a hit."""

    id: str
    name: str
    title: str
    why: str
    grade: Grade
    citation: Citation
    check: Callable[[Chart], Iterable[Hit]]
    message: str
    examples: tuple[CheckExample, ...]
    since: str = "2015-10-01"
    """First date of service the rule speaks of."""
    uncertain: str = ""
    """What a certified coder or a clinician must still confirm, or empty."""
