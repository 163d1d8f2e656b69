"""Uploaded files into papers of a library, each file on its own: one that cannot be read does not stop the others."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.build import FileReport, Progress, ingest_paths
from index.embed import Embedder
from index.library import Library
from ingest.paper import Entry
from track.register import Registers

TYPES = (".pdf", ".docx", ".txt", ".md")
MOST_BYTES = 200 << 20
FOLDER = "uploads"
_LONGEST_NAME = 150  # bytes; file systems allow 255, and the library adds to it
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069]')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser sent it."""

    name: str
    content: bytes


def take_in(
    library: Library,
    uploads: Sequence[Upload],
    *,
    embedder: Embedder | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[FileReport]:
    """Take the files into the library and report each by the name it was sent under.

    They lie in the library's folder only until they are in; two files of one name and different content are both kept.
    Raises LibraryError when the library cannot be written to, and ModelError when the embedder is not the library's.
    """
    fit = []
    for upload in uploads:
        if (refused := refusal(upload)) is not None:
            yield refused
        else:
            fit.append(upload)
    folders: set[Path] = set()
    try:
        paths = [_laid_down(library.folder / FOLDER, upload, folders) for upload in fit]
        yield from ingest_paths(library, list(dict.fromkeys(paths)), embedder=embedder, progress=progress)
        Registers.open(library).update()
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def refusal(upload: Upload) -> FileReport | None:
    """Why a file is not even tried, with what to do; None when it is fit to be read."""
    name, ending = fit_name(upload.name), PurePath(fit_name(upload.name)).suffix.lower()
    if ending not in TYPES:
        kinds = ", ".join(TYPES)
        return _unreadable(
            name, f"files of the kind {ending or '(no ending)'} are not read. Save it as one of {kinds}."
        )
    if not upload.content:
        return _unreadable(name, "the file is empty. Fetch it again from where it was published.")
    if len(upload.content) > MOST_BYTES:
        return _unreadable(name, f"the file is larger than {MOST_BYTES >> 20} MB. Split it and add the parts.")
    return None


def fit_name(name: str) -> str:
    """The file's own name without folders and without signs that file systems refuse or readers cannot see.

    >>> fit_name("../../etc/Item 5: report?.pdf")
    'Item 5 report.pdf'
    """
    own = _UNFIT.sub("", re.split(r"[/\\]", name)[-1]).strip(" .") or "paper"
    stem, ending = os.path.splitext(own)
    return stem.encode()[: _LONGEST_NAME - len(ending.encode())].decode(errors="ignore") + ending


def report_line(report: FileReport) -> str:
    """What became of a file, in one line.

    >>> report_line(FileReport(file="a/b.pdf", status="unchanged"))
    'b.pdf: was in the library already.'
    """
    name = PurePath(report.file).name
    if report.error is not None:
        said = report.error.removeprefix(report.file).lstrip(": ,")
        return f"{name} could not be read: {said}" if said else f"{name} could not be read."
    if report.same_as is not None or report.status == "unchanged":
        return f"{name}: was in the library already."
    return f"{name}: {_counted(report.papers, sum(report.paragraphs))}."


def _counted(papers: Sequence[Entry], paragraphs: int) -> str:
    return f"{len(papers)} paper{'s' * (len(papers) != 1)} with {paragraphs} paragraph{'s' * (paragraphs != 1)} added"


def _unreadable(name: str, why: str) -> FileReport:
    return FileReport(file=name, status="unreadable", error=f"{name}: {why}")


def _laid_down(root: Path, upload: Upload, folders: set[Path]) -> Path:
    """Write the file into a folder named after its content: the same file again is known, another of its name kept apart."""
    folder = root / hashlib.sha256(upload.content).hexdigest()[:16]
    folders.add(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / fit_name(upload.name)
    path.write_bytes(upload.content)
    return path
