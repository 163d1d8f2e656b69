"""A table is read as rows with their column heads; prose, forms' frames and lists of contents are not tables."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells import spoken
from ingest.page import Line, Page, Rule, Word
from ingest.read import read
from ingest.table import is_form, joined, tables_of

SHARED = Path(__file__).resolve().parents[2] / "shared" / "papers"
OFSTED = "ofsted/80428-bedford-children-s-services-inspection-27-august-2025-e27721.pdf"
MONITORING = "kent/2025-01-30_cabinet_24-00108-Finance-Monitoring-Report-Q3-November-2024-25.pdf"


def words(text: str, left: float, top: float, *, bold: bool = False, step: float = 6.0) -> list[Word]:
    """Words set from `left`, every letter `step` points wide."""
    found = []
    for part in text.split():
        found.append(Word(part, left, top, left + step * len(part), top + 10, 10, bold))
        left += step * (len(part) + 0.5)
    return found


def line(*parts: tuple[str, float], top: float, bold: bool = False, page: int = 1) -> Line:
    return Line(tuple(word for text, left in parts for word in words(text, left, top, bold=bold)), page)


def box(xs: Sequence[float], ys: Sequence[float]) -> Iterator[Rule]:
    """The rules of a whole lattice, drawn cell by cell."""
    for top, bottom in itertools.pairwise(ys):
        for x in xs:
            yield Rule(x, top, x + 0.5, bottom)
    for y in ys:
        for left, right in itertools.pairwise(xs):
            yield Rule(left, y, right, y + 0.5)


def page(lines: Sequence[Line], rules: Sequence[Rule] = (), number: int = 1) -> Page:
    return Page(number, 600, 800, tuple(lines), tuple(rules))


GRADES = [
    line(("Judgement", 105), ("Grade", 305), top=105, bold=True),
    line(("The impact of leaders", 105), top=125),
    line(("Good", 305), top=131),
    line(("on families", 105), top=137),
    line(("Overall effectiveness", 105), ("Inadequate", 305), top=155),
]
GRADE_RULES = list(box([100, 300, 450], [100, 120, 150, 170]))


def test_a_ruled_table_gives_rows_with_heads() -> None:
    (table,) = tables_of(page(GRADES, GRADE_RULES))
    assert table.heads == ("Judgement", "Grade")
    assert table.rows == (("The impact of leaders on families", "Good"), ("Overall effectiveness", "Inadequate"))


def test_each_row_knows_its_place_on_the_page() -> None:
    (table,) = tables_of(page(GRADES, GRADE_RULES))
    (place,) = table.row_boxes[0]
    assert place.page == 1
    assert (place.top * 800, place.bottom * 800) == pytest.approx((120, 150), abs=1)


def test_a_row_of_prose_is_no_head_though_its_number_column_holds_words() -> None:
    wide = 4.0  # points a letter, so that the text fits its cell
    rows = [
        ("Recommendation", "Cost", "Timetable"),
        ("8. That trees which are removed be replaced", "None", "This depends on capital funding being secured " * 3),
        ("9. That the policy be reviewed", "None", "N/A"),
        ("10. That the rules be reviewed", "None", "N/A"),
    ]
    lines = [
        Line(
            tuple(
                w for text, left in zip(row, (105, 405, 505), strict=True) for w in words(text, left, top, step=wide)
            ),
            1,
        )
        for row, top in zip(rows, (105, 125, 145, 165), strict=True)
    ]
    (table,) = tables_of(page(lines, list(box([100, 400, 500, 1200], [100, 120, 140, 160, 180]))))
    assert table.heads[0] == "Recommendation"
    assert len(table.rows) == 3


def test_heads_on_two_levels_are_joined() -> None:
    lines = [
        line(("2025", 205), top=105),
        line(("Kent", 205), ("England", 305), top=125),
        line(("Grant", 105), ("1.5", 205), ("20.0", 305), top=145),
        line(("Tax", 105), ("2.5", 205), ("30.0", 305), top=165),
    ]
    rules = box([100, 200, 300, 400], [100, 120, 140, 160, 180])
    (table,) = tables_of(
        page(lines, [rule for rule in rules if rule.horizontal or (rule.left, rule.top) != (300, 100)])
    )
    assert table.heads == ("", "2025 Kent", "2025 England")
    assert table.rows == (("Grant", "1.5", "20.0"), ("Tax", "2.5", "30.0"))


def test_a_box_round_prose_is_no_table() -> None:
    lines = [line(("this is a long line of prose in a box", 105), top=105 + 14 * step) for step in range(8)]
    assert tables_of(page(lines, list(box([100, 500], [100, 160, 220])))) == []


def test_the_frame_of_a_page_is_no_table() -> None:
    lines = [line(("A paragraph", 105), top=105), line(("Another", 105), top=135)]
    assert tables_of(page(lines, list(box([20, 580], [20, 780])))) == []


def test_an_empty_lattice_is_a_chart() -> None:
    lines = [line(("2019", 105), ("2020", 205), top=505)]
    assert tables_of(page(lines, list(box([100, 200, 300, 400], [100, 200, 300, 400, 520])))) == []


def test_rules_across_make_rows_and_white_space_makes_columns() -> None:
    lines = [
        line(("Budget", 300), ("Variance", 400), top=88, bold=True),
        line(("Adult Social Care", 105), ("586.1", 300), ("+35.4", 400), top=105),
        line(("Children and Young", 105), top=124),
        line(("430.6", 300), ("-9.9", 400), top=130),
        line(("People", 105), top=136),
        line(("Total", 105), ("1,016.7", 300), ("+25.5", 400), top=153),
    ]
    (table,) = tables_of(page(lines, [Rule(100, y, 460, y + 1) for y in (100, 120, 150)]))
    assert table.heads == ("", "Budget", "Variance")
    assert table.rows[1:] == (("Children and Young People", "430.6", "-9.9"), ("Total", "1,016.7", "+25.5"))


def test_numbers_in_columns_need_no_rules() -> None:
    rows = [("Ashford", "49,332", "-1.0%"), ("Canterbury", "55,053", "+3.2%"), ("Dartford", "41,702", "+1.6%")]
    lines = [line((a, 100), (b, 300), (c, 400), top=100 + 14 * i) for i, (a, b, c) in enumerate(rows)]
    (table,) = tables_of(page(lines))
    assert table.rows == tuple(rows)


def test_a_name_of_two_lines_goes_with_its_own_numbers() -> None:
    lines = [
        line(("Roads", 100), ("1.0", 300), ("2.0", 400), top=100),
        line(("Uplift in contributions", 100), top=118),
        line(("from older people", 100), ("3.0", 300), ("4.0", 400), top=130),
        line(("Parks", 100), ("5.0", 300), ("6.0", 400), top=148),
    ]
    (table,) = tables_of(page(lines))
    assert [row[0] for row in table.rows] == ["Roads", "Uplift in contributions from older people", "Parks"]


def test_heads_that_stand_above_the_rules_are_found() -> None:
    lines = [
        line(("Led by", 105), ("Outcome", 305), top=86, bold=True),
        line(("Public Health", 105), ("SO1", 305), top=105),
        line(("Adult Social Care", 105), ("SO2", 305), top=125),
    ]
    (table,) = tables_of(page(lines, list(box([100, 300, 450], [100, 120, 140]))))
    assert table.heads == ("Led by", "Outcome")


def test_the_caption_above_a_table_is_kept_with_it() -> None:
    caption = line(("Table 3.1 Grades of the council", 100), top=86)
    (table,) = tables_of(page([caption, *GRADES], GRADE_RULES))
    assert table.caption == "Table 3.1 Grades of the council"
    assert (1, 0) not in table.lines


@pytest.mark.parametrize(
    "rows",
    [
        [("2.1", "The council agreed the plan"), ("2.2", "The board will report"), ("2.3", "Costs have risen")],
        [("Introduction", "3"), ("What we found", "5"), ("What must improve", "9"), ("Information", "12")],
        [("Purpose ........", "1"), ("Background ........", "1"), ("Options ........", "7")],
        [("County Hall", "Ask for Ms Little"), ("Maidstone", "Telephone 03000"), ("Kent", "By email only")],
    ],
    ids=["numbers in the margin", "contents", "dot leaders", "letterhead"],
)
def test_lines_with_gaps_are_not_always_a_table(rows: list[tuple[str, str]]) -> None:
    lines = [line((a, 100), (b, 300), top=100 + 14 * i) for i, (a, b) in enumerate(rows)]
    assert tables_of(page(lines)) == []


def test_a_form_keeps_label_and_value_in_one_row_without_heads() -> None:
    lines = [
        line(("REPORT TO:", 105), top=105, bold=True),
        line(("Cabinet 20 November 2017", 255), top=105),
        line(("LEAD OFFICER:", 105), top=125, bold=True),
        line(("The director", 255), top=125),
    ]
    (table,) = tables_of(page(lines, list(box([100, 250, 500], [100, 120, 140]))))
    assert is_form(table)
    assert [" | ".join(row) for row in table.rows] == [
        "REPORT TO: | Cabinet 20 November 2017",
        "LEAD OFFICER: | The director",
    ]


def test_boxes_of_paragraphs_are_marked_as_prose() -> None:
    lines = [
        line(("Question", 105), ("a line of eleven words that runs on and on here", 205), top=102 + 12 * i)
        for i in range(8)
    ]
    (table,) = tables_of(page(lines, list(box([100, 200, 560], [100, 200]))))
    assert table.prose


OVERLEAF_XS = [100, 250, 350]


def overleaf(rows: Sequence[tuple[str, str]], number: int, top: float = 100, head: bool = True) -> Page:
    lines = [line(("Service", 105), ("Cost", 255), top=top + 5, bold=True, page=number)] if head else []
    lines += [line((a, 105), (b, 255), top=top + 5 + 20 * (i + head), page=number) for i, (a, b) in enumerate(rows)]
    return page(lines, list(box(OVERLEAF_XS, [top + 20 * i for i in range(len(lines) + 1)])), number)


def whole(*pages: Page) -> tuple[tuple[str, ...], ...]:
    (table,) = joined([table for each in pages for table in tables_of(each)], pages)
    return table.heads, *table.rows


def test_a_table_that_goes_on_overleaf_is_one_and_keeps_its_heads() -> None:
    one, two = (
        overleaf([("Roads", "1.0"), ("Parks", "2.0")], 1),
        overleaf([("Waste", "3.0"), ("Tips", "4.0")], 2, head=False),
    )
    assert whole(one, two) == (
        ("Service", "Cost"),
        ("Roads", "1.0"),
        ("Parks", "2.0"),
        ("Waste", "3.0"),
        ("Tips", "4.0"),
    )


def test_a_table_whose_rules_break_for_a_line_goes_on_below_with_its_heads() -> None:
    lines = [
        line(("Road", 105), ("Bid £k", 305), top=105, bold=True),
        line(("Grange Road", 105), ("49", 305), top=125),
        line(("Penge Road", 105), ("91", 305), top=145),
        line(("Portland Road", 105), ("90", 305), top=175),
        line(("Lion Green Road", 105), ("35", 305), top=195),
    ]
    rules = [*box([100, 300, 450], [100, 120, 140, 160]), *box([100, 300, 450], [170, 190, 210])]
    assert whole(page(lines, rules)) == (
        ("Road", "Bid £k"),
        ("Grange Road", "49"),
        ("Penge Road", "91"),
        ("Portland Road", "90"),
        ("Lion Green Road", "35"),
    )


def test_heads_repeated_overleaf_are_dropped() -> None:
    one, two = overleaf([("Roads", "1.0"), ("Parks", "2.0")], 1), overleaf([("Waste", "3.0"), ("Tips", "4.0")], 2)
    assert whole(one, two) == (
        ("Service", "Cost"),
        ("Roads", "1.0"),
        ("Parks", "2.0"),
        ("Waste", "3.0"),
        ("Tips", "4.0"),
    )


def test_a_row_cut_by_the_pages_end_is_made_whole() -> None:
    one = overleaf([("Roads", "1.0"), ("Support for the", "2.0")], 1)
    two = overleaf([("carers of adults", ""), ("Tips", "4.0")], 2, head=False)
    assert whole(one, two)[2:] == (("Support for the carers of adults", "2.0"), ("Tips", "4.0"))


def test_text_between_two_tables_keeps_them_apart() -> None:
    one, two = overleaf([("Roads", "1.0"), ("Parks", "2.0")], 1), overleaf([("Waste", "3.0")], 2, top=200, head=False)
    between = line(("A sentence stands above the second table", 100), top=150, page=2)
    two = page([between, *two.lines], two.rules, 2)
    assert len(joined([table for each in (one, two) for table in tables_of(each)], [one, two])) == 2


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["well-", "being"], "well-being"),
        (["and/", "or"], "and/or"),
        (["Revenu", "e"], "Revenue"),
        (["up to", "- 5"], "up to - 5"),
        (["on 9 th April"], "on 9th April"),
    ],
)
def test_lines_of_a_cell_are_joined(pieces: list[str], text: str) -> None:
    assert spoken([words(piece, 0, 0) for piece in pieces]) == text


def test_a_hyphen_goes_where_the_page_knows_the_word() -> None:
    assert spoken([words("safe-", 0, 0), words("guarding", 0, 0)], {"safeguarding"}) == "safeguarding"


@given(
    st.lists(
        st.tuples(st.sampled_from(["alpha", "beta gamma", "12.5", "-3%", "x"]), st.floats(60, 520), st.floats(60, 700)),
        max_size=40,
    ),
    st.lists(st.integers(50, 550), min_size=2, max_size=5, unique=True),
    st.lists(st.integers(50, 750), min_size=2, max_size=6, unique=True),
)
def test_every_word_of_a_tables_lines_is_in_one_cell(
    texts: list[tuple[str, float, float]], xs: list[int], ys: list[int]
) -> None:
    """Wherever lines and rules fall, no word of a table is lost or said twice."""
    drawn = page([line((text, left), top=top) for text, left, top in texts], list(box(sorted(xs), sorted(ys))))
    tables = tables_of(drawn)
    inside = {index for table in tables for _, index in table.lines}
    want = Counter(sign for index in inside for word in drawn.lines[index].words for sign in word.text)
    assert Counter(sign for table in tables for cell in table.cells for sign in cell.text if sign != " ") == want


def real(name: str, last: int) -> list[Page]:
    """The first pages of a real paper."""
    from ingest.pdf import read_pages

    path = SHARED / name
    if not path.exists():
        pytest.skip("the collection of real papers is not beside the checkout")
    return list(islice(read_pages(path), last))


@pytest.mark.shared
def test_ofsteds_grades_are_rows() -> None:
    (table,) = tables_of(real(OFSTED, 1)[0])
    assert table.heads == ("Judgement", "Grade")
    assert table.rows[-1] == ("Overall effectiveness", "Requires improvement to be good")


@pytest.mark.shared
def test_a_table_headed_on_one_page_and_filled_on_the_next_is_one() -> None:
    pages = real(MONITORING, 6)[4:]
    (table,) = joined([table for each in pages for table in tables_of(each)], pages)
    assert table.heads == ("Directorate", "Revenue Budget", "Revenue Forecast", "Revenue Variance", "% Variance")
    assert table.rows[2] == ("Growth, Environment & Transport", "202.9", "209.2", "+6.3", "+3.1%")


def test_a_row_is_cited_under_the_number_above_its_table_though_a_caption_stands_between() -> None:
    papers = Path(__file__).parents[1] / "examples" / "papers"
    (progress,) = read(papers / "aldermere-scrutiny-2024-10-08-improvement-progress.pdf")
    row = next(each for each in progress.paragraphs if each.text.startswith("Children on a child protection plan |"))
    assert (row.label, row.label_kind, row.heading[-1]) == ("3.1", "inferred", "3. WHAT THE FIGURES SHOW")
