"""Segments: utterances of one speaker joined to the stretches a reader sees.

Neighbouring utterances of one known role become one segment, so that a sentence broken by a pause stays whole and
an answer stays beside what it answers. Utterances of unknown role are joined only within a sentence, or where one
voice surely speaks them; utterances of two voices never are.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from audio.heard import HeardWord
from audio.roles import SpokenBy
from audio.utterances import Utterance
from scribe.schema.transcript import Segment, SpeakerRole, Word

_PAUSE_WITHIN_TURN_SECONDS = 2.0
_PAUSE_WITHIN_SENTENCE_SECONDS = 1.5
_LONGEST_SECONDS = 60.0


def as_segments(spoken: Sequence[SpokenBy]) -> tuple[Segment, ...]:
    """The segments of the transcript in time order, ids s1, s2, ..., times in seconds rounded to 10 ms."""
    turns: list[list[SpokenBy]] = []
    for one in spoken:
        if turns and _belongs(turns[-1], one):
            turns[-1].append(one)
        else:
            turns.append([one])
    return tuple(_segment(f"s{number}", turn) for number, turn in enumerate(turns, start=1))


def _belongs(turn: Sequence[SpokenBy], after: SpokenBy) -> bool:
    """Whether the utterance goes on where the turn stops."""
    last, pause = turn[-1].utterance, after.utterance.start - turn[-1].utterance.end
    if turn[-1].role is not after.role or after.utterance.end - turn[0].utterance.start > _LONGEST_SECONDS:
        return False
    label = _label(turn)
    if label and after.label and label != after.label:
        return False
    if after.role is SpeakerRole.UNKNOWN and not (label and after.label):
        return _within_sentence(last, after.utterance) and pause <= _PAUSE_WITHIN_SENTENCE_SECONDS
    return pause <= _PAUSE_WITHIN_TURN_SECONDS


def _label(turn: Sequence[SpokenBy]) -> str | None:
    return next((one.label for one in turn if one.label), None)


def _within_sentence(before: Utterance, after: Utterance) -> bool:
    return not before.ends_sentence and after.continues_sentence


def _segment(segment_id: str, turn: Sequence[SpokenBy]) -> Segment:
    words = [word for one in turn for word in one.utterance.words]
    return Segment(
        id=segment_id,
        start=round(words[0].start, 2),
        end=round(max(word.end for word in words), 2),
        speaker_role=turn[0].role,
        text=" ".join("".join(word.text for word in words).split()),
        confidence=round(float(np.mean([word.probability for word in words])), 3),
        speaker_label=_label(turn),
        words=tuple(_words(words)),
    )


def _words(words: Iterable[HeardWord]) -> Iterable[Word]:
    return (
        Word(
            start=round(word.start, 2),
            end=round(word.end, 2),
            text=word.text.strip(),
            probability=round(word.probability, 3),
            original=word.original,
        )
        for word in words
    )
