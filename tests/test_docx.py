"""A Word file reads as Word shows it: its automatic numbers, its tables, its tracked changes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.errors import UnreadableFile
from ingest.paper import Paper
from ingest.read import read

SHARED = Path(__file__).parents[2] / "shared" / "papers"
PLAN = SHARED / "croydon-cabinet-2017-11-20-improvement-plan"


class Draft:
    """A Word file in the making, with lists of its own."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self._numbering = self.document.part.numbering_part.element

    def definition(self, number: int, levels: str) -> None:
        """A list definition from its levels' XML, and the list of the same number that counts by it."""
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{levels}</w:abstractNum>'
        first = self._numbering.find(qn("w:num"))
        first.addprevious(parse_xml(abstract))
        self.list(number, number)

    def list(self, number: int, definition: int, override: str = "") -> None:
        self._numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'
            )
        )

    def item(self, text: str, number: int, level: int = 0) -> Any:
        paragraph = self.document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        )
        return paragraph

    def xml(self, text: str) -> None:
        """A paragraph from its XML, at the end of the text."""
        self.document.add_paragraph()._p.getparent().replace(
            self.document.paragraphs[-1]._p, parse_xml(f"<w:p {nsdecls('w')}>{text}</w:p>")
        )


def level(at: int, form: str, text: str, more: str = "") -> str:
    indent = f'<w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="720"/></w:pPr>'
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>{indent}</w:lvl>'


DECIMAL = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3")


@pytest.fixture
def draft() -> Draft:
    return Draft()


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[Draft], Paper]:
    def save(draft: Draft) -> Paper:
        path = tmp_path / "report.docx"
        draft.document.save(str(path))
        (paper,) = read(path)
        assert all(paper.text[p.start : p.end] == p.text for p in paper.paragraphs)
        return paper

    return save


def labels(paper: Paper) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in paper.paragraphs if p.label_kind == "printed"]


