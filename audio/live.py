"""Live: a transcriber for sound that is still arriving. Little is left to decode when it ends, however long it was.

``feed`` takes sound and returns at once; ``step`` does one piece of work (seconds of computing) and is called by a
worker, until it has nothing to do. Words are heard as in a whole recording (audio.hearing), first provisionally,
then finally; a final never changes. Sound is let go when its words are final, so the caller keeps the recording.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from types import MappingProxyType

from audio.heard import Dropped, HeardWord
from audio.hearing import Engine, HeardBlock, hear_block
from audio.live_frames import Frame, Inbox
from audio.live_joins import new_words
from audio.live_pieces import OVERLAP_SECONDS, Piece, Pieces
from audio.live_record import ENGINE_FAILED, LiveRecord
from audio.live_segments import LiveSegment
from audio.spans import Span
from audio.speech_regions import is_enough_speech
from audio.utterances import Utterance
from scribe.schema.errors import EngineFailed, RecordingEnded
from scribe.schema.transcript import Transcript

MOST_LEFT_SECONDS = 15.0
"""When the sound ends, what was heard provisionally is not heard again where more than this would be left."""
TRIES = 3
"""An engine that fails so often at one piece is not asked for it again: the piece becomes a gap."""
_BEHIND_SECONDS = 5.0
"""With so much sound waiting there are no provisional hearings: finals come first."""
_MOST_WAITING_PIECES = 5
"""Before there is speech enough to ask the engine at all."""


@dataclass(frozen=True, slots=True)
class LiveUpdate:
    """What one step gave. ``worked``: the engine was asked, so that there may be more to do at once."""

    changed: tuple[LiveSegment, ...] = ()
    worked: bool = False
    failure: EngineFailed | None = None
    """The engine failed; nothing is lost, and the next step tries again."""


@dataclass(frozen=True, slots=True)
class _Hearing:
    """What a provisional hearing of the open piece gave up to its boundary."""

    boundary: float
    said: tuple[Utterance, ...]
    dropped: tuple[Dropped, ...]


class LiveTranscriber:
    """One visit. ``feed``, ``step`` and the properties may be used from different threads."""

    def __init__(self, engine: Callable[[], Engine], language: str | None = None) -> None:
        """engine: asked for before each use, so that it may be shared or loaded late. language: None to listen."""
        self._engine = engine
        self._language = language
        self._inbox = Inbox()
        self._pieces = Pieces()
        self._queue: deque[Piece] = deque(maxlen=_MOST_WAITING_PIECES)
        self._hearing: _Hearing | None = None
        self._record = LiveRecord()
        self._open_since: float | None = None
        self._failures = 0
        self._enough = self._ended = self._complete = self._cancelled = False
        self._transcript: Transcript | None = None
        self._work = Lock()
        self._door = Lock()  # held for no longer than it takes to put a frame away

    @property
    def segments(self) -> tuple[LiveSegment, ...]:
        """All that is shown: the finals, then what is provisional."""
        return (*self._record.finals, *self._record.provisional)

    @property
    def sources(self) -> "MappingProxyType[str, tuple[str, ...]]":
        """After ``finish``: of each segment of the transcript the ids of the live segments it is made of."""
        return MappingProxyType(self._record.sources)

    @property
    def seconds_received(self) -> float:
        """How much of the recording has arrived."""
        return self._inbox.seconds

    @property
    def seconds_behind(self) -> float:
        """Sound that could be final and is not, because the engine has not come to it."""
        return self._inbox.seconds_waiting + sum(piece.span.length for piece in tuple(self._queue))

    @property
    def seconds_to_decode(self) -> float:
        """Sound that would be left to decode if the recording ended now."""
        starts = [piece.span.start for piece in tuple(self._queue)]
        starts += [] if self._open_since is None else [self._open_since]
        if not starts:
            return self._inbox.seconds_waiting
        hearing = self._hearing
        begin = max(starts[0], hearing.boundary) if hearing else starts[0]
        return self._inbox.seconds - begin

    @property
    def seconds_held(self) -> float:
        """Sound held in memory, the one that waits included."""
        return self._pieces.seconds_held + self.seconds_behind

    def feed(self, frame: Frame, at: float | None = None) -> None:
        """The next frame. Never waits for the engine.

        frame: 16 kHz mono sound of any length, as bytes of 16-bit little-endian samples or an array of float32
        (-1 to 1) or int16. at: the second of the recording at which it begins, where the caller knows it: what is
        missing before it becomes a gap, what was delivered before is passed over.
        Raises UnreadableFrame, RecordingEnded.
        """
        with self._door:
            if self._ended or self._cancelled:
                raise RecordingEnded("The live recording has ended and takes no more sound.", "Begin a new one.")
            self._inbox.put(frame, at)

    def step(self) -> LiveUpdate:
        """Listens to what has arrived and asks the engine at most once.

        Raises EngineUnavailable where there is no engine; nothing is lost by that, or by any other error.
        """
        with self._work:
            update = LiveUpdate() if self._cancelled or self._transcript else self._advance()
            if self._cancelled:
                self._forget()
            return update

    def end(self) -> None:
        """No more sound comes. The steps that follow finish what is left."""
        with self._door:
            self._ended = True

    def finish(self) -> Transcript:
        """Ends the recording, hears what is left, and gives the transcript: all finals, with roles. Repeatable.

        Raises EngineUnavailable, and may then be called again; RecordingEnded after ``cancel``.
        """
        self.end()
        while self.step().worked:
            pass
        with self._work:
            if self._cancelled:
                raise RecordingEnded("The live recording was cancelled.", "Begin a new one.")
            if self._transcript is None:
                seconds = round(self._pieces.seconds, 3)
                self._transcript = self._record.transcript(self._pieces.regions, seconds, self._language)
                self._forget()
            return self._transcript

    def cancel(self) -> None:
        """Lets go of everything, words too. A step that is under way ends without an effect."""
        self._cancelled = True
        if self._work.acquire(blocking=False):
            self._forget()
            self._work.release()

    def _advance(self) -> LiveUpdate:
        due = self._listen()
        self._open_since = self._pieces.open_since
        if self._queue and self._enough:
            return self._settle(self._queue[0])
        return self._show(due) if due else LiveUpdate()

    def _listen(self) -> Piece | None:
        """Takes in sound until a piece is complete; gives the open piece where it is due for a hearing."""
        ended = self._ended  # asked first: all its sound is in the inbox then
        while not (self._queue and self._enough) and (arrived := self._inbox.take(self._pieces.wanted)):
            start = self._pieces.seconds
            piece = self._pieces.take(arrived.samples)
            if not arrived.delivered:
                self._record.miss(Span(start, self._pieces.seconds))
            if piece:
                self._queue.append(piece)
            self._enough = self._enough or is_enough_speech(self._pieces.regions)
            on_time = self._enough and not ended and self._inbox.seconds_waiting < _BEHIND_SECONDS
            if not piece and on_time and (due := self._pieces.due()):
                return due
        if ended and not self._complete and not (self._queue and self._enough):
            self._complete = True
            if piece := self._pieces.finish():
                self._queue.append(piece)
            self._enough = self._enough or is_enough_speech(self._pieces.regions)
        return None

    def _show(self, piece: Piece) -> LiveUpdate:
        """The open piece heard as far as it goes."""
        try:
            heard = self._hear(piece)
        except EngineFailed as failure:
            return LiveUpdate(worked=True, failure=failure)
        if self._cancelled:
            return LiveUpdate()
        said = _until(piece.boundary, heard.utterances)
        dropped = tuple(drop for drop in heard.dropped if drop.span.start < piece.boundary)
        self._hearing = _Hearing(piece.boundary, said, dropped)
        return LiveUpdate(self._record.show(heard.utterances, piece.span.end), worked=True)

    def _settle(self, piece: Piece) -> LiveUpdate:
        """The piece heard for the last time, or only its rest where too much would be left at the end."""
        too_much = self._ended and piece.block.spans[0].length + self._inbox.seconds_waiting > MOST_LEFT_SECONDS
        before = self._heard_of(piece) if too_much else None
        if before and before.boundary >= piece.span.end:
            return LiveUpdate(self._done(piece, before), worked=True)
        try:
            heard = self._hear(piece.rest_from(before.boundary), before.said) if before else self._hear(piece)
        except EngineFailed as failure:
            self._failures += 1
            return LiveUpdate(self._give_up(piece) if self._failures >= TRIES else (), True, failure)
        if self._cancelled:
            return LiveUpdate()
        return LiveUpdate(self._done(piece, before, heard.utterances, heard.dropped), worked=True)

    def _give_up(self, piece: Piece) -> tuple[LiveSegment, ...]:
        """What was heard of the piece provisionally stands; the rest is a gap."""
        before = self._heard_of(piece)
        unheard = Span(before.boundary if before else piece.span.start, piece.span.end)
        return self._done(piece, before, dropped=(Dropped(unheard, ENGINE_FAILED),))

    def _heard_of(self, piece: Piece) -> _Hearing | None:
        """The provisional hearing as far as it lies in the piece."""
        if self._hearing is None or self._hearing.boundary <= piece.span.start:
            return None
        end = min(self._hearing.boundary, piece.span.end)
        return _Hearing(end, _until(end, self._hearing.said), self._hearing.dropped)

    def _heard_beyond(self, end: float) -> _Hearing | None:
        """The provisional hearing as far as it goes beyond the end of a piece that is settled."""
        if self._hearing is None or self._hearing.boundary <= end:
            return None
        near = end - OVERLAP_SECONDS
        heard = [word for one in self._hearing.said for word in one.words if _middle(word) > near]
        new = set(new_words(self._record.words_since(near), heard, end))
        dropped = tuple(drop for drop in self._hearing.dropped if drop.span.start >= end)
        return _Hearing(self._hearing.boundary, _those(new.__contains__, self._hearing.said), dropped)

    def _done(
        self,
        piece: Piece,
        before: _Hearing | None,
        said: tuple[Utterance, ...] = (),
        dropped: tuple[Dropped, ...] = (),
    ) -> tuple[LiveSegment, ...]:
        self._queue.popleft()
        self._failures = 0
        self._record.drop((*before.dropped, *dropped) if before else dropped)
        changed = self._record.settle((*before.said, *said) if before else said, piece.span.end)
        self._hearing = self._heard_beyond(piece.span.end)
        return changed

    def _hear(self, piece: Piece, said: Sequence[Utterance] = ()) -> HeardBlock:
        """The words of the piece. said: what was heard of it before."""
        engine = self._engine()
        self._language = self._language or engine.language_of(piece.block.samples)
        start = piece.block.spans[0].start
        given = [*self._record.words_since(start), *(w for one in said for w in one.words if _middle(w) > start)]

        def wanted(words: Sequence[HeardWord]) -> Sequence[HeardWord]:
            new = new_words(given, words, piece.span.start) if piece.is_heard_again else words
            beyond = piece.block.spans[0].end > piece.span.end
            return [word for word in new if not beyond or _middle(word) < piece.span.end]

        return hear_block(engine, piece.block, piece.regions, self._language, wanted=wanted)

    def _forget(self) -> None:
        self._inbox.clear()
        self._pieces.clear()
        self._queue.clear()
        self._open_since = self._hearing = None
        if self._cancelled:
            self._record = LiveRecord()


def _until(second: float, said: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """What was said before this second."""
    return _those(lambda word: _middle(word) < second, said)


def _those(wanted: Callable[[HeardWord], bool], said: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """The utterances with the wanted words alone."""
    cut = (replace(one, words=tuple(word for word in one.words if wanted(word))) for one in said)
    return tuple(one for one in cut if one.words)


def _middle(word: HeardWord) -> float:
    return (word.start + word.end) / 2
