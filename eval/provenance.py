"""Where results come from: code, settings, prompts, models, library and questions, so that two runs can be told apart."""

from __future__ import annotations

import datetime as dt
import hashlib
import platform
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.library import Library
from prompts.load import PLACEHOLDERS, load

ROOT = Path(__file__).parent.parent
WEIGHTS = ("answer/*.json", "models/*/*")  # what was learnt
PACKAGES = ("pypdf", "sentence-transformers", "faiss-cpu", "torch", "llama-index-core", "bm25s")

Facts = dict[str, object]


def provenance(library: Library | None, questions: Path | None, settings: Mapping[str, object]) -> Facts:
    """Everything a result depends on. `library` is None when another system's answers are scored."""
    model = library.model if library else None
    return {
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "settings": dict(settings),
        "prompts": {name: load(name).sha256[:16] for name in sorted(PLACEHOLDERS)},
        "weights": {name: digest[:16] for name, digest in sorted(_weights())},
        "embedding": {"model": model.name, "revision": model.revision} if model else None,
        "library": {"fingerprint": fingerprint(library), **library.counts()} if library else None,
        "questions": {"file": questions.name, "sha256": _sha256([questions.read_bytes()])[:16]} if questions else None,
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
        "python": platform.python_version(),
    }


def _weights() -> Iterator[tuple[str, str]]:
    for path in (found for pattern in WEIGHTS for found in ROOT.glob(pattern)):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            yield path.relative_to(ROOT).as_posix(), _sha256([path.read_bytes()])


def fingerprint(library: Library) -> str:
    """16 hex digits of what the library holds: the same for the same files read into the same paragraphs."""
    pieces = (
        f"{entry.sha256}\x1f{paragraph.label}\x1f{paragraph.page}\x1f{paragraph.text}\x1e".encode()
        for entry in sorted(library.entries(), key=lambda each: each.id)
        for paragraph in library.paragraphs(entry.id)
    )
    return _sha256(pieces)[:16]


def commit() -> str | None:
    """The checkout's commit, with "+" behind it when files differ from it; None where there is no repository."""
    said = _git("rev-parse", "--short=12", "HEAD")
    return None if said is None else said + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")


def _git(*words: str) -> str | None:
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _sha256(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
