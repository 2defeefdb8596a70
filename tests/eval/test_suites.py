"""The suites of the project: what stands behind each of them, and that they give the same twice."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from eval import suites
from eval.__main__ import main
from eval.metrics.metric import base_id
from eval.results import RunResult, SampleResult
from eval.running.evaluate import Plan, evaluate
from eval.running.folder import RunFolder
from eval.samples import folder
from eval.samples.labels import Noise
from eval.suite import FIXTURES, RECORDED, TIMED, Setup, Suite

ALL = suites.EVERY
ASKED_FOR = {
    "audio-to-transcript",
    "transcript-to-documentation",
    "documentation-to-codes",
    "documentation-to-narrative",
    "draft-to-findings",
    "encounter-to-note",
    "robustness",
    "latency",
}


def test_every_suite_that_was_asked_for_is_there() -> None:
    assert {suite.name for suite in ALL} >= ASKED_FOR
    assert len({suite.name for suite in ALL}) == len(ALL)


@pytest.mark.parametrize("suite", ALL, ids=lambda suite: suite.name)
def test_a_suite_weighs_and_gates_metrics_of_its_own(suite: Suite) -> None:
    ids = [metric.id for metric in suite.metrics]

    assert suite.dangerous_error
    assert len(ids) == len(set(ids))
    assert {gate.metric for gate in suite.gates} | suite.weights.keys() <= set(ids)
    assert all(gate.min_scored >= 1 for gate in suite.gates)


def test_there_are_sixty_encounters_with_labels_and_twenty_of_them_spoken_in_three_noises() -> None:
    labelled = list(folder.samples(FIXTURES, folder.ENCOUNTER, with_facts=True))
    spoken = [folder.encounter(s, FIXTURES) for s in folder.samples(FIXTURES, folder.ENCOUNTER, spoken=True)]

    assert len(labelled) >= 60
    assert len(spoken) >= 20
    assert {one.recording.noise for one in spoken if one.recording} == set(Noise)
    assert len({voice for one in spoken if one.recording for voice in one.recording.voices.values()}) == 3


def test_every_fixture_is_self_written_and_says_so() -> None:
    for sample in folder.samples(FIXTURES, folder.ENCOUNTER):
        one = folder.encounter(sample, FIXTURES)
        assert (one.source.startswith("self-written"), one.licence) == (True, "Apache-2.0"), sample.name


def of(name: str, number: int) -> Suite:
    """A suite of the project over its first samples."""

    suite = suites.known(name)
    first = tuple(islice(suite.samples(Setup()), number))
    return replace(suite, samples=lambda _: first)


def run(suite: Suite, where: Path) -> tuple[RunResult, dict[str, SampleResult]]:
    kept = RunFolder(where)
    made = evaluate(Plan([suite], Setup(), kept, 1, lambda _: suite))
    return made, {result.sample: result for result in kept.results(suite.name)}


@pytest.mark.parametrize("name", [s.name for s in suites.SUITES if not s.varies and not s.needs])
def test_two_runs_are_the_same(name: str, tmp_path: Path) -> None:
    (first, one), (second, two) = run(of(name, 4), tmp_path / "1"), run(of(name, 4), tmp_path / "2")

    def untimed(result: SampleResult) -> SampleResult:
        scores = {key: score for key, score in result.scores.items() if base_id(key) not in TIMED}
        return result.model_copy(update={"seconds": 0.0, "scores": scores})

    assert len(one) == 4
    assert {key: untimed(result) for key, result in one.items()} == {key: untimed(r) for key, r in two.items()}
    assert all(result.failure is None for result in one.values())
    assert [s.values for s in first.suites] == [s.values for s in second.suites]


@pytest.mark.parametrize("name", [s.name for s in suites.SUITES if not s.needs])
def test_a_sample_scores_metrics_of_its_suite_alone(name: str, tmp_path: Path) -> None:
    suite = of(name, 2)

    _, kept = run(suite, tmp_path)

    scored = {base_id(key) for result in kept.values() for key in result.scores}
    assert scored <= {metric.id for metric in suite.metrics}


def test_an_unknown_suite_is_status_2() -> None:
    assert main(["run", "absent"]) == 2


def test_a_folder_without_fixtures_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--fixtures", str(tmp_path)]) == 2
    assert "holds no fixture" in capsys.readouterr().err


def test_the_last_line_says_it_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (first,) = [s for s in folder.samples(FIXTURES, folder.DRAFT) if s.name == "date-m54-5-in-2026"]
    (tmp_path / "one.json").write_bytes(Path(first.where).read_bytes())
    out = ["--out", str(tmp_path / "out"), "--processes", "1", "--min-scored", "2"]

    status = main(["run", "draft-to-findings", "--fixtures", str(tmp_path), *out])

    # One draft is fewer than any of its five gates asks for.
    last = capsys.readouterr().out.splitlines()[-1]
    assert (status, last) == (1, "suites 1 samples 1 gates passed 1 failed 5")


def test_nothing_scored_is_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (first,) = [s for s in folder.samples(FIXTURES, folder.DRAFT) if s.name == "date-m54-5-in-2026"]
    (tmp_path / "one.json").write_bytes(Path(first.where).read_bytes())

    status = main(["run", "transcript-to-note", "--fixtures", str(tmp_path), "--out", str(tmp_path / "out")])

    assert status == 1
    assert "nothing scored" in capsys.readouterr().out


def test_a_draft_without_a_model_has_no_calls_and_no_tokens(tmp_path: Path) -> None:
    _, found = run(of("latency", 1), tmp_path)

    (one,) = found.values()
    assert (one.scores["calls"].value, one.scores["tokens"].value) == (None, None)
    assert one.scores["seconds-per-draft"].weight == 1


def test_recorded_replies_are_drafted_from_and_nothing_stands_in_for_those_that_are_not(tmp_path: Path) -> None:
    suite = suites.known("transcript-to-note")
    named = [s for s in suite.samples(Setup()) if s.name in ("sciatica-left", "cough-is-out-of-scope")]
    suite = replace(suite, samples=lambda _: named)

    kept = RunFolder(tmp_path)
    evaluate(Plan([suite], Setup(model=RECORDED), kept, 1, lambda _: suite))

    found = {result.sample: result for result in kept.results(suite.name)}
    assert found["sciatica-left"].scores["calls"].points > 0
    assert found["cough-is-out-of-scope"].scores == {}
    assert "no reply of a model was recorded" in (found["cough-is-out-of-scope"].failure or "")


def test_what_is_kept_of_a_spoken_sample_names_no_folder_but_that_of_the_fixtures(tmp_path: Path) -> None:
    _, kept = run(of("heard-to-note", 3), tmp_path)

    sounds = [result.shown.audio for result in kept.values() if result.shown]
    assert all(sound and (FIXTURES / sound).is_file() for sound in sounds)
    assert str(FIXTURES) not in (tmp_path / "heard-to-note.jsonl").read_text("utf-8")
