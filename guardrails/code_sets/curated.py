"""Curated tables beside the Tabular List: free-text Excludes1 notes, and pairs the notes should not be pressed on.

Reviewed data of CODING reference section 4; a certified coder must confirm it.
"""

from guardrails.code_sets.targets import Target

_SPINE_INJURIES = tuple(
    Target(c, c) for c in ("S12", "S13", "S14", "S15", "S16", "S22", "S23", "S24", "S29", "S32")
)
_SPINE_INJURIES += tuple(Target(c, c) for c in ("S33", "S34", "S39"))

CONTUSIONS = (Target("S202", "S202"), Target("S300", "S300"))
"""Surface injuries: named by "current injury" only in the widest reading, so a conflict with them is a warning."""

FREE_TEXT: dict[str, tuple[str, tuple[Target, ...]]] = {
    "B:M50-M54": ("current injury", _SPINE_INJURIES + CONTUSIONS),
    "M48.5": ("current injury", _SPINE_INJURIES + CONTUSIONS),
    "M43.1": ("acute traumatic", _SPINE_INJURIES + CONTUSIONS),
    "G54": ("current traumatic", _SPINE_INJURIES + CONTUSIONS),
    "B:G50-G59": ("current traumatic", _SPINE_INJURIES + CONTUSIONS),
    "R29.891": ("torticollis NOS", (Target("M436", "M436"),)),
}
"""Node -> how its note begins, and the codes the note means. Codes with 7th character S are not current."""

CONTRADICTED: tuple[tuple[Target, Target, str], ...] = (
    (
        Target("M5413", "M5413"),
        Target("M501", "M501"),
        "M54.1 excludes M50.1 (Excludes1) while M50.1 lists M54.13 under Excludes2.",
    ),
)
"""Pairs on which the Tabular List contradicts itself: at most a warning."""
