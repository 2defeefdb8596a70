"""The report of a replay: which notes would change, how many of them gravely, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator

from eval.drift.changes import Drifted

_SHOWN = 50


class DriftReport:
    """Counts all notes and keeps the first that changed, the grave ones before the others."""

    def __init__(self) -> None:
        self.notes = 0
        self.changed = 0
        self.grave = 0
        self.causes: Counter[tuple[str, str]] = Counter()
        self._grave: list[Drifted] = []
        self._others: list[Drifted] = []

    def add(self, note: Drifted) -> None:
        """One more note."""
        self.notes += 1
        if not note.changes:
            return
        self.changed += 1
        self.grave += note.grave
        self.causes.update({(change.what, change.cause) for change in note.changes})
        kept = self._grave if note.grave else self._others
        if len(kept) < _SHOWN:
            kept.append(note)

    @property
    def shown(self) -> list[Drifted]:
        """The notes that the report tells of."""
        return [*self._grave, *self._others][:_SHOWN]

    def markdown(self) -> str:
        """The report, without a word of any visit."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield "# Replay"
        yield ""
        yield f"{self.notes} notes; {self.changed} would change, {self.grave} of them gravely:"
        yield "their codes or disposition, or the model failed and nobody knows."
        if self.causes:
            yield from ("", "| what changes | because of | notes |", "|---|---|---|")
            ordered = sorted(self.causes.items(), key=lambda item: (-item[1], item[0]))
            yield from (f"| {what} | {cause} | {count} |" for (what, cause), count in ordered)
        for note in self.shown:
            yield from _note(note)
        if self.changed > len(self.shown):
            yield from ("", f"And {self.changed - len(self.shown)} more.")


def _note(note: Drifted) -> Iterable[str]:
    yield from ("", f"## {note.name}", "", "| what | before | after | why |", "|---|---|---|---|")
    for change in note.changes:
        yield f"| {change.what} | {change.before or '-'} | {change.after or '-'} | {change.cause}: {change.why} |"
