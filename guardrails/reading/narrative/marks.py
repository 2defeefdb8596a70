"""Marks: the words of a text that can mark its time, its owner or its certainty, with their places.

Left out is what only looks like a mark: "past the knee" and "the past two weeks", the response in "(helped
partly)", the future in "will be obtained", "a 3-week history of", the relative in "her mother reports".
"Past" as a mark is ``past:``.
"""

from functools import lru_cache

from guardrails.reading.lexicon import words as listed
from guardrails.reading.narrative.people import KIN, TELLS
from guardrails.reading.narrative.units import NUMBER_WORDS, UNITS
from guardrails.reading.narrative.words import words_of

_DURATIONS = listed("few several couple hour hours day days night nights week weeks month months year years")
_RESPONSES = listed("helped did")
_NOT_A_MARK = listed("the his her my your their a an midline both each")


@lru_cache(maxsize=4096)
def marks_in(text: str) -> tuple[tuple[str, int], ...]:
    """Every word that may be a mark, in order."""
    words = words_of(text)
    found = []
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        behind = words[at + 1] if at + 1 < len(words) else "."
        if word == "past":
            found += [("past:", at)] if _is_over(behind) else []
        elif word == "historyof" and before in UNITS:
            continue
        elif not (before == "be" or (before == "(" and word in _RESPONSES) or (word in KIN and behind in TELLS)):
            found.append((word, at))
    return tuple(found)


def _is_over(behind: str) -> bool:
    """ "Past" is over, not a place or a span, by the word behind it."""
    return not (behind in _NOT_A_MARK or behind in _DURATIONS or behind[0].isdigit() or behind in NUMBER_WORDS)
