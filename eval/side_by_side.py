"""Two drafts of one visit side by side: the deterministic reader's and the LLM chain's."""

from collections import Counter

from scribe.schema.result import Result

_WIDTH = 36


def compare(by_reader: Result, by_model: Result) -> str:
    """A table of what each reading kept, dropped and led to, then the disagreements by kind."""
    model = by_model.provenance.model
    rows = [
        ("", "deterministic reader", f"LLM chain ({model.name if model else 'none'})"),
        ("drafted by", by_reader.provenance.extractor.name, by_model.provenance.extractor.name),
        ("facts kept", len(by_reader.documentation.facts), len(by_model.documentation.facts)),
        ("facts dropped, quote not found", "-", by_model.documentation.unlocated_quotes),
        ("facts refused, quote says otherwise", "-", by_model.documentation.refused_facts),
        ("disagreements with the reader", "-", len(by_model.documentation.disagreements)),
        ("kinds not read", len(by_reader.documentation.unread), len(by_model.documentation.unread)),
        ("codes", _codes(by_reader), _codes(by_model)),
        ("queries", _names(by_reader), _names(by_model)),
        ("disposition", by_reader.disposition, by_model.disposition),
    ]
    lines = ["The same visit by two readers", ""]
    lines += [f"  {label:<{_WIDTH}}{mine!s:<{_WIDTH}}{theirs}" for label, mine, theirs in rows]
    return "\n".join([*lines, "", *_kinds(by_reader, by_model), *_disagreements(by_model)])


def _codes(result: Result) -> str:
    return ", ".join(code.code for code in result.codes) or "none"


def _names(result: Result) -> str:
    return ", ".join(query.name for query in result.queries) or "none"


def _kinds(by_reader: Result, by_model: Result) -> list[str]:
    mine = Counter(str(fact.kind) for fact in by_reader.documentation.facts)
    theirs = Counter(str(fact.kind) for fact in by_model.documentation.facts)
    lines = [f"  {'facts by kind':<{_WIDTH}}{'reader':<{_WIDTH}}chain"]
    lines += [f"  {kind:<{_WIDTH}}{mine[kind]:<{_WIDTH}}{theirs[kind]}" for kind in sorted(mine | theirs)]
    return [*lines, ""]


def _disagreements(by_model: Result) -> list[str]:
    lines = []
    for found in by_model.documentation.disagreements:
        model, reader = (f"{f.value} ({f.assertion})" if f else "not read" for f in (found.primary, found.second))
        lines.append(f"  differ on {found.on}, {found.kind}: chain {model}; reader {reader}")
    return lines
