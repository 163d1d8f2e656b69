"""The packaged model embeds texts on this machine alone, the same whatever they are batched with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import paper

from index.embed import PACKAGED, load_embedder
from index.errors import ModelError
from index.library import Library
from index.search import search

TEXTS = [
    "Caseloads rose.",
    "word " * 1000,
    "The budget is £4m.",
    "",
    "Social workers have too many cases.",
    "Trams run late.",
]


@pytest.mark.model
def test_vectors_have_unit_length_and_do_not_depend_on_the_batch() -> None:
    embedder = load_embedder()
    vectors = embedder.embed(TEXTS)
    assert (embedder.name, vectors.shape, vectors.dtype) == (PACKAGED, (6, embedder.dimension), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(embedder.embed(TEXTS[::-1])[::-1], vectors, atol=1e-5)
    np.testing.assert_allclose(np.vstack([embedder.embed([text]) for text in TEXTS]), vectors, atol=1e-5)
    assert embedder.embed([]).shape == (0, embedder.dimension)


@pytest.mark.model
def test_what_means_the_same_is_nearer_than_what_does_not() -> None:
    vectors = load_embedder().embed(TEXTS)
    assert vectors[0] @ vectors[4] > vectors[0] @ vectors[5]


@pytest.mark.model
def test_a_paragraph_is_found_that_shares_no_word_with_the_question(library: Library) -> None:
    shelf = paper(
        "Each social worker looks after 21 children.", "Bins are emptied on Mondays.", title="Report", council=None
    )
    library.put(shelf.file, shelf.sha256, [shelf], load_embedder())
    hit = search(library, "When is rubbish collected?")[0]
    assert (hit.paragraph.ordinal, hit.words) == (2, 0)


@pytest.mark.model
def test_the_retriever_example_prints_the_paragraph_and_where_it_stands(library: Library) -> None:
    shelf = paper(
        "Each social worker looks after 21 children.", "Bins are emptied on Mondays.", title="A report", file="r.pdf"
    )
    library.put(shelf.file, shelf.sha256, [shelf], load_embedder())
    command = [sys.executable, "-m", "examples.retriever", str(library.folder), "When is rubbish collected?"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    assert done.stdout.splitlines()[0].endswith("A report, ¶2 (page 1, r.pdf)")
    assert done.stdout.splitlines()[1].strip() == "Bins are emptied on Mondays."


@pytest.mark.parametrize("model", ["no/such/model/here", "a-name-no-hub-has", "tests"])
def test_a_model_that_is_not_there_says_what_to_name_instead(model: str) -> None:
    with pytest.raises(ModelError, match="Name a folder that holds a sentence-transformers model"):
        load_embedder(model)


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, index.build, index.search;"
        "print([name for name in ('torch', 'faiss', 'sentence_transformers', 'llama_index', 'pypdf') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert done.stdout.strip() == "[]"
