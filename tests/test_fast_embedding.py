"""The packaged model runs without torch, gives what sentence-transformers gives, and always the same to everyone at once."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from conftest import paper
from hypothesis import given
from hypothesis import strategies as st

from index.cache import whole_folder
from index.compiled import CompiledEmbedder, Lanes
from index.convert import Unconvertible, ready
from index.embed import PACKAGED, load_embedder, packaged_folder
from index.errors import ModelError
from index.library import Library
from index.ranker import Ranker
from index.sentences import SentenceEmbedder
from index.wordpiece import BATCH_TOKENS, STEP, Batch, batches

ROOT = Path(__file__).parent.parent
TEXT = "Café caseloads: £4.2m, unaffordable! Placements rose from 71 to 84 (paragraph 3.2)."


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """What README says, whole and line by line: from one word to more than the model reads."""
    whole = (ROOT / "README.md").read_text(encoding="utf-8")
    return [whole, *(line for line in whole.splitlines() if line.strip())]


@pytest.mark.model
def test_vectors_are_those_of_sentence_transformers(texts: list[str]) -> None:
    reference = SentenceEmbedder(packaged_folder(), PACKAGED)
    embedder = CompiledEmbedder(packaged_folder(), PACKAGED)
    assert (embedder.name, embedder.revision) == (reference.name, reference.revision)
    assert (embedder.embed(texts) * reference.embed(texts)).sum(axis=1).min() > 0.9999


@pytest.mark.model
def test_full_precision_can_be_asked_for(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_PRECISION", "f32")
    full = CompiledEmbedder(packaged_folder(), PACKAGED).embed(texts)
    monkeypatch.delenv("SCRUTINEER_PRECISION")
    assert (full * load_embedder().embed(texts)).sum(axis=1).min() > 0.9999
    monkeypatch.setenv("SCRUTINEER_PRECISION", "f8")
    with pytest.raises(ModelError, match="Set it to f32 or bf16"):
        CompiledEmbedder(packaged_folder(), PACKAGED)


@pytest.mark.model
def test_a_text_has_the_same_vector_to_the_bit_whoever_asks_beside_it(texts: list[str]) -> None:
    embedder = load_embedder()
    together = embedder.embed(texts)
    with ThreadPoolExecutor(20) as users:
        alone = list(users.map(lambda text: embedder.embed([text])[0], texts))
    np.testing.assert_array_equal(np.array(alone), together)
    np.testing.assert_array_equal(embedder.embed(texts[::-1])[::-1], together)


@pytest.mark.model
def test_many_who_ask_for_much_at_once_do_not_wait_for_each_other_for_ever() -> None:
    embedder = load_embedder()
    much = ["word " * length for length in range(1, 250, 16)] * 2
    wanted, found = embedder.embed(much), []
    users = [threading.Thread(target=lambda: found.append(embedder.embed(much)), daemon=True) for _ in range(20)]
    for user in users:
        user.start()
    end = time.monotonic() + 60
    for user in users:
        user.join(timeout=max(0, end - time.monotonic()))
    assert len(found) == len(users)
    assert all(np.array_equal(each, wanted) for each in found)


@pytest.mark.model
def test_those_who_ask_first_at_the_same_moment_are_all_answered() -> None:
    code = (
        "import threading; from index.embed import load_embedder; from index.ranker import load_ranker\n"
        "first = [lambda: load_embedder().embed(['Trams']), lambda: load_ranker().tokens(['Trams'])] * 4\n"
        "threads = [threading.Thread(target=each) for each in first]\n"
        "[each.start() for each in threads]; [each.join() for each in threads]; print(len(threads))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=120)
    assert done.stdout.split() == ["8"]


@pytest.mark.model
def test_the_number_of_cores_changes_no_bit() -> None:
    model, _ = ready(packaged_folder())
    work = [Batch((0,), np.full((1, length), 2001), np.ones((1, length), dtype=np.int64)) for length in (16, 32, 256)]
    one, two = ([states for _, states in Lanes(model, cores).states(work)] for cores in (1, 2))
    for each, other in zip(one, two, strict=True):
        np.testing.assert_array_equal(each, other)


@pytest.mark.model
def test_tokens_say_where_they_stand() -> None:
    first, empty, long = Ranker().tokens([TEXT, "", "word " * 1000])
    words = [TEXT[start:end] for start, end in first.spans]
    assert words[:4] == ["Café", "case", "load", "s"]
    assert "".join(words) == TEXT.replace(" ", "")
    np.testing.assert_allclose(np.linalg.norm(first.vectors, axis=1), 1, atol=1e-5)
    assert (empty.vectors.shape, empty.spans.shape) == ((0, first.vectors.shape[1]), (0, 2))
    assert len(long.spans) == len(long.vectors) == 254


@pytest.mark.model
def test_half_a_character_is_no_hindrance() -> None:
    embedder = load_embedder()
    np.testing.assert_array_equal(embedder.embed(["a \ud800 b"]), embedder.embed(["a ? b"]))


@pytest.mark.model
def test_the_model_is_loaded_once_however_it_is_named() -> None:
    with ThreadPoolExecutor(4) as users:
        loaded = list(users.map(load_embedder, [None, PACKAGED, None, PACKAGED]))
    assert len({id(each) for each in loaded}) == 1


@pytest.mark.model
@pytest.mark.parametrize("manifest", [True, False])
def test_a_question_from_a_cold_start_wakes_no_slow_package(library: Library, manifest: bool) -> None:
    shelf = paper("Each social worker looks after 21 children.", title="Report", file="r.pdf")
    library.put(shelf.file, shelf.sha256, [shelf], load_embedder())
    if not manifest:
        (library.folder / "manifest.json").unlink()
    code = "import sys, cli\ntry: cli.main()\nfinally: print(*(name for name in sys.modules if sys.modules[name]))"
    command = [sys.executable, "-c", code, "ask", "How many children?", "--library", str(library.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    *answer, woken = done.stdout.splitlines()
    assert "21 children" in " ".join(answer)
    slow = {"torch", "transformers", "sentence_transformers", "llama_index", "streamlit", "sklearn", "scipy", "pandas"}
    slow |= {"pypdf", "pypdfium2", "rich.progress", "snowballstemmer.german_stemmer"}
    assert slow & set(woken.split()) == set()
    assert {"openvino", "tokenizers"} <= set(woken.split())


@pytest.mark.model
def test_the_model_is_made_ready_once_and_nothing_is_written_to_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, cache = tmp_path / "home", tmp_path / "cache"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("SCRUTINEER_CACHE", str(cache))
    code = (
        "import sys; from index.embed import load_embedder; print(load_embedder().embed(['Trams']).sum());"
        "print([name for name in ('torch', 'transformers', 'openvino_telemetry') if sys.modules.get(name)])"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
        for _ in range(2)
    )
    assert first.stdout.splitlines()[1] == "[]"
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)
    assert list(home.iterdir()) == []
    assert [each.parent.parent.parent for each in cache.rglob("model.xml")] == [cache]


@pytest.mark.model
def test_where_the_model_cannot_be_made_ready_the_slow_way_is_taken_and_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SCRUTINEER_CACHE", str(tmp_path / "file" / "cache"))  # nobody can make a folder in a file
    code = (
        "from index.embed import load_embedder;"
        "print(*(type(load_embedder(name)).__name__ for name in (None, 'all-MiniLM-L6-v2')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["SentenceEmbedder", "SentenceEmbedder"]
    assert done.stderr.count("The embedding model runs the slow way") == 1
    assert "cannot be written to" in done.stderr


@pytest.mark.model
def test_weights_that_cannot_be_converted_say_why_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRUTINEER_CACHE", str(tmp_path / "cache"))
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(Unconvertible, match="it cannot be converted"):
        ready(tmp_path / "model")
    assert [each for each in (tmp_path / "cache").rglob("*") if each.is_file()] == []


def test_a_cached_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "made"
    with pytest.raises(FileNotFoundError), whole_folder(target) as made:
        (made / "half").rename(made / "no such folder" / "half")
    assert list(tmp_path.iterdir()) == []
    with whole_folder(target) as slower:
        (slower / "second").touch()
        with whole_folder(target) as faster:
            (faster / "first").touch()
    assert [each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*")] == ["made", "made/first"]


@given(st.lists(st.integers(2, 256), max_size=60))
def test_batches_hold_every_text_once_padded_by_its_own_length_alone(lengths: list[int]) -> None:
    made = list(batches([[7] * length for length in lengths], 256))
    assert sorted(row for batch in made for row in batch.rows) == list(range(len(lengths)))
    for batch in made:
        assert batch.ids.size <= max(BATCH_TOKENS, batch.ids.shape[1])
        assert {-(-lengths[row] // STEP) * STEP for row in batch.rows} == {batch.ids.shape[1]}
        assert batch.mask.sum(axis=1).tolist() == [lengths[row] for row in batch.rows]
        np.testing.assert_array_equal(batch.ids, batch.mask * 7)
