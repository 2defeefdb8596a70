"""A server of the OpenAI protocol on this machine that answers with the recorded replies of a real model.

A request is answered by the recorded call with the same rules and task, else refused with 400: another prompt
or schema needs another recording. The transcript may differ by a word between machines, since a speech engine's
kernels do; ``transcript_differs`` and the header ``X-Recorded-Transcript`` say so, and quotes that are not in
the new transcript are dropped by the chain as ever.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eval.recorded_replies import REPLIES, RecordedReplies, load, schema_of, sha256_of, words_of
from eval.scripted_server import Handler, ScriptedServer, completion, running
from scribe.phrasing.phraser import REPLY_SCHEMA


class ReplayServer(ScriptedServer):
    """Answers for one sample."""

    def __init__(self, recorded: RecordedReplies, port: int = 0) -> None:
        super().__init__(self._answer, port)
        self._calls = {call.words_sha256: call for call in recorded.calls}
        self._exact = {call.request_sha256: call for call in recorded.calls}
        self.recorded_model = recorded.model
        self.structured = recorded.structured
        self.transcript_differs = False
        """Whether any request showed other words than the recorded model was shown."""
        self.unknown_requests = 0
        """Requests that no recorded call answers."""
        self.unworded_sections = 0
        """Sections of the note that were not there to be worded when it was recorded: they keep the template."""

    def _answer(self, handler: Handler) -> None:
        whole, words = words_of(handler.request_body)
        call = self._exact.get(sha256_of(whole)) or self._calls.get(sha256_of(words))
        if call is None and schema_of(handler.request_body) == REPLY_SCHEMA:
            self.unworded_sections += 1
            handler.answer(200, completion(json.dumps({"sentences": []})))
            return
        if call is None:
            self.unknown_requests += 1
            handler.answer(
                400, b'{"error": {"message": "no recorded reply to this prompt", "code": "not_recorded"}}'
            )
            return
        same = sha256_of(whole) == call.request_sha256
        self.transcript_differs = self.transcript_differs or not same
        body = json.dumps(call.body, ensure_ascii=False).encode()
        handler.answer(200, body, X_Recorded_Transcript="identical" if same else "differs")


@contextmanager
def replay(sample: str, folder: Path = REPLIES, port: int = 0) -> Iterator[ReplayServer]:
    """A replay server for a sample, running until the block ends. Raises FileNotFoundError without a recording."""
    with running(ReplayServer(load(sample, folder), port)) as server:
        yield server
