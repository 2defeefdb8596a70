"""Assembly: from settings to the parts that do the work; the only place that knows which part stands where."""

import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from scribe.clock import now
from scribe.logs import log
from scribe.schema.errors import SettingsError
from scribe.schema.result import Component
from scribe.settings import Settings

if TYPE_CHECKING:
    from audio import Transcriber
    from audio.doctor import Line
    from scribe.jobs.liveness import Liveness
    from scribe.jobs.observer import Observer
    from scribe.jobs.worker import Worker
    from scribe.llm.chat_model import ChatModel
    from scribe.pipeline.run import Parts
    from scribe.store.retention import Purged
    from scribe.store.store import Places, Store

PROMPT = ("extract", "v1")
PHRASE = ("phrase", "v1")
DRAFTS_AT_ONCE = 8
"""Of one worker. They wait for a language model, where there is one, rather than for a core."""


def build_parts(settings: Settings, *, require_model: bool = False) -> "Parts":
    """The reader, and the LLM chain where a model is named. Raises SettingsError where a required one is not."""
    from scribe.extraction.reader import Reader
    from scribe.pipeline.run import Parts

    if require_model and not settings.model:
        raise SettingsError("A language model is required but none is named.", "Set SCRIBE_MODEL.")
    if not settings.model:
        return Parts(reader=Reader(), require_model=require_model)
    return parts_with(_chat_model(settings), require_model=require_model, phrase=settings.narrative == "model")


def parts_with(model: "ChatModel", *, phrase: bool, require_model: bool = False) -> "Parts":
    """The reader and the LLM chain on a model; ``phrase``: the model words the note too."""
    import prompts
    from scribe.extraction.chain import Chain
    from scribe.extraction.reader import Reader
    from scribe.phrasing.phraser import Phraser
    from scribe.pipeline.run import ModelReading, Parts

    prompt = prompts.load(*PROMPT)
    return Parts(
        reader=Reader(),
        model=ModelReading(
            chain=Chain(model=model, prompt=prompt),
            prompt=Component(name=prompt.name, version=prompt.version, sha256=prompt.sha256),
        ),
        require_model=require_model,
        phraser=Phraser(model, prompts.load(*PHRASE)) if phrase else None,
    )


def build_transcriber(settings: Settings, warn: Callable[[str], None], at_once: int = 1) -> "Transcriber":
    """The speech engine of these settings; it loads its weights when there is speech to transcribe.

    at_once: recordings heard at the same time (audio.recordings_at_once); a command hears one.
    """
    import audio

    return audio.build_transcriber(
        model=settings.asr_model,
        device=settings.device,
        compute_type=settings.compute_type,
        cache_dir=settings.data_dir / "weights",
        language=settings.language,
        cpu_threads=settings.cpu_threads,
        warn=warn,
        diarize=settings.diarize,
        at_once=at_once,
    )


def open_store(settings: Settings) -> "Store":
    """The store of this installation, at the present schema. Raises SettingsError, StoreError."""
    from scribe.store import store

    return store.open_store(places(settings))


def places(settings: Settings) -> "Places":
    """Where this installation keeps encounters."""
    from scribe.store.store import Places

    url = settings.database_url.get_secret_value() if settings.database_url else None
    return Places(settings.data_dir, url, settings.audio_url, settings.key_file)


def build_worker(
    settings: Settings,
    store: "Store",
    transcriber: "Transcriber",
    at_once: int,
    observer: "Observer",
) -> "Worker":
    """A worker under a name of its own. at_once: recordings heard at the same time. Raises SettingsError."""
    from scribe.jobs.dbos_queue import AtOnce, DbosQueue
    from scribe.jobs.housekeeping import housekeeping
    from scribe.jobs.work import Means, Work
    from scribe.jobs.worker import Worker
    from scribe.store.sealed_sound import SealedSound

    worker_id = secrets.token_hex(8)
    queue = DbosQueue(places(settings), worker_id, AtOnce(at_once, DRAFTS_AT_ONCE))
    means = Means(
        store=store,
        transcriber=transcriber,
        sound_of=lambda stored: SealedSound(store.recordings, stored.id, stored.told.audio_format),
        parts_of=lambda required: build_parts(settings, require_model=required),
        now=now,
        model=settings.model or "",
        unload_after_s=settings.unload_after_s,
        observer=observer,
    )
    work = Work(means, queue, worker_id)
    liveness = open_liveness(settings)
    return Worker(
        worker_id, store.jobs, queue, liveness, work, observer, lambda: _told(housekeeping(store, settings, now()))
    )


def _told(purged: "Purged") -> None:
    """What was removed in one line, where anything was."""
    counts = {name: count for name, count in asdict(purged).items() if count}
    if counts:
        log("housekeeping", detail=", ".join(f"{name} {count}" for name, count in counts.items()))


def open_liveness(settings: Settings) -> "Liveness":
    """The locks by which workers know of each other; ``alive`` counts them."""
    from scribe.jobs.liveness import open_liveness

    return open_liveness(places(settings))


def model_host(settings: Settings) -> str | None:
    """The host that receives text, or None where no model is named and nothing leaves the machine."""
    return _chat_model(settings).host if settings.model else None


def _chat_model(settings: Settings) -> "ChatModel":
    from scribe.llm import Remembered, build_chat_model

    return build_chat_model(
        model=settings.model or "",
        base_url=settings.openai_base_url,
        api_key=settings.openai_api_key.get_secret_value() if settings.openai_api_key else None,
        structured=settings.llm_structured,
        timeout_s=settings.llm_timeout_s,
        proxy=settings.llm_proxy,
        remembered=Remembered(settings.data_dir / "model-dialects.json"),
    )


def speech_model_available(settings: Settings) -> bool:
    """Whether a speech model is at hand without a download."""
    import audio

    return audio.model_available(settings.asr_model, settings.data_dir / "weights")


def speech_report(settings: Settings) -> "tuple[Line, ...]":
    """What the speech side has and lacks, as lines of (state, what, told)."""
    import audio

    return audio.doctor_report(
        settings.asr_model,
        settings.device,
        settings.compute_type,
        settings.data_dir / "weights",
        settings.diarize,
    )
