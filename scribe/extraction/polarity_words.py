"""The words that turn, soften or move what is claimed: tables for ``polarity``, one idea each.

Written apart from the reader's vocabulary, so that one mistake does not pass both readings.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(lines: str) -> str:
    """One alternative a line."""
    return f"(?:{'|'.join(line.strip() for line in lines.strip().splitlines())})"


def _within(lines: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_any(lines)}\b", re.I)


# Negation

CUES = _words("no not nt never none neither nor without deny denies denied denying negative absent cannot")
DENYING = _words("deny denies denied denying")
NOT = _words("not nt never")
ABILITY = _words("ca can could able")
"""``can't sit`` and ``not able to pee`` state a limit; they do not deny sitting and peeing."""
FINDS = _words("think find see elicit appreciate detect identify recall remember reproduce palpate")
"""``can't find any weakness`` is no limit: nothing was found."""
SAYS = _words("say call confirm tell")
"""``can't say this is sciatica``: nothing is stated and nothing denied."""
OPINION = _words("think believe suspect sure know certain")
AFTER = _words("negative absent denied excluded none")
NEGATES_NOTHING = re.compile(
    _any(
        r"""
        no (?:relief|break|escape|rest|let up) from\b
        no (?:matter|doubt|question)\b
        (?:not|nt) (?:only|just)\b
        never (?:\w+ ){0,3}(?:this|these|that|such)\b.*\bbefore\b
        never (?:\w+ ){0,6}like (?:this|that)\b.*\bbefore\b
        (?:not|nt|never) (?:really )?(?:notice|realiz|realis|see|think)\w*\b.*\b(?:until|till)\b
        """
    )
)
"""From the word of negation on: it denies nothing of what stands behind it ("no relief from the numbness")."""
EVER_WITHOUT = re.compile(r"\b(?:never|not) (?:a|one) \w+ without$")
LEADING = re.compile(
    r"^(?:no|not(?! (?:been )?able)|denies|denied|without|negative for|never|absence of)\s+(?:any\s+)?", re.I
)

# Hedges

HEDGE = _within(
    """
    probabl[ey]
    possibl[ey]
    perhaps
    maybe
    may (?:be|have)
    might
    (?:could|can) be
    likely
    suspect(?:ed)?
    questionable
    question of
    rule out
    concern(?:ed)? (?:for|about)
    worried about
    afraid of
    consistent with
    compatible with
    suggestive of
    (?:sounds|looks) like
    wonder(?:ed|ing)?
    versus|vs
    differential
    turn(?:s|ed)? out
    (?:some|many|most|other|older|younger) people
    (?:people|patients) (?:who|with|like|your|of)
    often (?:get|have|develop)
    called it
    """
)
HEDGED_AFTER = re.compile(
    r"^(?:\W*\w+){0,2}?\W*"
    + _any(
        """
        possible
        a possibility
        in doubt
        (?:on|in) the differential
        (?:has |have |had )?(?:now )?resolved
        not certain
        to be ruled out
        can['’]?t be (?:excluded|ruled out)
        """
    )
    + r"\b",
    re.I,
)
IMPROBABLE = _within(
    """
    unlikely
    improbable
    (?:less|hardly|not|not very|not that) likely
    doubt(?:ful)?
    (?:small|slim|little) chance
    not (?:convinced|sure)
    would be surprised
    too early to
    not what this is
    (?:is|was|are)n['’]t (?:convinced|likely|sure)
    """
)
"""No provider states what is called so, in any setting."""

# Time and person

HYPOTHETICAL = _within(
    r"""
    if (?:you|it|that|there)
    in case
    watch (?:out )?for
    should (?:you|any|there)
    had (?:it|this|that|there) been
    were (?:it|this|that) (?:a|an|to)
    (?:call|come back|return|come in|let (?:me|us) know|go to the \w+)(?: \w+){0,4}? (?:if|for|should|when)
    """
)
COUNTERFACTUAL = re.compile(
    r"\bif (?:i|he|she|they|we|you|it|there|this)(?: \w+)? (?:had|were|was|did)\b.*\bwould\b"
    r"|\bif i (?:get|develop|notice)\b.*\b(?:i will|i'll|i would|i'd)\b",
    re.I,
)
_RELATIVES = (
    r"(?:mother|father|mom|mum|dad|brother|sister|aunt|uncle|grand(?:mother|father|ma|pa)|cousin|son|daughter"
    r"|husband|wife)"
)
FAMILY = re.compile(rf"\b{_RELATIVES}(?:'s|\s+(?:also\s+)?(?:has|had|have|got|suffers|died|passed))\b", re.I)
IN_THE_FAMILY = re.compile(rf"\bruns? in (?:my|our|the|his|her) family\b|\bmy {_RELATIVES}, (?:he|she)\b", re.I)

# Reports and assessments

REPORT = re.compile(
    r"\b(?:report|x-?\s?rays?|mri|ct|scans?|films?|radiologist)\b[^.?!]*\b(?:says?|said|reads?|shows?|showed|notes?)\b"
    r"|\bno acute pathology\b",
    re.I,
)
ASSESSES = _within(r"assessment|diagnos\w+|impression|you have|i think|i believe|this is")

# Where a claim ends

PARTS = re.compile(r"[,;:.?!]|\band\b|\bbut\b", re.I)
CLAUSES = re.compile(
    r"[.;?!:]|(?<=\bno),|(?<=\byes),|,?\s+\b(?:but|however|although|though|except|because|cause|since)\b"
    r"|,\s*(?:and\s+|so\s+)?(?=(?:i|it|he|she|they|we|you|there|my|that|just|only|yes)\b)"
    r"|\s+and\s+(?=(?:i|it|he|she|they|we|you|there|my)\b)",
    re.I,
)
