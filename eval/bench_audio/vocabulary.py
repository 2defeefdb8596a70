"""Vocabulary measured: terms and drug names as heard, with hotwords, with a prompt, and corrected after decoding.

``python -m eval.bench_audio.vocabulary`` prints the page and the figures; exit 1 where one is broken.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.decode import SAMPLE_RATE, Samples
from audio.vocabulary import VERSION, corrected
from audio.weights import resolve
from eval.bench_audio.hinted import NOISE_LEVEL_DB, HintedEngine, Sound, regions_of, sound_of, words_of
from eval.bench_audio.section import Section
from eval.bench_audio.term_scores import TermScores, Words, median_shift, score, vocabulary_words
from eval.figure import Figure
from eval.recordings import spoken_terms
from eval.recordings.spoken_terms import Half, Spoken
from scribe.settings import load_settings

NOISE = spoken_terms.FOLDER.parent / "room-noise.opus"
MODEL = "base"

SPINE = (
    "radiculopathy, spondylolisthesis, foraminal stenosis, sacroiliac joint, paraspinal, straight leg raise, "
    "lordosis, kyphosis, scoliosis, cauda equina, sciatica, spondylosis, spondylolysis, myelopathy, cervicalgia, "
    "lumbago, facet arthropathy, coccyx, discitis, ankylosing spondylitis, laminectomy, "
    "neurogenic claudication, radiculitis, herniated disc, intervertebral disc, sacroiliitis, L4-L5, L5-S1"
)
"""Of the official spine wording and beside it: with the drugs, about what the engine takes (223 tokens)."""
DRUGS = (
    "naproxen, ibuprofen, meloxicam, diclofenac, celecoxib, ketorolac, acetaminophen, cyclobenzaprine, "
    "methocarbamol, tizanidine, baclofen, gabapentin, pregabalin, duloxetine, amitriptyline, nortriptyline, "
    "tramadol, oxycodone, hydrocodone, prednisone, methylprednisolone, lidocaine"
)
WAYS: Mapping[str, Mapping[str, str]] = {
    "nothing": {},
    "hotwords: spine": {"hotwords": SPINE},
    "hotwords: drugs": {"hotwords": DRUGS},
    "hotwords: both": {"hotwords": f"{SPINE}, {DRUGS}"},
    "initial prompt: both": {"initial_prompt": f"A visit for back pain. {SPINE}, {DRUGS}."},
}
CORRECTED = "corrected after decoding"


@dataclass(frozen=True)
class Row:
    """One way of hearing the sentences of the reported half. ``on_noise``: (words, words of the vocabulary)."""

    way: str
    clean: TermScores
    noisy: TermScores | None
    shift: float
    on_noise: tuple[int, int]


def section() -> Section:
    """The sentences of the reported half heard in every way, and noise in which nobody speaks."""
    rows, unbelieved = measured([one for one in spoken_terms.load() if one.half is Half.REPORT])
    plain, best = rows[0].clean, rows[-1]
    assert best.noisy is not None  # noqa: S101  (it is measured in noise as well)
    both = (best.clean, best.noisy)
    figures = (
        Figure("terms: drug names heard, corrected", 100 * _share(best.clean.drugs), 65, "%", at_least=True),
        Figure("terms: spine terms heard, corrected", 100 * _share(best.clean.terms), 80, "%", at_least=True),
        Figure(
            "terms: word error rate, corrected less plain",
            100 * (best.clean.word_error_rate - plain.word_error_rate),
            0,
            "points",
        ),
        Figure("terms: right words changed", sum(s.harmed for s in both), 0, "words"),
        Figure("terms: corrected to a term nobody said", sum(s.wrongly_corrected for s in both), 0, "words"),
        Figure("terms: vocabulary invented on traps", sum(s.invented_on_traps for s in both), 0, "words"),
        Figure("terms: vocabulary invented on noise", best.on_noise[1] + unbelieved, 0, "words"),
    )
    return Section("vocabulary", "Terms of spine care and drug names", _page(rows, unbelieved), figures)


def measured(sentences: list[Spoken]) -> tuple[list[Row], int]:
    """A row for each way, the correction last; and the vocabulary made of what the engine writes on noise."""
    names = sorted({one.recording for one in sentences})
    clean = {name: sound_of(spoken_terms.FOLDER / name) for name in names}
    noisy = {name: sound_of(spoken_terms.FOLDER / name, NOISE_LEVEL_DB) for name in names}
    noises = [sound_of(NOISE), _sound(_hiss(30.0)), _sound(_typing(30.0))]
    engine = HintedEngine(_weights())
    rows, heard, heard_noisy = [], {}, {}
    raw: list[Words] = []
    for way, hints in WAYS.items():
        engine.hints = dict(hints)
        heard[way] = {name: words_of(engine, sound) for name, sound in clean.items()}
        if way in ("nothing", "hotwords: both"):
            heard_noisy[way] = {name: words_of(engine, sound) for name, sound in noisy.items()}
        made = [[w for p in engine.hear(noise.samples, "en") for w in p.words] for noise in noises]
        raw = raw or list(made)
        text = "".join(word.text for words in made for word in words)
        rows.append(
            Row(
                way,
                score(sentences, heard[way]),
                score(sentences, heard_noisy[way]) if way in heard_noisy else None,
                median_shift(heard["nothing"], heard[way]),
                (len(text.split()), len(vocabulary_words(text))),
            )
        )
    after = {name: corrected(words) for name, words in heard["nothing"].items()}
    after_noisy = {name: corrected(words) for name, words in heard_noisy["nothing"].items()}
    believed = "".join(word.text for noise in noises for word in corrected(_through_the_gate(engine, noise)))
    unbelieved = sum(len(vocabulary_words("".join(w.text for w in corrected(words)))) for words in raw)
    rows.append(
        Row(
            CORRECTED,
            score(sentences, after),
            score(sentences, after_noisy),
            0.0,
            (len(believed.split()), len(vocabulary_words(believed))),
        )
    )
    return rows, unbelieved


def _through_the_gate(engine: HintedEngine, sound: Sound) -> Words:
    engine.hints = {}
    return words_of(engine, sound) if sound.regions else ()


def _page(rows: list[Row], unbelieved: int) -> str:
    lines = [_line(row) for row in rows]
    return _TEXT.format(
        version=VERSION,
        model=MODEL,
        noise=NOISE_LEVEL_DB,
        rows="\n".join(lines),
        missed=", ".join(rows[-1].clean.missed) or "none",
        corrections=rows[-1].clean.corrections,
        unbelieved=unbelieved,
    )


def _line(row: Row) -> str:
    clean, noisy = row.clean, row.noisy
    cells = [
        row.way,
        _of(clean.terms),
        _of(clean.drugs),
        f"{100 * clean.word_error_rate:.1f}",
        f"{_of(noisy.terms)}, {_of(noisy.drugs)}, {100 * noisy.word_error_rate:.1f}" if noisy else "-",
        str(clean.invented),
        str(clean.harmed),
        f"{row.shift:.2f}",
        f"{row.on_noise[0]}, {row.on_noise[1]}",
    ]
    return f"| {' | '.join(cells)} |"


_TEXT = """\
Short sentences as clinicians and patients say them, read by two synthetic voices
(`eval/fixtures/recordings/vocabulary`), heard by the model `{model}`: spine terms, drug names, and traps that sound
like them. The sentences were split by their sha256; the correction (`{version}`) was made on one half, and these
are the figures of the other. In noise: with room noise at {noise:g} dB, as terms, drugs, word error rate.

