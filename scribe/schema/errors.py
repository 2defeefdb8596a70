"""The one tree of errors. Each holds a stable code, a line saying what is wrong and what to do, no patient text.

::

    ScribeError
    ├── InputError                    the caller can mend it                       exit 2 / HTTP 4xx
    │   ├── UnreadableRecording
    │   ├── UnreadableFrame, RecordingEnded   sound that arrives live, or arrives too late
    │   ├── UnreadableMessage, MessageTooLarge   over the WebSocket
    │   ├── UnreadableTranscript      a transcript, request or document of the wrong form
    │   ├── DateOfServiceOutOfRange
    │   ├── UnknownRule
    │   ├── UnknownQuery, AnswerIncomplete
    │   ├── UnknownStatement, UnknownFinding   of a note that is edited, or signed in spite of a finding
    │   ├── UnknownEncounter          no encounter of this id, or a deleted one
    │   ├── UnknownApiKey             no key of this id
    │   ├── NotAuthenticated          nobody whom this installation knows
    │   ├── RecordingTooLarge         it grows over the bound of this installation
    │   ├── EvaluationError           of eval: FixtureUnreadable, NoFixtures, OtherModel, RunUnreadable,
    │   │                             BaselineUnreadable
    │   │   ├── UnreadableSource      WrongFolder, BrokenRow, UnknownSpeaker, MissingChannel
    │   │   └── UnreadableSheet       OtherSheet, WrongCell, RowsDiffer
    │   └── EncounterConflict         what is asked does not fit what the encounter is
    │       ├── ConsentMissing, OffsetMismatch, ChecksumMismatch, AlreadyFinalized, NotFinalized
    │       ├── WrongAudioFormat      live sound for an encounter that awaits a file
    │       ├── NothingReceived, DraftNotReady, IdempotencyKeyReused, NotRetryable, LegalHold
    │       ├── StaleRevision     a write against a revision of a note that is not its latest
    │       ├── WorkOnNote        a new draft would begin without what a clinician wrote
    │       └── OpenErrors, AlreadySigned, NotSigned, SignedNote   what a signature needs, and what it ends
    └── StepError(retryable)          a step could not give its value              exit 3 / HTTP 503
        ├── EngineError               EngineUnavailable, EngineFailed, EngineOutOfMemory, EngineBusy
        ├── ModelError                ModelUnavailable, ModelRateLimited, ModelTimeout, ModelRefused,
        │                             ModelTruncated, ModelFiltered, ModelReplyInvalid, ModelFoundNothing,
        │                             ModelRejectedRequest
        ├── StoreError                StoreUnavailable, StorageFull, ObjectMissing, SealBroken, KeyUnavailable
        ├── JobError                  PoisonJob, JobCancelled, JobInterrupted
        ├── SettingsError             the installation is configured wrongly
        ├── IssuerUnavailable         the keys of the identity provider cannot be had
        ├── RuleCrashed               a rule raised: never a finding, never skipped
        └── UnexpectedFailure         the unforeseen, by its class name alone

Only ``scribe.api.errors`` knows HTTP and only ``scribe.cli`` knows exit statuses.
"""

from datetime import date


class ScribeError(Exception):
    """Anything this program refuses or fails at, said in one line without patient text."""

    code = "error"

    def __init__(self, problem: str, cure: str = "") -> None:
        """problem: what is wrong, by file name, field name, count or id. cure: what the reader can do."""
        self.problem = problem
        self.cure = cure
        super().__init__(f"{problem} {cure}".strip())


class InputError(ScribeError):
    """The caller can mend it."""

    code = "input"


class UnreadableRecording(InputError):
    """The file holds no audio that can be decoded."""

    code = "unreadable-recording"


class UnreadableFrame(InputError):
    """A piece of live sound that is not 16 kHz mono PCM, or begins at no time of the recording."""

    code = "unreadable-frame"


class RecordingEnded(InputError):
    """Sound arrives, or a transcript is asked for, after the live recording was ended or cancelled."""

    code = "recording-ended"


class UnreadableMessage(InputError):
    """A text message over the WebSocket that is none of its protocol."""

    code = "unreadable-message"


class MessageTooLarge(InputError):
    """A message over the WebSocket that is larger than its protocol allows."""

    code = "message-too-large"


class UnreadableTranscript(InputError):
    """A transcript, a request or a document that does not have the documented form."""

    code = "unreadable-transcript"


class DateOfServiceOutOfRange(InputError):
    """No code table covers the date of service, so nothing may be coded."""

    code = "date-of-service-out-of-range"

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(
            f"The date of service {day.isoformat()} lies outside the code tables "
            f"({first.isoformat()} to {last.isoformat()}).",
            "Give the right --date-of-service, or install newer code tables.",
        )
        self.day, self.first, self.last = day, first, last


