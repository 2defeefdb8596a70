"""The project's first encounters: each gives all that its labels say, one by one."""

import json

import pytest

from eval.embedded import embedded_draft
from eval.own_encounters import OwnEncounter, own_encounters
from eval.samples.labels import Expected
from eval.suites.expected import checks

OURS = {own.name: own for own in own_encounters()}


def unkept(own: OwnEncounter, expected: Expected) -> list[str]:
    result = embedded_draft(own.visit, own.transcript, own.proposed)
    return [f"{check.name}: {check.seen}" for check in checks(result, expected) if not check.passed]


def labels(own: OwnEncounter) -> Expected:
    return Expected.model_validate_json(json.dumps(own.expected))


def test_there_are_fifteen_of_them() -> None:
    assert len(OURS) >= 15


@pytest.mark.parametrize("own", OURS.values(), ids=OURS.keys())
def test_an_encounter_gives_what_its_labels_say(own: OwnEncounter) -> None:
    assert unkept(own, labels(own)) == []


def test_a_wrong_label_is_seen() -> None:
    own = OURS["dictated-narrative"]
    wrong = labels(own).model_copy(update={"codes": ("M54.59",)})

    assert [line.partition(":")[0] for line in unkept(own, wrong)] == ["codes in sequence"]
