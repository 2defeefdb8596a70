"""Records the replies of a real model to a bundled visit: the only part of the evaluation that calls one.

    python -m eval.record --model NAME --base-url http://127.0.0.1:8080/v1 [--structured json_object]

The visit goes through the Chain as in a real run, to a server on this machine that hands each request on to the
named address and keeps the answer as it came. What is shown to the model are words of a self-written visit.
"""

import argparse
import json
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import prompts
from eval.recorded_replies import RecordedCall, RecordedReplies, call_name, save, schema_of, sha256_of, words_of
from eval.scripted_server import Handler, ScriptedServer, running
from scribe.assembly import PROMPT, build_transcriber
from scribe.extraction.chain import Chain, ChainReading
from scribe.extraction.reply_schema import GROUPS, reply_schema
from scribe.llm import build_chat_model
from scribe.schema.errors import ScribeError
from scribe.schema.transcript import Transcript
from scribe.settings import Settings

RECORDINGS = Path(__file__).parent / "fixtures" / "recordings"
_CHANGES_EACH_TIME = ("id", "created", "system_fingerprint")


class RecordingServer(ScriptedServer):
    """Hands each request on and keeps what came back. ``calls``: the answers of status 200, in order."""

    def __init__(self, address: str, timeout_s: float) -> None:
        super().__init__(self._forward)
        self._address = f"{address.rstrip('/')}/chat/completions"
        self._timeout_s = timeout_s
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        self.calls: list[RecordedCall] = []

    def _forward(self, handler: Handler) -> None:
        headers = {"Content-Type": "application/json", "Authorization": handler.headers.get("Authorization", "")}
        request = urllib.request.Request(  # noqa: S310 - the address was given on the command line
            self._address, json.dumps(handler.request_body).encode(), headers
        )
        began = time.monotonic()
        try:
            with self._open(request, timeout=self._timeout_s) as response:
                body = response.read()
        except urllib.error.HTTPError as error:
            handler.answer(error.code, error.read())
            return
        self.calls.append(_recorded(handler.request_body, json.loads(body), time.monotonic() - began))
        print(f"record: {len(self.calls)} answers, the last in {self.calls[-1].seconds:.0f} s", file=sys.stderr)
        handler.answer(200, body)


def main() -> int:
    """Record, and say what the chain made of it."""
    arguments = _arguments()
    try:
        transcript = _transcript(arguments.sample)
        recorded, reading = record(arguments, transcript)
    except ScribeError as error:
        print(f"record: {error}", file=sys.stderr)
        return 3
    if reading.failures:
        print(f"record: nothing kept: {reading.failures[0]}", file=sys.stderr)
        return 3
    print(f"record: {save(recorded)}", file=sys.stderr)
    print(f"record: {len(reading.documentation.facts)} of {reading.proposed} facts kept", file=sys.stderr)
    return 0


def record(arguments: argparse.Namespace, transcript: Transcript) -> tuple[RecordedReplies, ChainReading]:
    """The recording, and the reading it gives now."""
    prompt = prompts.load(*PROMPT)
    with running(RecordingServer(arguments.base_url, arguments.timeout)) as server:
        model = build_chat_model(
            arguments.model,
            server.base_url,
            arguments.api_key,
            arguments.structured,
            arguments.timeout,
            at_once=1,
            tries=1,
        )
        reading = Chain(model, prompt).read(transcript)
    recorded = RecordedReplies(
        sample=arguments.sample,
        model=arguments.model,
        model_sha256=arguments.model_sha256,
        structured=arguments.structured,
        how=arguments.how,
        prompt_name=prompt.name,
        prompt_version=prompt.version,
        prompt_sha256=prompt.sha256,
        transcript=_as_shown(transcript),
        calls=tuple(server.calls),
    )
    return recorded, reading


def _recorded(request: dict[str, Any], body: dict[str, Any], seconds: float) -> RecordedCall:
    whole, words = words_of(request)
    schema = schema_of(request)
    return RecordedCall(
        name=_name(request, schema),
        words_sha256=sha256_of(words),
        schema_sha256=sha256_of(schema),
        request_sha256=sha256_of(whole),
        seconds=round(seconds, 1),
        body={key: value for key, value in body.items() if key not in _CHANGES_EACH_TIME},
    )


def _name(request: dict[str, Any], schema: object) -> str:
    """The group that asks with this schema; the dialects without a name for it do not send one."""
    prompt = prompts.load(*PROMPT)
    named = [group.name for group in GROUPS if reply_schema(group) == schema]
    return call_name(prompt, named[0]) if named else "unnamed"


def _as_shown(transcript: Transcript) -> Transcript:
    """The transcript without what the model was not shown: the times of its words."""
    segments = (segment.model_copy(update={"words": ()}) for segment in transcript.segments)
    return transcript.model_copy(update={"segments": tuple(segments)})


def _transcript(sample: str) -> Transcript:
    settings = Settings(data_dir=Path(".cache/scribe"), model=None, _env_file=None)
    transcriber = build_transcriber(settings, warn=lambda text: print(f"record: {text}", file=sys.stderr))
    return transcriber.transcribe(RECORDINGS / f"{sample}.opus")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.record", description=__doc__.splitlines()[0])
    parser.add_argument("--model", required=True, help="the model's name at its server")
    parser.add_argument("--base-url", required=True, help="the server's address, usually ending in /v1")
    parser.add_argument("--api-key", default=None)
    parser.add_argument("--structured", default="json_schema", choices=["json_schema", "json_object", "prompt"])
    parser.add_argument("--timeout", type=float, default=3600.0, help="total seconds")
    parser.add_argument("--sample", default="low-back-pain")
    parser.add_argument("--model-sha256", default=None, help="of the weights, where they are a file")
    parser.add_argument("--how", default="", help="the server and its settings, in a sentence")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
