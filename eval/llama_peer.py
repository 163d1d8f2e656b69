"""A library's files through LlamaIndex as it comes: its directory reader, its sentence splitter, its index over FAISS.

The reader of PDFs is ours, because the package that holds LlamaIndex's own cannot be installed beside pandas 3; like that
one it hands over pypdf's text of each page with the page's label. What is no PDF goes in as the text that ingest reads from it.
Only what needs LlamaIndex imports this module.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import BaseNode, Document, MetadataMode, TextNode
from llama_index.vector_stores.faiss import FaissVectorStore
from pydantic import PrivateAttr

from index.embed import Embedder


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a file as a peer sees it; `page` is the file's page it begins on, where the peer knows."""

    file: str
    text: str
    page: int | None = None


class PageReader(BaseReader):
    """pypdf's text, one document a page."""

    def load_data(self, file: Path, extra_info: dict[str, Any] | None = None, **_: Any) -> list[Document]:
        from pypdf import PdfReader

        reader = PdfReader(file)
        return [
            Document(
                text=page.extract_text(),
                metadata={"page_label": label, "file_name": file.name, "page": number} | (extra_info or {}),
                excluded_embed_metadata_keys=["page"],
                excluded_llm_metadata_keys=["page"],
            )
            for number, (page, label) in enumerate(zip(reader.pages, reader.page_labels, strict=True), 1)
        ]


class SameEmbedding(BaseEmbedding):
    """The library's own embedding model, for LlamaIndex."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.name)
        self._embedder = embedder

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [row.tolist() for row in self._embedder.embed(texts)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def read_pages(paths: Mapping[str, Path], texts: Mapping[str, str]) -> list[Document]:
    """The PDFs at `paths` page by page, and each other file's text whole; both by the name the library has for the file."""
    documents: list[Document] = []
    if paths:
        names = {str(path): name for name, path in paths.items()}
        reader = SimpleDirectoryReader(input_files=list(paths.values()), file_extractor={".pdf": PageReader()})
        for document in reader.load_data():
            # The path is embedded with the text: it is to be the user's, not that of a folder made for this run.
            document.metadata["file_path"] = names[document.metadata["file_path"]]
            documents.append(document)
    for name, text in texts.items():
        documents.append(Document(text=text, metadata={"file_name": Path(name).name, "file_path": name}))
    return documents


def split(documents: Sequence[Document], size: int | None = None, overlap: int = 0) -> list[BaseNode]:
    """LlamaIndex's sentence splitter with its defaults, or with another size and overlap in tokens."""
    splitter = SentenceSplitter() if size is None else SentenceSplitter(chunk_size=size, chunk_overlap=overlap)
    return splitter.get_nodes_from_documents(documents)


def nodes_of(texts: Sequence[str]) -> list[BaseNode]:
    """Texts as nodes, as they are."""
    return [TextNode(text=text) for text in texts]


def chunk_of(node: BaseNode) -> Chunk:
    """A node as a chunk; its file by path."""
    return Chunk(
        str(node.metadata.get("file_path", "")), node.get_content(MetadataMode.NONE), node.metadata.get("page")
    )


class DefaultIndex:
    """`VectorStoreIndex` over a flat FAISS index, as LlamaIndex's own guide builds it."""

    def __init__(self, nodes: Sequence[BaseNode], embedder: Embedder) -> None:
        store = FaissVectorStore(faiss_index=faiss.IndexFlatL2(embedder.dimension))
        self._embedding = SameEmbedding(embedder)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            self._index = VectorStoreIndex(
                list(nodes),
                storage_context=StorageContext.from_defaults(vector_store=store),
                embed_model=self._embedding,
                show_progress=False,
            )
        self._places = {node.node_id: place for place, node in enumerate(nodes)}

    def nearest(self, query: str, k: int) -> list[tuple[int, float]]:
        """(place among the nodes, distance) of the nearest k, best first."""
        retriever = self._index.as_retriever(similarity_top_k=k)
        return [(self._places[each.node.node_id], each.score or 0.0) for each in retriever.retrieve(query)]


def default_top_k() -> int:
    """How many chunks LlamaIndex hands to a model unless it is told otherwise."""
    from llama_index.core.constants import DEFAULT_SIMILARITY_TOP_K

    return DEFAULT_SIMILARITY_TOP_K
