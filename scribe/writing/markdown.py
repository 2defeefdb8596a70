"""The note as a person reads it: sections first, then codes, queries, findings and the quotes they rest on."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scribe.schema.coding import Coding
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.evidence import Evidence
from scribe.schema.finding import Disposition, Review
from scribe.schema.narrative import Narrative, Statement
from scribe.schema.terms import FactKind
from scribe.schema.transcript import Coverage, Transcript

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
_BANNER = {
    Disposition.READY_FOR_REVIEW: "Draft, ready for review by the clinician. Not signed.",
    Disposition.HOLD_FOR_QUERY: "Draft on hold: the codes are provisional until the queries below are answered.",
    Disposition.NO_SPEECH: "No speech was found in the recording, so no note was drafted.",
    Disposition.OUT_OF_SCOPE: "This visit holds no back or neck complaint, so no note was drafted and nothing was "
    "coded. The transcript is complete.",
}


@dataclass
class _Footnotes:
    """Quotes numbered in the order they are first cited."""

    numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)
    quotes: list[Evidence] = field(default_factory=list)

    def cite(self, evidence: Iterable[Evidence]) -> str:
        """``[1][4]`` for these quotes."""
        return "".join(f"[{self._number(quote)}]" for quote in evidence)

    def _number(self, quote: Evidence) -> int:
        if quote.place not in self.numbers:
            self.numbers[quote.place] = len(self.numbers) + 1
            self.quotes.append(quote)
        return self.numbers[quote.place]


def escape(text: str) -> str:
    """Text with Markdown's special characters made harmless and line breaks folded."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def clock(seconds: float | None) -> str:
    """Seconds as ``m:ss``, or an empty string where there is no time."""
    return "" if seconds is None else f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def render(
    encounter: Encounter,
    transcript: Transcript,
    documentation: Documentation,
    coding: Coding,
    narrative: Narrative,
    review: Review,
    banner: str | None = None,
) -> str:
    """The whole note as Markdown; equal values give equal text. banner: what it is, where no draft."""
    notes = _Footnotes()
    blocks = [_head(encounter, escape(banner) if banner else _BANNER[review.disposition])]
    if narrative.sections:
        blocks += [_section(section.title, section.statements, notes) for section in narrative.sections]
        blocks += [_codes(coding, review, notes), _queries(review, notes), _findings(review, notes)]
        blocks += [_silence(documentation), _quotes(notes)]
    elif review.findings:
        blocks.append(_findings(review, notes))
    blocks.append(_heard(transcript))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(encounter: Encounter, banner: str) -> str:
    assumed = " (assumed: none was given)" if encounter.date_of_service_assumed else ""
    return (
        f"# Visit note\n\n"
        f"Encounter {escape(encounter.id)} · date of service {encounter.date_of_service.isoformat()}{assumed} · "
        f"{encounter.setting}\n\n"
        f"**{banner}**"
    )


def _section(title: str, statements: Sequence[Statement], notes: _Footnotes) -> str:
    lines = [f"- {escape(s.text)} {notes.cite(s.evidence)}" for s in statements]
    return f"## {title}\n\n" + "\n".join(lines)


def _codes(coding: Coding, review: Review, notes: _Footnotes) -> str:
    if not coding.assignments:
        return "## ICD-10-CM codes\n\nNone: no rule derives a code from what was said."
    rows = [
        f"| {a.rank} | {a.code} | {escape(a.description)} | {escape(a.rationale)} {notes.cite(a.evidence)} "
        f"| {', '.join(a.rules)} |"
        for a in coding.assignments
    ]
    table = "| # | Code | Description | Why | Rules |\n|---|---|---|---|---|\n" + "\n".join(rows)
    withheld = [
        f"- not {w.code}: {escape(w.reason)} ({w.rule}, gave way to {w.yielded_to})" for w in coding.withheld
    ]
    withheld += [
        f"- account of {a.code}: {escape(a.statement)} {notes.cite(a.indicators)}".rstrip() for a in review.accounts
    ]
    blocks = ["## ICD-10-CM codes", f"Code set {escape(coding.code_set)}.", table, "\n".join(withheld)]
    return "\n\n".join(block for block in blocks if block)


def _queries(review: Review, notes: _Footnotes) -> str:
    if not review.queries:
        return ""
    blocks = []
    for query in review.queries:
        options = "\n".join(f"  - ○ {escape(option)}" for option in query.options)
        blocks.append(f"- {escape(query.question)} {notes.cite(query.indicators)}\n{options}")
    return "## Questions to the clinician\n\n" + "\n".join(blocks)


def _findings(review: Review, notes: _Footnotes) -> str:
    if not review.findings:
        return ""
    lines = [
        f"- **{f.severity}** {f.rule} {escape(f.name)}: {escape(f.message)} *{escape(f.citation)}* "
        f"{notes.cite(f.evidence)}".rstrip()
        for f in review.findings
    ]
    return "## Findings\n\n" + "\n".join(lines)


def _silence(documentation: Documentation) -> str:
    lines = []
    if documentation.not_discussed:
        lines.append(f"Not discussed in the visit: {_kinds(documentation.not_discussed)}.")
    if documentation.unread:
        lines.append(f"Could not be read and may have been discussed: {_kinds(documentation.unread)}.")
    if documentation.unlocated_quotes:
        lines.append(f"Dropped because their quote is not in the transcript: {documentation.unlocated_quotes}.")
    if documentation.refused_facts:
        lines.append(f"Dropped because their quote does not say it: {documentation.refused_facts}.")
    return "## Beside the note\n\n" + "\n".join(f"- {line}" for line in lines) if lines else ""


def _kinds(kinds: Sequence[FactKind]) -> str:
    return ", ".join(kind.replace("_", " ") for kind in kinds)


def _quotes(notes: _Footnotes) -> str:
    lines = []
    for n, quote in enumerate(notes.quotes, start=1):
        place = " ".join(part for part in (clock(quote.start), str(quote.speaker_role)) if part)
        lines.append(f"- [{n}] {place}, {escape(quote.segment_id)}: “{escape(quote.quote)}”")
    return "## Evidence\n\n" + "\n".join(lines) if lines else ""


def _heard(transcript: Transcript) -> str:
    coverage = transcript.coverage
    if coverage.seconds_in is None:
        return f"Read from a transcript of {len(transcript.segments)} segments."
    parts = [
        f"Recorded {clock(coverage.seconds_in)}",
        f"speech {clock(coverage.seconds_speech)}",
        f"decoded {clock(coverage.seconds_decoded)}",
        f"low confidence {clock(coverage.seconds_low_confidence)}",
    ]
    return ", ".join(parts) + "." + _gaps(coverage)


def _gaps(coverage: Coverage) -> str:
    lost = [gap for gap in coverage.gaps if gap.reason not in ("silence", "no_speech")]
    if not lost:
        return ""
    return (
        " Not heard: " + "; ".join(f"{clock(g.start)} to {clock(g.end)} ({escape(g.reason)})" for g in lost) + "."
    )
