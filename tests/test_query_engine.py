"""Whoever speaks LlamaIndex gets Scrutineer's answers, with the cited paragraphs as source nodes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import WordHashEmbedder, paper, paragraph
from openai_server import Server, saying

from answer.cite import cite
from answer.engine import ScrutineerQueryEngine, response_of
from answer.record import Answer
from answer.writer import connect
from index.library import Library
from index.record import Hit

SAID = "The Board is chaired by Edwina Grant."
BOARD = paper(
    paragraph(f"{SAID} It meets every month.", "2.3", page=4),
    paragraph("Rubbish is collected on Tuesdays.", "2.4", page=5),
    id="board",
)


def test_an_answer_becomes_a_response_whose_source_nodes_are_its_citations() -> None:
    citation = cite(Hit(paragraph=BOARD.paragraphs[0], entry=BOARD, score=1, words=1, dense=1), SAID)
    answer = Answer(
        question="Who?", asked="Who?", text=f"{SAID} [1]", found=True, citations=(citation,), confidence=0.5
    )
    response = response_of(answer)
    (source,) = response.source_nodes
    assert (str(response), response.metadata["found"]) == (f"{SAID} [1]", True)
    assert source.text == f"{SAID} It meets every month."
    assert {name: source.metadata[name] for name in ("paper", "label", "page", "quote", "cited_as")} == {
        "paper": "board",
        "label": "2.3",
        "page": 4,
        "quote": SAID,
        "cited_as": "Scrutiny Committee, 5 March 2024, para 2.3 (page 4)",
    }


def test_the_engine_quotes_without_a_language_model(stock: Callable[..., Library]) -> None:
    response = ScrutineerQueryEngine(stock(BOARD), embedder=WordHashEmbedder()).query("Who chairs the Board?")
    assert response.metadata["found"]
    assert [(node.metadata["label"], node.metadata["page"]) for node in response.source_nodes] == [("2.3", 4)]
    assert response.source_nodes[0].metadata["quote"] in BOARD.paragraphs[0].text


def test_the_engine_finds_nothing_where_the_papers_say_nothing(stock: Callable[..., Library]) -> None:
    response = ScrutineerQueryEngine(stock(BOARD), embedder=WordHashEmbedder()).query("How many zebras live in Peru?")
    assert (response.metadata["found"], response.source_nodes) == (False, [])


@pytest.mark.parametrize(("said", "found"), [(SAID, True), ("The Board is chaired by Martin Okafor.", False)])
def test_the_engine_shows_only_what_is_borne_out(stock: Callable[..., Library], said: str, found: bool) -> None:
    with Server(saying(said)) as server:
        writer = connect("openai", server.url, "scripted", timeout=5)
        engine = ScrutineerQueryEngine(stock(BOARD), writer=writer, embedder=WordHashEmbedder())
        response = engine.query("Who chairs the Board?")
    assert ("Okafor" not in str(response), len(response.metadata["rejected"])) == (True, 0 if found else 1)


@pytest.mark.model
def test_the_query_engine_example_prints_the_answer_and_where_it_stands(library: Library) -> None:
    from index.embed import load_embedder

    library.put(BOARD.file, BOARD.sha256, [BOARD], load_embedder())
    command = [sys.executable, "-m", "examples.query_engine", str(library.folder), "Who chairs the Board?"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    assert (
        "[1] Scrutiny Committee, 5 March 2024, para 2.3 (page 4): “The Board is chaired by Edwina Grant." in done.stdout
    )
