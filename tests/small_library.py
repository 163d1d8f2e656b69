"""Three small papers of an invented council, drawn and written here, for tests that go through the whole house."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from index.build import ingest_paths
from index.library import Library

REPORT = (
    ("1.", "PURPOSE"),
    ("1.1", "This report tells the committee how the new family hub at Tanner Street is coming along."),
    ("2.", "PROGRESS"),
    ("2.1", "The contract for the building works was let to Hollis Construction on 4 December 2023."),
    ("2.2", "The family hub at Tanner Street will open on 17 June 2024, three months later than planned."),
    ("2.3", "The delay was caused by damp that was found in the north wall."),
    ("3.", "FINANCE"),
    ("3.1", "The building works will cost £412,000, which is £37,000 more than was agreed."),
)
MINUTES = """Fennshire Council
Cabinet
Minutes of the meeting held on 12 September 2023

1. Apologies
Apologies were received from Councillor Meena Patel.

2. Household waste centres
RESOLVED that the household waste centre at Upper Marling be closed on Tuesdays from 1 November 2023.

3. Any other business
Councillor <b>Ivy</b> Okafor asked that $x$ be noted and thanked [the officers](http://example.invalid).
"""
LATER = """Fennshire Council
Children and Families Scrutiny Committee
Report of 9 July 2024
Opening of the family hub

1.1 The family hub at Tanner Street opened on 24 June 2024, one week late.
1.2 In its first fortnight 86 families came to the hub.
"""


def draw_report(path: Path) -> Path:
    """The report on the family hub as a PDF of one page."""
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 14)
    for at, line in ((780, "Fennshire Council"), (760, "Children and Families Scrutiny Committee")):
        canvas.drawString(60, at, line)
    canvas.setFont("Helvetica", 11)
    for at, line in ((735, "5 March 2024"), (715, "Report: The family hub at Tanner Street")):
        canvas.drawString(60, at, line)
    for row, (label, text) in enumerate(REPORT):
        canvas.setFont("Helvetica-Bold" if label.endswith(".") else "Helvetica", 11)
        canvas.drawString(60, 670 - 30 * row, label)
        canvas.drawString(100, 670 - 30 * row, text)
    canvas.save()
    return path


def write_papers(folder: Path) -> Path:
    """The three papers as files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    draw_report(folder / "family-hub-report.pdf")
    (folder / "cabinet-minutes.txt").write_text(MINUTES, encoding="utf-8")
    (folder / "family-hub-opening.md").write_text(LATER, encoding="utf-8")
    return folder


def build(folder: Path) -> Path:
    """A library of the three papers, with the packaged embedding model."""
    papers = write_papers(folder.parent / f"{folder.name}-papers")
    with Library.open(folder, create=True) as library:
        errors = [report.error for report in ingest_paths(library, [papers])]
    if errors != [None] * 3:
        raise RuntimeError(f"the small papers could not all be taken in: {errors}")
    return folder
