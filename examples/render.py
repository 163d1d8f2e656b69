"""Renders the sources of the example papers: `python -m examples.render` writes examples/papers and the structure gold.

The same sources give the same files, byte for byte, as long as the libraries are the same.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import typer
from pypdf import PdfReader

from examples import layout, pack, scan, source, structure, word
from examples.source import Source

HERE = Path(__file__).parent
SOURCES, PAPERS = HERE / "sources", HERE / "papers"
STRUCTURE = HERE.parent / "eval" / "benchmark" / "examples.structure.jsonl"


def groups(folder: Path = SOURCES) -> list[list[Source]]:
    """The sources, one group a rendered file; the parts of a pack lie together in a folder of their own."""
    found = [[source.read(path)] for path in sorted(folder.glob("*.md"))]
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        found.append([source.read(path) for path in sorted(inner.glob("*.md"))])
    return found


def render(group: list[Source]) -> tuple[str, bytes, dict[str, Any] | None]:
    """A file's name, its bytes, and its structure (none where the printed pages are not ours to know)."""
    facts = group[0].facts
    name = facts["file"]
    if facts["layout"] == "word":
        return f"{name}.docx", word.render(group[0]), None
    papers = [layout.render(one) for one in group]
    if len(papers) > 1:
        pdf, before = pack.join(papers)
    else:
        pdf, before = papers[0].pdf, [0]
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    known = structure.record(f"{name}.pdf", facts, list(zip(papers, before, strict=True)), texts)
    return f"{name}.pdf", scan.scan(pdf) if facts.get("scan") else pdf, known


def main(papers: Path = PAPERS, structure_file: Path = STRUCTURE) -> None:
    """Render every source into the folder PAPERS and write the structure gold."""
    papers.mkdir(parents=True, exist_ok=True)
    known = []
    for group in groups():
        name, content, record = render(group)
        (papers / name).write_bytes(content)
        typer.echo(f"{name}  {len(content) // 1024} KB")
        if record:
            known.append(record)
    lines = [json.dumps(record, ensure_ascii=False) for record in known]
    structure_file.write_text("\n".join(lines) + "\n", encoding="utf8")


if __name__ == "__main__":
    typer.run(main)
