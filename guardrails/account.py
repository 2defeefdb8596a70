"""Account: what was searched before an unspecified code was given (CODING reference 1, S1 and S34; I.B.18).

"No region found" is a statement about the record that was read, so it names how much of the visit was heard and
which kinds of facts were looked through. It is for the coder beside the note and never a sentence of the note.
"""

from collections.abc import Iterable, Iterator

from guardrails.chart import Chart
from guardrails.reading.basis import family_of
from guardrails.reading.films import film_findings
from guardrails.reading.hints import hinted_families, region_hints
from guardrails.reading.problem import Problem, unique
from guardrails.reading.sites import Family
from scribe.schema.account import ConsideredCode, UnspecifiedAccount
from scribe.schema.coding import CodeAssignment
from scribe.schema.facts import Fact
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Coverage

_OPEN = (
    ("region", ("M54.9", "M54.10", "M47.819", "M48.00", "M43.00", "M43.10", "M46.20", "M46.40", "M51.9", "M48.50")),
    ("side", ("M54.30", "M54.40", "R10.A0", "M79.606", "M79.603")),
    ("type", ("M54.50",)),
    ("level", ("M50.20", "M50.30", "M50.120", "M50.020", "M50.80", "M50.90")),
    ("pain pattern", ("M51.369", "M51.379")),
)
"""What a code leaves open, in the order it is looked up; "detail" for any other."""

_NEARER_THAN_BACK = ("M54.2", "M54.50", "M54.6", "M53.3", "R10.A0", "M54.89")
"""What M54.9 is confirmed against: its nearer codes are no siblings of it in the Tabular List."""

NOT_SPEECH = ("silence", "no_speech")


def accounts_of(chart: Chart) -> Iterator[UnspecifiedAccount]:
    """An account for each derived code that leaves something unspecified, in their sequence."""
    for assignment in chart.draft.coding.assignments:
        if what := left_open(chart, assignment.code):
            yield _account(chart, assignment, what)


def left_open(chart: Chart, code: str) -> str:
    """What the code leaves open (region, side, type, ...), or an empty string where it is specific."""
    named = next((what for what, codes in _OPEN if code in codes), "")
    return named or ("detail" if chart.codes.is_unspecified(code) else "")


def _account(chart: Chart, assignment: CodeAssignment, what: str) -> UnspecifiedAccount:
    documentation = chart.draft.documentation
    found = {fact.kind for fact in documentation.facts}
    problems = _problems_of(chart, assignment)
    indicators = _indicators(chart, problems, what)
    transcript = chart.draft.transcript
    coverage = transcript.coverage if transcript else Coverage()
    stated = [fact for p in problems for fact in (*(m.fact for m in p.mentions), *p.facts)]
    places = {quote.place for fact in stated for quote in fact.evidence}
    asked = tuple(
        query.id
        for query in chart.queries
        if _asks_for(query.name, what) and any(quote.place in places for quote in query.indicators)
    )
    return UnspecifiedAccount(
        code=assignment.code,
        description=assignment.description,
        kinds_searched=tuple(kind for kind in FactKind if kind in found),
        kinds_without_facts=documentation.not_discussed,
        kinds_unread=documentation.unread,
        seconds_recorded=coverage.seconds_in,
        seconds_heard=coverage.seconds_decoded,
        seconds_not_decoded=_not_decoded(coverage),
        segments=len(transcript.segments) if transcript else 0,
        indicators=tuple(quote for fact in indicators for quote in fact.evidence),
        queries=asked,
        considered=tuple(_considered(chart, assignment.code)),
        statement=_statement(chart, what, len(indicators), asked),
    )


def _problems_of(chart: Chart, assignment: CodeAssignment) -> tuple[Problem, ...]:
    """The problems the code rests on: what was found or asked of another pain says nothing of this one."""
    own = set(assignment.fact_ids)
    return tuple(p for p in chart.picture.problems if any(mention.fact.id in own for mention in p.mentions))


def _indicators(chart: Chart, problems: Iterable[Problem], what: str) -> tuple[Fact, ...]:
    if what == "region":
        return region_hints(chart.picture.facts)
    return unique(fact for problem in problems for fact in film_findings(chart.picture, problem))


_QUERIES = {
    "QUERY_REGION": ("region", "level"),
    "QUERY_LATERALITY": ("side",),
    "QUERY_ETIOLOGY": ("type", "pain pattern", "detail"),
}


def _asks_for(name: str, what: str) -> bool:
    return what in _QUERIES.get(name, ())


def _not_decoded(coverage: Coverage) -> float | None:
    """Seconds in which somebody may have spoken and no words came of it."""
    if coverage.seconds_in is None:
        return None
    return round(sum(gap.end - gap.start for gap in coverage.gaps if gap.reason not in NOT_SPEECH), 3)


def _considered(chart: Chart, code: str) -> Iterator[ConsideredCode]:
    nearer = _NEARER_THAN_BACK if code == "M54.9" else chart.codes.siblings(code)
    withheld = {w.code: w for w in chart.draft.coding.withheld}
    pointed_to = hinted_families(chart.picture.facts) if code == "M54.9" else frozenset()
    for other in nearer:
        if not chart.codes.billable(other) or other in chart.derived:
            continue
        yielded = withheld.get(other)
        yield ConsideredCode(
            code=other,
            description=chart.codes.title(other),
            reason=yielded.reason if yielded else _unsupported(chart, other, pointed_to),
            rule=yielded.yielded_to if yielded else None,
        )


def _unsupported(chart: Chart, code: str, pointed_to: frozenset[Family]) -> str:
    standings = sorted({mention.standing.value for mention in chart.mentions_behind(code)})
    if standings:
        return f"Mentioned only as: {', '.join(standings)}."
    if family_of(code) in pointed_to:
        return "Pointed to, and not stated as the site of the pain."
    return "Nothing in the record states it."


def _statement(chart: Chart, what: str, hints: int, asked: tuple[str, ...]) -> str:
    pointing = f"{_count(hints, 'finding')} {'points' if hints == 1 else 'point'} to one"
    pointing = pointing if hints else "nothing points to one"
    question = f"asked in {', '.join(asked)}" if asked else "no question is raised"
    return f"No {what} was found in {heard(chart)}; {pointing}; {question}."


def heard(chart: Chart) -> str:
    """What was read: facts, kinds, and how much of the recording became words."""
    documentation, transcript = chart.draft.documentation, chart.draft.transcript
    kinds = len(FactKind) - len(documentation.unread)
    count = len(documentation.facts)
    read = f"{_count(count, 'fact')}, {kinds} of {len(FactKind)} kinds read"
    if transcript is None:
        return read
    lost, coverage = _not_decoded(transcript.coverage), transcript.coverage
    if lost is None or coverage.seconds_in is None:
        return f"{_count(len(transcript.segments), 'segment')} of transcript ({read})"
    minutes = f"{clock(coverage.seconds_decoded or 0.0)} heard of {clock(coverage.seconds_in)} recorded"
    return f"transcript 0:00-{clock(coverage.seconds_in)} ({minutes}, {lost:.0f} s of speech not decoded; {read})"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def clock(seconds: float) -> str:
    """Seconds as ``m:ss``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
