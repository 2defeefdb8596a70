"""What tests of the guardrails share."""

from pathlib import Path

import pytest

from guardrails.code_sets.sources import sources

FOLDER = Path(__file__).parents[2] / ".cache" / "code-sources"


@pytest.fixture(scope="session")
def code_sources() -> Path:
    """The folder of the source packages, or a skip that says why."""
    if not all((FOLDER / source["distribution"]).is_file() for source in sources()):
        pytest.skip("the source packages of the code tables are absent (make code-sets downloads them)")
    return FOLDER
