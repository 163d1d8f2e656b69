"""The title a paper without a cover table prints: an appendix's heading, or the largest type on its first page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.names import council_in, tidy_capitals
from ingest.page import Line
from ingest.paper import PaperKind

APPENDIX = re.compile(
    r"^(?:.{0,12}? )?(?P<label>(?:appendix|annex(?:e|ure)?)(?: [a-z]?\d{0,2}[a-z]?(?![a-z]))?)\W*(?P<title>.*)$",
    re.IGNORECASE,
)
# Lines that are no title however large: letterheads, forms, drafts
NO_TITLE = re.compile(
    r"^(?:dear\b|page \d|www\.|tel|e-?mail|draft$|contents$|agenda item|"
    r"for general release|item no|direct dial|our ref|from:|to:|"
    r"dated?\b|.*\bact \d{4}\)?$|report to\b|your ref|submi|by |produced|prepared|report$|"
    r"section$|introduction$|executive summary|version \d|v\d+\.\d|official$|restricted$|unrestricted$|https?:)",
    re.IGNORECASE,
)
HEAD = 20  # lines from the top in which a title stands
LONGEST = 200  # characters
MOST_LINES = 5


def headline(head: Sequence[Line], kind: PaperKind) -> str | None:
    """The printed title, or None where the first page has no heading."""
    for index, line in enumerate(head[:3]):
        match = APPENDIX.match(line.text.strip()) if kind == "appendix" or index == 0 else None
        if match and len(line.text) < 120:
            return _appendix(head, index, match)
    return _largest(head)


def _appendix(head: Sequence[Line], index: int, match: re.Match[str]) -> str:
    label = re.sub(r"\b[A-Z]{4,}\b", lambda word: word.group().capitalize(), match.group("label")).strip()
    label = label[:1].upper() + label[1:]
    title = match.group("title").strip()
    line = head[index]
    if title:
        for more in head[index + 1 : index + 3]:
            if (
                abs(more.size - line.size) > 0.3
                or more.bold != line.bold
                or more.top - line.bottom > line.size
                or not line.bold
            ):
                break
            title += f" {more.text}"
    else:
        title = _largest(head[index + 1 : index + 6], least=0.0) or ""
    return f"{label}: {tidy_capitals(title)}" if title else label


def _largest(lines: Sequence[Line], least: float = 1.08) -> str | None:
    """The run of lines in the largest (or else bold) type, if it stands out from the body's size by `least` times."""
    likely = [(place, line) for place, line in enumerate(lines[:HEAD]) if _likely(line)]
    if not likely:
        return None
    body = _body_size(lines)
    largest = max(line.size for _, line in likely)
    if largest > least * body and largest > body:
        chosen = next(place for place, line in likely if line.size == largest)
    else:
        heavy = [place for place, line in likely[:8] if line.bold]
        heavy = heavy or [place for place, line in likely[:4] if line.text.isupper() and len(line.text) > 12]
        if not heavy and least > 0:
            return None
        chosen = heavy[0] if heavy else likely[0][0]
    first = previous = lines[chosen]
    parts = [_joined(first)]
    for line in lines[chosen + 1 : chosen + MOST_LINES]:
        near = line.top - previous.bottom < (2.2 if first.size >= 18 else 1.2) * previous.size
        alike = abs(line.size - first.size) < 0.6 and line.bold == first.bold
        subtitle = first.size > line.size > 1.2 * body and len(parts) < 3 and not line.text[:1].isdigit()
        if NO_TITLE.match(line.text) or not near or not (alike or subtitle) or sum(map(len, parts)) > LONGEST:
            break
        if alike and largest <= body and not first.bold:
            break
        parts.append(_joined(line))
        previous = line
        if not alike:
            break
    return " ".join(parts)[:LONGEST].strip()


def _joined(line: Line) -> str:
    """The line's text; of one printed with wide spaces between its letters, the words."""
    texts = [word.text for word in line.words]
    if len(texts) < 6 or sum(len(text) for text in texts) > 1.5 * len(texts):
        return line.text.strip()
    gaps = [after.left - before.right for before, after in pairwise(line.words)]
    usual = sorted(gaps)[len(gaps) // 2]
    return "".join(
        text + (" " if gap > 2 * usual + 0.5 else "") for text, gap in zip(texts, [*gaps, 0.0], strict=True)
    ).strip()


def _likely(line: Line) -> bool:
    text = line.text.strip()
    letters = sum(char.isalpha() for char in text)
    return (
        letters >= 3
        and letters > 0.5 * len(text.replace(" ", ""))
        and not NO_TITLE.match(text)
        and (council_in(text) or "").lower() != re.sub(r"^the ", "", text.lower())
        and "@" not in text
        and len(re.findall(r"\b[A-Z]{2,5}\b(?= [A-Z]{2,5}\b)", text)) < 3
        and not re.match(r"\d{1,2}(?:\.\d+)*\.? ", text)
    )


def _body_size(lines: Sequence[Line]) -> float:
    sizes: dict[float, int] = {}
    for line in lines:
        sizes[line.size] = sizes.get(line.size, 0) + len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size))
