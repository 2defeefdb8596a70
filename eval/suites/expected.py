"""The checks that hold a result to its labels, where each must hold."""

from collections.abc import Iterator

from eval.grounding import ungrounded
from eval.results import Check
from eval.samples.labels import Expected
from scribe.schema.result import Result


def check(name: str, passed: bool, seen: str) -> Check:
    """One promise and what was seen."""
    return Check(name=name, passed=passed, seen=seen)


def checks(result: Result, expected: Expected) -> Iterator[Check]:
    """The result held to its labels, and to the promise that everything is grounded."""
    codes = tuple(code.code for code in result.codes)
    yield check("codes in sequence", codes == expected.codes, ", ".join(codes) or "none")
    forbidden = sorted(set(codes) & set(expected.never_codes))
    yield check("no forbidden code", not forbidden, ", ".join(forbidden) or "none")
    yield check("disposition", result.disposition == expected.disposition, str(result.disposition))
    queries = tuple(sorted(query.name for query in result.queries))
    yield check("queries", queries == tuple(sorted(expected.queries)), ", ".join(queries) or "none")
    missing = [name for name in expected.findings if name not in {finding.name for finding in result.findings}]
    yield check("findings", not missing, f"missing {', '.join(missing)}" if missing else "all there")
    found = {fact.kind for fact in result.documentation.facts}
    unheard = [kind for kind in expected.documented if kind not in found]
    yield check(
        "every kind spoken of is found", not unheard, f"missing {', '.join(unheard)}" if unheard else "all there"
    )
    spoken_of = [kind for kind in expected.not_discussed if kind not in result.documentation.not_discussed]
    yield check("silence stays silence", not spoken_of, ", ".join(spoken_of) or "kept")
    text = " ".join(statement.text.lower() for section in result.note.sections for statement in section.statements)
    invented = [word for word in expected.never_words if word.lower() in text]
    yield check("nothing nobody said", not invented, ", ".join(invented) or "kept")
    loose = ungrounded(result)
    yield check("every quote at its offsets", not loose, ", ".join(loose) or "all")
