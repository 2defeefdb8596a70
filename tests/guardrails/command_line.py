"""``scribe check`` as its users run it: documents in, answers out, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def checked(documents: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answer of ``scribe check - --format jsonl`` to each document, in order."""
    lines = "\n".join(json.dumps(document, ensure_ascii=False) for document in documents)
    done = subprocess.run(
        [sys.executable, "-m", "scribe.cli", "check", "-", "--format", "jsonl"],
        input=lines.encode("utf-8"),
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr.decode("utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]
