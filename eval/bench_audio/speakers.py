"""Speakers: who says each word, with the extra `diarize` and without it."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

import audio
from audio.blocks import SpeechBlock
from audio.decode import SAMPLE_RATE, decode
from audio.diarizer import Diarizer
from audio.embedder import NAME, Embedder, installed_weights
from audio.heard import HeardWord
from audio.segments import as_segments
from audio.spans import Span
from audio.utterances import utterances
from eval.bench_audio.section import Section
from eval.figure import Figure
from eval.labelled.labels import data_folder
from eval.metrics.diarization_error import Turn as Stretch
from eval.metrics.diarization_error import diarization_error
from eval.metrics.speaker_roles import RoleShares, role_shares
from eval.metrics.words import Turn, spoken_words
from eval.recordings import script
from scribe.schema.transcript import Segment, SpeakerRole, Transcript
from scribe.settings import load_settings

RIGHT_AT_LEAST = 90.0
"""Per cent of the words of the five interviews that must have the right role with the extra."""

RECORDINGS = Path(__file__).parents[1] / "fixtures" / "recordings" / "speakers"
_OWN = ("two-men", "companion")
_MISSING = "The extra is not installed here: run `make setup-diarize` for its figures."
_LABELS = {"D": SpeakerRole.CLINICIAN, "P": SpeakerRole.PATIENT}
_WAYS = ("without", "with")

Transcribe = Callable[[Path], Transcript]


@dataclass(frozen=True, slots=True)
class Told:
    """One recording, told apart one way. ``seconds``: what the extra took."""

    recording: str
    way: str
    shares: RoleShares
    labels: int
    minutes: float
    seconds: float = 0.0
    pooled: bool = True


def section(transcribe: Transcribe | None = None) -> Section:
    """Measures the interviews, two recordings of our own and a telephone call.

    transcribe: gives transcripts with word times and with the roles of this version without the extra; None
    transcribes. Without the extra installed, only the figures without it are there, and the text says so.
    """
    hear = transcribe or _transcriber()
    embedder = _embedder()
    told = [one for path, turns in _recordings() for one in _told(path, turns, hear(path), embedder)]
    call = _call(hear, embedder)
    return Section("speakers", "Speakers", _text(told, call, embedder is not None), tuple(_figures(told)))


def _recordings() -> Iterator[tuple[Path, list[Turn]]]:
    interviews = sorted((data_folder() / "audio" / "interviews").glob("*.mp3"))
    if not interviews:
        raise FileNotFoundError(2, "no interviews", str(data_folder() / "audio" / "interviews"))
    for path in interviews:
        yield path, list(_labelled(path.with_suffix(".txt").read_text(encoding="utf-8")))
    for name in _OWN:
        turns = script.load(RECORDINGS / f"{name}.script.json").turns
        yield RECORDINGS / f"{name}.opus", [(turn.speaker_role, turn.text) for turn in turns]


def _labelled(text: str) -> Iterator[Turn]:
    """The turns of a text whose lines begin with ``D:`` or ``P:``; a line without either goes on with the last."""
    role = SpeakerRole.UNKNOWN
    for line in filter(None, map(str.strip, text.splitlines())):
        head, colon, rest = line.partition(":")
        if colon and head.strip() in _LABELS:
            role, line = _LABELS[head.strip()], rest
        yield role, line


def _told(path: Path, turns: Sequence[Turn], heard: Transcript, embedder: Embedder | None) -> Iterator[Told]:
    reference = spoken_words(turns)
    minutes, pooled = (heard.duration or 0.0) / 60, path.stem not in _OWN
    yield Told(path.stem, "without", _shares(reference, heard.segments), 0, minutes, pooled=pooled)
    if embedder is None:
        return
    segments, seconds = _with_extra(path, heard, embedder)
    labels = len({one.speaker_label for one in segments} - {None})
    shares = _shares(reference, segments)
    yield Told(path.stem, "with", shares, labels, minutes, seconds, pooled)
    print(f"     speakers: {path.stem}: {100 * (shares.right or 0):.1f} % right with the extra", flush=True)


def _shares(reference: Sequence[tuple[str, SpeakerRole]], segments: Sequence[Segment]) -> RoleShares:
    return role_shares(reference, spoken_words((one.speaker_role, one.text) for one in segments))


def _with_extra(path: Path, heard: Transcript, embedder: Embedder) -> tuple[tuple[Segment, ...], float]:
    """The words of the transcript, told apart by voice, and the seconds that took."""
    samples = np.concatenate([block.samples for block in decode(path)])
    words = [
        HeardWord(word.start, word.end, f" {word.text}", word.probability)
        for segment in heard.segments
        for word in segment.words
    ]
    said = tuple(utterances(words))
    diarizer = Diarizer(lambda: embedder)
    start = perf_counter()
    diarizer.listen(SpeechBlock(samples, (Span(0.0, len(samples) / SAMPLE_RATE),)), said)
    spoken = diarizer.spoken(said)
    seconds = perf_counter() - start
    if diarizer.notices:
        raise RuntimeError(diarizer.notices[0].detail)
    return as_segments(spoken), seconds


def _call(hear: Transcribe, embedder: Embedder | None) -> tuple[float, float] | None:
    """The diarization error of the telephone call: with the extra, and of one speaker for all of it."""
    path = data_folder() / "audio" / "telephone.wav"
    if embedder is None:
        return None
    segments, _ = _with_extra(path, hear(path), embedder)
    reference = [
        (float(start), float(start) + float(length), who)
        for _, _, _, start, length, _, _, who, *_ in map(
            str.split, path.with_suffix(".rttm").open(encoding="utf-8")
        )
    ]
    found = [(w.start, w.end, one.speaker_label or "nobody") for one in segments for w in one.words]
    one_speaker: list[Stretch] = [(start, end, "one") for start, end, _ in found]
    return diarization_error(reference, found) or 0.0, diarization_error(reference, one_speaker) or 0.0


def _figures(told: Sequence[Told]) -> Iterator[Figure]:
    ours = [one for one in told if one.way == "with"]
    if ours:
        right = 100 * _mean([one for one in ours if one.pooled], "right")
        yield Figure("roles right with the extra, five interviews", right, RIGHT_AT_LEAST, "%", at_least=True)
        least = min(100 * (one.shares.right or 0) for one in ours)
        yield Figure("roles right with the extra, worst recording", least, RIGHT_AT_LEAST, "%", at_least=True)


def _mean(told: Sequence[Told], what: str) -> float:
    """The share over all words of the recordings."""
    words = sum(one.shares.words for one in told)
    return sum(one.shares.words * (getattr(one.shares, what) or 0.0) for one in told) / max(words, 1)


def _text(told: Sequence[Told], call: tuple[float, float] | None, installed: bool) -> str:
    rows = "\n".join(map(_row, told))
    pooled = "\n".join(_pooled_row(told, way) for way in _WAYS if any(one.way == way for one in told))
    return f"""Role of each reference word that was heard, words aligned as for the word error rate. *Without*: as
