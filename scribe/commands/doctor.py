"""``scribe doctor``: what this installation has, who would receive text, and what is missing with its cure."""

import argparse
import platform
from collections.abc import Iterator
from datetime import date

import guardrails
from scribe import __version__
from scribe.assembly import model_host, open_liveness, speech_report
from scribe.commands.doctor_line import Line
from scribe.commands.doctor_store import stored_lines
from scribe.schema.errors import ScribeError
from scribe.settings import Settings, load_settings, setting_lines


def run(_: argparse.Namespace) -> int:
    """Print the report. 3 where something the main job needs is missing."""
    settings = load_settings()
    lines = list(_lines(settings))
    for line in lines:
        print(f"{line.state:<8} {line.what:<16} {line.told}")
    print("\nSettings (environment or .env):")
    for variable, value, description in setting_lines(settings):
        print(f"  {variable:<24} {value:<24} {description}")
    return 3 if any(line.state == "missing" for line in lines) else 0


def _lines(settings: Settings) -> Iterator[Line]:
    yield Line("ok", "scribe", f"{__version__} on Python {platform.python_version()}")
    yield _code_tables()
    for state, what, told in speech_report(settings):
        yield Line(state, what, told)
    yield _language_model(settings)
    yield Line("ok" if _writable(settings) else "missing", "data folder", _data_folder(settings))
    yield from stored_lines(settings, open_liveness(settings).alive)


def _code_tables() -> Line:
    try:
        codes = guardrails.code_set_component(date(2026, 11, 20))
    except (ScribeError, OSError) as error:
        return Line("missing", "code tables", f"cannot be read ({type(error).__name__}); reinstall scribe")
    return Line("ok", "code tables", f"ICD-10-CM 2015-10-01 to 2027-03-31; on 2026-11-20: {codes.version}")


def _language_model(settings: Settings) -> Line:
    if not settings.model:
        return Line(
            "ok", "language model", "none named: the deterministic reader drafts, no text leaves the machine"
        )
    try:
        return Line("ok", "language model", f"{settings.model}; text is sent to {model_host(settings)}")
    except ScribeError as error:
        return Line("missing", "language model", str(error))


def _writable(settings: Settings) -> bool:
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return True


def _data_folder(settings: Settings) -> str:
    return (
        f"{settings.data_dir}"
        if _writable(settings)
        else f"{settings.data_dir} cannot be made; set SCRIBE_DATA_DIR"
    )
