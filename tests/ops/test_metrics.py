"""Figures of the work: counted under labels of closed sets, left in files, added up over processes."""

import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from urllib.request import urlopen

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from scribe.metrics import FiguresFile, FiguresOfProcesses, WorkFigures, serve_metrics, work_figures
from scribe.schema.finding import Disposition, Finding, Severity
from scribe.schema.result import ModelComponent, Result
from tests.conftest import ROOT

NAME = "Threadneedle"


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _text(figures: WorkFigures) -> str:
    return generate_latest(figures.registry).decode()


def _sum(folder: Path, name: str, **labels: str) -> float | None:
    registry = CollectorRegistry()
    registry.register(FiguresOfProcesses(folder))
    return registry.get_sample_value(name, labels)


def _with_model(result: Result, error: str | None) -> Result:
    model = ModelComponent(
        name="m",
        host="h",
        structured="s",
        temperature=0,
        calls=2,
        prompt_tokens=30,
        completion_tokens=4,
        error=error,
    )
    return result.model_copy(update={"provenance": result.provenance.model_copy(update={"model": model})})


def test_a_transcription_gives_its_real_time_factor() -> None:
    figures = work_figures()

    figures.transcribed(audio_s=100, work_s=25)

    value = figures.registry.get_sample_value
    assert value("scribe_transcription_real_time_factor_sum") == 0.25
    assert value("scribe_transcribed_audio_seconds_total") == 100
    assert value("scribe_transcription_work_seconds_total") == 25


def test_a_recording_of_no_length_has_no_factor() -> None:
    figures = work_figures()

    figures.transcribed(audio_s=0, work_s=1)

    assert figures.registry.get_sample_value("scribe_transcription_real_time_factor_count") == 0


def test_a_draft_counts_its_wait_disposition_and_findings(result: Result) -> None:
    figures = work_figures()
    finding = result.findings[0]

    figures.drafted(result, stop_to_draft_s=4.5)

    value = figures.registry.get_sample_value
    assert value("scribe_stop_to_draft_seconds_sum") == 4.5
    assert value("scribe_drafts_total", {"disposition": result.disposition.value}) == 1
    found = value("scribe_findings_total", {"rule": finding.rule, "severity": finding.severity.value})
    assert found == sum(one.rule == finding.rule for one in result.findings)


def test_a_model_counts_calls_tokens_and_its_failure(result: Result) -> None:
    figures = work_figures()

    figures.drafted(_with_model(result, error="model-timeout"), stop_to_draft_s=1)

    value = figures.registry.get_sample_value
    assert value("scribe_model_calls_total") == 2
    assert value("scribe_model_tokens_total", {"kind": "prompt"}) == 30
    assert value("scribe_model_tokens_total", {"kind": "completion"}) == 4
    assert value("scribe_model_errors_total", {"code": "model-timeout"}) == 1


def test_a_failed_job_counts_by_its_code_and_one_handed_back_too() -> None:
    figures = work_figures()

    figures.failed("engine-failed")
    figures.handed_back("worker-died")

    value = figures.registry.get_sample_value
    assert value("scribe_job_failures_total", {"code": "engine-failed"}) == 1
    assert value("scribe_jobs_handed_back_total", {"code": "worker-died"}) == 1


def test_a_name_in_whatever_is_text_reaches_no_metric(result: Result) -> None:
    figures = work_figures()
    finding = Finding(rule=NAME, name=NAME, severity=Severity.ERROR, message=NAME, citation=NAME, codes=(NAME,))
    note = result.note.model_copy(update={"markdown": NAME})
    planted = result.model_copy(update={"findings": (finding,), "note": note, "disposition": Disposition.NO_SPEECH})

    figures.drafted(_with_model(planted, error=NAME), stop_to_draft_s=1)
    figures.failed(NAME)
    figures.handed_back(NAME)

    assert NAME not in _text(figures)
    assert figures.registry.get_sample_value("scribe_findings_total", {"rule": "other", "severity": "error"}) == 1
    assert figures.registry.get_sample_value("scribe_job_failures_total", {"code": "other"}) == 1


