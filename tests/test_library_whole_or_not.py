"""A paper is in the library whole or not at all: when the process is killed, when the disk is full."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from conftest import WordHashEmbedder, paper

from index.dense import unpack
from index.library import Library
from index.passage import passages
from index.search import search
from ingest.paper import Paper

PARAGRAPHS = 40
RUN = [sys.executable, __file__]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def papers_of(file: int) -> list[Paper]:
    """Two papers of one file, their words made of its number."""
    return [
        paper(
            *(
                f"File {file} part {part} paragraph {number} concerns ward{file * 7 + number}."
                for number in range(PARAGRAPHS)
            ),
            id=f"paper-{file}-{part}",
            file=f"{file}.txt",
            sha256=f"sha-{file}",
        )
        for part in (1, 2)
    ]


class DiesBetween(list[Paper]):
    """Papers whose reader is killed when the second is wanted: in the middle of a transaction."""

    def __iter__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204
        for number in range(len(self)):
            if number == 1:
                signal.raise_signal(signal.SIGKILL)
            yield self[number]


def assert_whole(folder: Path) -> int:
    """Everything in the library is whole and FAISS finds what SQLite holds; the number of its files."""
    with Library.open(folder) as library:
        files = library.files()
        for file in files:
            for expected in papers_of(int(file.removesuffix(".txt"))):
                assert library.paper(expected.id) == expected
        many = 2 * PARAGRAPHS * len(files)
        assert library.counts() == {"files": len(files), "papers": 2 * len(files), "paragraphs": many, "passages": many}
        with library.reading() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert connection.execute("SELECT count(*) FROM words").fetchone()[0] == many
            rows = connection.execute("SELECT key, vector FROM passages ORDER BY key").fetchall()
            vectors = library.vectors(connection)
            assert vectors.keys.tolist() == [row["key"] for row in rows]
            if rows:
                query = unpack([rows[0]["vector"]], 64)[0]
                cosines = unpack((row["vector"] for row in rows), 64) @ query
                found = vectors.nearest(query, 10)
                np.testing.assert_allclose([score for _, score in found], np.sort(cosines)[::-1][:10], atol=1e-6)
        return len(files)


@pytest.mark.parametrize("seed", range(3))
def test_a_killed_ingest_leaves_whole_papers_only(tmp_path: Path, seed: int) -> None:
    with subprocess.Popen([*RUN, "many", str(tmp_path)], env=ENVIRONMENT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # the first file is in
        time.sleep(random.Random(seed).uniform(0, 0.1))
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert assert_whole(tmp_path) >= 1


def test_a_process_killed_between_two_papers_of_a_file_leaves_neither(tmp_path: Path) -> None:
    done = subprocess.run([*RUN, "between", str(tmp_path)], env=ENVIRONMENT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert assert_whole(tmp_path) == 1
    with Library.open(tmp_path) as library:  # and the lock went with the process
        two = papers_of(2)
        library.put("2.txt", "sha-2", two, WordHashEmbedder())
    assert assert_whole(tmp_path) == 2


def test_a_full_disk_is_said_and_the_library_stays_whole(tmp_path: Path) -> None:
    done = subprocess.run([*RUN, "full", str(tmp_path)], env=ENVIRONMENT, check=False, capture_output=True, text=True)
    assert "LibraryError" in done.stderr
    assert "cannot be written to" in done.stderr
    assert "make room and run ingest again" in done.stderr
    assert 1 <= assert_whole(tmp_path) < 50
    with Library.open(tmp_path) as library:  # with room again, it goes on
        library.put("60.txt", "sha-60", papers_of(60), WordHashEmbedder())
        assert search(library, "File 60", k=1, embedder=WordHashEmbedder())[0].entry.file == "60.txt"


def ingest(how: str, folder: Path) -> None:
    """What the subprocesses of these tests do."""
    with Library.open(folder, create=True) as library:
        library.put("1.txt", "sha-1", papers_of(1), WordHashEmbedder())
        sys.stdout.write("in\n")
        sys.stdout.flush()
        if how == "between":
            with library.writing() as writing:
                writing.put("2.txt", "sha-2", DiesBetween(papers_of(2)), [], np.zeros((0, 64), np.float32))
        if how == "full":
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))  # no file beyond a megabyte
        for file in range(2, 50):
            library.put(f"{file}.txt", f"sha-{file}", papers_of(file), WordHashEmbedder())


if __name__ == "__main__":
    ingest(sys.argv[1], Path(sys.argv[2]))


def test_a_papers_passages_are_put_in_together(library: Library, embedder: WordHashEmbedder) -> None:
    one, other = (paper("Drains.", "Trams.", id=id, file="pack.pdf", sha256="1" * 64) for id in ("a", "b"))
    pieces = [*passages(one, one.paragraphs), *passages(other, other.paragraphs)]
    mixed = [pieces[0], pieces[2], pieces[1], pieces[3]]
    with library.writing() as writing:
        writing.adopt(embedder)
        with pytest.raises(ValueError, match="do not stand together"):
            writing.put("pack.pdf", "1" * 64, [one, other], mixed, embedder.embed([each.text for each in mixed]))
    assert library.counts()["papers"] == 0