class UnknownRule(InputError):
    """No rule has this id or name."""

    code = "unknown-rule"


class UnknownQuery(InputError):
    """No query of this id is open on the draft."""

    code = "unknown-query"


class AnswerIncomplete(InputError):
    """The chosen answer asks for words of the clinician's own, and none were given."""

    code = "answer-incomplete"


class UnknownStatement(InputError):
    """An edit names a statement that is not in the note, or lacks what its operation needs."""

    code = "unknown-statement"


class UnknownFinding(InputError):
    """No finding of this id stands on the note, or several of its rule do."""

    code = "unknown-finding"


class UnknownEncounter(InputError):
    """No encounter of this id exists for this caller: there never was one, or it was deleted."""

    code = "unknown-encounter"


class UnknownApiKey(InputError):
    """No API key has this id."""

    code = "unknown-api-key"


class NotAuthenticated(InputError):
    """What was shown is no key and no token that this installation takes; which it was is never told."""

    code = "not-authenticated"


class RecordingTooLarge(InputError):
    """A recording grows over the bound that this installation sets."""

    code = "recording-too-large"


class EncounterConflict(InputError):
    """What is asked does not fit what the encounter is now."""

    code = "encounter-conflict"


class ConsentMissing(EncounterConflict):
    """Sound was sent for a visit whose consent is not recorded: nothing of it is kept."""

    code = "consent-missing"


class OffsetMismatch(EncounterConflict):
    """A chunk begins at another byte than the one that is wanted next."""

    code = "offset-mismatch"

    def __init__(self, wanted: int) -> None:
        super().__init__(
            f"The next byte wanted is {wanted}.", "Ask for the offset (HEAD) and send the recording from there."
        )
        self.wanted = wanted


class ChecksumMismatch(EncounterConflict):
    """The bytes are not those whose checksum was sent: nothing of the chunk is kept."""

    code = "checksum-mismatch"


class AlreadyFinalized(EncounterConflict):
    """The recording is complete and takes no more."""

    code = "already-finalized"


class WrongAudioFormat(EncounterConflict):
    """The encounter awaits a file, of which live samples are no part."""

    code = "wrong-audio-format"


class NotFinalized(EncounterConflict):
    """The recording is still open, so there is no job to cancel or to retry."""

    code = "not-finalized"


class NothingReceived(EncounterConflict):
    """Neither sound nor a transcript was received, so there is nothing to draft from."""

    code = "nothing-received"


class DraftNotReady(EncounterConflict):
    """The draft is not made yet, or its job stopped without one."""

    code = "draft-not-ready"


class IdempotencyKeyReused(EncounterConflict):
    """An idempotency key came a second time with another body."""

    code = "idempotency-key-reused"


class NotRetryable(EncounterConflict):
    """The job is not over: it waits or runs."""

    code = "not-retryable"


class LegalHold(EncounterConflict):
    """The encounter is under a legal hold and is not deleted while it stands."""

    code = "legal-hold"


class StaleRevision(EncounterConflict):
    """Somebody else wrote since the revision that this write was made against: nothing of it was kept."""

    code = "stale-revision"

    def __init__(self, revision: int) -> None:
        super().__init__(
            f"The note is at revision {revision} now; nothing was changed.", "Read the note and write again."
        )
        self.revision = revision


class WorkOnNote(EncounterConflict):
    """A new draft would begin without what a clinician wrote on the one that stands. ``revision``: of that note."""

    code = "note-worked-on"

    def __init__(self, revision: int, written: str) -> None:
        """written: how many entries of each kind; never what they say."""
        super().__init__(
            f"At revision {revision} the note holds {written}, without which a new draft would begin.",
            f"A clinician who gives that up names the revision: gives_up={revision}.",
        )
        self.revision = revision


class OpenErrors(EncounterConflict):
    """Findings of error severity stand that were neither fixed nor overridden. ``findings``: their ids."""

    code = "open-errors"

    def __init__(self, findings: tuple[str, ...]) -> None:
        super().__init__(
            f"{len(findings)} finding(s) of severity error stand: {', '.join(findings)}.",
            "Correct the note, or override each with a reason.",
        )
        self.findings = findings


class AlreadySigned(EncounterConflict):
    """The note is signed: only an addendum, a late entry or an amendment may follow."""

    code = "already-signed"


class NotSigned(EncounterConflict):
    """The note is not signed, so it is edited and not added to."""

    code = "not-signed"


