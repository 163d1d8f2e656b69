"""What was measured of speed is told in tables and curves, and the libraries it is measured on are always the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import paper, paragraph

from eval.speed_ceilings import operations
from eval.speed_growth import grow, made_paper, made_vectors, stock_of
from eval.speed_report import curves, write_report
from eval.speed_search import recall
from index.library import Library

Stock = Callable[..., Library]


def a_library(stock: Stock) -> Library:
    said = ("Drains were mended. Trams run late.", "The budget is £4.2m; it rose.", "Nobody came. Somebody spoke.")
    return stock(
        *(paper(*(paragraph(text, f"{at}.") for at, text in enumerate(said, 1)), id=f"p{n}") for n in range(4))
    )


def test_a_library_grows_by_papers_that_are_always_the_same_and_lawful(stock: Stock, tmp_path: Path) -> None:
    real = a_library(stock)
    made = stock_of(real)
    assert made_paper(made, 7) == made_paper(made, 7) != made_paper(made, 8)
    np.testing.assert_array_equal(made_vectors(made, 7, 5), made_vectors(made, 7, 5))
    np.testing.assert_allclose(np.linalg.norm(made_vectors(made, 7, 5), axis=1), 1, atol=1e-6)
    for each in made_paper(made, 7).paragraphs:
        assert made_paper(made, 7).text[each.start : each.end] == each.text
    with Library.open(tmp_path / "grown", create=True) as grown:
        assert grow(grown, made, 30) == 10
        assert grow(grown, made, 45) == 5
        assert grown.counts()["paragraphs"] == 45


def test_exact_search_finds_all_of_the_nearest(stock: Stock, tmp_path: Path) -> None:
    made = stock_of(a_library(stock))
    with Library.open(tmp_path / "grown", create=True) as grown:
        grow(grown, made, 60)
        assert recall(grown, made.vectors[:5]) == 1.0


def test_operations_are_counted_by_hand() -> None:
    weights = 6 * (4 * 384 * 384 + 2 * 384 * 1536)
    assert operations(3, 9) == 2 * 3 * weights + 6 * 4 * 384 * 9


def test_a_curve_stands_at_its_logarithms_and_says_in_words_what_it_shows() -> None:
    drawn = curves("A <search>", {"ours": [(10, 1.0), (1000, 100.0)], "theirs": [(10, 10.0)], "none": []}, "ms")
    assert "60.0,264.0 490.0,14.0" in drawn
    assert 'aria-label="ours 100 ms at 1,000; theirs 10 ms at 10"' in drawn
    assert "A &lt;search&gt;" in drawn
    assert curves("Nothing", {"ours": []}, "ms") == ""


def test_a_report_tells_ratios_and_floors(tmp_path: Path) -> None:
    spent = {"p50": 1.0, "p95": 2.0, "p50_cpu": 1.5, "p95_cpu": 2.5}
    row: dict[str, Any] = {"paragraphs": 1000, "recall": 1.0, "opening": 0.1, "opening_cpu": 0.1, "resident_mb": 90}
    row |= {
        "adding_one": 0.2,
        "adding_one_cpu": 0.1,
        "bytes": {"library.sqlite": 3_000_000},
        "steps": dict.fromkeys(("search", "embedding", "words", "vectors", "rest"), spent),
    }
    row["BM25"] = {"p50": 4.0, "p95": 5.0, "building": 6.0, "resident_mb": 70}
    ceilings = {"float32": 100.0, "bf16": 200.0, "bf16_cpu": 125.0, "memory": 10.0, "cores": 2, "load": 0.5}
    steps = {"reading": 2.0, "embedding": 1.0, "whole": 2.5, "llama_index": 20.0}
    ingest = {
        "files": 1,
        "pages": 10,
        "paragraphs": 50,
        "passages": 60,
        "tokens": 5000,
        "llama_tokens": 2000,
        "llama_tokens_cut_off": 1000,
        "operations": 1e11,
        "precision": "bf16",
        "time_left": [[30.0, 1.0, 99.0], [61.0, 10.0, 9.0], [65.0, 2.0, 5.0], [70.0, 9.0, 0.0]],
    }
    found = {
        "ceilings": ceilings,
        "ceilings_after": ceilings,
        "ingest": ingest | steps | {f"{step}_cpu": seconds for step, seconds in steps.items()},
        "start": {"help": 0.1, "help_cpu": 0.1, "ask": 0.9, "ask_cpu": 1.1, "app": 2.0},
        "many": {"users": 20, "p50": 1.0, "p95": 2.0, "cpu": 3.0, "different": 0},
        "growth": [row],
    }
    write_report(found, tmp_path)
    told = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert "8.0 times as fast as LlamaIndex's" in told
    assert "50 % of the machine's bf16 ceiling; it could not take less than 0.5 s" in told
    assert "100 a second, 80 % of a core's 125" in told
    assert "leaves 1,000 unread" in told
    assert "the whole ingest is 20.0 times as fast" in told
    assert "was right within a quarter for 1 of 2 files" in told
    assert "| 1,000 | BM25 | 4.0 | 5.0 | 6.0 | 70 |" in told
    assert "<polyline" in (tmp_path / "speed.html").read_text(encoding="utf-8")
    with pytest.raises(KeyError):
        write_report({"ceilings": ceilings}, tmp_path)
