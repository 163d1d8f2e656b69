"""Rows of the registers into charts, as Vega-Lite describes them: promises along time, and a series of figures.

What a point is shows in its shape and in the legend's words, never in colour alone. Every chart's rows also stand in a list
below it, which the keyboard and a screen reader reach.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Sequence

from answer.register_words import SAYS, due_in_short, iso_in_words, outcome_in_words, title_of, value_in_words
from track.record import Figure
from track.register_rows import PromiseRow
from track.series import Disagreement, Series, amount
from ui.escape import shortened

Spec = dict[str, object]
Values = list[dict[str, object]]
PICKED = "picked"  # the selection of a chart's points
BAND = 44  # pixels a promise takes
DARK, BLUE, RUST, GREEN, VIOLET = "#1b1f24", "#1d4f7c", "#b02a00", "#2e6b3c", "#6b3fa0"
_MARKS = {
    "promised": ("circle", DARK),
    "due": ("diamond", BLUE),
    "moved to": ("square", RUST),
    "later paper": ("triangle-up", GREEN),
}
BASES = {
    "actual": ("circle", BLUE, [1, 0]),
    "target": ("triangle-up", GREEN, [6, 4]),
    "forecast": ("diamond", VIOLET, [2, 3]),
    "budget": ("square", "#7a4a00", [8, 3, 2, 3]),
}
_TEXT = {"labelColor": "#4a4f57", "titleColor": "#4a4f57", "labelFontSize": 12, "titleFontSize": 12}
CONFIG: Spec = {"view": {"stroke": None}, "axis": _TEXT, "legend": _TEXT}
# What Vega-Lite divides pounds by, and what the axis then says.
_POUNDS = ((1e9, "£bn"), (1e6, "£m"), (1e3, "£ thousand"))


def last_day(date: str | None) -> dt.date | None:
    """The last day of a date known to the day, the month or the year; where a point stands on a chart.

    >>> last_day("2017-11")
    datetime.date(2017, 11, 30)
    """
    parts = [int(part) for part in date.split("-")] if date else []
    if len(parts) == 3:
        return dt.date(*parts)
    if len(parts) == 2:
        return dt.date(parts[0], parts[1], calendar.monthrange(*parts)[1])
    return dt.date(parts[0], 12, 31) if parts else None


def timeline(rows: Sequence[PromiseRow], as_at: dt.date) -> Spec | None:
    """When each promise was made, falls due and was spoken of later; numbered as in the list. None when nothing has a date."""
    titles, marks, spans = [], [], []
    all_days: list[dt.date] = []
    for number, row in enumerate(rows, start=1):
        dates = _dates(row)
        if not dates:
            continue
        title = f"{number}. {shortened(title_of(row.promise), 90)} – {outcome_in_words(row.outcome)}"
        titles.append({"number": number, "title": title})
        days = [day for _, day, _ in dates]
        all_days += days
        spans.append({"number": number, "from": min(days).isoformat(), "to": max(days).isoformat()})
        marks += [{"number": number, "what": what, "day": day.isoformat(), "says": says} for what, day, says in dates]
    if not marks:
        return None
    band: Spec = {"field": "number", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.1}}
    layers = [
        {
            "data": {"values": spans},
            "mark": {"type": "rule", "color": "#8b929b", "strokeWidth": 2},
            "encoding": {"y": band, "x": _time("from", all_days), "x2": {"field": "to"}},
        },
        {
            "data": {"values": [{"day": as_at.isoformat(), "says": f"as at {iso_in_words(as_at.isoformat())}"}]},
            "mark": {"type": "rule", "color": RUST, "strokeDash": [4, 4]},
            "encoding": {
                "x": _time("day", all_days),
                "tooltip": {"field": "says", "type": "nominal", "title": "Shown"},
            },
        },
        {
            "data": {"values": marks},
            "mark": _point(90),
            "encoding": {"y": band, "x": _time("day", all_days), **_of_marks()},
        },
        {
            "data": {"values": titles},
            "mark": {"type": "text", "align": "left", "dy": -15, "fontSize": 12, "limit": {"expr": "width"}},
            "encoding": {"y": band, "x": {"value": 0}, "text": {"field": "title"}, "color": {"value": DARK}},
        },
    ]
    # Without the rule for the day shown the axis ends with the promises' own dates, when that day lies years away.
    if not _near(as_at, spans):
        del layers[1]
    return {"height": {"step": BAND}, "layer": layers, "config": CONFIG}


def line(one: Series, differing: Sequence[Disagreement]) -> Spec | None:
    """A series along time: a line for actual values, and one each for targets, forecasts, budgets. None without a date.

    Values that two papers give differently for one date stand apart with a cross; no line is drawn through them.
    """
    apart = {id(each) for found in differing for each in (found.one, found.other)}
    dated = [(number, each) for number, each in enumerate(one.points) if last_day(each.as_of)]
    if not dated:
        return None
    words = any(each.number is None for _, each in dated)
    scale, unit = (1.0, one.unit) if words else _scale([each for _, each in dated])
    points = [_value(number, each, scale, id(each) in apart) for number, each in dated]
    whole = all(isinstance(each["value"], float) and each["value"].is_integer() for each in points)
    bases = [basis for basis in BASES if any(each.basis == basis for _, each in dated)]
    value: Spec = {
        "field": "printed" if words else "value",
        "type": "nominal" if words else "quantitative",
        "title": unit or "number",
        "scale": {} if words else {"zero": False, "padding": 12},
        "axis": {} if words else {"tickMinStep": 1 if whole else 0},
    }
    shared: Spec = {"x": _time("day", [day for _, each in dated if (day := last_day(each.as_of))], "as of"), "y": value}
    drawn = [
        {
            "transform": [{"filter": "!datum.apart"}],
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {**shared, "color": _basis_colour(bases), "strokeDash": _basis_dash(bases)},
        },
        {
            "params": [{"name": PICKED, "select": {"type": "point", "fields": ["number"], "toggle": False}}],
            "mark": _point(110),
            "encoding": {**shared, "shape": _basis_shape(bases), "color": _basis_colour(bases), **_tooltips()},
        },
        {
            "transform": [{"filter": "datum.apart"}],
            "mark": {"type": "point", "shape": "cross", "size": 420, "angle": 45, "color": RUST, "strokeWidth": 2},
            "encoding": shared,
        },
    ]
    return {"height": 320, "data": {"values": points}, "layer": drawn if apart else drawn[:2], "config": CONFIG}


def _dates(row: PromiseRow) -> list[tuple[str, dt.date, str]]:
    """The days of a promise, what each is, and the words for it."""
    promise = row.promise
    found: list[tuple[str, dt.date | None, str]] = [("promised", promise.made, "promised")]
    found.append(("due", promise.due.latest if promise.due else None, due_in_short(promise.due)))
    if row.due != promise.due:
        found.append(("moved to", row.due.latest if row.due else None, due_in_short(row.due)))
    found += [("later paper", each.entry.date, SAYS[each.mention.says]) for each in row.later]
    return [(what, day, says) for what, day, says in found if day is not None]


def _near(as_at: dt.date, spans: Collection[dict[str, object]]) -> bool:
    """Whether a day lies no further from the promises' days than these span, and a year."""
    first = dt.date.fromisoformat(min(str(each["from"]) for each in spans))
    last = dt.date.fromisoformat(max(str(each["to"]) for each in spans))
    margin = (last - first) / 2 + dt.timedelta(days=180)
    return first - margin <= as_at <= last + margin


