"""Versions: what exactly is evaluated, so that a stored result is used again only for the very same."""

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import guardrails
import prompts
from eval.results import Versions
from eval.suite import RECORDED, Setup
from scribe import __version__
from scribe.assembly import PROMPT
from scribe.settings import load_settings

ROOT = Path(__file__).parents[2]
_PACKAGES = ("scribe", "prompts", "audio", "guardrails", "eval")
_SETTINGS = (
    *("asr_model", "device", "compute_type", "language", "diarize"),
    *("llm_structured", "narrative", "openai_base_url"),
)
_SOURCES = ("*.py", "*.md", "*.txt", "*.toml", "*.gz", "*.json")


def versions(setup: Setup, fixtures_sha256: str, day: date) -> Versions:
    """Of this project as it stands. day: whose code set is named."""
    prompt = prompts.load(*PROMPT)
    settings = load_settings()
    return Versions(
        software=__version__,
        source_sha256=source_sha256(),
        rule_pack=_rule_pack(),
        code_set=guardrails.code_set_for(day).release.id,
        model=setup.model if setup.model != RECORDED else "recorded replies",
        prompt=f"{prompt.name}/{prompt.version} {prompt.sha256[:12]}",
        speech=settings.asr_model or "base, else tiny.en",
        fixtures_sha256=fixtures_sha256,
    )


def _rule_pack() -> str:
    component = guardrails.rule_pack_component()
    return f"{component.version} {(component.sha256 or '')[:12]}"


def settings_sha256() -> str:
    """Of the settings that change a result: how it is heard, and what model words it where."""
    return hashlib.sha256(load_settings().model_dump_json(include=set(_SETTINGS)).encode()).hexdigest()


@cache
def source_sha256() -> str:
    """Of every source and table of the project, without the fixtures and baselines."""
    digest = hashlib.sha256()
    for path in _paths():
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _paths() -> Iterable[Path]:
    not_source = (ROOT / "eval" / "fixtures", ROOT / "eval" / "baselines")
    found = {path for package in _PACKAGES for form in _SOURCES for path in (ROOT / package).rglob(form)}
    return sorted(path for path in found if not any(path.is_relative_to(folder) for folder in not_source))
