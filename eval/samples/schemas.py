"""The JSON Schemas of the fixture formats, as committed in docs/schema."""

import json

from eval.samples.drafts import LabelledDraft
from eval.samples.labels import LabelledEncounter
from eval.samples.unlabelled import UnlabelledEncounter
from scribe.schema.record import Record

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, str]:
    """File name to JSON text, keys sorted, ending in a line break."""
    formats: dict[str, type[Record]] = {
        "encounter": LabelledEncounter,
        "draft": LabelledDraft,
        "unlabelled": UnlabelledEncounter,
    }
    return {
        f"eval-{name}.schema.json": json.dumps(
            {"$schema": _DIALECT, **form.model_json_schema(mode="validation")},
            indent=2,
            sort_keys=True,
            ensure_ascii=False,
        )
        + "\n"
        for name, form in formats.items()
    }
