"""The command `scrutineer`: help at once, results on stdout, one red line for an error, JSON as documented."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner, Result

import cli

ROOT = Path(__file__).parent.parent
HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "faiss",
    "llama_index",
    "streamlit",
    "pypdf",
    "pypdfium2",
    "numpy",
}
COMMANDS = ["ingest", "papers", "paragraphs", "check", "ask", "app"]

REPORT = """# Attendance of children looked after

Report to the Children's Services Scrutiny Committee, 12 March 2024

## 1. Attendance

1.1 Attendance of children looked after rose to 91.4 per cent in the autumn term of 2023.

1.2 The head of the virtual school will report on exclusions in September 2024.

## 2. Financial impact

2.1 The work is met from the pupil premium of £412,000.
"""


def scrutineer(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def in_a_shell(*words: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it, from a folder of their own."""
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=os.environ | environ, check=False)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report, an empty file and a PDF that is none."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "attendance.md").write_text(REPORT, encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "torn.pdf").write_bytes(b"%PDF-1.4\nnot a PDF at all")
    return folder


@pytest.fixture(scope="module")
def library(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of that folder."""
    folder = tmp_path_factory.mktemp("taken-in") / "library"
    assert scrutineer("ingest", papers, "--library", folder).exit_code == 0
    return folder


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_wakes_nothing_heavy(command: list[str]) -> None:
    code = "import sys, cli\ntry: cli.main()\nfinally: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, *command, "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    assert "Usage:" in done.stdout
    assert set(done.stderr.split()) & HEAVY == set()


def test_help_answers_in_under_half_a_second() -> None:
    def seconds() -> float:
        began = time.perf_counter()
        assert in_a_shell("--help").returncode == 0
        return time.perf_counter() - began

    assert min(seconds() for _ in range(5)) < 0.5


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_explains_itself(name: str) -> None:
    command = typer.main.get_command(cli.app).commands[name]  # type: ignore[attr-defined]
    assert command.help
    assert [option.name for option in command.params if not option.help] == []


@pytest.mark.parametrize("command", [["papers"], ["paragraphs", "a-paper"], ["check", "a-paper"], ["ask", "Who?"]])
def test_a_library_that_is_not_there_is_one_line_that_says_so(command: list[str], tmp_path: Path) -> None:
    done = in_a_shell(*command, "--library", tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("scrutineer: ")
    assert "nowhere" in done.stderr


def test_debugging_shows_where_an_error_came_from(tmp_path: Path) -> None:
    done = in_a_shell("papers", "--library", tmp_path / "nowhere", SCRUTINEER_DEBUG="1")
    assert "Traceback" in done.stderr
    assert "LibraryError" in done.stderr


def test_a_setting_that_is_unknown_is_one_line_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('libary = "x"\n')
    done = in_a_shell("papers", SCRUTINEER_CONFIG=str(tmp_path / "mine.toml"))
    assert done.returncode == 2
    assert "'libary' cannot be set. Allowed: library" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ask"], "either one question or --batch"),
        (["ask", "Who?", "--batch", "questions.jsonl"], "either one question or --batch"),
        (["ask", "Who?", "--out", "answers.jsonl"], "--out goes with --batch"),
        (["ask", "Who?", "--from", "31/10/2017"], "31/10/2017"),
    ],
)
def test_a_wrong_request_is_refused_before_anything_is_opened(words: list[str], told: str) -> None:
    done = scrutineer(*words)
    assert done.exit_code == 2
    assert told in done.output


def test_a_wrong_kind_is_refused_with_the_kinds_there_are(tmp_path: Path) -> None:
    assert scrutineer("ingest", tmp_path, "--library", tmp_path / "library").exit_code == 1
    done = scrutineer("papers", "--kind", "novel", "--library", tmp_path / "library")
    assert done.exit_code == 2
    assert "ofsted_letter" in done.output


@pytest.mark.model
def test_ingest_takes_in_what_it_can_read_and_names_the_rest(papers: Path, tmp_path: Path) -> None:
    done = scrutineer("ingest", papers, "--library", tmp_path / "library", "--json")
    assert done.exit_code == 0
    (taken,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert taken["title"] == "Attendance of children looked after"
    assert taken["file"].endswith("attendance.md")
    assert taken["paragraphs"] >= 3
    told = done.stderr[done.stderr.index("2 could not be read") :]
    assert "empty.pdf" in told
    assert "torn.pdf" in told


@pytest.mark.model
def test_the_progress_bar_keeps_out_of_the_results(papers: Path, tmp_path: Path) -> None:
    """FORCE_COLOR lets Rich take a pipe for a terminal, and so draw the bar."""
    done = in_a_shell("ingest", papers, "--library", tmp_path / "library", "--json", FORCE_COLOR="1")
    assert "Reading" in done.stderr
    assert [json.loads(line)["paper"] for line in done.stdout.splitlines()]


@pytest.mark.model
def test_ingest_again_skips_what_has_not_changed_and_strict_minds_unreadable_files(papers: Path, library: Path) -> None:
    again = scrutineer("ingest", papers, "--library", library, "--strict")
    assert again.exit_code == 1
    assert "3 files: 1 unchanged, 2 unreadable." in again.stderr
    assert again.stdout == ""


@pytest.mark.model
def test_papers_and_paragraphs_are_listed_for_people_and_for_programs(library: Path) -> None:
    (listed,) = json.loads(scrutineer("papers", "--library", library, "--json").stdout)
    assert listed["paper"] in scrutineer("papers", "--library", library).stdout
    assert json.loads(scrutineer("papers", "--library", library, "--council", "Nowhere", "--json").stdout) == []
    rows = json.loads(scrutineer("paragraphs", listed["paper"], "--library", library, "--json").stdout)
    assert [row["label"] for row in rows if row["kind"] != "heading"][-3:] == ["1.1", "1.2", "2.1"]
    assert len(rows) == listed["paragraphs"]
    shown = scrutineer("paragraphs", listed["paper"], "--library", library).stdout
    assert "1.2  The head of the virtual school will report on exclusions in September 2024.  (page 1)" in shown


@pytest.mark.model
def test_an_unknown_paper_is_one_line_with_the_ids_most_like_it(library: Path) -> None:
    (listed,) = json.loads(scrutineer("papers", "--library", library, "--json").stdout)
    done = in_a_shell("paragraphs", listed["paper"] + "x", "--library", library)
    assert done.returncode == 2
    assert f"Did you mean {listed['paper']}?" in done.stderr
