"""Weights: found in order, verified, put together once, and never a traceback where none are."""

import hashlib
import multiprocessing
import os
import sys
from pathlib import Path

import pytest

from audio import bundles, doctor_report, model_available, weights
from audio.bundles import Bundle, BundledFile, Part
from scribe.schema.errors import EngineUnavailable

HALVES = (b"first half of the weights, ", b"second half")
WHOLE = b"".join(HALVES)


def refuse(line: str) -> None:
    raise AssertionError(f"unexpected warning: {line}")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def package(site: Path, name: str, files: dict[str, bytes]) -> None:
    folder = site / name.replace("-", "_")
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("raise RuntimeError('weights are data: never import them')")
    for file, content in files.items():
        (folder / file).write_bytes(content)
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")


def model_folder(folder: Path, content: bytes = WHOLE) -> Path:
    folder.mkdir(parents=True)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_text("{}")
    (folder / "model.bin").write_bytes(content)
    return folder


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bundle:
    """A base model carried by two packages, and no hub."""
    site = tmp_path / "site"
    small = {"config.json": b"{}", "tokenizer.json": b"{}", "vocabulary.txt": b"a"}
    package(site, "half-one", {"model.bin.part1": HALVES[0], **small})
    package(site, "half-two", {"model.bin.part2": HALVES[1]})
    monkeypatch.syspath_prepend(str(site))
    parts = (Part("half-one", "half_one/model.bin.part1"), Part("half-two", "half_two/model.bin.part2"))
    carried = Bundle(
        "base",
        (
            BundledFile("model.bin", sha256(WHOLE), parts),
            *(
                BundledFile(name, sha256(text), (Part("half-one", f"half_one/{name}"),))
                for name, text in small.items()
            ),
        ),
    )
    only(monkeypatch, carried)
    return carried


def only(monkeypatch: pytest.MonkeyPatch, *carried: Bundle) -> None:
    monkeypatch.setattr(bundles, "BUNDLES", carried)
    monkeypatch.setattr(weights, "BUNDLES", carried)
    monkeypatch.setattr(weights, "_hub_folder", lambda model, local: None)


def test_weights_in_packages_are_joined_verified_and_never_imported(installed: Bundle, tmp_path: Path) -> None:
    found = weights.resolve("base", tmp_path / "cache", refuse)

    assert (found.folder / "model.bin").read_bytes() == WHOLE
    assert (found.source, found.sha256) == ("package", sha256(WHOLE))
    assert not {"half_one", "half_two"} & set(sys.modules)