def _value(number: int, figure: Figure, scale: float, apart: bool) -> dict[str, object]:
    day = last_day(figure.as_of)
    return {
        "number": number,
        "day": day.isoformat() if day else None,
        "value": amount(figure) / scale,
        "printed": value_in_words(figure),
        "basis": figure.basis,
        "when": iso_in_words(figure.as_of),
        "apart": apart,
    }


def _scale(figures: Sequence[Figure]) -> tuple[float, str | None]:
    """What amounts are divided by for the axis, and its title: millions of pounds where they reach a million."""
    unit = next((each.unit for each in figures if each.unit), None)
    if unit is None or not unit.startswith("£"):
        return 1.0, unit
    largest = max(abs(amount(each)) for each in figures)
    return next(((scale, name) for scale, name in _POUNDS if largest >= scale), (1.0, "£"))


def _time(field: str, days: Sequence[dt.date], title: str = "") -> Spec:
    """A scale of time; over a few months its labels name the day."""
    short = bool(days) and max(days) - min(days) < dt.timedelta(days=150)
    axis: Spec = {
        "labelOverlap": True,
        "title": title or None,
        "tickCount": 5,
        "format": "%-d %b %Y" if short else "%b %Y",
    }
    return {"field": field, "type": "temporal", "axis": axis, "scale": {"padding": 14}}


def _point(size: int) -> Spec:
    return {"type": "point", "filled": True, "size": size, "opacity": 1, "cursor": "pointer"}


def _of_marks() -> Spec:
    names = list(_MARKS)
    legend: Spec = {"orient": "top", "title": None, "columns": 2}
    shapes, colours = [_MARKS[name][0] for name in names], [_MARKS[name][1] for name in names]
    return {
        "shape": {
            "field": "what",
            "type": "nominal",
            "scale": {"domain": names, "range": shapes},
            "legend": legend,
        },
        "color": {
            "field": "what",
            "type": "nominal",
            "scale": {"domain": names, "range": colours},
            "legend": legend,
        },
        "tooltip": [
            {"field": "what", "title": "What"},
            {"field": "day", "type": "temporal", "format": "%-d %B %Y", "title": "Day"},
            {"field": "says", "title": "The papers say"},
        ],
    }


_BASIS_LEGEND: Spec = {"orient": "top", "title": None}


def _basis_colour(bases: Sequence[str]) -> Spec:
    return _by_basis(bases, [BASES[basis][1] for basis in bases])


def _basis_shape(bases: Sequence[str]) -> Spec:
    return _by_basis(bases, [BASES[basis][0] for basis in bases])


def _basis_dash(bases: Sequence[str]) -> Spec:
    return _by_basis(bases, [BASES[basis][2] for basis in bases])


def _by_basis(bases: Sequence[str], ways: Sequence[object]) -> Spec:
    scale = {"domain": list(bases), "range": list(ways)}
    return {"field": "basis", "type": "nominal", "scale": scale, "legend": _BASIS_LEGEND}


def _tooltips() -> Spec:
    pairs = (("when", "As of"), ("printed", "Value"), ("basis", "Kind"))
    return {"tooltip": [{"field": field, "title": title} for field, title in pairs]}
