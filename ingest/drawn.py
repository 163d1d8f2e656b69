"""A page drawn as a grey picture: handed on in the plainest format there is, cut, and asked how heavy its type is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ingest.pdf import opened

if TYPE_CHECKING:
    import numpy as np
    import pypdfium2

DPI = 300
MOST_PIXELS = 60_000_000  # a larger page (a plan) is drawn coarser
DARK = 128  # of 255: a darker pixel is ink
STROKE_EDGE = 2  # pixels: how far the grey edge of a dark stroke reaches
GREY = 100  # of 255: a lighter pixel may be a watermark's

Bounds = tuple[float, float, float, float]  # left, top, right, bottom, in pixels


@dataclass(frozen=True, slots=True)
class Drawing:
    """The pixels of a page, rows from the top, and how many points one is."""

    pixels: np.ndarray[Any, Any]
    scale: float

    def pgm(self, bounds: Bounds | None = None, margin: int = 0) -> bytes:
        """The picture, or what lies within the bounds and a margin around them, as a PGM file."""
        part = self.pixels if bounds is None else self._part(bounds, margin)
        height, width = part.shape
        return f"P5 {width} {height} 255\n".encode() + part.tobytes()

    def turned(self, quarters: int) -> Drawing:
        """The same after so many quarter turns to the left."""
        import numpy as np

        return replace(self, pixels=np.ascontiguousarray(np.rot90(self.pixels, quarters)))

    def stroke(self, bounds: Bounds) -> float:
        """How thick the strokes within the bounds are, in pixels: twice the ink's area by the length of its edge; 0 for none."""
        ink = self._part(bounds, 0) < DARK
        edge = int((ink[:, 1:] != ink[:, :-1]).sum()) + int((ink[1:] != ink[:-1]).sum())
        return 2 * int(ink.sum()) / edge if edge else 0.0

    def without_grey(self) -> Drawing:
        """The same with grey made white, but where it is a dark stroke's edge: a watermark across the words goes."""
        import numpy as np

        near = self.pixels <= GREY
        for axis in (0, 1):
            wide = near.copy()
            for step in range(1, STROKE_EDGE + 1):
                wide |= np.roll(near, step, axis) | np.roll(near, -step, axis)
            near = wide
        return replace(self, pixels=np.where(near, self.pixels, 255).astype(np.uint8))

    def _part(self, bounds: Bounds, margin: int) -> np.ndarray[Any, Any]:
        height, width = self.pixels.shape
        left, top, right, bottom = (round(length) for length in bounds)
        return self.pixels[
            max(0, top - margin) : min(height, bottom + margin), max(0, left - margin) : min(width, right + margin)
        ]


def drawing_of(document: pypdfium2.PdfDocument, number: int) -> Drawing:
    """A page of an open PDF, by its number from 1, at 300 dots an inch. Raises `DamagedPage`."""
    import numpy as np

    with opened(document, number) as page:
        width, height = page.get_size()
        scale = min(DPI / 72, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        rows, across = bitmap.height, bitmap.stride
        pixels = np.frombuffer(bytes(bitmap.buffer), np.uint8)[: rows * across].reshape(rows, across)
        pixels = pixels[:, : bitmap.width].copy()
        bitmap.close()
    return Drawing(pixels, 1 / scale)
