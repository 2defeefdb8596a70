"""The result as a FHIR R4 document: one Bundle whose references all resolve within it.

Only elements that R4 and R4B share are used. No clock and no chance: equal arguments give equal bytes.
"""

import json
from datetime import datetime

from scribe.export.fhir_codes import Json, code
from scribe.export.fhir_composition import composition_entry
from scribe.export.fhir_condition import condition_entries
from scribe.export.fhir_issue import issue_entries
from scribe.export.fhir_observation import observation_entries
from scribe.export.fhir_provenance import addition_entries, device_entries, provenance_entry
from scribe.export.fhir_source import Source, Work
from scribe.export.fhir_tables import URI
from scribe.export.fhir_visit import visit_entries
from scribe.schema.result import Result
from scribe.schema.signature import Signing

MEDIA_TYPE = "application/fhir+json"


def bundle_json(
    result: Result,
    signing: Signing | None = None,
    at: datetime | None = None,
    *,
    recording_sha256: str | None = None,
    work: Work | None = None,
) -> str:
    """The document as JSON: ``preliminary`` without a signature, else ``final`` or ``amended``.

    at: when it is assembled, with its time zone; without it the date of service at 0:00 UTC stands as its
    timestamp, and the Provenance says so. recording_sha256: of the sound, 64 hex digits.
    work: what people did with the note beside signing it.
    """
    if at is not None and at.utcoffset() is None:
        raise ValueError("at needs a time zone")
    source = Source(result, signing, at, recording_sha256, work or Work())
    return json.dumps(_bundle(source), ensure_ascii=False, indent=2) + "\n"


def _bundle(source: Source) -> Json:
    people = list(visit_entries(source))
    drafted = [*condition_entries(source), *observation_entries(source), *issue_entries(source)]
    devices = list(device_entries(source))
    first = composition_entry(source)
    made = [first, *(one for one in (*people, *drafted) if "meta" in one["resource"])]
    return {
        "resourceType": "Bundle",
        "id": source.uuid("Bundle"),
        "identifier": {"system": URI, "value": source.urn("Bundle")},
        "type": code("Bundle.type", "document"),
        "timestamp": source.timestamp,
        "entry": [
            first,
            *people,
            *drafted,
            *devices,
            *addition_entries(source, first),
            provenance_entry(source, made),
        ],
    }
