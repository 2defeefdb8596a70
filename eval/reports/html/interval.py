"""Interval: a value with its 95 % interval and its baseline, drawn from zero to a round number above them."""

from math import floor, isfinite, log10

from eval.reports.html.tags import EMPTY, Html, tag
from eval.reports.wording import number
from eval.results import MetricValue

WIDTH = 120
HEIGHT = 16


def interval(value: MetricValue, before: float | None) -> Html:
    """The drawing, described in words for who does not see it; nothing where nothing was scored."""
    seen = [one for one in (value.value, before, *_ends(value)) if one is not None and isfinite(one)]
    if value.value is None or not seen:
        return EMPTY
    end = scale_end(max(seen))
    marks = [tag("line", x1="0", x2=str(WIDTH), y1="8", y2="8", class_="axis")]
    if value.interval is not None:
        low, high = (_at(one, end) for one in _ends(value))
        width = f"{max(float(high) - float(low), 1):.1f}"
        marks.append(tag("rect", x=low, y="4", width=width, height="8", rx="2", class_="range"))
    if before is not None:
        marks.append(tag("line", x1=_at(before, end), x2=_at(before, end), y1="1", y2="15", class_="before"))
    marks.append(tag("circle", cx=_at(value.value, end), cy="8", r="3.5", class_="point"))
    drawing = tag(
        "svg",
        *marks,
        viewBox=f"-4 0 {WIDTH + 8} {HEIGHT}",
        width=str(WIDTH + 8),
        height=str(HEIGHT),
        role="img",
        aria_label=_in_words(value, before),
    )
    return tag("span", drawing, tag("small", f"{end:g}", aria_hidden="true"), class_="interval")


def scale_end(largest: float) -> float:
    """The least of 1, 2 and 5 times a power of ten that is no less than the largest; 1 for next to nothing."""
    if largest < 1e-9:
        return 1.0
    power = 10.0 ** floor(log10(largest))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= largest * (1 - 1e-9))


def _ends(value: MetricValue) -> tuple[float, ...]:
    return (value.interval.low, value.interval.high) if value.interval else ()


def _at(value: float, end: float) -> str:
    return f"{min(max(value / end, 0), 1) * WIDTH:.1f}" if isfinite(value) else "0"


def _in_words(value: MetricValue, before: float | None) -> str:
    within = (
        f", 95 % interval {number(value.interval.low)} to {number(value.interval.high)}" if value.interval else ""
    )
    return f"{number(value.value)}{within}" + (f", baseline {number(before)}" if before is not None else "")
