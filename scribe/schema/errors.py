"""The one tree of errors. Each holds a stable code, a line saying what is wrong and what to do, no patient text.

::

    ScribeError
    ├── InputError                    the caller can mend it                       exit 2 / HTTP 4xx
    │   ├── UnreadableRecording
    │   ├── UnreadableFrame, RecordingEnded   sound that arrives live, or arrives too late
    │   ├── UnreadableTranscript      a transcript, request or document of the wrong form
    │   ├── DateOfServiceOutOfRange
    │   ├── UnknownRule
    │   └── UnknownQuery, AnswerIncomplete
    └── StepError(retryable)          a step could not give its value              exit 3 / HTTP 503
        ├── EngineError               EngineUnavailable, EngineFailed, EngineOutOfMemory, EngineBusy
        ├── ModelError                ModelUnavailable, ModelRateLimited, ModelTimeout, ModelRefused,
        │                             ModelTruncated, ModelFiltered, ModelReplyInvalid, ModelFoundNothing,
        │                             ModelRejectedRequest
        ├── SettingsError             the installation is configured wrongly
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


class SettingsError(StepError):
    """The installation is configured wrongly or unsafely."""

    code = "settings"


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
