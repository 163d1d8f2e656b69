"""What people put in by mistake, through the real command: each is told in words what is wrong, and nothing breaks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import cli
from tests.hostile_pdf import CONTENT, pdf, report_objects, stream
from tests.test_hostile_files import encrypted

pytestmark = pytest.mark.model


def scrutineer(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library of one small report on family hubs."""
    folder = tmp_path_factory.mktemp("hubs")
    (folder / "hubs.pdf").write_bytes(pdf(report_objects()))
    assert scrutineer("ingest", folder / "hubs.pdf", "--library", folder / "library").exit_code == 0
    return folder / "library"


NOT_PAPERS = {
    "empty.pdf": (b"", "the file is empty"),
    "torn.pdf": (pdf(report_objects())[:-300], "damaged"),
    "page.pdf": (b"<html><body>Sign in</body></html>", "this is not a PDF"),
    "locked.pdf": (encrypted("secret"), "protected by a password"),
    "drawing.pdf": (pdf({**report_objects(), CONTENT: stream(b"9 9 m 99 99 l S")}), "no page holds text"),
    "blank.txt": (b" \n\n", "the file is empty"),
    "sums.xlsx": (b"PK\x03\x04 and more", "is not read"),
    "letter.doc": (b"\xd0\xcf\x11\xe0" + bytes(600), "Word 97"),
    "noise.docx": (bytes(range(256)), "damaged"),
}


@pytest.mark.parametrize("name", NOT_PAPERS)
def test_a_file_that_is_no_paper_is_named_with_the_reason(name: str, tmp_path: Path) -> None:
    content, reason = NOT_PAPERS[name]
    (tmp_path / name).write_bytes(content)
    done = scrutineer("ingest", tmp_path / name, "--library", tmp_path / "library")
    assert done.exit_code == 1
    assert reason in done.stderr.replace("\n", " ")
    assert done.stdout == ""


def test_a_pdf_with_the_ending_of_a_text_is_read_as_the_pdf_it_is(tmp_path: Path) -> None:
    (tmp_path / "hubs.txt").write_bytes(pdf(report_objects()))
    done = scrutineer("ingest", tmp_path / "hubs.txt", "--library", tmp_path / "library", "--json")
    assert json.loads(done.stdout)["title"] == "Report on the family hubs"


def test_each_of_two_empty_files_is_named_as_itself(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        (tmp_path / name).write_bytes(b"")
    told = scrutineer("ingest", tmp_path, "--library", tmp_path / "library").stderr
    assert "one.pdf: the file is empty" in told
    assert "two.pdf: the file is empty" in told


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = scrutineer("ingest", tmp_path / "nowhere", "--library", tmp_path / "library")
    assert done.exit_code == 1
    assert "there is no such file or folder" in done.stderr


def test_a_library_of_another_version_says_how_to_make_it_anew(library: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(library, old)
    manifest = json.loads((old / "manifest.json").read_text(encoding="utf-8"))
    (old / "manifest.json").write_text(json.dumps(manifest | {"format": 0}), encoding="utf-8")
    done = scrutineer("ask", "When do the hubs open?", "--library", old)
    assert "Rebuild it" in str(done.exception)


@pytest.mark.parametrize("question", ["", "   ", "???"])
def test_a_question_that_asks_nothing_gets_no_citation(question: str, library: Path) -> None:
    done = scrutineer("ask", question, "--library", library, "--json")
    assert done.exit_code == 0
    assert (json.loads(done.stdout)["found"], json.loads(done.stdout)["citations"]) == (False, [])


@pytest.mark.parametrize(
    "question",
    ["what did the committee decide about the hubs " * 230, "Что решил комитет о библиотеках?", "委员会决定了什么？"],
    ids=["10,000 characters", "Cyrillic", "Chinese"],
)
def test_a_question_that_no_paper_was_written_for_is_answered_from_the_papers_or_not_at_all(
    question: str, library: Path
) -> None:
    done = scrutineer("ask", question, "--library", library, "--json")
    assert done.exit_code == 0
    wire = json.loads(done.stdout)
    assert all(each["quote"] in each["text"] for each in wire["citations"])
    assert wire["found"] is bool(wire["citations"])
