"""The example papers are what their sources say, and nobody can take them for real ones."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document
from pypdf import PdfReader

from examples import render, scan
from examples.layout import INSPECTOR_MARK, MARK

GROUPS = {group[0]["file"]: group for group in render.groups()}
PICTURES = sorted(name for name, group in GROUPS.items() if group[0]["scan"])
WORD = sorted(name for name, group in GROUPS.items() if group[0]["layout"] == "word")
PDFS = sorted(set(GROUPS) - set(WORD))


def texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("name", PDFS)
def test_rendering_a_source_gives_the_paper_that_is_kept(name: str) -> None:
    file, content, record = render.render(GROUPS[name])
    assert texts(content) == texts((render.PAPERS / file).read_bytes())
    kept = [json.loads(line) for line in render.STRUCTURE.read_text(encoding="utf8").splitlines()]
    assert record in kept


@pytest.mark.parametrize("name", sorted(set(PDFS) - set(PICTURES)))
def test_every_page_says_that_the_paper_is_invented(name: str) -> None:
    for page in texts((render.PAPERS / f"{name}.pdf").read_bytes()):
        assert MARK in page or INSPECTOR_MARK in page


@pytest.mark.parametrize("name", WORD)
def test_the_word_file_keeps_its_numbers_out_of_its_text(name: str) -> None:
    file, content, _ = render.render(GROUPS[name])
    kept, again = (Document(stream) for stream in (str(render.PAPERS / file), io.BytesIO(content)))
    assert [one.text for one in kept.paragraphs] == [one.text for one in again.paragraphs]
    assert not [one.text for one in kept.paragraphs if one.text[:1].isdigit()]
    assert MARK in kept.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize("name", PICTURES)
def test_the_scan_has_pictures_and_no_text(name: str) -> None:
    pages = PdfReader(render.PAPERS / f"{name}.pdf").pages
    assert [page.extract_text().strip() for page in pages] == ["", ""]
    assert all(len(page.images) == 1 for page in pages)
    assert scan.DOTS_PER_INCH >= 150


def test_the_papers_together_are_small() -> None:
    assert sum(path.stat().st_size for path in render.PAPERS.iterdir()) < 3_000_000


def test_the_readme_lists_every_paper_and_no_other() -> None:
    readme = (render.HERE / "README.md").read_text(encoding="utf8")
    assert [path.name for path in sorted(render.PAPERS.iterdir()) if f"`{path.name}`" not in readme] == []
