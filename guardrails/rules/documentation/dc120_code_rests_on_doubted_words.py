"""DC120 CODE_RESTS_ON_DOUBTED_WORDS: a derived code rests on words the speech engine was not sure of."""

from collections.abc import Iterator
from itertools import count

from guardrails.account import clock
from guardrails.chart import Chart
from guardrails.citation import Citation
from guardrails.examples import diagnosis, flags, passes
from guardrails.rule import Grade, Hit, Rule
from scribe.schema.coding import CodeAssignment
from scribe.schema.evidence import Evidence
from scribe.schema.heard import DOUBTED, bare, deciding_words
from scribe.schema.transcript import Transcript, Word

_MOST_NAMED = 4
_HeardWord = tuple[Evidence, Word]


def check(chart: Chart) -> Iterator[Hit]:
    transcript = chart.draft.transcript
    if transcript is None:
        return
    for assignment in chart.draft.coding.assignments:
        if doubted := _doubted(chart, assignment, transcript):
            named = [f'"{bare(word)}" at {clock(word.start)}' for _, word in doubted[:_MOST_NAMED]]
            quotes = tuple(quote for quote, _ in doubted)
            words = {"code": assignment.code, "words": ", ".join(dict.fromkeys(named))}
            yield Hit(codes=(assignment.code,), evidence=quotes, words=words)


def _doubted(chart: Chart, assignment: CodeAssignment, transcript: Transcript) -> tuple[_HeardWord, ...]:
    """The doubted words the code rests on, without those that another of its quotes holds and was heard surely."""
    own = set(assignment.fact_ids)
    facts = (fact for fact in chart.draft.documentation.facts if fact.id in own)
    quotes = {quote.place: quote for fact in facts for quote in fact.evidence}
    heard = [(quote, word) for quote in quotes.values() for word in deciding_words(quote, transcript)]
    sure = {bare(word) for _, word in heard if word.probability >= DOUBTED}
    return tuple((quote, word) for quote, word in heard if word.probability < DOUBTED and bare(word) not in sure)


def _heard(text: str, *probabilities: float) -> dict[str, object]:
    """A draft's transcript of one segment, a word a second; every word is sure for which nothing is given."""
    given = (*probabilities, *[0.95] * len(text.split()))
    words = (
        Word(start=at, end=at + 0.5, text=word, probability=probability)
        for at, word, probability in zip(count(60), text.split(), given, strict=False)
    )
    return {"transcript": text, "words": tuple(words)}


RULE = Rule(
    id="DC120",
    name="CODE_RESTS_ON_DOUBTED_WORDS",
    title="A code that rests on words heard with little confidence",
    why=(
        "A region, a side or a negation that was misheard makes a wrong code that looks finished. Of the words "
        "that matter, the engine mistook nearly every second one that it gave less than one half."
    ),
    grade=Grade.WARNING,
    citation=Citation("Rule of this software", "what was not heard is not silence", "2026"),
    check=check,
    message="{code} rests on words that were heard with little confidence: {words}. Listen there before signing.",
    examples=(
        flags(
            "the region was hardly heard",
            diagnosis("low back pain"),
            at="M54.50",
            draft=_heard("low back pain", 0.3),
        ),
        flags(
            "the side was hardly heard, with no part after it",
            diagnosis("right sciatica", quote="Sciatica on the right."),
            at="M54.31",
            draft=_heard("Sciatica on the right.", 0.9, 0.9, 0.9, 0.1),
        ),
        passes("all was heard well", diagnosis("low back pain"), draft=_heard("low back pain")),
        passes("just enough", diagnosis("low back pain"), draft=_heard("low back pain", 0.5)),
        passes("a typed transcript", diagnosis("low back pain"), draft={"transcript": "low back pain"}),
        passes(
            "a doubted article",
            diagnosis("low back pain", quote="the low back pain"),
            draft=_heard("the low back pain", 0.1),
        ),
        passes(
            "said again and heard",
            diagnosis("low back pain", quote="low back, low back pain"),
            draft=_heard("low back, low back pain", 0.3),
        ),
        passes(
            "no code rests on it", diagnosis("low back pain"), draft=_heard("low back pain today", 1, 1, 1, 0.2)
        ),
    ),
)
