"""Every way a council paper prints a day is understood, British order, and nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import find_dates, first_day, in_words


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("REPORT TO: Cabinet 31 October 2017", "2017-10-31"),
        ("To: Cabinet – 30th January 2025", "2025-01-30"),
        ("Thursday, 30th January, 2025, at 10.00 am", "2025-01-30"),
        ("published on 6 th January 2025", "2025-01-06"),
        ("October 31, 2017", "2017-10-31"),
        ("Inspection date: 12/09/2016", "2016-09-12"),
        ("31.10.2017", "2017-10-31"),
        ("Appendix D 21.01.25", "2025-01-21"),
        ("31-10-2017", "2017-10-31"),
        ("DATED: 18 JULY 2012", "2012-07-18"),
        ("80500-havering-inspection-16-february-2024-eb7b60.pdf", "2024-02-16"),
        ("aldermere-ofsted-inspection-2023-07-10.pdf", "2023-07-10"),
        ("Sept 4, 2017", "2017-09-04"),
        ("20 June – 13 July 2017", "2017-07-13"),
    ],
)
def test_a_printed_day_is_found(printed: str, expected: str) -> None:
    assert first_day(printed) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "printed",
    [
        "10/31/2017",
        "31/02/2017",
        "paragraph 3.2.17",
        "£1,2017",
        "2025-26 budget",
        "24/00108",
        "Children Act 1989",
        "4 May",
    ],
)
def test_what_is_no_full_date_is_left_alone(printed: str) -> None:
    assert find_dates(printed) == []


def test_months_and_years_keep_their_precision() -> None:
    found = find_dates("by October 2018, and in 2019")
    assert [(one.date.isoformat(), one.precision) for one in found] == [("2018-10-01", "month"), ("2019-01-01", "year")]


def test_the_place_of_a_date_is_told() -> None:
    text = "Cabinet on 8 December 2015 agreed"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "8 December 2015"


@given(st.dates(dt.date(1990, 1, 1), dt.date(2049, 12, 31)))
def test_any_day_survives_being_printed(day: dt.date) -> None:
    forms = (in_words(day), f"{day:%d/%m/%Y}", f"{day:%d.%m.%y}", f"{day:%Y-%m-%d}", f"{day:%A}, {in_words(day)}")
    if day.year >= 2000:
        assert {first_day(form) for form in forms} == {day}
