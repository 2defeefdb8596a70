"""Logs: one line of allow-listed facts on stderr. Ids, counts, durations and codes; never text of a visit."""

import sys

_ALLOWED = frozenset({"encounter_id", "status", "route", "seconds", "code", "detail", "host", "port"})


def log(event: str, **facts: str | int | float) -> None:
    """Print ``event`` with the allow-listed facts, the names of others only."""
    shown = [f"{key}={value}" for key, value in facts.items() if key in _ALLOWED]
    dropped = sorted(facts.keys() - _ALLOWED)
    shown += [f"dropped={','.join(dropped)}"] if dropped else []
    print("scribe:", event, *shown, file=sys.stderr, flush=True)
