"""Recordings: the sound of shown samples, put into the page where it is small enough, and named where it is not."""

from base64 import b64encode
from pathlib import Path

from eval.reports.html.tags import Html, tag

LARGEST = 600_000
"""Bytes of a file that is put into the page."""
LARGEST_TOGETHER = 24_000_000
"""Bytes of all of them: a page beyond it opens slowly, so later ones are named."""
TYPES = {
    ".opus": "audio/ogg",
    ".ogg": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".webm": "audio/webm",
}


class Recordings:
    """The players of one page. A recording that several samples share is in it once."""

    def __init__(self, folder: Path) -> None:
        """folder: that of the fixtures; nothing outside it is read."""
        self._folder = folder.resolve()
        self._players: dict[Path, str] = {}
        self._bytes = 0

    def player(self, name: str) -> tuple[Html, bool]:
        """What stands for a recording, and whether it can be played."""
        path = (self._folder / name).resolve()
        if path in self._players:
            return _player(name, data_same=self._players[path]), True
        why = self._why_not(path)
        if why:
            return tag("p", "Recording: ", tag("code", name), f" ({why})", class_="quiet"), False
        sound = path.read_bytes()
        self._bytes += len(sound)
        self._players[path] = f"recording-{len(self._players) + 1}"
        source = f"data:{TYPES[path.suffix.lower()]};base64,{b64encode(sound).decode()}"
        return _player(name, id=self._players[path], src=source), True

    def _why_not(self, path: Path) -> str | None:
        if path.suffix.lower() not in TYPES or not path.is_relative_to(self._folder):
            return "no recording of the fixtures"
        if not path.is_file():
            return "not in the folder of fixtures"
        size = path.stat().st_size
        if size >= LARGEST:
            return f"{size / 1e6:.1f} MB: too large to put into this page"
        return "the page holds enough sound already" if self._bytes + size > LARGEST_TOGETHER else None


def _player(name: str, **attributes: str) -> Html:
    return tag("audio", controls="", preload="none", aria_label=f"Recording {name}", **attributes)
