"""``scribe audit``: whether histories and log are as they were written, and what the log says, in ids and codes."""

import argparse

from scribe import assembly
from scribe.settings import load_settings
from scribe.store.store import Store
from scribe.store.verify import verify


def run(options: argparse.Namespace) -> int:
    """0 where all is as it was written and guarded; 1 where something is not, each in a line of its own."""
    store = assembly.open_store(load_settings())
    try:
        return {"verify": _verify, "show": _show}[options.action](store, options.encounter)
    finally:
        store.close()


def _verify(store: Store, encounter_id: str | None) -> int:
    found = verify(store, encounter_id)
    for one in found.breaks:
        print(f"BROKEN {one}")
    for guard in found.unguarded:
        print(f"UNGUARDED the trigger {guard} is missing, switched off or changed: restore it from a backup")
    state = f"{len(found.breaks)} breaks" if found.breaks else "all as written"
    notes = f"{found.encounters} notes ({found.signed} signed), {found.entries} entries"
    print(f"{notes}, {found.records} records of the log: {state}")
    if found.unsigned:
        print(f"{found.unsigned} records carry no signature: they should be from before this log was signed")
    for head in found.heads:
        print(f"end of the log (keep it elsewhere): {head}")
    return int(bool(found.breaks or found.unguarded))


def _show(store: Store, encounter_id: str | None) -> int:
    for tenant in store.audit.tenants():
        for record in store.audit.each(tenant, encounter_id):
            print(record.model_dump_json(exclude_none=True))
    return 0
