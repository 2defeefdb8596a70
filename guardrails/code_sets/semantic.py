"""Semantic conflicts: pairs no Excludes1 note joins although they cannot both be meant (CODING reference 4).

Reviewed data; a certified coder must confirm it. Codes are written without the dot.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SemanticConflict:
    """Stems of two groups of codes that should not stand together. ``grade``: error, hold or warning."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    grade: str
    why: str
    of_one_region: bool = False
    """Only where both are of the same part of the spine."""
    integral: bool = False
    """A pain derived beside the condition it may be part of: of such a pair SYMPTOM_INTEGRAL speaks."""

    def joins(self, a: str, b: str) -> bool:
        """The two codes are such a pair, in either order."""
        return self._one_way(a, b) or self._one_way(b, a)

    def _one_way(self, a: str, b: str) -> bool:
        return a.startswith(self.first) and b.startswith(self.second)


_UNSPECIFIED = "the unspecified code beside the specified one, for one pain."
_INSIDE = "the pain is inside the code of the degenerated disc, or contradicts it."
_PATTERN = "the code of the degenerated disc says that no pain is mentioned."
_INTEGRAL = "the pain is integral to the condition."

PAIRS: tuple[SemanticConflict, ...] = (
    SemanticConflict(("M549",), ("M542", "M545", "M546"), "error", _UNSPECIFIED),
    SemanticConflict(("M5450",), ("M5451", "M5459"), "error", _UNSPECIFIED),
    SemanticConflict(("M545",), ("M51361", "M51362", "M51371", "M51372"), "error", _INSIDE),
    SemanticConflict(("M544",), ("M51360", "M51361", "M51370", "M51371"), "error", _INSIDE),
    SemanticConflict(("M543",), ("M51360", "M51362", "M51370", "M51372"), "error", _INSIDE),
    SemanticConflict(("M543", "M544", "M545"), ("M51369", "M51379"), "hold", _PATTERN),
    SemanticConflict(("M80",), ("S22", "S32"), "hold", "two origins of one fracture."),
    SemanticConflict(("M545",), ("M431", "M478", "M4806", "M961"), "warning", _INTEGRAL, of_one_region=True),
    SemanticConflict(
        ("M5126",), ("M5136",), "warning", "one disc in two descriptions, where the level is the same."
    ),
    SemanticConflict(
        ("M5127",), ("M5137",), "warning", "one disc in two descriptions, where the level is the same."
    ),
    SemanticConflict(
        ("M5450",),
        ("M5416", "M5417"),
        "warning",
        "axial pain beside radiculopathy of the same region.",
        integral=True,
    ),
)


def semantic_conflict(first: str, second: str) -> SemanticConflict | None:
    """The conflict two codes (without dots) are in, or None."""
    return next((pair for pair in PAIRS if pair.joins(first, second)), None)
