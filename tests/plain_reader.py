"""A reader for the tests of ingest: one paragraph a line. Some words make it fail in the ways a real file can."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from pathlib import Path

from conftest import paper

from ingest.errors import UnreadableFile
from ingest.paper import Paper


def read(path: Path, name: str | None = None) -> list[Paper]:
    content = path.read_bytes()
    text = content.decode("utf-8")
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "STALL" in text:
        time.sleep(600)
    if "SCAN" in text:
        raise UnreadableFile(path, "the page is a picture", "Run text recognition on it.", page=3)
    if "FAULT" in text:
        raise KeyError("a fault of the reader")
    if text.startswith("MARK "):
        Path(text.removeprefix("MARK ")).touch()  # tells that this file was read
    os.write(1, b"chatter that must not end up among the papers\n")
    file = name or str(path)
    made = paper(*text.split("\n"), id=Path(file).stem, file=file, sha256=hashlib.sha256(content).hexdigest())
    return [made]
