"""A PDF whose end was lost (a broken download) into one that opens again: what is whole in it, under a new table of contents.

A PDF's table of where its objects lie stands at its end. Without it the objects are found by reading the file through;
a page whose text lies in the lost part is named, and its number stays free, so that the others keep theirs.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

TAIL = 2048  # bytes at the end, in which a whole file says where its table lies
MOST_BYTES = 300_000_000
MOST_PAGES = 5_000
MOST_PACKED = 50_000_000  # bytes of one unpacked stream of objects
DEEPEST = 500  # branches of the tree of pages
MOST_NEEDED = 500  # objects that one page may need
LOST = "the file is cut off, and this page's text is in the lost part; fetch the file again from where it was published"
CUT = "the file is cut off; all of its pages could be read, but check them, or fetch it again"
BEGINS = re.compile(rb"(?<!\d)(\d{1,7}) (\d{1,5}) obj\b")
REFERENCE = re.compile(rb"(\d{1,7}) \d{1,5} R\b")
PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
TREE = re.compile(rb"/Type\s*/Pages\b")
KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
CONTENTS = re.compile(rb"/Contents\b")
NEEDED = re.compile(
    rb"/(?:Contents|Resources|Font|ToUnicode|DescendantFonts|F\d+|TT\d+|C\d_\d+)\s*(\[[^\]]*\]|<<[^>]*>>|\d{1,7} \d{1,5} R)"
)
ROOT = re.compile(rb"/Type\s*/Catalog\b.*?/Pages\s+(\d{1,7}) |/Pages\s+(\d{1,7}) .*?/Type\s*/Catalog\b", re.DOTALL)
BLANK = b"<</Type/Page/MediaBox[0 0 595 842]>>"


@dataclass(frozen=True, slots=True)
class Mended:
    """The file as it opens again, and the numbers (from 1) of the pages that are lost in it."""

    data: bytes
    lost: tuple[int, ...]


def is_cut(path: Path) -> bool:
    """Whether the file ends before a PDF does."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        return b"startxref" not in file.read()


def mended(path: Path) -> Mended | None:
    """The PDF without its end, mended; None where the file is whole, encrypted, too large, or holds no whole page."""
    if path.stat().st_size > MOST_BYTES or not is_cut(path):
        return None
    raw = path.read_bytes()
    objects = dict(_objects(raw))
    if b"/Encrypt" in raw:
        return None
    places = {number: place for number, (place, _body) in objects.items()}
    bodies = {number: body for number, (_place, body) in objects.items()}
    packed = {number: body for number, body in _unpacked(bodies) if number not in bodies}
    bodies.update(packed)
    pages = _pages(bodies)
    lost = tuple(at for at, number in enumerate(pages, start=1) if not _is_whole(number, bodies))
    if len(lost) == len(pages):
        return None
    kept = [0 if at in lost else number for at, number in enumerate(pages, start=1)]
    return Mended(_written(raw, places, packed, kept), lost)


def _objects(raw: bytes) -> Iterator[tuple[int, tuple[int, bytes]]]:
    starts = list(BEGINS.finditer(raw))
    for index, match in enumerate(starts):
        after = starts[index + 1].start() if index + 1 < len(starts) else len(raw)
        end = raw.rfind(b"endobj", match.end(), after)
        if end > 0:
            yield int(match.group(1)), (match.start(), raw[match.end() : end])


def _unpacked(bodies: dict[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """The objects within streams of objects."""
    for body in bodies.values():
        head, mark, rest = body.partition(b"stream")
        first = re.search(rb"/First\s+(\d+)", head)
        if not mark or first is None or b"/ObjStm" not in head:
            continue
        try:
            text = zlib.decompressobj().decompress(rest.lstrip(b"\r\n"), MOST_PACKED)
        except zlib.error:
            continue
        start = int(first.group(1))
        pairs = [int(number) for number in re.findall(rb"\d+", text[:start])]
        places = [*(start + place for place in pairs[1::2]), len(text)]
        for number, begin, end in zip(pairs[::2], places, places[1:], strict=False):
            yield number, text[begin:end]


def _head(body: bytes) -> bytes:
    return body.partition(b"stream")[0]


def _pages(bodies: dict[int, bytes]) -> list[int]:
    """The numbers of the page objects: in the order of their tree where it is there, else in that of the file."""
    root = next((match for body in bodies.values() if (match := ROOT.search(_head(body)))), None)
    top = int(root.group(1) or root.group(2)) if root else -1
    if top in bodies:
        return list(islice(_leaves(top, bodies, set()), MOST_PAGES))
    return [number for number, body in bodies.items() if PAGE.search(_head(body))][:MOST_PAGES]


def _leaves(number: int, bodies: dict[int, bytes], above: set[int]) -> Iterator[int]:
    head = _head(bodies.get(number, b""))
    kids = KIDS.search(head)
    if not TREE.search(head) or kids is None:
        yield number
        return
    if number in above or len(above) > DEEPEST:
        return
    above.add(number)  # for good: no part of a tree stands in it twice
    for kid in REFERENCE.findall(kids.group(1))[:MOST_PAGES]:
        yield from _leaves(int(kid), bodies, above)


def _is_whole(number: int, bodies: dict[int, bytes]) -> bool:
    """Whether the page's text is there, and the fonts without which its letters mean nothing."""
    waiting, seen = [number], {number}
    while waiting:
        each = waiting.pop()
        if each not in bodies or len(seen) > MOST_NEEDED:
            return False
        found = {int(one) for needs in NEEDED.findall(_head(bodies[each])) for one in REFERENCE.findall(needs)} - seen
        waiting.extend(found)
        seen |= found
    return CONTENTS.search(_head(bodies[number])) is not None


def _written(raw: bytes, places: dict[int, int], packed: dict[int, bytes], pages: list[int]) -> bytes:
    """The file with the packed objects, a tree of its pages (0: a lost one) and a table of all objects behind it."""
    free = max([*places, *packed]) + 1
    catalog, tree, blank = free, free + 1, free + 2
    kids = [number or blank for number in pages]
    new = {
        **packed,
        catalog: b"<</Type/Catalog/Pages %d 0 R>>" % tree,
        tree: b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids)),
        blank: BLANK,
    }
    parts, at, table = [raw, b"\nendobj\n"], len(raw) + 8, dict(places)
    for number, body in new.items():
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table[number] = at
        parts.append(part)
        at += len(part)
    entries = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(table.items()))
    end = b"xref\n0 1\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join([*parts, end % (entries, blank + 1, catalog, at)])
