"""A folder of papers to a table of what was read of them: pages, paragraphs by the kind of their number, tables, warnings.

``python -m eval.reading_table ../shared/papers``
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from index.reading import Result, read_all
from index.walk import find
from ingest.errors import UnreadableFile
from ingest.paper import Paper

HEADS = ("folder", "files", "papers", "pages", "printed", "inferred", "by position", "headings", "table rows", "tables")


@dataclass(slots=True)
class Row:
    """The counts of one folder. Headings and table rows count in their own columns alone."""

    files: int = 0
    papers: int = 0
    pages: int = 0
    printed: int = 0
    inferred: int = 0
    position: int = 0
    headings: int = 0
    rows: int = 0
    tables: int = 0
    warnings: int = 0
    unread: list[str] = field(default_factory=list)

    def add(self, papers: Sequence[Paper]) -> None:
        """Count the papers of one more file."""
        self.papers += len(papers)
        for paper in papers:
            self.pages += paper.pages
            self.warnings += len(paper.warnings)
            before = None
            for each in paper.paragraphs:
                table = (each.caption, each.columns) if each.kind == "table" else None
                if each.kind == "heading":
                    self.headings += 1
                elif table:
                    self.rows += 1
                    self.tables += table != before
                else:
                    setattr(self, each.label_kind, getattr(self, each.label_kind) + 1)
                before = table


def table_of(results: Iterable[tuple[str, Result]]) -> dict[str, Row]:
    """One row for each folder, from the folder and the outcome of each file."""
    table: dict[str, Row] = {}
    for folder, result in results:
        row = table.setdefault(folder, Row())
        row.files += 1
        if isinstance(result, UnreadableFile):
            row.unread.append(str(result))
        else:
            row.add(result)
    return table


def lines_of(table: Mapping[str, Row]) -> list[str]:
    """The table in Markdown, folders in order and all together last, and under it every file that was not read."""
    lines = [f"| {' | '.join((*HEADS, 'warnings', 'unread'))} |", f"| --- |{' ---: |' * (len(HEADS) + 1)}"]
    whole = Row()
    for row in table.values():
        for name in Row.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(row, name))
    for folder, row in [*sorted(table.items()), ("all", whole)]:
        *counts, unread = astuple(row)
        lines.append(f"| {folder} | {' | '.join(f'{count:,}' for count in (*counts, len(unread)))} |")
    return [*lines, "", *(f"- {reason}" for reason in whole.unread)]


def main(folder: Annotated[Path, typer.Argument(help="The folder of papers.")]) -> None:
    """Print what is read of each folder's papers as a Markdown table, and every file that could not be read."""
    paths = [each.path for each in find([folder], {})[0]]
    results = read_all(paths, lambda path: (path, str(path.relative_to(folder))))
    table = table_of((str(path.relative_to(folder).parent), result) for path, result in results)
    typer.echo("\n".join(lines_of(table)))


if __name__ == "__main__":
    typer.run(main)
