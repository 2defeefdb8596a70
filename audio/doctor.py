"""Doctor: what the speech side of this installation has, and what it lacks with the cure. Nothing is downloaded."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal, NamedTuple

from audio.bundles import Bundle
from audio.devices import CHOICES, cuda_devices
from audio.diarizer import Diarize
from audio.digests import sha256_of
from audio.embedder import GET_EXTRA, NAME, WEIGHTS, WEIGHTS_SHA256
from audio.weights import DEFAULT_MODEL, GET_WEIGHTS, SECOND_MODEL, Weights, at_hand, available
from scribe.schema.errors import EngineUnavailable


class Line(NamedTuple):
    """One thing looked at, and what is to be told of it."""

    state: Literal["ok", "missing", "note"]
    what: str
    told: str


def doctor_report(
    model: str | None, device: str, compute_type: str | None, cache_dir: Path, diarize: Diarize = "auto"
) -> tuple[Line, ...]:
    """The lines ``scribe doctor`` shows about speech. The arguments are those of ``build_transcriber``."""
    engine = _engine()
    if engine.state == "missing":
        return (engine,)
    return (engine, _device(device, compute_type), _model(model, cache_dir), *_others(), _speakers(diarize))


def model_available(model: str | None, cache_dir: Path) -> bool:
    """Whether the speech model asked for (or a default one) is at hand without a network."""
    names = [model] if model else [DEFAULT_MODEL, SECOND_MODEL]
    try:
        return any(at_hand(name, cache_dir) for name in names)
    except EngineUnavailable:
        return False


def _engine() -> Line:
    try:
        return Line("ok", "speech engine", f"faster-whisper {version('faster-whisper')}")
    except PackageNotFoundError:
        return Line("missing", "speech engine", "faster-whisper is not installed; install scribe again")


def _device(asked: str, compute_type: str | None) -> Line:
    if asked not in CHOICES:
        return Line("missing", "speech device", f"{asked!r} is unknown; choose one of {', '.join(CHOICES)}")
    count = cuda_devices() if asked != "cpu" else 0
    if count:
        return Line("ok", "speech device", f"{count} CUDA device(s); tried when first used, else the CPU")
    wanted = "; cuda was asked for and is not there" if asked == "cuda" else ""
    return Line("note" if wanted else "ok", "speech device", f"cpu, {compute_type or 'int8'}{wanted}")


def _model(model: str | None, cache_dir: Path) -> Line:
    for name in [model] if model else [DEFAULT_MODEL, SECOND_MODEL]:
        try:
            found = at_hand(name, cache_dir)
        except EngineUnavailable as error:
            return Line("missing", "speech model", str(error))
        if found is None:
            continue
        if isinstance(found, Bundle):
            return _bundled(found)
        if name in (model, DEFAULT_MODEL):
            return Line("ok", "speech model", _told(found))
        return Line("note", "speech model", f"{_told(found)}; {DEFAULT_MODEL} makes fewer errors. {GET_WEIGHTS}")
    return Line("missing", "speech model", f"{model or DEFAULT_MODEL} is not on this machine. {GET_WEIGHTS}")


def _bundled(carried: Bundle) -> Line:
    located = carried.located() or {}
    wrong = [file.name for file in carried.files if sha256_of(located.get(file.name, ())) != file.sha256]
    packages = ", ".join(carried.distributions)
    if wrong:
        told = f"{carried.model} in {packages}: {', '.join(wrong)} is not the official file. {GET_WEIGHTS}"
        return Line("missing", "speech model", told)
    told = f"{carried.model} from {packages}, sha256 {carried.files[0].sha256[:12]}... verified"
    return Line("ok" if carried.model == DEFAULT_MODEL else "note", "speech model", told)


def _told(found: Weights) -> str:
    return f"{found.name} from {found.folder} ({found.source}), sha256 {found.sha256[:12]}..."


def _others() -> tuple[Line, ...]:
    names = [f"{name} ({source})" for name, source in available().items()]
    return (Line("note", "speech models", f"at hand without a network: {', '.join(names)}"),) if names else ()


def _speakers(diarize: Diarize) -> Line:
    """Whether voices are told apart by embeddings; a missing extra is a fault only where it is asked for."""
    found = WEIGHTS.locate()
    if diarize == "off":
        return Line("note", "speakers", "told apart by wording and pitch; SCRIBE_DIARIZE is off")
    if found is None:
        told = f"the extra diarize is not installed; speakers are told apart by wording and pitch. {GET_EXTRA}"
        return Line("missing" if diarize == "on" else "note", "speakers", told)
    if sha256_of([found]) != WEIGHTS_SHA256:
        return Line(
            "missing", "speakers", f"{found.name} in {WEIGHTS.distribution} is not the official file. {GET_EXTRA}"
        )
    told = f"told apart by voice: {NAME} from {WEIGHTS.distribution}, sha256 {WEIGHTS_SHA256[:12]}... verified"
    return Line("ok", "speakers", told)
