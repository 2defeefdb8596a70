"""The embedder: a network written as ONNX computes what PyTorch computes, and its weights are only data."""

import pickle
import zipfile
from collections import OrderedDict
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from audio import campplus
from audio.blocks import SpeechBlock
from audio.checkpoint import NotACheckpoint, read_tensors
from audio.decode import SAMPLE_RATE, decode
from audio.diarizer import Diarizer
from audio.embedder import Embedder, installed_weights
from audio.mel_energies import mel_energies
from audio.onnx_graph import Graph
from audio.spans import Span
from audio.utterances import Utterance, utterances
from eval.recordings import script
from scribe.schema.transcript import SpeakerRole
from tests.audio.talk import words
from tests.conftest import RECORDINGS

SPEAKERS = RECORDINGS / "speakers"


@pytest.fixture(scope="session")
def weights() -> Path:
    """The weights of the extra, or a skip that says why."""
    found = installed_weights()
    if found is None:
        pytest.skip("the extra diarize is not installed (make setup-diarize)")
    return found


@pytest.fixture(scope="session")
def real(weights: Path) -> Embedder:
    return Embedder(weights, threads=2)


def run(model: bytes, **inputs: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, inputs)[0])


def test_a_written_network_computes_what_it_says() -> None:
    graph = Graph("affine", "x", ("n", 3))
    scaled = graph.add("Mul", "x", graph.constant(np.array([1, -2, 3], np.float32)))
    joined = graph.add("Concat", graph.add("Relu", scaled), scaled, axis=-1)

    found = run(graph.model(joined, ("n", 6)), x=np.array([[1, 1, -1]], np.float32))

    assert found.tolist() == [[1, 0, 0, 1, -2, -3]]


def test_a_decimal_attribute_and_a_list_are_written() -> None:
    graph = Graph("leaky", "x", (1, 2))
    leaky = graph.add("LeakyRelu", graph.add("Transpose", "x", perm=(1, 0)), alpha=0.5)

    assert run(graph.model(leaky, (2, 1)), x=np.array([[4, -4]], np.float32)).tolist() == [[4], [-2]]


def test_a_tone_is_loudest_in_its_own_band_and_a_frame_comes_every_ten_milliseconds() -> None:
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    low, high = (mel_energies(np.sin(2 * np.pi * hz * time).astype(np.float32)) for hz in (200, 4000))

    assert low.shape == (98, 80)
    assert 5 < low.mean(axis=0).argmax() < 12
    assert 55 < high.mean(axis=0).argmax() < 65


def test_silence_and_less_than_a_frame_are_no_accident() -> None:
    assert np.isfinite(mel_energies(np.zeros(1000, np.float32))).all()
    assert mel_energies(np.zeros(399, np.float32)).shape == (0, 80)


class _Harm:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("harm",)


def archive(path: Path, index: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/data.pkl", index)
    return path


@pytest.mark.parametrize(
    "content", [_Harm(), OrderedDict(a=_Harm()), ["no tensors"]], ids=["call", "within", "list"]
)
def test_a_checkpoint_that_asks_for_more_than_tensors_is_refused_unrun(
    content: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotACheckpoint):
        read_tensors(archive(tmp_path / "weights.pt", pickle.dumps(content)))

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive"])
def test_a_file_that_is_no_checkpoint_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    path.write_bytes(content)

    with pytest.raises(NotACheckpoint, match=r"weights\.pt"):
        read_tensors(path)


def test_a_window_longer_than_two_seconds_is_refused() -> None:
    with pytest.raises(ValueError, match="200 frames"):
        campplus.model({}, 201)


def test_the_network_computes_what_pytorch_computes(weights: Path) -> None:
    step, band = np.meshgrid(np.arange(148), np.arange(80), indexing="ij")
    frames = np.sin(0.1 * step + 0.3 * band).astype(np.float32)[None]

    found = run(campplus.model(read_tensors(weights), 148), frames=frames)

    assert found[0, :6] == pytest.approx([-1.0854, -0.0359, 0.4185, -0.4590, -0.7710, 0.6198], abs=2e-3)
    assert np.linalg.norm(found) == pytest.approx(9.9160, abs=1e-2)


def spoken(name: str) -> tuple[SpeechBlock, list[Utterance], list[SpeakerRole]]:
    """A recording as one block, its script as utterances at the times of the turns, and who speaks each."""
    samples = np.concatenate([block.samples for block in decode(SPEAKERS / f"{name}.opus")])
    said: list[Utterance] = []
    roles: list[SpeakerRole] = []
    for turn in script.load(SPEAKERS / f"{name}.script.json").turns:
        assert turn.start is not None
        assert turn.end is not None
        pace = (turn.end - turn.start) / len(turn.text.split()) / 0.3
        spread = [
            type(word)(turn.start + word.start * pace, turn.start + word.end * pace, word.text, word.probability)
            for word in words(turn.text)
        ]
        parts = list(utterances(spread))
        said += parts
        roles += [turn.speaker_role] * len(parts)
    return SpeechBlock(samples, (Span(0.0, len(samples) / SAMPLE_RATE),)), said, roles


@pytest.mark.parametrize(("name", "voices"), [("two-men", 2), ("companion", 3)])
def test_the_real_voices_of_a_recording_are_told_apart_and_named(name: str, voices: int, real: Embedder) -> None:
    block, said, roles = spoken(name)
    diarizer = Diarizer(lambda: real)

    diarizer.listen(block, said)
    found = diarizer.spoken(said)

    assert diarizer.notices == ()
    assert all(one.role in (role, SpeakerRole.UNKNOWN) for one, role in zip(found, roles, strict=True))
    assert sum(one.role is SpeakerRole.UNKNOWN for one in found) <= 1
    assert len({one.label for one in found} - {None}) == voices