def test_the_second_start_reads_no_weights(
    installed: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights.resolve("base", tmp_path / "cache", refuse)
    weights.resolve("base", tmp_path / "cache", refuse)
    for module in ("digests", "weights"):
        monkeypatch.setattr(f"audio.{module}.sha256_of", lambda paths: pytest.fail("weights were read again"))

    assert weights.resolve("base", tmp_path / "cache", refuse).source == "package"


def test_weights_damaged_in_the_cache_are_put_together_again(installed: Bundle, tmp_path: Path) -> None:
    folder = weights.resolve("base", tmp_path / "cache", refuse).folder
    (folder / "model.bin").write_bytes(b"damaged")

    weights.resolve("base", tmp_path / "cache", refuse)

    assert (folder / "model.bin").read_bytes() == WHOLE


def test_a_package_that_changed_its_weights_is_refused(installed: Bundle, tmp_path: Path) -> None:
    (tmp_path / "site" / "half_two" / "model.bin.part2").write_bytes(b"something else")
    told: list[str] = []

    with pytest.raises(EngineUnavailable):
        weights.resolve("base", tmp_path / "cache", told.append)

    assert "not the official file" in told[0]
    assert not list((tmp_path / "cache").rglob("model.bin"))


def _resolve(cache: Path) -> str:
    return weights.resolve("base", cache, refuse).sha256


def test_many_processes_may_start_at_once(installed: Bundle, tmp_path: Path) -> None:
    with multiprocessing.get_context("fork").Pool(4) as pool:
        digests = pool.map(_resolve, [tmp_path / "cache"] * 8)

    assert digests == [sha256(WHOLE)] * 8
    assert [path.name for path in (tmp_path / "cache").rglob(".new-*")] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_is_named(installed: Bundle, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir(mode=0o500)

    with pytest.raises(EngineUnavailable, match="SCRIBE_DATA_DIR"):
        weights.resolve("base", tmp_path / "cache", refuse)


def test_a_file_in_the_place_of_the_cache_is_named(installed: Bundle, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")

    with pytest.raises(EngineUnavailable, match="SCRIBE_DATA_DIR"):
        weights.resolve("base", tmp_path / "cache", refuse)


def test_the_default_is_base_and_else_tiny_en_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"model.bin": WHOLE, "config.json": b"{}", "tokenizer.json": b"{}", "vocabulary.txt": b"a"}
    package(tmp_path / "site", "tiny-weights", names)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    files = (BundledFile(n, sha256(c), (Part("tiny-weights", f"tiny_weights/{n}"),)) for n, c in names.items())
    only(monkeypatch, Bundle("tiny.en", tuple(files)))
    told: list[str] = []

    found = weights.resolve(None, tmp_path / "cache", told.append)

    assert found.name == "tiny.en"
    assert found.folder == tmp_path / "site" / "tiny_weights"
    assert len(told) == 1
    assert "makes more errors" in told[0]


def test_a_given_folder_comes_first_and_is_named_by_its_digest(installed: Bundle, tmp_path: Path) -> None:
    folder = model_folder(tmp_path / "mine", b"my own weights")

    found = weights.resolve(str(folder), tmp_path / "cache", refuse)

    assert (found.source, found.folder, found.sha256) == ("path", folder, sha256(b"my own weights"))


@pytest.mark.parametrize(("name", "problem"), [("nowhere", "does not exist"), ("empty", "it lacks model.bin")])
def test_a_path_without_a_model_is_refused_in_one_line(tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(EngineUnavailable, match=problem) as refused:
        weights.resolve(str(tmp_path / name), tmp_path / "cache", refuse)

    assert "\n" not in str(refused.value)
    assert "SCRIBE_ASR_MODEL" in refused.value.cure


def test_a_model_that_is_nowhere_is_an_error_with_its_cure(installed: Bundle, tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="not installed and could not be had") as refused:
        weights.resolve("small", tmp_path / "cache", refuse)

    assert "weights extra" in refused.value.cure


def test_a_hub_that_cannot_be_reached_counts_as_no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import httpx

    def unreachable(*args: object, **kwargs: object) -> str:
        raise httpx.ConnectError("no route")

    monkeypatch.setattr("huggingface_hub.snapshot_download", unreachable)

    with pytest.raises(EngineUnavailable, match="could not be had"):
        weights.resolve("small", tmp_path / "cache", refuse)


def test_the_doctor_names_the_model_its_source_and_its_digest(installed: Bundle, tmp_path: Path) -> None:
    lines = {line.what: line for line in doctor_report(None, "cpu", None, tmp_path / "cache")}

    assert lines["speech model"].state == "ok"
    assert "half-one, half-two" in lines["speech model"].told
    assert "verified" in lines["speech model"].told
    assert model_available(None, tmp_path / "cache")


def test_the_doctor_says_what_is_missing_and_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    only(monkeypatch)

    lines = {line.what: line for line in doctor_report(None, "cpu", None, tmp_path)}

    assert lines["speech model"].state == "missing"
    assert "weights extra" in lines["speech model"].told
    assert not model_available(None, tmp_path)


def test_an_interrupt_while_weights_are_joined_leaves_no_half_of_them(
    installed: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(paths: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(weights, "sha256_of", interrupted)

    with pytest.raises(KeyboardInterrupt):
        weights.resolve(None, tmp_path / "cache", refuse)
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []
