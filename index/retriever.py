"""A library as a LlamaIndex retriever: a query becomes nodes, one a paragraph, that say where each stands.

from index.retriever import ParagraphRetriever
nodes = ParagraphRetriever(library).retrieve("Who chairs the board?")
"""

from __future__ import annotations

from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.embed import Embedder
from index.library import Library
from index.ranker import question_tokens
from index.search import Filters, Hit, search


class ParagraphRetriever(BaseRetriever):
    """Finds a library's paragraphs for whatever speaks LlamaIndex.

    A node's text is the paragraph's; its metadata are paper, title, council, committee, date, label, page, file, score.
    """

    def __init__(
        self,
        library: Library,
        *,
        k: int = 20,
        filters: Filters = Filters(),
        embedder: Embedder | None = None,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self._library, self._k, self._filters, self._embedder = library, k, filters, embedder

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        query = query_bundle.query_str
        asked = question_tokens(query)
        hits = search(self._library, query, k=self._k, filters=self._filters, embedder=self._embedder, asked=asked)
        return [node(hit) for hit in hits]


def node(hit: Hit) -> NodeWithScore:
    """The hit as LlamaIndex holds it; its id is the paper's id and the paragraph's ordinal."""
    entry, paragraph = hit.entry, hit.paragraph
    metadata = {
        "paper": entry.id,
        "title": entry.title,
        "council": entry.council,
        "committee": entry.committee,
        "date": entry.date.isoformat() if entry.date else None,
        "label": paragraph.label,
        "heading": " > ".join(paragraph.heading),
        "page": paragraph.page,
        "file": entry.file,
        "score": hit.score,
    }
    text = TextNode(id_=f"{entry.id}#{paragraph.ordinal}", text=paragraph.text, metadata=metadata)
    return NodeWithScore(node=text, score=hit.score)