class SignedNote(EncounterConflict):
    """A signed note is neither deleted nor changed."""

    code = "signed-note"


class StepError(ScribeError):
    """A step could not give its value; every earlier value stays readable."""

    code = "step"
    retryable = False


class EngineError(StepError):
    """The speech engine failed."""

    code = "engine"


class EngineUnavailable(EngineError):
    """No speech model could be loaded; the cure names how to get one."""

    code = "engine-unavailable"


class EngineFailed(EngineError):
    """The speech engine was loaded and then failed."""

    code = "engine-failed"
    retryable = True


class EngineOutOfMemory(EngineFailed):
    """The device has not enough memory for the model, or for so much sound at once."""

    code = "engine-out-of-memory"


class EngineBusy(EngineError):
    """More recordings wait for the engine than may wait."""

    code = "engine-busy"
    retryable = True


class ModelError(StepError):
    """The language model gave no usable reply."""

    code = "model"


class ModelUnavailable(ModelError):
    """No server, a server error, an authentication failure, or an answer that is not of the protocol."""

    code = "model-unavailable"
    retryable = True
    answered = False
    """Whether the server was there and failed at the question."""


class ModelRateLimited(ModelError):
    """The server kept answering 429."""

    code = "model-rate-limited"
    retryable = True

    def __init__(self, problem: str, cure: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(problem, cure)
        self.retry_after_s = retry_after_s


class ModelTimeout(ModelError):
    """No complete reply before the deadline."""

    code = "model-timeout"
    retryable = True


class ModelRefused(ModelError):
    """The model declined to answer."""

    code = "model-refused"


class ModelTruncated(ModelError):
    """The reply was cut at the token limit: nothing of it is used."""

    code = "model-truncated"


class ModelFiltered(ModelError):
    """The server's content filter removed the reply."""

    code = "model-filtered"


class ModelReplyInvalid(ModelError):
    """The reply is not JSON of the asked form. ``locations`` names fields, never content."""

    code = "model-reply-invalid"

    def __init__(self, problem: str, cure: str = "", locations: tuple[str, ...] = ()) -> None:
        super().__init__(problem, cure)
        self.locations = locations


class ModelFoundNothing(ModelError):
    """The model wrote no fact that could be kept, of a visit in which the reader found some."""

    code = "model-found-nothing"


class ModelRejectedRequest(ModelError):
    """The server understood the request and refused it (context too long, unsupported schema)."""

    code = "model-rejected-request"


class StoreError(StepError):
    """Something that is stored cannot be written or read."""

    code = "store"


class StoreUnavailable(StoreError):
    """The database or the object store does not answer: nothing was acknowledged that is not kept."""

    code = "store-unavailable"
    retryable = True


class StorageFull(StoreError):
    """No space is left where sound or values are kept."""

    code = "storage-full"
    retryable = True


class ObjectMissing(StoreError):
    """A stored piece of sound is not where the database says it is."""

    code = "object-missing"


class SealBroken(StoreError):
    """A stored value was changed, cut or moved: it is not opened."""

    code = "seal-broken"


class KeyUnavailable(StoreError):
    """The key that would open a stored value is not in the key file."""

    code = "key-unavailable"


class JobError(StepError):
    """A job ended without a draft for a reason of its own."""

    code = "job"


class PoisonJob(JobError):
    """Each worker that began the job ended with it, so no worker begins it again by itself."""

    code = "poison-job"


class JobCancelled(JobError):
    """Somebody cancelled the job."""

    code = "job-cancelled"


class JobInterrupted(JobError):
    """The worker is being stopped: it hands the job back."""

    code = "job-interrupted"
    retryable = True


class SettingsError(StepError):
    """The installation is configured wrongly or unsafely."""

    code = "settings"


class IssuerUnavailable(StepError):
    """The keys of the identity provider cannot be had, so that no token is believed."""

    code = "issuer-unavailable"
    retryable = True


class RuleCrashed(StepError):
    """A rule raised an exception: the note cannot be released. Never turned into a finding, never skipped."""

    code = "rule-crashed"

    def __init__(self, rule: str, exception_name: str) -> None:
        super().__init__(f"The rule {rule} failed with {exception_name}.", "Please report this as a defect.")
        self.rule = rule


class UnexpectedFailure(StepError):
    """The unforeseen: the class name of the exception and nothing of its text, which may hold the input."""

    code = "unexpected"


def as_scribe_error(error: Exception) -> ScribeError:
    """The error itself where it is ours, else an UnexpectedFailure that names only its class."""
    if isinstance(error, ScribeError):
        return error
    return UnexpectedFailure(f"A step failed with {type(error).__name__}.", "Please report this as a defect.")
