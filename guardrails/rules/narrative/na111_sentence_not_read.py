"""NA111 SENTENCE_NOT_READ: a statement so long that it was not compared with its evidence."""

from collections.abc import Iterator

from guardrails.chart import Chart
from guardrails.citation import guidelines
from guardrails.examples import complaint, diagnosis, flags, passes
from guardrails.reading.narrative.citing import LONGEST_SENTENCE, is_readable
from guardrails.rule import Grade, Hit, Rule


def check(chart: Chart) -> Iterator[Hit]:
    for sentence, statement in zip(chart.sentences, chart.statements, strict=True):
        if not is_readable(statement):
            words = {"where": sentence.title, "length": str(len(statement.text)), "longest": str(LONGEST_SENTENCE)}
            yield Hit(words=words, evidence=statement.evidence)


_SAID = "Low back pain, worse when bending. "

RULE = Rule(
    id="NA111",
    name="SENTENCE_NOT_READ",
    title="A statement so long that it was not compared with its evidence",
    why="What was not compared may hold anything; a note in sentences, each with its own quotes, can be checked.",
    grade=Grade.HOLD,
    citation=guidelines("I.A.19"),
    check=check,
    message="A statement of {where} has {length} characters and was not read; at most {longest} are.",
    examples=(
        flags("a whole note as one statement", diagnosis("low back pain"), sentence=_SAID * 300),
        passes("a long paragraph", complaint("low back pain, worse when bending"), sentence=_SAID * 20),
        passes("a sentence", diagnosis("low back pain"), sentence="Low back pain."),
    ),
)
