"""Transcript: who said what and when, with the words marked that a difference rests on."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from eval.reports.html.tags import Html, joined, tag
from eval.results import Difference, ShownSegment, Span


class Piece(NamedTuple):
    """Words of a segment on which the same differences rest, by their places in the list of differences."""

    text: str
    differences: tuple[int, ...]


def transcript(sample: str, segments: Sequence[ShownSegment], found: Sequence[Difference], *, heard: bool) -> Html:
    """The segments in order. sample: the id of its block. heard: there is a player, in which to seek times."""
    if not segments:
        return tag("p", "No words: nothing was heard, or the sample keeps none.", class_="quiet")
    by_segment: dict[str, list[tuple[int, Span]]] = {}
    for place, one in enumerate(found):
        for span in one.spans:
            by_segment.setdefault(span.segment_id, []).append((place, span))
    roles = [None, *(segment.speaker_role for segment in segments)]
    lines = (
        _segment(sample, segment, found, by_segment, heard=heard, same=segment.speaker_role == before)
        for segment, before in zip(segments, roles, strict=False)
    )
    return tag("ol", *lines, class_="transcript", tabindex="0", aria_label="Transcript")


def _segment(
    sample: str,
    segment: ShownSegment,
    found: Sequence[Difference],
    by_segment: Mapping[str, Sequence[tuple[int, Span]]],
    *,
    heard: bool,
    same: bool,
) -> Html:
    words = joined(
        _mark(sample, piece, found) if piece.differences else piece.text
        for piece in pieces(segment.text, by_segment.get(segment.id, ()))
    )
    at = f"{segment.start:g}" if heard and segment.start is not None else None
    end = f"{segment.end:g}" if at is not None and segment.end is not None else None
    role = tag("span", str(segment.speaker_role), class_="speaker same" if same else "speaker")
    # The tabs and spaces between keep the parts apart in a copy of the text.
    parts = (_time(segment, at), " ", role, " ", tag("span", words, class_="words"))
    return tag("li", *parts, class_=f"segment {segment.speaker_role}", data_at=at, data_end=end)


def pieces(text: str, spans: Sequence[tuple[int, Span]]) -> Iterator[Piece]:
    """The text cut wherever a span begins or ends: every character once, in order. A span past the end is cut."""
    cuts = {0, len(text)}
    for _, span in spans:
        cuts |= {min(span.start_char, len(text)), min(span.end_char, len(text))}
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        over = {place for place, span in spans if span.start_char <= start and end <= span.end_char}
        yield Piece(text[start:end], tuple(sorted(over)))


def _mark(sample: str, piece: Piece, found: Sequence[Difference]) -> Html:
    dangerous = any(found[place].dangerous for place in piece.differences)
    return tag(
        "mark",
        piece.text,
        class_="dangerous" if dangerous else None,
        data_keys=" ".join(key(sample, place) for place in piece.differences),
        tabindex="0",
        role="button",
        aria_pressed="false",
        title="; ".join(found[place].what for place in piece.differences),
    )


def key(sample: str, place: int) -> str:
    """By which a difference and its words find each other."""
    return f"{sample}-d{place + 1}"


def _time(segment: ShownSegment, at: str | None) -> Html:
    if segment.start is None:
        return tag("span", class_="time")
    shown = clock(segment.start)
    if at is None:
        return tag("span", shown, class_="time")
    return tag("button", shown, type="button", class_="time", aria_label=f"Play from {shown}")


def clock(seconds: float) -> str:
    """``1:05``, ``1:01:05``."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
