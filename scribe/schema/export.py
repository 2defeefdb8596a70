"""The JSON Schemas of the public values, as committed in docs/schema."""

import json
from typing import Any

from scribe.schema.request import NoteRequest
from scribe.schema.result import Result
from scribe.schema.transcript import Transcript

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, str]:
    """File name to JSON text, keys sorted, ending in a line break."""
    schemas: dict[str, dict[str, Any]] = {
        "note-request.schema.json": NoteRequest.model_json_schema(mode="validation"),
        "result.schema.json": Result.model_json_schema(mode="serialization"),
        "transcript.schema.json": Transcript.model_json_schema(mode="serialization"),
    }
    return {name: _text({"$schema": _DIALECT, **schema}) for name, schema in schemas.items()}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
