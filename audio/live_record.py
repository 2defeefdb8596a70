"""Live record: what has been heard of a visit that still goes on, provisional and final, and what was not."""

from collections.abc import Iterable, Sequence

from audio.coverage import UNDECODABLE, account, nothing_heard
from audio.doubts import IMPROBABLE, is_gibberish
from audio.heard import Dropped, HeardWord
from audio.live_joins import without_loops_running_on
from audio.live_segments import Ids, LiveSegment, LiveState, live_segment, sources
from audio.roles import assign_roles
from audio.segments import as_segments
from audio.spans import Span, merged
from audio.speech_regions import is_enough_speech
from audio.utterances import Utterance
from scribe.schema.transcript import Coverage, Transcript

NOT_DELIVERED = "not_delivered"
"""Sound of this stretch never arrived."""
ENGINE_FAILED = "engine_failed"
"""The engine failed at this stretch, each time it was tried."""
_LOOP_SECONDS = 120.0
"""So much of what is settled is looked at for a loop that runs on; a loop is far shorter before its first cut."""


class LiveRecord:
    """Words become final here and stay. Each method gives the live segments that changed."""

    def __init__(self) -> None:
        self.finals: list[LiveSegment] = []
        self.sources: dict[str, tuple[str, ...]] = {}
        self._said: list[Utterance] = []
        self._doubted: list[tuple[Utterance, LiveSegment]] = []
        self._provisional: list[LiveSegment] = []
        self._dropped: list[Dropped] = []
        self._missing: list[Span] = []
        self._ids = Ids()

    @property
    def provisional(self) -> tuple[LiveSegment, ...]:
        """What is not final yet, in time order."""
        return (*(segment for _, segment in self._doubted), *self._provisional)

    def words_since(self, second: float) -> tuple[HeardWord, ...]:
        """The words that are settled from this second on, final or doubted."""
        found: list[HeardWord] = []
        for one in reversed([*self._said, *(one for one, _ in self._doubted)]):
            if one.end <= second:
                break
            found[:0] = (word for word in one.words if (word.start + word.end) / 2 > second)
        return tuple(found)

    def miss(self, span: Span) -> None:
        """A stretch whose sound never arrived."""
        self._missing.append(span)

    def drop(self, dropped: Iterable[Dropped]) -> None:
        """Stretches that gave no words that are believed."""
        self._dropped += dropped

    def show(self, said: Sequence[Utterance], end: float) -> tuple[LiveSegment, ...]:
        """A provisional hearing of all that is not settled before the second ``end``."""
        shown, withdrawn = self._renamed(said, end, LiveState.PROVISIONAL)
        self._provisional = [*shown, *self._provisional]
        return (*shown, *withdrawn)

    def settle(self, said: Sequence[Utterance], end: float) -> tuple[LiveSegment, ...]:
        """The last hearing of all that is not settled before the second ``end``.

        Final as long as the engine believes what it writes; while it does not, words wait for better ones. Rounds
        of a loop that began in what is settled are dropped.
        """
        whole = without_loops_running_on(self.words_since(_start(said, end) - _LOOP_SECONDS), said)
        said = whole.utterances
        self.drop(whole.dropped)
        shown, withdrawn = self._renamed(said, end, LiveState.PROVISIONAL)
        self._doubted += zip(said, shown, strict=True)
        if is_gibberish([word for one in (*self._said, *self._waiting) for word in one.words]):
            return (*shown, *withdrawn)
        finals = [live_segment(one, segment.id, LiveState.FINAL) for one, segment in self._doubted]
        self._said += self._waiting
        self.finals += finals
        self._doubted = []
        return (*finals, *withdrawn)

    def transcript(self, regions: Sequence[Span], seconds: float, language: str | None) -> Transcript:
        """The finals as a transcript, now that no more sound comes. regions: of speech, in the recording."""
        self.drop(Dropped(Span(one.start, one.end), IMPROBABLE) for one in self._waiting)
        self._doubted, self._provisional = [], []
        missing = merged(self._missing)
        if not is_enough_speech(tuple(regions)):
            coverage = _named(nothing_heard(regions, seconds, missing))
            return Transcript(segments=(), duration=seconds, coverage=coverage)
        segments = as_segments(assign_roles(self._said))
        self.sources = sources(segments, self.finals)
        coverage = _named(account(segments, regions, seconds, missing, self._dropped))
        return Transcript(segments=segments, language=language, duration=seconds, coverage=coverage)

    @property
    def _waiting(self) -> list[Utterance]:
        return [one for one, _ in self._doubted]

    def _renamed(
        self, said: Sequence[Utterance], end: float, state: LiveState
    ) -> tuple[list[LiveSegment], list[LiveSegment]]:
        """What was said under the ids it was shown under before ``end``, and what of that is withdrawn."""
        before = [one for one in self._provisional if (one.segment.start or 0.0) < end]
        self._provisional = self._provisional[len(before) :]
        ids = self._ids.named(said, before)
        shown = [live_segment(one, name, state) for one, name in zip(said, ids, strict=True)]
        return shown, [LiveSegment(one.segment, LiveState.WITHDRAWN) for one in before if one.id not in ids]


def _start(said: Sequence[Utterance], end: float) -> float:
    return said[0].start if said else end


def _named(coverage: Coverage) -> Coverage:
    """The coverage with the one reason why live sound cannot be decoded."""
    gaps = (
        gap.model_copy(update={"reason": NOT_DELIVERED}) if gap.reason == UNDECODABLE else gap
        for gap in coverage.gaps
    )
    return coverage.model_copy(update={"gaps": tuple(gaps)})
