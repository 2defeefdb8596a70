"""Figure: one measured value against its bound."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """``value`` must not exceed ``bound``; where ``at_least``, it must not fall below it."""

    what: str
    value: float
    bound: float
    unit: str
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the value is within the bound."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def line(self) -> str:
        """The figure as it is printed."""
        mark, side = "ok  " if self.holds else "FAIL", "at least" if self.at_least else "at most"
        return f"{mark} {self.what:<52} {self.value:9.2f} {self.unit} ({side} {self.bound:g})"
