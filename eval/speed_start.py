"""The command and the app from nothing to their first sign of life, and many who ask at once: seconds."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from answer.ask import ask
from eval.metrics import percentile
from eval.speed_ingest import timed
from index.library import Library

COMMAND = [sys.executable, str(Path(__file__).parents[1] / "cli.py")]
TIMES = 5  # the middle one counts; the first of a day also reads from the disk
USERS = 20
PATIENCE = 60.0


def starts(library: Path, question: str) -> dict[str, float]:
    """Seconds of ``--help``, of a question from a cold process, and until the app's first page is served."""
    command = [*COMMAND, "ask", question, "--library", str(library)]
    helped, asked = _middle([*COMMAND, "--help"]), _middle(command)
    return {
        "help": helped[0],
        "help_cpu": helped[1],
        "ask": asked[0],
        "ask_cpu": asked[1],
        "app": sorted(_page(library) for _ in range(3))[1],
    }


def many(library: Library, questions: Sequence[str]) -> dict[str, float]:
    """Twenty people ask at the same moment, each another question: p50 and p95 in seconds, and how many answers differ
    from those that one who asks alone gets. Raises what any of them meets with.
    """
    chosen = [questions[at * len(questions) // USERS] for at in range(USERS)]
    alone = [ask(library, question).text for question in chosen]

    def one(question: str) -> tuple[str, float]:
        start = time.perf_counter()
        answer = ask(library, question)
        return answer.text, time.perf_counter() - start

    with ThreadPoolExecutor(USERS) as users:
        given, (_, processor) = timed(lambda: list(users.map(one, chosen)))
    seconds = [each for _, each in given]
    return {
        "users": USERS,
        "p50": percentile(seconds, 0.5) or 0.0,
        "p95": percentile(seconds, 0.95) or 0.0,
        "cpu": processor,
        "different": sum(text != before for (text, _), before in zip(given, alone, strict=True)),
    }


def _middle(command: Sequence[str]) -> tuple[float, float]:
    """Seconds by the clock, and of processor time, each the middle one."""
    spent = [timed(lambda: subprocess.run(command, check=True, capture_output=True))[1] for _ in range(TIMES)]
    seconds, processor = (sorted(each)[TIMES // 2] for each in zip(*spent, strict=True))
    return seconds, processor


def _page(library: Path) -> float:
    """Seconds from the command until Streamlit serves the page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [*COMMAND, "app", "--port", str(port), "--library", str(library)]
    with tempfile.TemporaryDirectory() as home:
        start = time.perf_counter()
        app = subprocess.Popen(
            command,
            env=os.environ | {"HOME": home},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.STDOUT,
        )
        try:
            while not _served(port):
                if time.perf_counter() - start > PATIENCE:
                    raise TimeoutError(f"the app did not start in {PATIENCE:g} s")
                time.sleep(0.02)
            return time.perf_counter() - start
        finally:
            os.killpg(app.pid, 15)
            app.wait()


def _served(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False
