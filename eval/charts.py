"""Figures to charts: inline SVG that opens offline, reads in light and dark, and says in words what it shows.

Colours are those of the page: `--ours` for us, `--other` for others, `--ink` and `--line` for text and grid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH = 640
LABELS = 230  # pixels for the names at the left
ROW = 24
TOP, BOTTOM, LEFT, RIGHT = 14, 36, 46, 180
HEIGHT = 260


def bars(title: str, values: Mapping[str, float], *, unit: str = "%", ours: str = "", most: float | None = None) -> str:
    """One horizontal bar a name; the one called `ours` stands out. `values` are as shown, per cent or seconds."""
    most = most or max(values.values(), default=0) or 1
    room = WIDTH - LABELS - 70
    drawn = []
    for at, (name, value) in enumerate(values.items()):
        y, width = at * ROW, room * min(value, most) / most
        colour = "ours" if not ours or name == ours else "other"
        shown = f"{value:.1f} %" if unit == "%" else f"{value:.3f} {unit}"
        drawn.append(
            f'<text x="{LABELS - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{LABELS}" y="{y + 4}" width="{width:.1f}" height="{ROW - 8}" rx="2" class="{colour}"/>'
            f'<text x="{LABELS + width + 6:.1f}" y="{y + 16}">{shown}</text>'
        )
    told = "; ".join(f"{name} {value:.3g} {unit}" for name, value in values.items())
    return _svg(title, told, len(values) * ROW + 4, drawn)


def risk_curves(title: str, curves: Mapping[str, Sequence[tuple[float, float]]], *, ours: str = "") -> str:
    """Risk (share wrong) over coverage (share of answers let through), both 0 to 1; one line a name, ours standing out."""
    drawn = _grid("coverage: share of answers let through")
    ends = _spread([(name, _y(points[-1][1])) for name, points in curves.items() if points])
    for name, points in curves.items():
        if not points:
            continue
        path = " ".join(f"{_x(coverage):.1f},{_y(risk):.1f}" for coverage, risk in points)
        own = not ours or name == ours
        drawn.append(f'<polyline points="{path}" class="curve {"ours-line" if own else "other-line"}"/>')
        weight = ' font-weight="bold"' if own else ""
        drawn.append(f'<text x="{WIDTH - RIGHT + 6}" y="{ends[name] + 4:.1f}"{weight}>{escape(name)}</text>')
    told = "; ".join(f"{name}: {points[-1][1]:.2f} wrong of all answers" for name, points in curves.items() if points)
    return _svg(title, told, HEIGHT, drawn)


def calibration(title: str, points: Sequence[tuple[float, float, int]]) -> str:
    """Share right over confidence, both 0 to 1, against the diagonal where they are equal; a dot's size tells its answers."""
    drawn = _grid("confidence")
    drawn.append(f'<line x1="{_x(0):.1f}" y1="{_y(0):.1f}" x2="{_x(1):.1f}" y2="{_y(1):.1f}" class="grid"/>')
    drawn.append(f'<text x="{WIDTH - RIGHT + 6}" y="{_y(1) + 4:.1f}">as sure as right</text>')
    path = " ".join(f"{_x(sure):.1f},{_y(right):.1f}" for sure, right, _ in points)
    drawn.append(f'<polyline points="{path}" class="curve ours-line"/>')
    most = max((count for _, _, count in points), default=1)
    drawn += [
        f'<circle cx="{_x(sure):.1f}" cy="{_y(right):.1f}" r="{3 + 6 * (count / most) ** 0.5:.1f}" class="ours"/>'
        for sure, right, count in points
    ]
    told = "; ".join(f"{count} answers with confidence {sure:.2f}: {right:.2f} right" for sure, right, count in points)
    return _svg(title, told, HEIGHT, drawn)


def _grid(across: str) -> list[str]:
    """Lines and ticks from 0 to 1 both ways, and what runs across."""
    drawn = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, y = _x(tick), _y(tick)
        drawn.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        drawn.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
        drawn.append(f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{tick:g}</text>')
    drawn.append(f'<text x="{_x(0.5):.1f}" y="{HEIGHT - 4}" text-anchor="middle">{across}</text>')
    return drawn


def _svg(title: str, told: str, height: int, drawn: Sequence[str]) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title + ". " + told, quote=True)}">{"".join(drawn)}</svg></figure>'
    )


def _spread(ends: Sequence[tuple[str, float]], gap: float = 15) -> dict[str, float]:
    """The heights of the lines' names, moved apart where they would lie on one another."""
    placed: dict[str, float] = {}
    last = -gap
    for name, y in sorted(ends, key=lambda each: each[1]):
        last = max(y, last + gap)
        placed[name] = last
    return placed


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - RIGHT - LEFT)


def _y(share: float) -> float:
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)
