"""Parts of the page: recordings, pieces of a segment, the drawing of an interval, colours."""

import re
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.reports.html import page, recordings
from eval.reports.html.interval import WIDTH, interval, scale_end
from eval.reports.html.recordings import LARGEST, Recordings
from eval.reports.html.tags import joined, tag
from eval.reports.html.transcript import clock, pieces
from eval.results import Interval, Span
from tests.eval.reports import example
from tests.eval.reports.parsed_page import ParsedPage

TEXTS = st.text(max_size=30)
SPANS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 40), st.integers(0, 40)).map(
        lambda one: (one[0], Span(segment_id="s1", start_char=one[1], end_char=one[2]))
    ),
    max_size=6,
)


def sound(folder: Path, name: str, size: int) -> str:
    (folder / name).write_bytes(b"\x01" * size)
    return name


def test_a_small_recording_is_in_the_page(tmp_path: Path) -> None:
    player, heard = Recordings(tmp_path).player(sound(tmp_path, "a.opus", LARGEST - 1))

    (audio,) = ParsedPage(player).elements
    kind, data = audio.attributes["src"].split(";base64,")
    assert (heard, kind, b64decode(data)) == (True, "data:audio/ogg", b"\x01" * (LARGEST - 1))


def test_a_large_recording_is_named(tmp_path: Path) -> None:
    player, heard = Recordings(tmp_path).player(sound(tmp_path, "a.opus", LARGEST))

    assert not heard
    assert ParsedPage(player).elements[0].text == "Recording: a.opus (0.6 MB: too large to put into this page)"


def test_a_recording_of_two_samples_is_in_the_page_once(tmp_path: Path) -> None:
    players = Recordings(tmp_path)
    name = sound(tmp_path, "a.wav", 10)

    first, second = (ParsedPage(players.player(name)[0]).elements[0].attributes for _ in range(2))

    assert second["data-same"] == first["id"]
    assert "src" not in second


def test_a_page_holds_only_so_much_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordings, "LARGEST_TOGETHER", 25)
    players = Recordings(tmp_path)

    heard = [players.player(sound(tmp_path, f"{n}.wav", 10))[1] for n in range(3)]

    assert heard == [True, True, False]


@pytest.mark.parametrize("name", ["../out.wav", "/etc/hostname", "a.txt", "missing.wav"])
def test_nothing_but_a_recording_of_the_fixtures_is_read(tmp_path: Path, name: str) -> None:
    fixtures = tmp_path / "fixtures"
    fixtures.mkdir()
    sound(tmp_path, "out.wav", 10)
    sound(fixtures, "a.txt", 10)

    player, heard = Recordings(fixtures).player(name)

    assert not heard
    assert "base64" not in player


@given(TEXTS, SPANS)
def test_pieces_are_the_whole_text_in_order(text: str, spans: list[tuple[int, Span]]) -> None:
    assert "".join(piece.text for piece in pieces(text, spans)) == text


@given(TEXTS, SPANS)
def test_a_character_bears_the_differences_of_the_spans_over_it(text: str, spans: list[tuple[int, Span]]) -> None:
    borne = [piece.differences for piece in pieces(text, spans) for _ in piece.text]

    assert borne == [
        tuple(sorted({place for place, span in spans if span.start_char <= at < span.end_char}))
        for at in range(len(text))
    ]


@given(TEXTS)
def test_text_of_an_element_is_read_back(text: str) -> None:
    plain = text.replace("\r", "").replace("\0", "")

    (element,) = ParsedPage(tag("p", plain, title=plain)).elements

    assert (element.text, element.attributes["title"]) == (plain, plain)


def test_markup_is_not_escaped_again() -> None:
    assert joined([tag("b", "<"), "<"]) == "<b>&lt;</b>&lt;"


@pytest.mark.parametrize(
    ("largest", "end"),
    [(0, 1), (0.007, 0.01), (0.01, 0.01), (0.021, 0.05), (0.3, 0.5), (1, 1), (37, 50), (1234, 2000)],
)
def test_a_scale_ends_at_a_round_number(largest: float, end: float) -> None:
    assert scale_end(largest) == pytest.approx(end)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_drawing_stays_within_its_axis(value: float, low: float, high: float, before: float) -> None:
    scored = example.value("m", 1, 2).model_copy(update={"value": value, "interval": Interval(low=low, high=high)})

    drawn = interval(scored, before)

    places = [float(x) for x in re.findall(r' (?:x1|x2|cx|x)="([^"]*)"', drawn)]
    assert len(places) == 6
    assert all(0 <= x <= WIDTH for x in places)


def test_a_drawing_is_said_in_words() -> None:
    drawn = interval(example.value("m", 1, 2), 0.25)

    assert 'aria-label="0.500, 95 % interval 0.450 to 0.550, baseline 0.250"' in drawn


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (65.9, "1:05"), (3665, "1:01:05")])
def test_times_are_read_as_on_a_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


READ_ON = [
    *((text, ground) for text in ("ink", "quiet", "link") for ground in ("paper", "card", "faint")),
    *(("ink", ground) for ground in ("mark", "danger", "bad-faint")),
    *(("bad", ground) for ground in ("paper", "faint", "bad-faint", "danger")),
    ("good", "paper"),
    ("paper", "on"),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), READ_ON)
def test_text_stands_out_from_its_ground(scheme: int, text: str, ground: str) -> None:
    root = re.findall(r":root \{([^}]*)\}", page.STYLE.read_text("utf-8"))[scheme]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", root))

    assert contrast(colours[text], colours[ground]) >= 4.5
