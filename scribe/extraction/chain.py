"""The LLM reader: a prompt over the transcript, its answer judged fact by fact against what was said.

The model reads and quotes; it never chooses a code, a segment, a speaker or a class. One call for each
group of kinds, all with the transcript as their prefix: small models lose the thread of one long list.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product

from prompts import Prompt
from scribe.extraction.about import with_problems
from scribe.extraction.doubles import without_doubles
from scribe.extraction.grounds import GroundFinder
from scribe.extraction.judge import Refusal, Refused, judge
from scribe.extraction.lines import numbered_lines
from scribe.extraction.orders import Orders
from scribe.extraction.reply_schema import GROUPS, Group, ReplyFact, ReplyFacts, facts_of, reply_schema
from scribe.extraction.windows import Window, windows
from scribe.extraction.wording import stems
from scribe.llm.accounted import accounted
from scribe.llm.chat_model import Ask, ChatModel, RenderedPrompt, Reply
from scribe.llm.reply import outcome_of, read_reply
from scribe.schema.documentation import Documentation
from scribe.schema.encounter import Encounter
from scribe.schema.errors import ModelError, ModelReplyInvalid
from scribe.schema.facts import Fact
from scribe.schema.result import Component, ModelComponent
from scribe.schema.terms import FactKind, RadiationSite
from scribe.schema.transcript import Segment, Transcript

VERSION = "1"
Written = tuple[str, ReplyFact]
"""A kind's name and a fact of it, as the model wrote them."""
LONGEST_TRANSCRIPT = 12_000
"""Characters of transcript in one call: some 3,500 tokens, which leaves room for the answer in 8,192."""


@dataclass(frozen=True, slots=True)
class ChainReading:
    """One reading with its account. Where ``failures`` names something, ``unread`` does too."""

    documentation: Documentation
    model: ModelComponent
    refused: Mapping[Refusal, int]
    failures: tuple[ModelError, ...]

    @property
    def proposed(self) -> int:
        """How many facts the model wrote."""
        return len(self.documentation.facts) + sum(self.refused.values())


@dataclass(frozen=True, slots=True)
class Chain:
    """An Extractor. ``longest``: characters of transcript in one call; a longer visit is read in parts."""

    model: ChatModel
    prompt: Prompt
    longest: int = LONGEST_TRANSCRIPT

    @property
    def component(self) -> Component:
        """Name and version of the chain; model and prompt have components of their own."""
        return Component(name="llm-chain", version=VERSION, sha256=self.prompt.sha256)

    def extract(self, encounter: Encounter, transcript: Transcript) -> Documentation:
        """The facts; kinds whose call failed are ``unread``. Raises the first ModelError if every call failed."""
        reading = self.read(transcript)
        if reading.failures and len(reading.documentation.unread) == len(FactKind):
            raise reading.failures[0]
        return reading.documentation

    def read(self, transcript: Transcript) -> ChainReading:
        """The facts, what was refused and why, what failed, and what it cost. Raises nothing of the model's."""
        segments = transcript.segments
        calls = tuple(product(windows(segments, self.longest), GROUPS))
        answers = self.model.complete([self._ask(window, group) for window, group in calls])
        read = [
            outcome_of(answer, partial(facts_written, group))
            for answer, (_, group) in zip(answers, calls, strict=True)
        ]
        written = [fact for facts in read if not isinstance(facts, ModelError) for fact in facts]
        try:
            judged = _judged(segments, written)
        except Exception as error:  # noqa: BLE001 - whatever a model wrote must not cost the visit
            odd = ModelReplyInvalid(f"The model's answer could not be judged ({type(error).__name__}).")
            return self._reading(answers, [odd] * len(calls), calls, _Judged())
        return self._reading(answers, read, calls, judged)

    def _reading(
        self,
        answers: Sequence[Reply | ModelError],
        read: Sequence[tuple[Written, ...] | ModelError],
        calls: Sequence[tuple[Window, Group]],
        judged: "_Judged",
    ) -> ChainReading:
        failed = [group for (_, group), facts in zip(calls, read, strict=True) if isinstance(facts, ModelError)]
        refused = judged.refused
        return ChainReading(
            documentation=Documentation(
                facts=judged.facts,
                unread=tuple(kind for kind in FactKind if any(kind in group.kinds for group in failed)),
                unlocated_quotes=refused[Refusal.NOT_SAID],
                refused_facts=refused.total() - refused[Refusal.NOT_SAID],
                corrected_facts=judged.corrected,
            ),
            model=accounted(self.model.component, answers, read),
            refused=refused,
            failures=tuple(facts for facts in read if isinstance(facts, ModelError)),
        )

    def _ask(self, window: Window, group: Group) -> Ask:
        schema = reply_schema(group)
        visit = self.prompt.fill("visit", transcript=numbered_lines(window.segments, window.first + 1))
        return Ask(
            name=f"{self.prompt.name}_{group.name}",
            prompt=RenderedPrompt(
                system=self.prompt.fill("system"),
                user=f"{visit}\n\n{self.prompt.fill(group.name)}",
                form=self.prompt.fill("form", schema=json.dumps(schema)),
            ),
            schema=schema,
        )


