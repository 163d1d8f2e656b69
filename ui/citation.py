"""A citation into the HTML of its opening: where it stands, and the whole paragraph with the quoted words marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from answer.record import Citation
from ingest.paper import Box, LabelKind
from ui.escape import as_html, as_label, shortened
from ui.marked import marked, marked_cells

LINE_LENGTH = 160  # characters an opening's line may have; two lines on a laptop, four on a phone
KINDS = {
    "agenda": "Agenda",
    "report": "Report",
    "appendix": "Appendix",
    "minutes": "Minutes",
    "decision": "Decision",
    "ofsted_report": "Ofsted report",
    "ofsted_letter": "Ofsted letter",
    "guidance": "Guidance",
    "other": "Other",
}


def citation_line(number: int, citation: Citation) -> str:
    """The line that opens a citation, escaped for Markdown: `[1] Cabinet, 3 May 2023, para 3.3 (page 9)`."""
    return as_label(f"[{number}] {shortened(str(citation), LINE_LENGTH)}")


def citation_html(citation: Citation) -> str:
    """Where the citation stands, as pairs of name and value, and the paragraph."""
    pairs = [
        ("Paper", citation.title),
        ("Meeting", meeting(citation.council, citation.committee, citation.date)),
        ("Item", citation.item or ""),
        ("Under", " › ".join(citation.heading)),
        ("Paragraph", label_in_words(citation.label, citation.label_kind)),
        ("Page", page_in_words(citation.page, citation.printed_page)),
    ]
    facts = "".join(f"<dt>{name}</dt><dd>{as_html(value)}</dd>" for name, value in pairs if value)
    return f'<div class="scr-citation">{paragraph_html(citation)}<dl class="scr-facts">{facts}</dl></div>'


def paragraph_html(citation: Citation) -> str:
    """The whole paragraph, the quoted words marked; a table row as its cells beside their column heads."""
    caption = f"<p class='scr-caption'>{as_html(citation.caption)}</p>" if citation.caption else ""
    if citation.kind == "table":
        cells = marked_cells(citation.text, citation.quote, citation.marks)
        return f"{caption}<table>{''.join(_rows(citation.columns, cells))}</table>"
    label = "" if citation.label_kind == "position" else f"<span class='scr-number'>{as_html(citation.label)}</span> "
    body = marked(citation.whole or citation.text, citation.quote, citation.marks)
    return f"{caption}<blockquote>{label}{body}</blockquote>"


def _rows(columns: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """A row of a table turned on its side, each cell beside its head; side by side where the table has no heads."""
    if len(columns) != len(cells) or not any(columns):
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        return
    for head, cell in zip(columns, cells, strict=True):
        yield f"<tr><th scope='row'>{as_html(head) or '–'}</th><td>{cell or '–'}</td></tr>"


def label_in_words(label: str, kind: LabelKind) -> str:
    """The paragraph's number, and how sure it is.

    >>> label_in_words("3.3", "printed")
    '3.3'
    >>> label_in_words("¶2", "position")
    'no number is printed; this is number 2 under its heading'
    """
    if kind == "inferred":
        return (
            f"{label} (inferred: no number is printed beside these words; it follows from the paragraphs around them)"
        )
    if kind == "position":
        return f"no number is printed; this is number {label.lstrip('¶')} under its heading"
    return label


def page_in_words(page: int, printed: str | None) -> str:
    """The page, by what is printed on it and by its place in the file where they differ.

    >>> page_in_words(9, "12"), page_in_words(9, None)
    ('12 as printed, the file’s page 9', '9')
    """
    return f"{printed} as printed, the file’s page {page}" if printed and printed != str(page) else str(page)


def meeting(council: str | None, committee: str | None, date: dt.date | None) -> str:
    """Council, committee and date in one line, as far as they are known."""
    return ", ".join(part for part in (council, committee, day(date)) if part)


def day(date: dt.date | None) -> str:
    """A date as officers write it: `31 October 2017`; empty when there is none."""
    return f"{date.day} {date:%B %Y}" if date else ""


def pages_of(citation: Citation) -> dict[int, tuple[Box, ...]]:
    """The file's pages the paragraph stands on, each with its boxes; its first page also when it has no boxes."""
    pages = sorted({box.page for box in citation.boxes} | {citation.page})
    return {page: tuple(box for box in citation.boxes if box.page == page) for page in pages}
