"""Links: which request may follow which answer, as OpenAPI says it.

By them a client, or a tool that tests, finds the way from an encounter to its signed note.
"""

from collections.abc import Mapping
from typing import Any

OF_BODY, OF_PATH = "$response.body#/id", "$request.path.encounter_id"
"""Where an answer says which encounter it is about; where the answer says nothing, the request did."""
_ONE = "v1_encounters__encounter_id__"
OPERATIONS: Mapping[str, str] = {
    "show": f"show_{_ONE}get",
    "consent": f"consent_{_ONE}consent_put",
    "append": f"patch_{_ONE}audio_patch",
    "finalize": f"finalize_{_ONE}finalize_post",
    "transcript": f"transcript_{_ONE}transcript_get",
    "draft": f"draft_{_ONE}draft_get",
    "note": f"note_{_ONE}note_get",
    "sign": f"sign_{_ONE}note_sign_post",
    "export": f"export_{_ONE}export_get",
    "retry": f"retry_{_ONE}retry_post",
    "delete": f"delete_{_ONE}delete",
}
"""The operationId of each request that is linked to."""


def links(*names: str, of: str = OF_BODY) -> dict[str, Any]:
    """The ``links`` of an answer to requests about the same encounter. of: where its id stands."""
    return {
        "links": {name: {"operationId": OPERATIONS[name], "parameters": {"encounter_id": of}} for name in names}
    }
