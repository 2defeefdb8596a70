"""Provenance of the rules: one digest over everything that decides codes and findings, the tables apart."""

import hashlib
from functools import cache
from pathlib import Path

from guardrails.registry import CODING_RULES, RULE_PACK_VERSION, RULES
from scribe.schema.result import Component

HERE = Path(__file__).parent


@cache
def rule_pack_component() -> Component:
    """Name, version with the number of rules, and the digest of the sources in the order of their paths."""
    content = hashlib.sha256()
    for path in sorted(HERE.rglob("*.py"), key=lambda path: path.relative_to(HERE).as_posix()):
        content.update(path.relative_to(HERE).as_posix().encode("utf-8") + b"\0" + path.read_bytes() + b"\0")
    version = f"{RULE_PACK_VERSION} ({len(CODING_RULES)} coding rules, {len(RULES)} checks)"
    return Component(name="spine", version=version, sha256=content.hexdigest())
