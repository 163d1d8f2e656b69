"""The figures register holds the numbers of tables and sentences, each with its name, value, unit, date and basis."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import paper, paragraph

from track.figures import figures
from track.record import Figure

MADE = dt.date(2017, 10, 31)


def found(*paragraphs: str | dict[str, object], **known: object) -> list[Figure]:
    return figures(paper(*paragraphs, council="Croydon Council", date=MADE, **known))  # type: ignore[arg-type]


def told(*paragraphs: str | dict[str, object], **known: object) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.series, one.value, one.unit, one.as_of) for one in found(*paragraphs, **known)]


def row(text: str, *columns: str, caption: str = "") -> dict[str, object]:
    return paragraph(text, kind="table", columns=columns, caption=caption)


def test_a_rows_numbers_have_the_dates_of_their_columns() -> None:
    plans = row("Numbers of Children on Child Protection Plan | 369 | 444", "", "June 2017", "30/09/17")
    assert told(plans) == [
        ("Numbers of Children on Child Protection Plan", "369", "children", "2017-06"),
        ("Numbers of Children on Child Protection Plan", "444", "children", "2017-09-30"),
    ]


def test_heads_that_stand_in_the_first_rows_are_read_as_heads() -> None:
    rows = ["Department | Quarter 1 | 2016/17 Outturn", "£'000 | £'000", "PEOPLE Total | 1,906 | 9,998"]
    assert told(*(row(text, "", "", "") for text in rows)) == [
        ("PEOPLE Total", "1,906", "£'000", "2017-06"),
        ("PEOPLE Total", "9,998", "£'000", "2016"),
    ]


def test_a_row_without_its_merged_first_cell_is_laid_against_the_last_heads() -> None:
    columns = ("Division", "Explanation of variance", "Qtr 1 Amount (£000)")
    (figure,) = found(row("Mental Health - Increase in cost of care packages | (233)", *columns))
    assert (figure.value, figure.number, figure.unit) == ("(233)", -233.0, "£'000")


def test_the_head_says_target_forecast_or_budget() -> None:
    columns = ("Service", "Budget 2017/18 £m", "Forecast £m", "Target £m", "Actual £m")
    figures_ = found(row("Highways | 4.1 | 4.3 | 4.0 | 1.2", *columns))
    assert [one.basis for one in figures_] == ["budget", "forecast", "target", "actual"]


def test_a_sentences_number_has_the_date_that_leads_it_in() -> None:
    text = "At 19 June 2017, 399 children were the subject of a child protection plan. Of these, 37 lived outside the borough."
    assert [(one.value, one.as_of) for one in found(text)] == [("399", "2017-06-19"), ("37", "2017-06-19")]


def test_an_earlier_value_keeps_the_name_and_has_its_own_date() -> None:
    text = "At 19 June 2017, 37 children lived in a private placement. This is an increase from 18 at 31 March 2016."
    first, second = found(text)
    assert (second.value, second.as_of, second.key) == ("18", "2016-03-31", first.key)


def test_a_national_figure_is_not_the_councils() -> None:
    text = "English as an additional language across primary schools is 44% (the national average is 18%)."
    assert [(one.value, one.council) for one in found(text)] == [("44%", "Croydon Council"), ("18%", "England")]


def test_an_inspectors_grade_is_a_word_and_no_number() -> None:
    rows = row("3. Leadership, management and governance | Inadequate", "", "")
    (figure,) = found(rows, kind="ofsted_report", details=(("inspection dates", "20 June – 13 July 2017"),))
    assert (figure.series, figure.value, figure.number) == ("Leadership, management and governance", "Inadequate", None)
    assert (figure.unit, figure.as_of) == ("grade", "2017-06-20")


def test_a_quote_is_the_sentence_where_it_stands() -> None:
    text = "Demand has risen. There were 312 children on child protection plans. More is to come."
    (figure,) = found(text)
    assert figure.quote == "There were 312 children on child protection plans." == text[figure.start : figure.end]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting is on 14 November 2017 at 6.30 pm.",
        "See section 47 of the Children Act 1989, paragraph 12.4 and page 31.",
        "Young people aged 16 and 17 and those under 18 are housed.",
        "Telephone 0300 123 1231 or write to Manchester M1 2WD.",
        "Support continues for care leavers up to the age of 25.",
        "Written responses are due within 10 working days.",
        "Recommendation 4 of report 24/00108 was agreed under item 7.",
        "Pupils in Year 7 at Key Stage 3 took part.",
        "Not applicable 24.",
        "The FTSE 100 fell again.",
        "Residents of 172 New Kent Road objected.",
        "Between 2,300 and 2,469 units are proposed at heights of 71.7m.",
        "Children over 10 years old and those aged 16−18 are supported.",
    ],
)
def test_dates_ages_addresses_and_references_are_no_figures(text: str) -> None:
    assert found(text) == []


def test_a_table_of_contents_is_no_table_of_figures() -> None:
    rows = [
        row(f"{title} | {page}", "", "")
        for title, page in (("Summary", 2), ("Findings", 5), ("Advice", 7), ("Next", 9))
    ]
    assert found(*rows) == []


def test_a_table_run_together_into_a_paragraph_is_parted_into_its_rows() -> None:
    text = "Demand areas June 2017 October 17 Numbers of Children on Child Protection Plan 369 459 Numbers of UASC LAC 349 324"
    figures_ = found(text)
    assert [(one.quote, one.value, one.as_of) for one in figures_[2:]] == [
        ("Numbers of UASC LAC 349 324", "349", "2017-06"),
        ("Numbers of UASC LAC 349 324", "324", "2017-10"),
    ]


def test_a_rate_is_of_what_was_counted_before_it() -> None:
    text = "At 31 March 2015, 609 children are being looked after (a rate of 110.6 per 10,000 children)."
    count, rate = found(text)
    assert (rate.value, rate.unit, rate.series) == ("110.6", "per 10,000", count.series)


def test_a_share_in_brackets_is_of_the_number_before_it() -> None:
    assert told("Of these, 324 (43%) lived outside the local authority area.") == [
        ("lived outside the local authority area", "324", None, "2017-10-31"),
        ("lived outside the local authority area", "43%", "%", "2017-10-31"),
    ]


def test_how_much_something_moved_is_named_so() -> None:
    (figure,) = found(
        "The forecast outturn position has decreased by £3.5m compared with the forecast position in Quarter 1."
    )
    assert (figure.series, figure.value, figure.as_of) == (
        "decrease in forecast outturn position",
        "£3.5m",
        "2017-10-31",
    )


def test_bullets_are_named_with_the_line_that_leads_them_in() -> None:
    lead = paragraph("The proportion of children entitled to free school meals:")
    names = [one.series for one in found(lead, "in primary schools is 27% (the national average is 17%)")]
    assert names == ["proportion of children entitled to free school meals: primary schools"] * 2


def test_a_kpi_rows_labels_say_what_is_latest_and_what_is_aimed_at() -> None:
    name = row("Percentage of phone calls answered |  |  | GREEN", "", "", "", "")
    values = row("Latest: 94% | Target: 90%, Floor: 85% | Previous: 89% (Amber)", "", "", "", "")
    assert [(one.series, one.value, one.basis) for one in found(name, values)] == [
        ("Percentage of phone calls answered", "94%", "actual"),
        ("Percentage of phone calls answered", "90%", "target"),
    ]


def test_nothing_is_actual_that_lies_ahead() -> None:
    (figure,) = found("By 2028, 65% of employees report that their managers support their learning.")
    assert (figure.as_of, figure.basis) == ("2028", "target")


def test_a_report_on_a_quarter_dates_its_figures_to_the_quarter() -> None:
    (figure,) = found("Departments overspend by a total of £4.1m.", title="Quarter 1 financial performance 2017/18")
    assert (figure.as_of, figure.unit) == ("2017-06", "£m")


def test_columns_that_no_head_tells_apart_are_not_one_series() -> None:
    figures_ = found(row("General reserves | 36.4 | 36.7", "", "£m", "£m"))
    assert len({one.key for one in figures_}) == 2


def test_heads_that_stand_in_a_line_above_the_table_are_read_with_its_unit() -> None:
    table = row("Older People - In House Provision | 16.0 | 18.5 | 2.5", "", "", "", "")
    figures_ = found("£m", paragraph("Division & Key Service Budget Forecast Variance", kind="heading"), table)
    assert [(one.value, one.unit, one.basis) for one in figures_] == [
        ("16.0", "£m", "budget"),
        ("18.5", "£m", "forecast"),
        ("2.5", "£m", "actual"),
    ]


def test_a_line_of_noughts_is_left_out() -> None:
    assert found(row("Tunnel fans | 0 | 0", "", "2015/16 £m", "2016/17 £m")) == []
