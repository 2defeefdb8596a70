"""The demonstration: a bundled recording becomes a guarded note, and again through the LLM chain, checked aloud.

``make demo``. Exit 1 where a check does not hold. The note and both results are left in ``.demo``.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eval.grounding import ungrounded
from eval.metrics.speaker_roles import RoleShares, role_shares
from eval.metrics.words import spoken_words
from eval.recorded_replies import RECORDINGS
from eval.side_by_side import compare
from eval.suites.recording_to_note import (
    DATE_OF_SERVICE,
    RIGHT_ROLES_AT_LEAST,
    WRONG_ROLES_AT_MOST,
    script_words,
)
from scribe.assembly import build_parts, build_transcriber
from scribe.export.json_result import result_json
from scribe.pipeline.run import draft
from scribe.schema.encounter import Encounter
from scribe.schema.errors import ScribeError
from scribe.schema.result import AsrComponent, Result
from scribe.schema.transcript import Transcript
from scribe.settings import Settings, embedded_defaults

SAMPLE = "low-back-pain"


@dataclass(frozen=True)
class Check:
    """One thing the demonstration promises, and what was seen."""

    promise: str
    holds: bool
    seen: str


def main() -> int:
    """Run it. 0 where every check holds, 1 where one does not, 3 where a step failed."""
    out = Path(".demo")
    out.mkdir(exist_ok=True)
    # Embedded defaults, whatever this shell has set: the demonstration must be the same everywhere.
    settings = embedded_defaults(Path(".cache/scribe"))
    try:
        by_reader, transcript, asr = _by_reader(settings)
        print(by_reader.note.markdown)
        checks = list(_checks(by_reader, transcript))
        by_model = _by_model(settings, transcript, asr)
    except ScribeError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 3
    (out / "note.md").write_text(by_reader.note.markdown, encoding="utf-8")
    (out / "reader.json").write_text(result_json(by_reader), encoding="utf-8")
    (out / "model.json").write_text(result_json(by_model), encoding="utf-8")
    print(compare(by_reader, by_model))
    checks.append(Check("every quote of the model's draft stands at its offsets", not ungrounded(by_model), ""))
    return _report(checks, out)


def _encounter() -> Encounter:
    return Encounter(id=f"demo-{SAMPLE}", date_of_service=DATE_OF_SERVICE)


def _by_reader(settings: Settings) -> tuple[Result, Transcript, AsrComponent]:
    recording = RECORDINGS / f"{SAMPLE}.opus"
    print(f"demo: transcribing {recording.name} on this machine", file=sys.stderr)
    transcriber = build_transcriber(settings, warn=lambda text: print(f"demo: {text}", file=sys.stderr))
    transcript = transcriber.transcribe(recording)
    result = draft(_encounter(), transcript, (), build_parts(settings), transcriber.component)
    return result, transcript, transcriber.component


def _by_model(settings: Settings, transcript: Transcript, asr: AsrComponent) -> Result:
    """The same transcript through the LLM chain, over HTTP, answered by the recorded reply."""
    from eval.replay_server import replay

    with replay(SAMPLE) as server:
        print(f"demo: the LLM chain asks {server.base_url} (recorded: {server.recorded_model})", file=sys.stderr)
        chained = settings.model_copy(
            update={
                "model": server.recorded_model,
                "openai_base_url": server.base_url,
                "llm_structured": server.structured,
            }
        )
        return draft(_encounter(), transcript, (), build_parts(chained), asr)


def _checks(result: Result, transcript: Transcript) -> Iterable[Check]:
    codes = [code.code for code in result.codes]
    yield Check("codes M54.50, G89.29 in this order", codes == ["M54.50", "G89.29"], ", ".join(codes))
    queries = [query.name for query in result.queries]
    yield Check("one query, about the meaning of the imaging", queries == ["QUERY_ETIOLOGY"], ", ".join(queries))
    yield Check("ready for review", result.disposition == "ready_for_review", str(result.disposition))
    loose = ungrounded(result)
    count = sum(len(section.statements) for section in result.note.sections)
    seen = f"{len(result.documentation.facts)} facts, {count} statements" if not loose else ", ".join(loose)
    yield Check("every fact, code, statement and query quotes words at their offsets", not loose, seen)
    yield _roles(transcript)


def _roles(transcript: Transcript) -> Check:
    heard = spoken_words((segment.speaker_role, segment.text) for segment in transcript.segments)
    shares = role_shares(script_words(SAMPLE), heard)
    return Check("speaker roles by word: right 95 %, wrong 1 %", _good(shares), _shown(shares))


def _good(shares: RoleShares) -> bool:
    if shares.right is None or shares.wrong is None:
        return False
    return shares.right >= RIGHT_ROLES_AT_LEAST and shares.wrong <= WRONG_ROLES_AT_MOST


def _shown(shares: RoleShares) -> str:
    if shares.right is None or shares.wrong is None or shares.unknown is None:
        return "no words"
    return f"right {shares.right:.1%}, wrong {shares.wrong:.1%}, unknown {shares.unknown:.1%} of {shares.words}"


def _report(checks: Iterable[Check], out: Path) -> int:
    failed = 0
    print("\nWhat this run shows")
    for check in checks:
        failed += not check.holds
        print(f"  {'ok  ' if check.holds else 'FAIL'} {check.promise}{f': {check.seen}' if check.seen else ''}")
    print(f"\nLeft in {out}: note.md, reader.json, model.json")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
