"""Paths to the files in them that can be papers, each with the name it has in a library and the hash of what it holds."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.schema import DATABASE
from ingest.source import IN_FOLDERS


@dataclass(frozen=True, slots=True)
class Found:
    """A file to consider. `sha256` is empty when the file cannot be opened, `error` then says why."""

    path: Path
    name: str
    sha256: str = ""
    error: str = ""


def find(paths: Sequence[Path], known: Mapping[str, str]) -> tuple[list[Found], list[str]]:
    """The files to consider, in order, each once, and the names of known files that have gone from these folders.

    `known` are the library's names of files by absolute path. A path that does not exist is Found with an error: a drive
    that is not there today must not empty the library.
    """
    places: dict[str, Path] = {}
    gone: list[str] = []
    for path in paths:
        for file in _files(path) if path.is_dir() else (path,):
            places.setdefault(place(file), file)
    for folder in (place(path) for path in paths if path.is_dir()):
        below = folder.rstrip(os.sep) + os.sep
        gone.extend(name for at, name in known.items() if at.startswith(below) and at not in places)
    names = {name: at for at, name in known.items()}
    found = [_found(path, _name(at, path, known, names)) for at, path in places.items()]
    return found, sorted(set(gone))


def place(path: Path) -> str:
    """The absolute path of a file, as text that can be stored."""
    return _text(os.path.abspath(path))


def _name(at: str, path: Path, known: Mapping[str, str], names: dict[str, str]) -> str:
    if at in known:
        return known[at]
    given = _text(str(path))
    name = given if names.get(given, at) == at else at  # "papers/a.pdf" seen from two folders is two files
    names[name] = at
    return name


def _found(path: Path, name: str) -> Found:
    try:
        with path.open("rb") as stream:
            return Found(path, name, hashlib.file_digest(stream, "sha256").hexdigest())
    except FileNotFoundError:
        return Found(path, name, error="there is no such file or folder. Check the path.")
    except OSError as error:
        return Found(path, name, error=f"it cannot be opened ({error.strerror or error}). Check who may read it.")


def _files(folder: Path) -> Iterator[Path]:
    """The files under a folder that can be papers, in order; hidden ones and libraries are passed over."""
    for root, folders, files in os.walk(folder):
        if DATABASE in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_of_a_page(name, files))
        for name in sorted(files):
            if Path(name).suffix.lower() in IN_FOLDERS and not name.startswith((".", "~$")):
                yield Path(root) / name


def _is_of_a_page(folder: str, files: Sequence[str]) -> bool:
    """Whether a folder holds the pictures and frames of a saved web page beside it ("Minutes.html", "Minutes_files")."""
    stem = folder.removesuffix("_files")
    return stem != folder and any(f"{stem}{ending}" in files for ending in (".html", ".htm"))


def _text(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")  # a file name need not be UTF-8
