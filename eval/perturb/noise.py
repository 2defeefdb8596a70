"""Misheard words: substitutions, losses and insertions as a speech model makes them, by a fixed seed.

A substitute is a word that sounds alike, else a word of the same visit that is spelled alike, else the word is
lost. Half of the errors substitute, a third lose and the rest insert: the mix of small Whisper models on talk.
"""

import random
import re
from collections.abc import Sequence
from difflib import get_close_matches

from scribe.schema.transcript import Transcript

RATES = (0.05, 0.10, 0.20)
_SOUNDS_LIKE = """
no know now | not knot nod | right write ride | left lift laughed | back pack bag | low lo slow | leg lag legs |
pain pane paid | hip hep | neck next nick | hurt heard hurts | numb none num | weak week | weeks weeks' weak |
four for fore | two to too | eight ate | one won | ten tan then | years ears yours | months mouths months' |
denies denied tonight | any many and | sciatica psychotic a | lumbar lumber | chronic cronic tonic |
strain train straight | sprain spring | disc disk this | stenosis the noses | radiates radios | does dose doesn't |
can can't | is isn't | was wasn't | did didn't | have haven't | knee need me | foot food put | arm harm farm |
fall fell full | fever favor forever | bowel bow | bladder better | cancer can sir | mri my | x-ray x
"""
_INSERTED = ("uh", "the", "a", "and", "you know", "so", "i", "like")


def _table() -> dict[str, tuple[str, ...]]:
    groups = [group.split() for group in _SOUNDS_LIKE.replace("\n", " ").split("|")]
    return {group[0]: tuple(group[1:]) for group in groups if group}


_ALIKE = _table()


def misheard(transcript: Transcript, rate: float, seed: int) -> Transcript:
    """The transcript with about ``rate`` of its words wrong; the same seed gives the same words."""
    dice = random.Random(f"{seed} {rate}")  # noqa: S311 - repeatable noise, not a secret
    known = sorted({word for segment in transcript.segments for word in _words(segment.text)})
    segments = (
        segment.model_copy(update={"text": _misheard(segment.text, rate, dice, known) or "..."})
        for segment in transcript.segments
    )
    return transcript.model_copy(update={"segments": tuple(segments)})


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z][a-z'-]+", text.lower())


def _misheard(text: str, rate: float, dice: random.Random, known: Sequence[str]) -> str:
    heard: list[str] = []
    for word in text.split():
        if dice.random() >= rate:
            heard.append(word)
            continue
        kind = dice.random()
        if kind < 1 / 2:
            heard += _substitute(word, dice, known)
        elif kind > 5 / 6:
            heard += [word, dice.choice(_INSERTED)]
    return " ".join(heard)


def _substitute(word: str, dice: random.Random, known: Sequence[str]) -> list[str]:
    bare = word.lower().strip(".,;:?!")
    if alike := _ALIKE.get(bare):
        return [dice.choice(alike)]
    near = [other for other in get_close_matches(bare, known, n=4, cutoff=0.6) if other != bare]
    return [dice.choice(near)] if near else []
