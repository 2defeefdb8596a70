"""The corpus of self-written talk: what it holds is heard, what it does not hold is not, and misses are listed."""

import pytest

from tests.extraction.talk.cases import Case, cases

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{case.file}: {' / '.join(case.said)}" for case in CASES])
def test_talk_is_heard_as_it_was_meant(hear, case: Case):
    faults = list(case.faults(hear(*case.said).documentation.facts))

    if case.missed:
        assert faults, "this one is heard now: take its `missed` out of the file"
    else:
        assert not faults


def test_no_sentence_stands_twice():
    assert len({case.said for case in CASES}) == len(CASES)
