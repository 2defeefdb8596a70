"""Answers: the words on which a finding turns. Where a doubt could fall on one of them, it is kept."""

import re
from collections.abc import Sequence

from audio.heard import HeardWord

_NOT_A_WORD = re.compile(r"[^\w']+")
_NUMBER = re.compile(r"\d+\w{0,2}")
_ANSWERS = """
no nope nah not none never nothing neither nowhere without don't doesn't didn't can't cannot isn't aren't wasn't
yes yeah yep yup yah sure okay ok right wrong true false correct left both same different equal
sharp dull hot cold warm light numb normal abnormal good bad fine better worse more less positive negative
up down here there now ow ouch aah sore tender hurts pain sometimes always maybe uhhuh mmhmm uhuh
zero one two three four five six seven eight nine ten eleven twelve
"""
_YES_OR_NO = "no nope nah not none never nothing yes yeah yep yup"
_KNOWN, _SAID = frozenset(_ANSWERS.split()), frozenset(_YES_OR_NO.split())
_MOST_WORDS_OF_AN_ANSWER = 3


def bare(text: str) -> str:
    """The word without its marks and capitals: " No." and "no" are one."""
    return _NOT_A_WORD.sub("", text).casefold()


def may_be_an_answer(word: str) -> bool:
    """Whether the bare word may be what somebody answers or finds: a yes, a side, a feeling, a number."""
    return word in _KNOWN or bool(_NUMBER.fullmatch(word))


def is_short_answer(words: Sequence[HeardWord]) -> bool:
    """Whether the words are a mere answer by yes or no: "No.", "No, never.", "Yes, sir."."""
    return len(words) <= _MOST_WORDS_OF_AN_ANSWER and says_yes_or_no(words)


def says_yes_or_no(words: Sequence[HeardWord]) -> bool:
    """Whether a yes or a no is among the words."""
    return any(bare(word.text) in _SAID for word in words)