`scribe transcribe` names roles where the extra is not installed, by wording, exchange and pitch. *With*: the same
words, told apart by {NAME} embeddings. The five interviews are development data with the clinician's and the
patient's lines labelled by hand. `two-men` is a visit of two men, `companion` one of a man, his wife (role
`other`) and his doctor, both written and spoken by synthetic voices for this project.

| recording | way | words | right % | wrong % | unknown % | voices | s per minute |
|---|---|---|---|---|---|---|---|
{rows}
{pooled}

{_call_text(call)}{"" if installed else _MISSING}"""


def _row(one: Told) -> str:
    shares = one.shares
    cells = " | ".join(f"{100 * (share or 0):.1f}" for share in (shares.right, shares.wrong, shares.unknown))
    cost = f"{one.seconds / one.minutes:.2f}" if one.seconds and one.minutes else ""
    return f"| {one.recording} | {one.way} | {shares.words} | {cells} | {one.labels or ''} | {cost} |"


def _pooled_row(told: Sequence[Told], way: str) -> str:
    its = [one for one in told if one.way == way and one.pooled]
    cells = " | ".join(f"{100 * _mean(its, what):.1f}" for what in ("right", "wrong", "unknown"))
    return f"| **five interviews** | {way} | {sum(one.shares.words for one in its)} | {cells} | | |"


def _call_text(call: tuple[float, float] | None) -> str:
    if call is None:
        return ""
    ours, one = (100 * error for error in call)
    return f"""A telephone call of 30 s between two women, with overlaps, no collar: diarization error {ours:.0f} %
by words with the extra, {one:.0f} % with one speaker for all words. What the engine did not hear counts as missed.
"""


def _embedder() -> Embedder | None:
    weights = installed_weights()
    return None if weights is None else Embedder(weights, threads=load_settings().cpu_threads)


def _transcriber() -> Transcribe:
    settings = load_settings()
    transcriber = audio.build_transcriber(
        model=settings.asr_model,
        device=settings.device,
        compute_type=settings.compute_type,
        cache_dir=settings.data_dir / "weights",
        language="en",
        cpu_threads=settings.cpu_threads,
        warn=lambda line: print(line, file=sys.stderr),
        diarize="off",
    )
    return transcriber.transcribe
