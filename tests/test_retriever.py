"""LlamaIndex gets the same paragraphs as search, each saying where it stands."""

from __future__ import annotations

from collections.abc import Callable

from conftest import WordHashEmbedder, paper, paragraph

from index.library import Library
from index.retriever import ParagraphRetriever
from index.search import Filters, search

Stock = Callable[..., Library]


def test_nodes_are_the_hits_of_search(stock: Stock) -> None:
    row = paragraph("Drains cost £4m.", "2.1", heading=("2 Roads", "Drains"), page=3)
    library = stock(
        paper(row, "Buses.", id="roads", file="roads.pdf"), paper("Drains.", id="other", council="Wye Council")
    )
    retriever = ParagraphRetriever(library, k=2, filters=Filters(council="Fennshire"), embedder=WordHashEmbedder())
    nodes = retriever.retrieve("What do drains cost?")
    hits = search(
        library, "What do drains cost?", k=2, filters=Filters(council="Fennshire"), embedder=WordHashEmbedder()
    )
    assert [(node.text, node.score) for node in nodes] == [(hit.paragraph.text, hit.score) for hit in hits]
    assert nodes[0].node_id == "roads#1"
    assert nodes[0].metadata == {
        "paper": "roads",
        "title": "A paper",
        "council": "Fennshire Council",
        "committee": "Scrutiny Committee",
        "date": "2024-03-05",
        "label": "2.1",
        "heading": "2 Roads > Drains",
        "page": 3,
        "file": "roads.pdf",
        "score": hits[0].score,
    }