def facts_written(group: Group, reply: Reply) -> tuple[Written, ...]:
    """The facts of a reply with their kinds. Raises the ModelError that says why it cannot be read."""
    return facts_of(read_reply(reply, ReplyFacts), group)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is kept of all that a model wrote, why the rest is not, and how many assertions were corrected."""

    facts: tuple[Fact, ...] = ()
    refused: Counter[Refusal] = field(default_factory=Counter)
    corrected: int = 0


def _judged(segments: Sequence[Segment], written: Iterable[Written]) -> _Judged:
    outcomes = list(judgements(segments, written))
    kept = [outcome for _, outcome in outcomes if not isinstance(outcome, Refusal)]
    return _Judged(
        facts=with_problems(_in_reading_order(kept, segments)),
        refused=Counter(outcome for _, outcome in outcomes if isinstance(outcome, Refusal)),
        corrected=sum(_is_corrected(given, outcome) for (_, given), outcome in outcomes),
    )


def _is_corrected(given: ReplyFact, outcome: Fact | Refusal) -> bool:
    """Whether the words say another assertion than the model did; no radiation is one claim either way."""
    if isinstance(outcome, Refusal) or outcome.value is RadiationSite.NONE:
        return False
    return outcome.assertion != given.assertion.strip().lower()


def judgements(segments: Sequence[Segment], written: Iterable[Written]) -> Iterator[tuple[Written, Fact | Refusal]]:
    """Each fact as the model wrote it, with what is kept of it or why it is refused."""
    finder, orders = GroundFinder(segments), Orders(segments)
    heard = stems(" ".join(segment.text for segment in segments))
    for kind, given in written:
        try:
            fact = _fact(kind, given, finder, segments, heard)
        except Refused as refusal:
            yield (kind, given), refusal.why
            continue
        ordered = fact.kind is not FactKind.RED_FLAG and orders.hold(fact.evidence[-1])
        yield (kind, given), Refusal.ORDERED if ordered else fact


def _fact(
    kind: str, given: ReplyFact, finder: GroundFinder, segments: Sequence[Segment], heard: frozenset[str]
) -> Fact:
    grounds = finder.find(given.quote, given.line, given.value)
    if grounds is None:
        raise Refused(Refusal.NOT_SAID)
    if kind == FactKind.TREATMENT and given.response:
        grounds = finder.with_outcome(grounds)
    return judge(kind, given, grounds, grounds.evidence(segments), heard)


def _in_reading_order(facts: list[Fact], segments: Sequence[Segment]) -> tuple[Fact, ...]:
    """Facts by the place of their last quote, which asserts; ids ``f1, f2, ...``; what overlap doubled, once."""
    position = {segment.id: number for number, segment in enumerate(segments)}
    kinds = list(FactKind)

    def place(fact: Fact) -> tuple[int, int, int]:
        last = fact.evidence[-1]
        return position[last.segment_id], last.start_char, kinds.index(fact.kind)

    once = without_doubles(sorted(facts, key=place))
    return tuple(fact.model_copy(update={"id": f"f{number}"}) for number, fact in enumerate(once, start=1))
