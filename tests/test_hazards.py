"""docs/hazards.md: every hazard names a test, and every test it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROWS = [line for line in (ROOT / "docs" / "hazards.md").read_text("utf-8").splitlines() if line.startswith("| ")][
    1:
]


def test_every_hazard_names_a_test() -> None:
    assert [row for row in ROWS if not re.search(r"`test_\w+`", row)] == []


def test_every_named_test_exists() -> None:
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }

    assert [name for row in ROWS for name in re.findall(r"`(test_\w+)`", row) if name not in defined] == []
