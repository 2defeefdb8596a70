"""A run as JSON: equal runs give equal bytes, and durations stand under one key, so that one can compare without.

::

    {"schema": "scribe-eval-run/1", "versions": {...}, "against": ..., "shard": ...,
     "suites": [...], "durations": {...}}

``suites`` are in the order of the run, every other name is sorted. ``durations`` holds each suite's ``seconds``.
"""

import json
from typing import Any

from eval.results import RunResult

SCHEMA = "scribe-eval-run/1"


def render(run: RunResult) -> str:
    """The document, indented, with a newline at its end.

    Raises ValueError where a value is not finite: JSON has no such number, and null says that nothing was scored.
    """
    dumped = run.model_dump(mode="json")
    durations = {suite["suite"]: suite.pop("seconds") for suite in dumped["suites"]}
    document = {
        "schema": SCHEMA,
        "versions": dumped.pop("versions"),
        **{name: dumped[name] for name in sorted(dumped)},
        "durations": durations,
    }
    ordered = {name: _plain(value) for name, value in document.items()}
    return json.dumps(ordered, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read(text: str) -> RunResult:
    """The run of such a document. Raises ValueError where the schema is another or the form is not a run's."""
    document = json.loads(text)
    schema = document.pop("schema", None) if isinstance(document, dict) else None
    if schema != SCHEMA:
        raise ValueError(f"This is no evaluation run of the schema {SCHEMA}. Write it again with this version.")
    durations = document.pop("durations", {})
    for suite in document["suites"]:
        suite["seconds"] = durations.get(suite["suite"], {})
    return RunResult.model_validate_json(json.dumps(document))


def _plain(value: Any) -> Any:
    """The value with sorted names, and without the sign of a zero: equal values are written alike."""
    if isinstance(value, dict):
        return {name: _plain(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value + 0.0 if isinstance(value, float) else value
