"""Latest draft: the one that a note begins as. What an attempt left that failed or was cancelled comes last."""

from typing import Any

from sqlalchemy import Select, exists, select

from scribe.schema.job import JobState
from scribe.store.tables import drafts, jobs


def latest_draft(encounter_id: str) -> Select[Any]:
    """The query for its row. An attempt may be cancelled while it keeps its draft: that one replaces no other."""
    is_unfinished = exists().where(
        jobs.c.encounter_id == drafts.c.encounter_id,
        jobs.c.attempt == drafts.c.revision,
        jobs.c.state != JobState.DONE.value,
    )
    wanted = select(drafts).where(drafts.c.encounter_id == encounter_id)
    return wanted.order_by(is_unfinished, drafts.c.revision.desc()).limit(1)