def test_multilevel_numbers_count_and_restart_below_a_higher_one(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.definition(50, DECIMAL)
    for text, at in (
        ("Summary", 0),
        ("One.", 1),
        ("Two.", 1),
        ("Deep.", 2),
        ("Background", 0),
        ("Three.", 1),
        ("Four.", 1),
    ):
        draft.item(text, 50, at)
    assert labels(saved(draft)) == [
        ("1", "Summary"), ("1.1", "One."), ("1.2", "Two."), ("1.2.1", "Deep."),
        ("2", "Background"), ("2.1", "Three."), ("2.2", "Four."),
    ]  # fmt: skip


def test_letters_and_roman_numerals_stand_under_their_number(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.definition(50, level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)"))
    for text, at in (("Cabinet is asked to:", 0), ("note it;", 1), ("agree:", 1), ("the plan;", 2), ("its cost.", 2)):
        draft.item(text, 50, at)
    assert [label for label, _ in labels(saved(draft))] == ["1", "1(a)", "1(b)", "1(b)(i)", "1(b)(ii)"]


def test_a_ninth_letter_is_i_and_no_roman_one(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.definition(50, level(0, "lowerLetter", "(%1)"))
    for number in range(10):
        draft.item(f"Item {number} of the list.", 50)
    assert [label for label, _ in labels(saved(draft))] == [f"({letter})" for letter in "abcdefghij"]


def test_a_list_goes_on_after_a_break_unless_it_has_a_start_of_its_own(
    draft: Draft, saved: Callable[[Draft], Paper]
) -> None:
    draft.definition(50, level(0, "decimal", "%1."))
    draft.list(51, 50, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>')
    draft.item("First.", 50)
    draft.document.add_paragraph("A paragraph between.")
    draft.item("Second.", 50)
    draft.item("Seventh.", 51)
    draft.item("Eighth.", 51)
    assert [label for label, _ in labels(saved(draft))] == ["1", "2", "7", "8"]


def test_legal_numbering_shows_digits_below_a_roman_heading(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.definition(50, level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    draft.item("Part one", 50)
    draft.item("Part two", 50)
    draft.item("Its first paragraph.", 50, 1)
    assert [label for label, _ in labels(saved(draft))] == ["I", "II", "2.1"]


def test_numbers_come_through_styles(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    link = '<w:pStyle w:val="Heading{}"/>'
    levels = level(0, "decimal", "%1", link.format(1)) + level(1, "decimal", "%1.%2", link.format(2))
    draft.definition(50, levels)
    for name in ("Heading 1", "Heading 2"):
        properties = draft.document.styles[name].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="50"/></w:numPr>'))
    draft.document.add_heading("Finance", 1)
    draft.document.add_heading("Capital", 2)
    draft.document.add_paragraph("There is none.")
    paper = saved(draft)
    assert labels(paper) == [("1", "Finance"), ("1.1", "Capital")]
    assert paper.paragraphs[-1].heading == ("1 Finance", "1.1 Capital")


def test_numbers_typed_by_hand_count_as_in_a_pdf(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.document.add_heading("1. Recommendations", 1)
    for text in ("1.1 Approve the plan.", "1.2\tNote the cost.", "805 new members joined in the year."):
        draft.document.add_paragraph(text)
    assert labels(saved(draft)) == [("1", "Recommendations"), ("1.1", "Approve the plan."), ("1.2", "Note the cost.")]


def test_a_long_paragraph_in_a_heading_style_is_a_paragraph(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    text = "The Council has a duty to consult those who live in the area before it decides."
    draft.document.add_heading(text, 2)
    assert [(p.kind, p.text) for p in saved(draft).paragraphs] == [("body", text)]


def test_tables_keep_rows_heads_and_spans(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.document.add_paragraph("The position is as follows.")
    table = draft.document.add_table(rows=4, cols=3)
    texts = ("Service", "Budget", "Forecast", "Care", "410", "433", "Care", "98", "101", "Total", "508", "534")
    for cell, text in zip((cell for row in table.rows for cell in row.cells), texts, strict=True):
        cell.text = text
    table.cell(2, 0).text = ""
    table.cell(1, 0).merge(table.cell(2, 0))
    mark = parse_xml(f"<w:tblHeader {nsdecls('w')}/>")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    rows = [p for p in saved(draft).paragraphs if p.kind == "table"]
    assert [p.text for p in rows] == ["Care | 410 | 433", "98 | 101", "Total | 508 | 534"]
    assert {p.columns for p in rows} == {("Service", "Budget", "Forecast")}


def test_insertions_count_and_deletions_do_not(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.xml(
        "<w:r><w:t>The cost is </w:t></w:r><w:del w:id='1'><w:r><w:delText>£3m</w:delText></w:r></w:del>"
        "<w:ins w:id='2'><w:r><w:t>£2m</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>"
    )
    paper = saved(draft)
    assert paper.text == "The cost is £2m."
    assert paper.warnings == ("page 1: the file has tracked changes; it is read as if all were accepted",)


def test_a_deleted_paragraph_end_joins_two_and_counts_once(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.definition(50, level(0, "decimal", "%1."))
    number = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='50'/></w:numPr>{}</w:pPr><w:r><w:t>{}</w:t></w:r>"
    draft.xml(number.format("<w:rPr><w:del w:id='3'/></w:rPr>", "It begins here "))
    draft.xml(number.format("", "and ends here."))
    draft.item("The next.", 50)
    assert labels(saved(draft)) == [("1", "It begins here and ends here."), ("2", "The next.")]


def test_text_boxes_hidden_text_links_and_fields(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.xml(
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Not shown. </w:t></w:r><w:hyperlink><w:r><w:t>Linked</w:t></w:r></w:hyperlink>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>"
        "<w:r><w:t xml:space='preserve'> words.</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    assert [p.text for p in saved(draft).paragraphs] == ["Linked words.", "In a box."]


def test_pages_are_those_where_word_broke_them(draft: Draft, saved: Callable[[Draft], Paper]) -> None:
    draft.document.add_paragraph("On the first page.")
    draft.document.add_page_break()
    draft.xml("<w:r><w:lastRenderedPageBreak/><w:t>On the second page.</w:t></w:r>")
    paper = saved(draft)
    assert [(p.page, p.text) for p in paper.paragraphs] == [(1, "On the first page."), (2, "On the second page.")]
    assert paper.pages == 2


def test_bad_word_files_say_what_is_wrong(tmp_path: Path) -> None:
    cut = tmp_path / "cut.docx"
    docx.Document().save(str(cut))
    cut.write_bytes(cut.read_bytes()[:2000])
    old = tmp_path / "old.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    locked = tmp_path / "locked.docx"
    locked.write_bytes(old.read_bytes() + "EncryptedPackage".encode("utf-16-le"))
    sheet = tmp_path / "sheet.xlsx"
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(130_000_000))
    said = {
        "cut": "damaged",
        "old": "Word 97",
        "locked": "password",
        "sheet": "not read",
        "bomb": "unpacks to far more",
    }
    for path in (cut, old, locked, sheet, bomb):
        with pytest.raises(UnreadableFile, match=said[path.stem]):
            read(path)


def test_a_damaged_header_does_not_cost_the_text(draft: Draft, tmp_path: Path) -> None:
    draft.document.sections[0].header.paragraphs[0].text = "Fennshire Council"
    draft.document.add_paragraph("The text.")
    reference = draft.document.sections[0]._sectPr.find(qn("w:headerReference"))
    reference.attrib.pop(qn("r:id"))
    path = tmp_path / "report.docx"
    draft.document.save(str(path))
    assert [paper.text for paper in read(path)] == ["The text."]


def test_a_part_of_unknown_kind_and_cut_off_lists_are_survived_or_named(draft: Draft, tmp_path: Path) -> None:
    draft.document.add_paragraph("The text.")
    whole, untyped, cut = (tmp_path / f"{name}.docx" for name in ("whole", "untyped", "cut"))
    draft.document.save(str(whole))
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(untyped, "w") as one, zipfile.ZipFile(cut, "w") as two:
        for name in source.namelist():
            content = source.read(name)
            relations = name == "word/_rels/document.xml.rels"
            one.writestr(name, content.replace(b"Type=", b"Kind=", 1) if relations else content)
            two.writestr(name, content[:300] if name == "word/numbering.xml" else content)
    assert [paper.text for paper in read(untyped)] == ["The text."]
    with pytest.raises(UnreadableFile, match="damaged"):
        read(cut)


@pytest.mark.shared
@pytest.mark.skipif(
    not PLAN.with_suffix(".docx").exists(), reason="the collection of real papers is not beside the checkout"
)
def test_a_real_paper_reads_alike_from_word_and_pdf() -> None:
    """Its priorities (a numbered list in a table) are set apart by the page alone, and left out of the comparison."""
    (word,), (pdf,) = read(PLAN.with_suffix(".docx")), read(PLAN.with_suffix(".pdf"))
    decimal = [
        [p.label for p in paper.paragraphs if "." in p.label and p.label_kind == "printed"] for paper in (word, pdf)
    ]
    plain = [[label for label in labels if "(" not in label] for labels in decimal]
    assert plain[0] == plain[1]
    missing = set(pdf.text.split()) - set(word.text.split())
    assert len(missing) < 0.01 * len(set(pdf.text.split()))
