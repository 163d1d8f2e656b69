"""Plain text and Markdown into pages: every line a fixed height, every character a fixed width, a form feed a new page.

So indents, gaps and margins mean the same as in a PDF, and one reader of paragraphs serves both.
"""

from __future__ import annotations

import re
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.page import Line, Page, Word

SIZE = 10.0  # points of a character's height
ADVANCE = 5.0  # points of its width
LEADING = 12.0  # points from line to line
MOST_BYTES = 50_000_000  # a text file beyond 50 MB is no committee paper


def read_text_pages(path: Path) -> list[Page]:
    """The pages of a text or Markdown file. Raises `UnreadableFile` for an empty, binary or huge file."""
    text = decoded(path)
    if path.suffix.lower() == ".md":
        text = "\n".join(_plain(line) for line in text.splitlines())
    return [
        text_page(part, number) for number, part in enumerate(text.split("\f"), start=1) if part.strip() or number == 1
    ]


def decoded(path: Path) -> str:
    """The file's text: UTF-8, else Windows-1252 as old exports use."""
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableFile(path, "the text file is larger than 50 MB", "Split it and add the parts")
    raw = path.read_bytes()
    if not raw.strip():
        raise UnreadableFile(path, "the file is empty", "Fetch it again from where it was published")
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile(path, "this is not a text file, whatever its name says", "Add it under its true ending")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")


def _plain(line: str) -> str:
    """A Markdown line without its marks: a heading is known by \\x01 for each level, a table's row by wide gaps."""
    heading = _HEADING.match(line)
    if heading:
        return "\x01" * len(heading.group(1)) + heading.group(2)
    if re.fullmatch(r"\s*\|?[\s:|-]+\|[\s:|-]*", line):
        return ""
    line = re.sub(r"(\*\*|__)(\S.*?)\1", r"\2", line)
    line = re.sub(r"\[([^\]]+)\]\((?:[^)]+)\)", r"\1", line)
    if line.strip().startswith("|"):
        line = " " * 4 + "      ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    return line


def text_page(text: str, number: int) -> Page:
    """A page of plain text; a line that begins with \\x01, as many as its level, is a heading."""
    lines: list[Line] = []
    width = max([100, *(len(line) for line in text.splitlines())]) * ADVANCE
    count = 0
    for index, raw in enumerate(text.splitlines()):
        count = index + 1
        line = raw.expandtabs(4)
        level = len(line) - len(line.lstrip("\x01"))
        line = line.lstrip("\x01")
        size = SIZE + (8 - level if level else 0)
        top = 2 * LEADING + index * LEADING
        words = tuple(
            Word(
                re.sub("[\uf000-\uf0ff]", "•", match.group()),
                ADVANCE * match.start(),
                top,
                ADVANCE * match.end(),
                top + SIZE,
                size,
                bool(level),
            )
            for match in re.finditer(r"\S+", line)
        )
        if words:
            lines.append(Line(words, number))
    return Page(number, width, LEADING * (count + 4), tuple(lines))
