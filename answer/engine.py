"""Scrutineer's answers as a LlamaIndex query engine: a question to a `Response` whose source nodes are its citations.

Importing this module imports LlamaIndex; nothing but those who want the engine imports it.
"""

from __future__ import annotations

from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import RESPONSE_TYPE, Response
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from answer.ask import ask
from answer.record import Answer, Citation
from answer.writer import Writer
from index.embed import Embedder
from index.library import Library
from index.record import Filters


class ScrutineerQueryEngine(BaseQueryEngine):
    """Answers from a library. The response's text has [1] [2] marks that count its source nodes from 1.

    Without a `writer` it quotes. A node's text is the whole paragraph; its metadata carry label, paper, page and quote.
    Where the papers do not say, there are no source nodes and the response's metadata have "found" False.
    """

    def __init__(
        self,
        library: Library,
        *,
        filters: Filters = Filters(),
        writer: Writer | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        super().__init__(callback_manager=None)
        self._library, self._filters, self._writer, self._embedder = library, filters, writer, embedder

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        question = query_bundle.query_str
        return response_of(
            ask(self._library, question, filters=self._filters, writer=self._writer, embedder=self._embedder)
        )

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def response_of(answer: Answer) -> Response:
    """An answer as LlamaIndex passes one on. Its metadata say what was found, withheld and noticed."""
    said: dict[str, Any] = {
        "found": answer.found,
        "confidence": answer.confidence,
        "asked": answer.asked,
        "rejected": list(answer.rejected),
        "notices": list(answer.notices),
    }
    nodes = [NodeWithScore(node=_node(citation), score=answer.confidence) for citation in answer.citations]
    return Response(answer.text, nodes, said)


def _node(citation: Citation) -> TextNode:
    """A citation as a node: the whole paragraph, and where and in what words it answers."""
    metadata: dict[str, Any] = {
        "paper": citation.paper,
        "file": citation.file,
        "title": citation.title,
        "council": citation.council,
        "committee": citation.committee,
        "date": citation.date.isoformat() if citation.date else None,
        "label": citation.label,
        "page": citation.page,
        "quote": citation.quote,
        "cited_as": str(citation),
    }
    hidden = sorted(metadata)
    return TextNode(
        id_=f"{citation.paper}#{citation.ordinal}",
        text=citation.text,
        metadata=metadata,
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=hidden,
    )
