"""Files to papers, each read in a process of its own kind: a file that crashes or stalls its reader costs only itself.

``python -m index.reading MODULE:FUNCTION`` is such a process. It takes (path, name) and gives back papers or an error, each
as a pickle with its length in front. A fresh start of Python rather than multiprocessing, which would run the user's own
script or Streamlit page a second time.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from ingest.errors import UnreadableFile
from ingest.paper import Paper

READ = "ingest.read:read"
LIMIT_S = 600.0
WORKERS = min(8, max(2, (os.cpu_count() or 2) // 2))  # the other half embeds meanwhile
AHEAD = 2  # files that may lie read until they are wanted, so that a long one does not leave the workers idle
MEMORY_BYTES = 4 << 30  # a hostile file may ask for any amount
Result = list[Paper] | UnreadableFile
Job = TypeVar("Job")


def read_all(
    jobs: Iterable[Job],
    prepare: Callable[[Job], tuple[Path, str]],
    *,
    read: str = READ,
    limit_s: float = LIMIT_S,
    workers: int = WORKERS,
) -> Iterator[tuple[Job, Result]]:
    """Read the files of the jobs, some at once, and give each job's papers, or why there are none, in the jobs' order.

    While the caller works on one result, the next `workers + AHEAD` files are read, and no more. `prepare` turns a job into
    its path and the name to show, or raises UnreadableFile.
    """
    spare = deque(Reader(read, limit_s) for _ in range(workers))
    pool = ThreadPoolExecutor(workers, thread_name_prefix="reading")

    def one(path: Path, name: str) -> Result:
        reader = spare.popleft()  # as many readers as threads, so one is always spare
        try:
            return reader.read(path, name)
        finally:
            spare.append(reader)

    waiting: deque[tuple[Job, Future[Result]]] = deque()
    readers = tuple(spare)
    try:
        for job in jobs:
            waiting.append((job, _submitted(pool, one, prepare, job)))
            if len(waiting) > workers + AHEAD:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()
    finally:
        for _, future in waiting:
            future.cancel()
        for reader in readers:
            reader.stop()
        pool.shutdown()


def _submitted(
    pool: ThreadPoolExecutor, one: Callable[[Path, str], Result], prepare: Callable[[Job], tuple[Path, str]], job: Job
) -> Future[Result]:
    try:
        return pool.submit(one, *prepare(job))
    except UnreadableFile as error:
        future: Future[Result] = Future()
        future.set_result(error)
        return future


class Reader:
    """A process that reads files one after another, started when first needed and again after it was lost."""

    def __init__(self, read: str = READ, limit_s: float = LIMIT_S) -> None:
        self._read, self._limit_s = read, limit_s
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False

    def read(self, path: Path, name: str) -> Result:
        """The papers of a file, or the UnreadableFile that says why not; never raises for a bad file."""
        process = self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        self._late = False
        alarm = threading.Timer(self._limit_s, self._stop_late, (process,))
        alarm.start()
        try:
            _send(process.stdin, (path, name))
            return _result(_receive(process.stdout), path, name)
        except (EOFError, OSError, pickle.UnpicklingError):
            self.stop()
            if self._late:
                return UnreadableFile(name, f"reading took longer than {self._limit_s:g} seconds", SPLIT)
            return UnreadableFile(name, f"reading it ended the reader (exit {process.returncode})", SPLIT)
        finally:
            alarm.cancel()

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream:
                        stream.close()
            process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            paths = [str(Path(__file__).parents[1]), *(path for path in sys.path if path)]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "index.reading", self._read],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            )
        return self._process

    def _stop_late(self, process: subprocess.Popen[bytes]) -> None:
        self._late = True
        process.kill()


SPLIT = "Open it in a PDF viewer and print it to a new PDF, or split it, and ingest that."


def serve(read: Callable[..., list[Paper]], stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Read the files asked for on `stdin` until it ends."""
    while True:
        try:
            path, name = _receive(stdin)
        except EOFError:
            return
        try:
            _send(stdout, list(read(path, name=name)))
        except UnreadableFile as error:
            _send(stdout, ("unreadable", error.reason, error.remedy, error.page))
        except MemoryError:
            _send(stdout, ("unreadable", "reading it needs too much memory", SPLIT, None))
        except Exception as error:  # the process's own edge: a fault of the reader is told, not fatal
            _send(stdout, ("unreadable", f"the reader failed ({type(error).__name__}: {error})", SPLIT, None))


def _result(answer: Any, path: Path, name: str) -> Result:
    if isinstance(answer, list):
        return answer
    _, reason, remedy, page = answer
    return UnreadableFile(name, reason, remedy, page)


def _send(stream: BinaryIO | Any, value: object) -> None:
    content = pickle.dumps(value)
    stream.write(len(content).to_bytes(8, "big") + content)
    stream.flush()


def _receive(stream: BinaryIO | Any) -> Any:
    head = stream.read(8)
    content = stream.read(int.from_bytes(head, "big")) if len(head) == 8 else b""
    if not content:
        raise EOFError
    return pickle.loads(content)  # from our own process


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a PDF library prints must not end up among the answers
    _limit_memory()
    module, _, function = sys.argv[1].partition(":")
    serve(getattr(importlib.import_module(module), function), sys.stdin.buffer, answers)


if __name__ == "__main__":
    _main()
