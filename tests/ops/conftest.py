"""An open store in a fresh folder, and a draft to count."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scribe.api.drafting import Drafting
from scribe.schema.result import Result
from scribe.settings import Settings
from scribe.store.store import Places, Store, open_store

VISIT = {
    "encounter": {"date_of_service": "2026-11-20"},
    "transcript": {
        "segments": [
            {"speaker_role": "patient", "text": "I have had low back pain for about a year."},
            {"speaker_role": "clinician", "text": "My assessment is chronic low back pain."},
        ]
    },
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(Places(settings.data_dir))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    drafting = Drafting(Settings(data_dir=tmp_path_factory.mktemp("drafted")))
    return drafting.from_request(json.dumps(VISIT).encode(), require_model=False)