| the engine is told | terms | drugs | WER % | in noise | invented | harmed | shift s | on noise |
|---|---|---|---|---|---|---|---|---|
{rows}

Invented: words of the vocabulary in sentences in which nobody says them. Harmed: right words that were changed.
Shift: the median by which the start of a word moves against the first row. On noise: words, and words of the
vocabulary among them, that the engine writes in two minutes of room noise, hiss and typing when it is made to
listen to them. The product does not ask it there, and the last row is what the product gives; correcting even what
the engine wrote there makes {unbelieved} words of the vocabulary of it.

Corrected: {corrections} words. Still missed: {missed}.
"""


def _of(counts: list[int]) -> str:
    return f"{counts[0]}/{counts[1]}"


def _share(counts: list[int]) -> float:
    return counts[0] / max(1, counts[1])


def _weights() -> Path:
    return resolve(MODEL, load_settings().data_dir / "weights", lambda line: print(line, file=sys.stderr)).folder


def _sound(samples: Samples) -> Sound:
    return Sound(samples, regions_of(samples))


def _hiss(seconds: float) -> Samples:
    noise = np.random.default_rng(5).standard_normal(round(seconds * SAMPLE_RATE))
    return np.asarray(0.01 * noise, dtype=np.float32)


def _typing(seconds: float) -> Samples:
    """Keys struck at chance moments, about five a second, over a faint hiss."""
    chance = np.random.default_rng(6)
    samples = 0.001 * chance.standard_normal(round(seconds * SAMPLE_RATE))
    length = round(0.02 * SAMPLE_RATE)
    fading = np.exp(-np.arange(length) / (0.003 * SAMPLE_RATE))
    for start in chance.integers(0, len(samples) - length, size=round(5 * seconds)):
        samples[start : start + length] += 0.15 * chance.standard_normal(length) * fading
    return np.asarray(samples, dtype=np.float32)


def main() -> int:
    """Measure, print, judge."""
    found = section()
    print(f"# {found.title}\n\n{found.text}")
    for figure in found.figures:
        print(figure.line())
    return int(not all(figure.holds for figure in found.figures))


if __name__ == "__main__":
    sys.exit(main())
