"""Tables of a chain run: scores as written, after each guard, and what became of the model's errors."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import prompts
from eval.embedded import embedded_parts
from eval.labelled.as_written import claims_as_written
from eval.labelled.labels import Encounter, as_transcript
from eval.labelled.score import CATEGORIES, Found, Score, claims_of, is_right, scores, scores_of
from eval.own_encounters import DATE_OF_SERVICE
from eval.recorded_replies import RecordedReplies, load
from eval.replay_server import replay
from eval.suites.told import told
from scribe.assembly import PROMPT, parts_with
from scribe.extraction.chain import Chain, Written, facts_written, judgements
from scribe.extraction.judge import Refusal
from scribe.extraction.reply_schema import GROUPS
from scribe.llm import Reply, build_chat_model
from scribe.pipeline.run import Parts, draft
from scribe.schema.encounter import Encounter as Visit
from scribe.schema.errors import ModelError
from scribe.schema.result import Result

STAGES = ("as written", "after grounding", "after the second reading", "reader alone")
REFUSED, MENDED, STANDS, RIGHT, LOST = "refused", "mended", "stands", "kept", "lost"


@dataclass
class Sums:
    """What is added up over the encounters."""

    scores: dict[tuple[str, str], Score] = field(default_factory=dict)
    refusals: Counter[Refusal] = field(default_factory=Counter)
    fates: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(wrong or right as written, what became of it)."""
    facts: Counter[str] = field(default_factory=Counter)
    failed_calls: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)


def report(samples: Sequence[Encounter], folder: Path) -> str:
    """All tables of the encounters whose replies are in a folder."""
    sums = Sums()
    for sample in samples:
        _add(sample, load(sample.id, folder), folder, sums)
    return "\n".join([*_scores(sums), "", *_fates(sums), "", *_encounters(sums)])


def _add(sample: Encounter, recorded: RecordedReplies, folder: Path, sums: Sums) -> None:
    written = tuple(_written(recorded, sums.failed_calls))
    _add_fates(sample, written, sums)
    by = _drafts(sample, recorded, folder)
    claims = [claim for kind, fact in written for claim in claims_as_written(kind, fact)]
    read = [result.documentation.facts for result in by.values()]
    by_stage = (scores_of(claims, sample.labels), *(scores(facts, sample.labels) for facts in read))
    for stage, of_it in zip(STAGES, by_stage, strict=True):
        for category, score in of_it.items():
            sums.scores[stage, category] = sums.scores.get((stage, category), Score()) + score
    sums.facts.update(dict(zip(STAGES, (len(written), *map(len, read)), strict=True)))
    sums.lines += [_line(sample, name, result) for name, result in by.items()]


def _drafts(sample: Encounter, recorded: RecordedReplies, folder: Path) -> dict[str, Result]:
    """The draft by the model as grounded, by model and reader, and by the reader, in the order of the stages."""
    visit, transcript = Visit(id=sample.id, date_of_service=DATE_OF_SERVICE), as_transcript(sample)
    with replay(sample.id, folder) as server:
        model = build_chat_model(recorded.model, server.base_url, structured=server.structured, tries=1)
        return {
            "model, grounded": draft(visit, transcript, (), Parts(Chain(model, prompts.load(*PROMPT)))),
            "model and reader": draft(visit, transcript, (), parts_with(model, phrase=False)),
            "reader": draft(visit, transcript, (), embedded_parts()),
        }


def _written(recorded: RecordedReplies, failed: Counter[str]) -> Iterator[Written]:
    """The facts of every reply that can be read at all."""
    for group, call in product(GROUPS, recorded.calls):
        if not call.name.endswith(f"_{group.name}"):
            continue
        choice = call.body["choices"][0]
        reply = Reply(text=choice["message"]["content"] or "", finish_reason=choice["finish_reason"])
        try:
            yield from facts_written(group, reply)
        except ModelError as error:
            failed[error.code] += 1


def _add_fates(sample: Encounter, written: Sequence[Written], sums: Sums) -> None:
    for (kind, given), outcome in judgements(as_transcript(sample).segments, written):
        if isinstance(outcome, Refusal):
            sums.refusals[outcome] += 1
        kept = () if isinstance(outcome, Refusal) else tuple(claims_of(outcome))
        for claim in claims_as_written(kind, given):
            right = is_right(claim, sample.labels)
            sums.fates["right" if right else "wrong", _fate(claim, kept, sample, right=right)] += 1


def _fate(claim: Found, kept: Sequence[Found], sample: Encounter, *, right: bool) -> str:
    of_it = [one for one in kept if one.category == claim.category]
    good = any(is_right(one, sample.labels) for one in of_it)
    if right:
        return RIGHT if good else LOST
    return MENDED if good else STANDS if of_it else REFUSED


def _line(sample: Encounter, by: str, result: Result) -> str:
    codes = [code.code for code in result.codes]
    never = sample.never & set(codes)
    right = "primary accepted" if codes and codes[0] in sample.primary else "primary NOT accepted"
    heard = "told" if told(result) else "NOT told"
    return (
        f"| {sample.id} | {by} | {', '.join(codes) or 'none'} | {right} | {', '.join(sorted(never)) or '-'} "
        f"| {heard} | {result.disposition} | {len(result.documentation.disagreements)} |"
    )


def _scores(sums: Sums) -> Iterator[str]:
    yield f"| | {' | '.join(STAGES)} |"
    yield f"|---|{'---|' * len(STAGES)}"
    yield f"| facts | {' | '.join(str(sums.facts[stage]) for stage in STAGES)} |"
    for category in CATEGORIES:
        cells = [_cell(sums.scores[stage, category]) for stage in STAGES]
        yield f"| {category} | {' | '.join(cells)} |"


def _cell(score: Score) -> str:
    shares = ["-" if share is None else f"{share:.2f}" for share in (score.precision, score.recall)]
    return f"{shares[0]} ({score.right}/{score.found}), {shares[1]} ({score.matched}/{score.labels})"


def _fates(sums: Sums) -> Iterator[str]:
    for was, fates in (("wrong", (REFUSED, MENDED, STANDS)), ("right", (RIGHT, LOST))):
        total = sum(sums.fates[was, fate] for fate in fates)
        yield f"claims {was} as written: {total}; " + ", ".join(f"{fate} {sums.fates[was, fate]}" for fate in fates)
    yield "facts refused: " + ", ".join(f"{why} {count}" for why, count in sorted(sums.refusals.items()))
    yield "calls without a usable answer: " + (
        ", ".join(f"{c} {n}" for c, n in sums.failed_calls.items()) or "none"
    )


def _encounters(sums: Sums) -> Iterator[str]:
    yield "| encounter | by | codes | primary | must-not | warning or query | disposition | disagreements |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from sums.lines
