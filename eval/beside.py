"""Runs the peers beside us over a library's own files, and keeps what they gave until library or questions change."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from eval import peers
from eval.given import Given, load_given
from eval.gold import BadGold, Question
from eval.measures import Scored, score_all
from eval.peers import Peer, Remembering, build_peers
from eval.provenance import fingerprint
from index.embed import Embedder, load_embedder
from index.library import Library

if TYPE_CHECKING:
    from llama_index.core.schema import Document

FOLDER = "peers"
KEY = "key.json"


def run_peers(
    library: Library,
    questions: Sequence[Question],
    out: Path,
    *,
    embedder: Embedder | None = None,
    counted: Callable[[Sequence[Question], str], Iterable[Question]] = lambda questions, what: questions,
) -> dict[str, list[Scored]]:
    """Each peer's scored questions, by the peer's name; read back from an earlier run where nothing has changed."""
    folder = out / FOLDER
    key = _key(library, questions)
    kept = _kept(folder, key)
    if kept is None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        remembering = Remembering(embedder or load_embedder(library.model.name if library.model else None))
        with tempfile.TemporaryDirectory() as place:
            built = build_peers(read_files(library, Path(place)), remembering)
        kept = {}
        for peer in built:
            given = [peers.answer(peer, each, remembering) for each in counted(questions, peer.name)]
            kept[peer.name] = given
            _write(folder / f"{_slug(peer)}.answers.jsonl", given)
        names = {peer.name: f"{_slug(peer)}.answers.jsonl" for peer in built}
        (folder / KEY).write_text(json.dumps({"key": key, "peers": names}, indent=1) + "\n", encoding="utf-8")
    return {name: score_all(questions, {each.id: each for each in given}) for name, given in kept.items()}


def read_files(library: Library, place: Path) -> list[Document]:
    """The library's files as LlamaIndex reads them, under their own names; `place` is an empty folder."""
    from eval.llama_peer import read_pages

    paths: dict[str, Path] = {}
    texts: dict[str, str] = {}
    for number, name in enumerate(library.files()):
        if name.lower().endswith(".pdf"):
            paths[name] = place / str(number) / Path(name).name
            paths[name].parent.mkdir()
            shutil.copyfile(library.source(name), paths[name])
        else:
            entries, _ = library.held(name)
            texts[name] = "\n\n".join(library.paper(entry.id).text for entry in entries)
    return read_pages(paths, texts)


def _key(library: Library, questions: Sequence[Question]) -> str:
    """Changes with the library, the questions asked and the peers' own code."""
    code = [Path(peers.__file__).with_name(name).read_bytes() for name in ("peers.py", "llama_peer.py")]
    asked = json.dumps([[each.id, each.question, each.history] for each in questions]).encode()
    return hashlib.sha256(b"\0".join([fingerprint(library).encode(), asked, *code])).hexdigest()[:16]


def _kept(folder: Path, key: str) -> dict[str, list[Given]] | None:
    try:
        known = json.loads((folder / KEY).read_text(encoding="utf-8"))
        if known["key"] != key:
            return None
        return {name: list(load_given(folder / file).values()) for name, file in known["peers"].items()}
    except (OSError, ValueError, KeyError, BadGold):
        return None  # nothing was kept, or half of it: asked again


def _write(path: Path, given: Sequence[Given]) -> None:
    path.write_text("".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in given), encoding="utf-8")


def _slug(peer: Peer) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in peer.name.casefold()).split())
