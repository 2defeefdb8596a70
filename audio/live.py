"""Live: a transcriber for sound that is still arriving. Little is left to decode when it ends, however long it was.

``feed`` takes sound and returns at once; ``step`` does one piece of work (seconds of computing) and is called by a
worker, until it has nothing to do. Words are heard as in a whole recording (audio.hearing), first provisionally,
then finally; a final never changes. Sound is let go when its words are final, so the caller keeps the recording.
"""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from threading import Lock
from types import MappingProxyType

from audio.coverage import NOT_TRANSCRIBED
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
_MOST_WAITING_SECONDS = 600.0
"""Of sound kept (38 MB) before there is speech enough to ask the engine at all; what came before becomes a gap."""


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

    def __init__(
        self,
        engine: Callable[[], Engine],
        language: str | None = None,
        in_use: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """engine: asked for before each use, so that it may be shared or loaded late. language: None to listen.

        in_use: entered with the first frame and left when all is heard or cancelled, or when nobody holds the
        visit any more: a model that was let go between two steps would be loaded again for the next.
        """
        self._engine = engine
        self._language = language
        self._in_use = in_use
        self._use = ExitStack()
        self._begun = False
        self._inbox = Inbox()
        self._pieces = Pieces()
        self._queue: deque[Piece] = deque()
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
            if not self._begun:
                self._use.enter_context(self._in_use())
                self._begun = True
            self._inbox.put(frame, at)

    def step(self) -> LiveUpdate:
        """Listens to what has arrived and asks the engine at most once.

        Raises EngineUnavailable where there is no engine; nothing is lost by that, or by any other error.
        """
        try:
            with self._work:
                return LiveUpdate() if self._cancelled or self._transcript else self._advance()
        finally:
            self._forget_if_cancelled()

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
        try:
            with self._work:
                return self._whole()
        finally:
            self._forget_if_cancelled()

    def cancel(self) -> None:
        """Lets go of everything, words too. A step that is under way ends without an effect."""
        with self._door:  # a frame on its way in is put away first, and then forgotten
            self._cancelled = True
        self._forget_if_cancelled()

    def _whole(self) -> Transcript:
        if self._cancelled:
            raise RecordingEnded("The live recording was cancelled.", "Begin a new one.")
        if self._transcript is None:
            seconds = round(self._pieces.seconds, 3)
            self._transcript = self._record.transcript(self._pieces.regions, seconds, self._language)
            self._forget()
        return self._transcript

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
            self._bound_what_waits()
            on_time = self._enough and not ended and self._inbox.seconds_waiting < _BEHIND_SECONDS
            if not piece and on_time and (due := self._pieces.due()):
                return due
        if ended and not self._complete and not (self._queue and self._enough):
            self._complete = True
            if piece := self._pieces.finish():
                self._queue.append(piece)
            self._enough = self._enough or is_enough_speech(self._pieces.regions)
        return None

    def _bound_what_waits(self) -> None:
        """Noise that resembles speech may go on for hours before somebody speaks."""
        while not self._enough and sum(piece.span.length for piece in self._queue) > _MOST_WAITING_SECONDS:
            self._record.drop((Dropped(self._queue.popleft().span, NOT_TRANSCRIBED),))

    def _show(self, piece: Piece) -> LiveUpdate:
        """The open piece heard as far as it goes."""
        try:
            heard = self._hear(piece, thorough=False)
        except EngineFailed as failure:
            return LiveUpdate(worked=True, failure=failure)
        if self._cancelled:
            return LiveUpdate()
        said = _until(piece.boundary, heard.utterances)
        dropped = _within(piece.span.start, piece.boundary, heard.dropped)
        self._hearing = _Hearing(piece.boundary, said, dropped)
        return LiveUpdate(self._record.show(heard.utterances, piece.span.end), worked=True)

    def _settle(self, piece: Piece) -> LiveUpdate:
        """The piece heard for the last time, or only its rest where too much would be left at the end."""
        too_much = self._ended and piece.block.spans[0].length + self._inbox.seconds_waiting > MOST_LEFT_SECONDS
        before = self._heard_of(piece) if too_much else None
        if before and before.boundary >= piece.span.end:
            return LiveUpdate(self._done(piece, before), worked=True)
        wanted = piece.rest_from(before.boundary) if before else piece
        try:
            heard = self._hear(wanted, before.said if before else ())
        except EngineFailed as failure:
            self._failures += 1
            return LiveUpdate(self._give_up(piece) if self._failures >= TRIES else (), True, failure)
        if self._cancelled:
            return LiveUpdate()
        dropped = _within(wanted.span.start, wanted.span.end, heard.dropped)
        return LiveUpdate(self._done(piece, before, heard.utterances, dropped), worked=True)

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
        dropped = _within(piece.span.start, end, self._hearing.dropped)
        return _Hearing(end, _until(end, self._hearing.said), dropped)

    def _heard_beyond(self, end: float) -> _Hearing | None:
        """The provisional hearing as far as it goes beyond the end of a piece that is settled."""
        if self._hearing is None or self._hearing.boundary <= end:
            return None
        near = end - OVERLAP_SECONDS
        heard = [word for one in self._hearing.said for word in one.words if _middle(word) > near]
        new = set(new_words(self._record.words_since(near), heard, end))
        dropped = _within(end, self._hearing.boundary, self._hearing.dropped)
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

    def _hear(self, piece: Piece, said: Sequence[Utterance] = (), *, thorough: bool = True) -> HeardBlock:
        """The words of the piece. said: what was heard of it before. thorough: see audio.hearing."""
        engine = self._engine()
        self._language = self._language or engine.language_of(piece.block.samples)
        start = piece.block.spans[0].start
        given = [*self._record.words_since(start), *(w for one in said for w in one.words if _middle(w) > start)]

        def wanted(words: Sequence[HeardWord]) -> Sequence[HeardWord]:
            new = new_words(given, words, piece.span.start) if piece.is_heard_again else words
            beyond = piece.block.spans[0].end > piece.span.end
            return [word for word in new if not beyond or _middle(word) < piece.span.end]

        return hear_block(engine, piece.block, piece.regions, self._language, wanted=wanted, thorough=thorough)

    def _forget_if_cancelled(self) -> None:
        """Asked whenever the work may be free, so that whoever does it last forgets."""
        if self._cancelled and self._work.acquire(blocking=False):
            try:
                self._forget()
            finally:
                self._work.release()

    def _forget(self) -> None:
        self._inbox.clear()
        self._pieces.clear()
        self._queue.clear()
        self._open_since = self._hearing = None
        if self._cancelled:
            self._record, self._transcript = LiveRecord(), None
        self._use.close()


def _until(second: float, said: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """What was said before this second."""
    return _those(lambda word: _middle(word) < second, said)


def _those(wanted: Callable[[HeardWord], bool], said: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """The utterances with the wanted words alone."""
    cut = (replace(one, words=tuple(word for word in one.words if wanted(word))) for one in said)
    return tuple(one for one in cut if one.words)


def _within(start: float, end: float, dropped: Sequence[Dropped]) -> tuple[Dropped, ...]:
    """The drops cut to this stretch: beside it stands what was settled before, or comes to be heard again."""
    cut = (replace(one, span=Span(max(start, one.span.start), min(end, one.span.end))) for one in dropped)
    return tuple(
        one
        for one, whole in zip(cut, dropped, strict=True)
        if one.span.length > 0 or (one == whole and whole.span.length == 0)
    )


def _middle(word: HeardWord) -> float:
    return (word.start + word.end) / 2
