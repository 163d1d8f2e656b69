"""PDFs written byte by byte, so that a test can make one that no program would write."""

from __future__ import annotations

from collections.abc import Mapping

CATALOG, TREE, PAGE, CONTENT, FONT = 1, 2, 3, 4, 5
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
REPORT = (
    b"BT /F1 14 Tf 72 760 Td (Report on the family hubs) Tj ET\n"
    b"BT /F1 11 Tf 72 720 Td (1.1  The committee asked for a report on the opening hours of the three hubs.) Tj ET\n"
    b"BT /F1 11 Tf 72 690 Td (1.2  The hubs in the north of the county open on four days a week from April.) Tj ET\n"
)


def stream(content: bytes, extra: bytes = b"", length: int | None = None) -> bytes:
    """A stream object; `length`, where given, is the length it claims to have."""
    claimed = len(content) if length is None else length
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (claimed, extra, content)


def report_objects(content: bytes = REPORT, page: bytes = b"", box: bytes = b"[0 0 595 842]") -> dict[int, bytes]:
    """The objects of a good paper of one page, for a test to spoil; `page` is added to the page's own entries."""
    return {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R >>",
        TREE: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE: b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> %s >>"
        % (box, page),
        CONTENT: stream(content),
        FONT: HELVETICA,
    }


def pdf(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects with a right cross-reference table; object 1 is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(objects, default=0) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)
