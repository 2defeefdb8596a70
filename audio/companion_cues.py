"""Companion cues: wordings by which somebody who is neither clinician nor patient gives himself away.

A wife, a carer or an interpreter says who he is, or tells of the patient in the third person. These are the grounds
for the role ``other``; a strange voice alone is none.
"""

import re

from audio.role_cues import BODY, is_question

_KIN = (
    r"(?:wife|husband|partner|spouse|mother|mom|mum|father|dad|son|daughter|brother|sister|friend|neighbou?r|"
    r"girlfriend|boyfriend|aunt|uncle|niece|nephew|grand(?:mother|father|ma|pa|son|daughter))"
)
_DOES = (
    r"(?:'s|is|was|has|had|can|can't|cannot|couldn't|could|won't|doesn't|does|didn't|gets|got|takes|took|forgets|"
    r"forgot|never|always|just|only|still|says|said|feels|felt|wakes|sleeps|complains|needs|walks|fell)"
)

_INTRODUCES = re.compile(
    r"\b(?:i'm|i am|this is) (?:(?:his|her|their|the patient's) (?:[\w-]+ )?(?:"
    + _KIN
    + r"|carer|caregiver|aide|interpreter|guardian|case manager)|"
    r"(?:the|your|an?) (?:[\w-]+ )?(?:interpreter|caregiver|carer))\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:he|she) ?" + _DOES + r"\b|\b(?:his|her) " + BODY + r"\b|\bmy " + _KIN + r" ?" + _DOES + r"\b",
    re.IGNORECASE,
)


def introduces_another(text: str) -> bool:
    """Whether the speaker says to be a companion, a carer or an interpreter: "I'm his wife"."""
    return bool(_INTRODUCES.search(text))


def tells_of_another(text: str) -> bool:
    """Whether the speaker tells of somebody else as the one who suffers: "he can't put on his socks"."""
    return bool(_TELLS.search(text)) and not is_question(text)
