"""What may be wrong with a downloaded set. Each error holds file, row or line, and never a word of the dialogue."""

from eval.errors import EvaluationError


class UnreadableSource(EvaluationError):
    """The download is not of the form that its adapter reads."""

    code = "unreadable-source"


class WrongFolder(UnreadableSource):
    """The files that make up the set are not in this folder."""

    code = "wrong-source-folder"


class BrokenRow(UnreadableSource):
    """A row, or a file that holds one encounter, cannot be read as one."""

    code = "broken-source-row"


class UnknownSpeaker(UnreadableSource):
    """A turn is tagged with a speaker whose role nobody told: a role is never guessed."""

    code = "unknown-speaker-tag"


class MissingChannel(UnreadableSource):
    """An encounter has the words or the sound of one speaker and not of the other."""

    code = "missing-channel"
