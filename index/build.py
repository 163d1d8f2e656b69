"""Files and folders to a library that holds their papers: the whole way through, file by file.

walk -> hash -> skip what is unchanged -> read -> passages -> embed -> put. The next files are read while one is embedded. A
file that cannot be read is reported and the rest goes on; a file that has gone from its folder is taken out. A scan that was
taken in while Tesseract was missing is read again once it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from index.embed import Embedder, load_embedder
from index.errors import UnfitPaper
from index.library import Library
from index.passage import passages
from index.ranker import Ranker, load_ranker, packaged_revision
from index.reading import LIMIT_S, READ, Result, read_all
from index.signs import signs_of
from index.time_left import TimeLeft
from index.walk import Found, find, place
from index.writing import Writing
from ingest.errors import UnreadableFile
from ingest.ocr import missed_tesseract, tesseract
from ingest.paper import Entry, Paper

Status = Literal["added", "changed", "unchanged", "removed", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file. `paragraphs` has a number for each of `papers`.

    `error` says why an "unreadable" file could not be taken in and what to do; what an earlier ingest took in from it stays.
    `same_as` names the file that holds the same content, whose papers stand for this one's.
    """

    file: str
    status: Status
    papers: tuple[Entry, ...] = ()
    paragraphs: tuple[int, ...] = ()
    error: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an ingest has come: `done` of `total` files; `file` is the one just finished.

    `seconds_left` is about how long the others will take, None while that cannot be told.
    """

    done: int
    total: int
    file: str
    seconds_left: float | None = None


def ingest_paths(
    library: Library,
    paths: Sequence[Path],
    *,
    embedder: Embedder | None = None,
    progress: Callable[[Progress], None] | None = None,
    read: str = READ,
    limit_s: float = LIMIT_S,
) -> Iterator[FileReport]:
    """Bring the library up to what files and folders hold now, and report each file as it is done.

    `read` names the reading function ("module:function", run in a process of its own), `limit_s` the seconds one file may
    take. Raises LibraryError when the library cannot be written to, ModelError when the embedder is not the library's.
    """
    with library.writing() as writing:
        found, gone = find([Path(path) for path in paths], library.locations())
        build = _Build(library, writing, read, limit_s)
        left = TimeLeft(build.new(found)) if progress is not None else None
        for done, report in enumerate(build.reports(found, gone, embedder), start=1):
            if progress is not None and left is not None:
                total, seconds = len(found) + len(gone), left.after(report.file)
                progress(Progress(done=done, total=total, file=report.file, seconds_left=seconds))
            yield report
        build.read_on(progress)


class _Build:
    """One run of `ingest_paths`: what it works on, and what it has learnt of the files so far."""

    def __init__(self, library: Library, writing: Writing, read: str, limit_s: float) -> None:
        self.library, self.writing, self.read, self.limit_s = library, writing, read, limit_s
        self.known = library.files()
        self.waiting = _waiting(library)
        self.kept: dict[str, tuple[str, str]] = {}  # sha256 and suffix of the kept copy, by file
        self.failed: dict[str, tuple[str, str]] = {}  # the file and why it cannot be read, by sha256
        self.ranker: Ranker | None = None

    def new(self, found: Sequence[Found]) -> Iterator[tuple[str, Path]]:
        """The files that will be read, by name: the first of each content that the library has not."""
        seen = set(self.known.values()) - self.waiting
        for each in found:
            if not each.error and each.sha256 not in seen:
                seen.add(each.sha256)
                yield each.name, each.path

    def reports(self, found: Sequence[Found], gone: Sequence[str], embedder: Embedder | None) -> Iterator[FileReport]:
        """One report for each file that was found or has gone."""
        for file in gone:
            self.writing.remove(file)
            yield FileReport(file=file, status="removed")
        todo: dict[str, Found] = {}  # the first file with each content
        twins: list[Found] = []
        have = set(self.known.values()) - self.waiting
        for each in found:
            if each.error:
                yield self.unreadable(each.name, f"{each.name}: {each.error}")
            elif self.known.get(each.name) == each.sha256 and each.sha256 not in self.waiting:
                yield self.unchanged(each.name)
            elif each.sha256 in have or each.sha256 in todo:
                twins.append(each)
            else:
                todo[each.sha256] = each
        if todo:
            embedder = embedder or load_embedder(self.model_name())
            self.writing.adopt(embedder)
            self.ranker = load_ranker()
            for each, result in read_all(todo.values(), self.keep, read=self.read, limit_s=self.limit_s):
                yield self.take_in(each, result, embedder)
        for twin in twins:
            yield self.twin(twin)

    def keep(self, found: Found) -> tuple[Path, str]:
        """Copy the file into the library; the copy is what is read, so that what is kept is what was read."""
        try:
            sha256, copy = self.writing.keep(found.path)
        except OSError as error:
            raise UnreadableFile(found.name, f"it cannot be opened ({error})", "Check who may read it.") from error
        self.kept[found.name] = (sha256, copy.suffix)
        return copy, found.name

    def take_in(self, found: Found, result: Result, embedder: Embedder) -> FileReport:
        """Embed a file's papers and put them into the library."""
        if isinstance(result, UnreadableFile):
            self.failed[found.sha256] = (found.name, str(result))
            return self.unreadable(found.name, str(result))
        sha256, suffix = self.kept[found.name]
        with self.apart(found.name, sha256):
            return self.put(found, result, sha256, suffix, embedder)

    @contextmanager
    def apart(self, file: str, sha256: str) -> Iterator[None]:
        """While a file is read again, the other paths of its content stand aside: its papers are about to be replaced."""
        again = self.library.files() if sha256 in self.waiting else {}
        where = {name: location for location, name in self.library.locations().items()}
        others = [name for name, content in again.items() if content == sha256 and name != file]
        for other in others:
            self.writing.remove(other)
        yield
        for other in others:
            self.writing.alias(other, sha256, location=where.get(other))

    def put(self, found: Found, result: Sequence[Paper], sha256: str, suffix: str, embedder: Embedder) -> FileReport:
        """Put a file's papers into the library with their passages."""
        papers = self.owned(result, found.name, sha256)
        at = place(found.path)
        try:
            self.writing.take_in(found.name, sha256, papers, embedder, self.ranker, location=at, suffix=suffix)
        except UnfitPaper as error:
            self.failed[found.sha256] = (found.name, str(error))
            return self.unreadable(found.name, str(error))
        entries, paragraphs = self.library.held(found.name)
        status: Status = "changed" if found.name in self.known else "added"
        return FileReport(file=found.name, status=status, papers=entries, paragraphs=paragraphs)

    def read_on(self, progress: Callable[[Progress], None] | None) -> None:
        """Have the ranker read the papers taken in before it could, or while it was another."""
        self.writing.read_by(packaged_revision())
        if waiting := self.writing.unread():
            ranker = self.ranker or load_ranker()
            if ranker is None:
                return
            for done, id in enumerate(waiting, start=1):
                paper = self.library.paper(id)
                self.writing.read_on(id, signs_of(ranker, passages(paper, paper.paragraphs)))
                if progress is not None:
                    progress(Progress(done=done, total=len(waiting), file=paper.file))
        self.writing.all_read()

    def owned(self, papers: Sequence[Paper], file: str, sha256: str) -> list[Paper]:
        """The papers as this file's, under ids that no other paper of the library has."""
        owned: dict[str, Paper] = {}
        for paper in papers:
            id = paper.id
            number = 1
            while id in owned or self.writing.taken(id, file):
                number += 1
                id = f"{paper.id}-{number}"
            paragraphs = tuple(replace(paragraph, paper=id) for paragraph in paper.paragraphs)
            owned[id] = replace(paper, id=id, file=file, sha256=sha256, paragraphs=paragraphs)
        return list(owned.values())

    def twin(self, found: Found) -> FileReport:
        """Note a file whose content the library has under another path."""
        if found.sha256 in self.failed:
            other, why = self.failed[found.sha256]
            return self.unreadable(found.name, why.replace(other, found.name))
        same = next((name for name, sha256 in self.library.files().items() if sha256 == found.sha256), None)
        self.writing.alias(found.name, found.sha256, location=place(found.path))
        return FileReport(file=found.name, status="changed" if found.name in self.known else "added", same_as=same)

    def unchanged(self, file: str) -> FileReport:
        """A file the library holds as it is."""
        entries, paragraphs = self.library.held(file)
        return FileReport(file=file, status="unchanged", papers=entries, paragraphs=paragraphs)

    def unreadable(self, file: str, error: str) -> FileReport:
        """A file that could not be taken in."""
        stays = " What was taken in from it before stays in the library." if file in self.known else ""
        return FileReport(file=file, status="unreadable", error=error + stays)

    def model_name(self) -> str | None:
        """The name of the model the library was built with, if it was."""
        model = self.library.model
        return model.name if model else None


def _waiting(library: Library) -> frozenset[str]:
    """The contents, by sha256, whose scanned pages stayed unread for want of Tesseract, which now is there."""
    if tesseract() is None:
        return frozenset()
    return frozenset(entry.sha256 for entry in library.entries() if missed_tesseract(entry.warnings))
