"""Where OpenVINO is not at hand, ONNX Runtime embeds with the same weights, and papers are found as before."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import paper

from index.embed import PACKAGED, packaged_folder
from index.library import Library
from index.onnx_runtime import OnnxEmbedder
from index.sentences import SentenceEmbedder

pytest.importorskip("onnxruntime", reason='ONNX Runtime is not installed (pip install -e ".[onnx]")')
pytest.importorskip("onnx", reason='what writes the model as ONNX is not installed (pip install -e ".[onnx]")')
pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
WITHOUT = "import sys; sys.modules['openvino'] = None\n"


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the model is made, once for all tests."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCRUTINEER_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="module")
def texts() -> list[str]:
    whole = (ROOT / "README.md").read_text(encoding="utf-8")
    return [whole, *(line for line in whole.splitlines() if line.strip())]


def without_openvino(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT + code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)


def test_vectors_are_those_of_sentence_transformers_and_always_the_same(texts: list[str]) -> None:
    embedder, reference = OnnxEmbedder(packaged_folder(), PACKAGED), SentenceEmbedder(packaged_folder(), PACKAGED)
    assert (embedder.name, embedder.revision) == (reference.name, reference.revision)
    together = embedder.embed(texts)
    assert (together * reference.embed(texts)).sum(axis=1).min() > 0.9999
    np.testing.assert_array_equal(np.array([embedder.embed([text])[0] for text in texts]), together)
    assert embedder.embed([]).shape == (0, embedder.dimension)


def test_it_is_taken_where_openvino_is_missing_and_wakes_no_torch_once_made(cache: Path) -> None:
    code = (
        "from index.embed import load_embedder; print(type(load_embedder()).__name__);"
        "load_embedder().embed(['Trams']); print([name for name in ('torch', 'transformers') if name in sys.modules])"
    )
    assert without_openvino(code).stdout.splitlines() == ["OnnxEmbedder", "[]"]
    assert len(list(cache.rglob("model.onnx"))) == 1


def test_a_question_is_answered_without_openvino(library: Library) -> None:
    shelf = paper("Each social worker looks after 21 children.", title="Report", file="r.pdf")
    library.put(shelf.file, shelf.sha256, [shelf], OnnxEmbedder(packaged_folder(), PACKAGED))
    done = without_openvino("import cli; cli.main()", "ask", "How many children?", "--library", str(library.folder))
    assert "21 children" in done.stdout
    assert "statements are ranked without it" in done.stderr
