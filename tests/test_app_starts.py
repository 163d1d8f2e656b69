"""`scrutineer app` serves the app on this computer only, and leaves nothing in the user's home."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds for a slow machine to start Streamlit


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def started(tmp_path: Path, home: Path) -> Iterator[int]:
    """The port of an app that was started as a user starts it, from a folder of theirs."""
    port = free_port()
    command = [sys.executable, str(ROOT / "cli.py"), "app", "--port", str(port), "--library", str(tmp_path / "library")]
    environ = os.environ | {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache")}
    app = subprocess.Popen(
        command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        _wait(port)
        yield port
    finally:
        os.killpg(app.pid, signal.SIGTERM)
        app.communicate(timeout=PATIENCE)


def _wait(port: int) -> None:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail("the app did not start")


def test_the_app_answers_and_writes_nothing_into_the_home(started: int, home: Path) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{started}/", timeout=30) as page:
        assert page.status == 200
    assert list(home.rglob("*")) == []


def test_the_app_cannot_be_reached_from_other_computers(started: int) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.exists():
        pytest.skip("only Linux shows what is listened on in /proc/net/tcp")
    rows = [line.split() for line in listening.read_text(encoding="ascii").splitlines()[1:]]
    addresses = {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == started}
    assert addresses == {"0100007F"}  # 127.0.0.1, low byte first


def test_started_without_the_command_it_also_serves_this_computer_only_and_reports_nothing() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1"
    assert config["server"]["headless"] is True
    assert config["browser"]["gatherUsageStats"] is False