def test_files_of_two_processes_are_added_up(tmp_path: Path) -> None:
    first, second = work_figures(), work_figures()
    first.transcribed(audio_s=10, work_s=1)
    second.transcribed(audio_s=20, work_s=30)
    second.failed("engine-failed")

    FiguresFile(tmp_path).write(first.registry)
    FiguresFile(tmp_path).write(second.registry)

    assert _sum(tmp_path, "scribe_transcribed_audio_seconds_total") == 30
    assert _sum(tmp_path, "scribe_transcription_real_time_factor_count") == 2
    assert _sum(tmp_path, "scribe_transcription_real_time_factor_bucket", le="0.1") == 1
    assert _sum(tmp_path, "scribe_job_failures_total", code="engine-failed") == 1


def test_a_damaged_file_is_left_out(tmp_path: Path) -> None:
    figures = work_figures()
    figures.transcribed(audio_s=10, work_s=1)
    FiguresFile(tmp_path).write(figures.registry)
    (tmp_path / "broken.prom").write_bytes(b"scribe_transcribed_audio_seconds_total \xff{")

    assert _sum(tmp_path, "scribe_transcribed_audio_seconds_total") == 10


def test_what_changes_is_in_the_file_a_moment_later(tmp_path: Path) -> None:
    figures, file, told = work_figures(), FiguresFile(tmp_path, wait_s=0.01), Event()
    written = file.write
    file.write = lambda registry: (written(registry), told.set())  # type: ignore[method-assign,func-returns-value]

    figures.failed("engine-failed")
    file.changed(figures.registry)

    assert told.wait(5)
    assert _sum(tmp_path, "scribe_job_failures_total", code="engine-failed") == 1


def test_the_last_figures_of_a_process_that_ends_are_left(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from scribe.metrics import work_figures;"
        "work_figures(pathlib.Path(sys.argv[1])).failed('engine-failed')"
    )

    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, cwd=ROOT)

    assert _sum(tmp_path, "scribe_job_failures_total", code="engine-failed") == 1


def test_figures_are_served_on_a_port_of_their_own(unused_port: int) -> None:
    figures = work_figures()
    figures.failed("engine-failed")

    serve_metrics(unused_port, figures.registry)

    with urlopen(f"http://127.0.0.1:{unused_port}/metrics", timeout=5) as answer:
        assert 'scribe_job_failures_total{code="engine-failed"} 1.0' in answer.read().decode()


def test_the_file_is_this_users_alone(tmp_path: Path) -> None:
    FiguresFile(tmp_path / "metrics").write(work_figures().registry)

    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "metrics").iterdir()] == [0o600]


def test_a_folder_that_takes_no_file_costs_figures_alone(tmp_path: Path) -> None:
    (tmp_path / "metrics").write_text("a file where the folder should be")

    FiguresFile(tmp_path / "metrics").write(work_figures().registry)

    assert _sum(tmp_path / "metrics", "scribe_model_calls_total") is None


@pytest.mark.parametrize(("age", "left"), [(timedelta(days=-1), 0.0), (timedelta(days=1), None)])
def test_files_of_long_ended_processes_are_forgotten(tmp_path: Path, age: timedelta, left: float | None) -> None:
    FiguresFile(tmp_path).write(work_figures().registry)

    FiguresOfProcesses(tmp_path).forget_before(datetime.now(UTC) + age)

    assert _sum(tmp_path, "scribe_model_calls_total") == left


def test_a_process_that_ends_before_it_counted_anything_leaves_no_file(tmp_path: Path) -> None:
    file, figures = FiguresFile(tmp_path), work_figures()

    file.end(figures.registry)
    before = list(tmp_path.iterdir())
    file.changed(figures.registry)
    file.end(figures.registry)

    assert before == []
    assert len(list(tmp_path.glob("*.prom"))) == 1
