"""The page of figures: a series along time as the papers print it, each point with its paragraph, disagreements marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from answer.register_tables import figure_table
from answer.register_words import iso_in_words, value_in_words
from answer.registered import citation_of
from index.record import Filters
from track.record import Figure
from track.register_rows import FigureRow, Wanted
from track.series import Disagreement, Series
from ui.charts import PICKED, line
from ui.escape import as_html, as_label, shortened
from ui.filters import filters_in_words
from ui.opened import show_cited, show_downloads, show_figure
from ui.register_lines import figure_line
from ui.registers import differing, figure_rows, wanted_under
from ui.shelf import Shelf

MOST_SERIES = 300  # offered at once; more are found by their words
MOST_DIFFERENCES = 6  # told in words; all are crossed on the chart
NAME_LENGTH = 90  # characters


def show_figures(shelf: Shelf, filters: Filters) -> None:
    """Draw the page; the sidebar's filters hold here too."""
    st.title("Figures", anchor=False)
    st.html(
        "<p>Numbers that the papers give, as they print them, along time. Two papers’ values are never averaged.</p>"
    )
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    text = left.text_input("Find a figure", key="figure-text", placeholder="child protection plan").strip() or None
    single = right.checkbox("Also those given once", key="figure-single")
    rows, found = figure_rows(shelf, Wanted(text=text, papers=wanted_under(shelf, filters)))
    offered = worth_showing(found, text, single=single)
    _show_count(len(offered), len(found), filters_in_words(filters))
    if not offered:
        _show_none(bool(found), narrowed=text is not None or filters != Filters())
        return
    named = {(one.council or "", one.key): one for one in offered[:MOST_SERIES]}
    name = st.selectbox("Figure", list(named), format_func=lambda each: series_line(named[each]), key="figure-series")
    if name not in named:
        return
    chosen = named[name]
    by_figure = {id(row.figure): row for row in rows}
    show_downloads("figures", partial(figure_table, [by_figure[id(each)] for each in chosen.points]))
    _show_series(shelf, chosen, by_figure)


def worth_showing(found: Sequence[Series], text: str | None, *, single: bool) -> list[Series]:
    """The series with values for two dates or from two papers, those of most papers first; with `single` all of them.

    Those whose name holds the words looked for come before those whose paragraph does.
    """
    words = (text or "").casefold().split()
    kept = [one for one in found if single or _dates(one) > 1 or _papers(one) > 1]
    return sorted(
        kept,
        key=lambda one: (
            not all(word.rstrip("s") in one.name.casefold() for word in words),
            -_papers(one),
            -_dates(one),
            -len(one.points),
            one.name,
        ),
    )


def series_line(one: Series) -> str:
    """A series in the list to choose from: name, council, how many values over what time."""
    dates = sorted(each.as_of for each in one.points if each.as_of)
    span = iso_in_words(dates[0]) if dates else ""
    if dates and dates[-1] != dates[0]:
        span = f"{span} to {iso_in_words(dates[-1])}"
    many = f"{len(one.points)} value{'s' * (len(one.points) != 1)}"
    name = shortened(one.name, NAME_LENGTH)
    return " · ".join(part for part in (name, one.council or "", many, span) if part)


def _show_series(shelf: Shelf, one: Series, rows: Mapping[int, FigureRow]) -> None:
    apart = differing(one)
    st.subheader(as_label(shortened(one.name, 2 * NAME_LENGTH)), anchor=False)
    key = f"figure-{one.council}-{one.key}"
    picked: int | None = None
    if (chart := line(one, apart)) is not None:
        state = st.vega_lite_chart(
            chart, width="stretch", key=f"{key}-chart", on_select="rerun", alt=f"{series_line(one)}; listed below"
        )
        picked = _picked(state)
        st.html('<p class="scr-small">Choose a point, or open a row of the list below, to see where it is printed.</p>')
    if picked is not None and picked < len(one.points):
        row = rows[id(one.points[picked])]
        with st.container(border=True):
            st.markdown(figure_line(picked + 1, row))
            show_cited(citation_of(row), shelf.library.source)
    _show_disagreements(apart, rows)
    undated = sum(each.as_of is None for each in one.points)
    if undated:
        st.html(f'<p class="scr-small">{undated} of these have no date and are in the list only.</p>')
    points = [rows[id(each)] for each in one.points]
    for number, point in enumerate(points, start=1):
        show_figure(f"{key}-{number}", number, point, shelf.library.source)


def _show_disagreements(apart: Sequence[Disagreement], rows: Mapping[int, FigureRow]) -> None:
    """For each date every value with all papers that give it; none is taken for the right one."""
    if not apart:
        return
    dates = sides(apart)
    lines = [f"<li>{_sides_html(values, rows)}</li>" for values in dates[:MOST_DIFFERENCES]]
    if len(dates) > MOST_DIFFERENCES:
        lines.append(f"<li>and {len(dates) - MOST_DIFFERENCES} more; every value is in the list below</li>")
    st.html(
        '<div class="scr-verdict"><strong>The papers differ here (crossed on the chart)</strong>'
        f"<ul>{''.join(lines)}</ul></div>"
    )


def sides(apart: Sequence[Disagreement]) -> list[dict[str, list[Figure]]]:
    """The figures that differ, a group for each date (a day with its month), in each the papers' figures by value."""
    groups: dict[tuple[str, str], dict[str, list[Figure]]] = {}
    for each in apart:
        group = groups.setdefault(((each.one.as_of or "")[:7], each.one.basis), {})
        for figure in (each.one, each.other):
            same = group.setdefault(value_in_words(figure), [])
            if not any(figure is other for other in same):
                same.append(figure)
    return list(groups.values())


def _sides_html(values: Mapping[str, Sequence[Figure]], rows: Mapping[int, FigureRow]) -> str:
    said = [
        f"<strong>{as_html(value)}</strong> in {as_html('; '.join(str(citation_of(rows[id(each)])) for each in same))}"
        for value, same in values.items()
    ]
    first = next(iter(values.values()))[0]
    return f"{as_html(iso_in_words(first.as_of))}: {', but '.join(said)}"


def _picked(state: object) -> int | None:
    """Which point of the series was chosen on the chart."""
    selection = state.get("selection", {}) if isinstance(state, Mapping) else {}
    chosen = selection.get(PICKED) or []
    return int(chosen[0]["number"]) if chosen and "number" in chosen[0] else None


def _papers(one: Series) -> int:
    return len({each.paper for each in one.points})


def _dates(one: Series) -> int:
    return len({each.as_of for each in one.points if each.as_of})


def _show_count(offered: int, found: int, filters: str) -> None:
    shown = min(offered, MOST_SERIES)
    parts = [
        f"{offered:,} figure{'s' * (offered != 1)} followed over time" if offered != found else f"{found:,} figures",
        f"the first {shown} are offered; use words to find others" if shown < offered else "",
        f"only: {filters}" if filters else "",
    ]
    st.html(f'<p class="scr-small" role="status">{as_html(" · ".join(part for part in parts if part))}</p>')


def _show_none(once: bool, *, narrowed: bool) -> None:
    if once:
        st.info("These figures are each given only once. Tick “Also those given once” to see them.")
    elif narrowed:
        st.info("No figure in these papers fits. Use fewer or other words, or clear the filters in the sidebar.")
    else:
        st.info("No figures were found in the papers held. Add reports with tables or numbers on the Papers page.")
