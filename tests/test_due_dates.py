"""Phrases of time are read on the day the paper was written; what is no real date is refused, never guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from track.dates import due_of, dues

# What a paper prints, the paper's date (None: undated), what it means: a date as far as known, its precision, the last day that
# keeps the promise. "-" stands for none.
READ = """
by the 11th December                                     | 2017-11-20 | 2017-12-11 | day       | 2017-12-11
on the 7th November                                      | 2017-10-31 | 2017-11-07 | day       | 2017-11-07
on 4 December                                            | 2017-10-31 | 2017-12-04 | day       | 2017-12-04
to start 16th October                                    | 2017-10-31 | 2017-10-16 | day       | 2017-10-16
to start 16th\\n• October                                 | 2017-10-31 | 2017-10-16 | day       | 2017-10-16
week commencing 9 October                                | 2017-10-31 | 2017-10-09 | day       | 2017-10-15
w/c 9 October                                            | 2017-10-02 | 2017-10-09 | day       | 2017-10-15
week ending 6 May 2022                                   | 2022-04-01 | 2022-05-06 | day       | 2022-05-06
by 31 March 2025                                         | 2024-10-08 | 2025-03-31 | day       | 2025-03-31
no later than 31st March, 2025                           | 2024-10-08 | 2025-03-31 | day       | 2025-03-31
before 31 March 2025                                     | 2024-10-08 | 2025-03-31 | day       | 2025-03-30
until 12th March                                         | 2025-01-30 | 2025-03-12 | day       | 2025-03-12
Thursday, 30th January, 2025                             | 2025-01-09 | 2025-01-30 | day       | 2025-01-30
by Thursday 14 December                                  | 2017-11-20 | 2017-12-14 | day       | 2017-12-14
by the 1st of March                                      | 2017-11-20 | 2018-03-01 | day       | 2018-03-01
on the 1st day of April 2018                             | 2017-11-20 | 2018-04-01 | day       | 2018-04-01
October 31, 2017                                         | 2017-09-18 | 2017-10-31 | day       | 2017-10-31
December 4th                                             | 2017-10-31 | 2017-12-04 | day       | 2017-12-04
31/10/2017                                               | 2017-09-18 | 2017-10-31 | day       | 2017-10-31
31.10.17                                                 | 2017-09-18 | 2017-10-31 | day       | 2017-10-31
4/03/25                                                  | 2025-01-30 | 2025-03-04 | day       | 2025-03-04
30-09-2023                                               | 2023-09-12 | 2023-09-30 | day       | 2023-09-30
2024-02-01                                               | 2023-09-12 | 2024-02-01 | day       | 2024-02-01
16-Feb-24                                                | 2023-09-12 | 2024-02-16 | day       | 2024-02-16
1 April '18                                              | 2017-11-20 | 2018-04-01 | day       | 2018-04-01
on 1 and 2 April 2025                                    | 2025-03-11 | 2025-04-01 | day       | 2025-04-02
on 12/13 October                                         | 2016-09-13 | 2016-10-12 | day       | 2016-10-13
8-14th May 2017                                          | 2017-03-01 | 2017-05-14 | day       | 2017-05-14
11th to 20th April 2016                                  | 2016-01-28 | 2016-04-20 | day       | 2016-04-20
from 11th April 2016 to 20th April 2016                  | 2016-01-28 | 2016-04-20 | day       | 2016-04-20
moved from September 2024 to 2 February 2025             | 2024-06-18 | 2025-02-02 | day       | 2025-02-02
not on 4 June 2024 but on 6 June 2024                    | 2024-05-01 | 2024-06-06 | day       | 2024-06-06
29 February 2024                                         | 2023-11-20 | 2024-02-29 | day       | 2024-02-29
from 2nd October for 6 months                            | 2017-10-31 | 2018-04-02 | day       | 2018-04-02
from 1 April 2018 for an initial period of two years     | 2017-10-31 | 2020-04-01 | day       | 2020-04-01
from 1 April 2025                                        | 2025-01-30 | 2025-04-01 | day       | 2025-04-01
within two months of this meeting                        | 2017-10-31 | 2017-12-31 | day       | 2017-12-31
within six weeks of the date of this letter              | 2017-10-31 | 2017-12-12 | day       | 2017-12-12
within 28 days of this meeting                           | 2017-10-31 | 2017-11-28 | day       | 2017-11-28
within ten working days of this meeting                  | 2017-10-31 | 2017-11-14 | day       | 2017-11-14
in the next six weeks                                    | 2017-10-31 | 2017-12-12 | day       | 2017-12-12
within the next 14 days                                  | 2017-10-31 | 2017-11-14 | day       | 2017-11-14
next week                                                | 2017-10-31 | 2017-11-12 | day       | 2017-11-12
later this week                                          | 2017-10-31 | 2017-11-05 | day       | 2017-11-05
in October                                               | 2017-10-31 | 2017-10    | month     | 2017-10-31
in November                                              | 2017-10-31 | 2017-11    | month     | 2017-11-30
in March                                                 | 2017-10-31 | 2018-03    | month     | 2018-03-31
in September                                             | 2017-10-31 | 2017-09    | month     | 2017-09-30
by the end of October                                    | 2017-09-18 | 2017-10    | month     | 2017-10-31
by the end of January                                    | 2017-11-20 | 2018-01    | month     | 2018-01-31
at the end of October                                    | 2017-10-31 | 2017-10    | month     | 2017-10-31
before the end of November 2023                          | 2023-09-12 | 2023-11    | month     | 2023-11-30
before March 2026                                        | 2025-03-11 | 2026-03    | month     | 2026-02-28
by March 2026                                            | 2025-03-11 | 2026-03    | month     | 2026-03-31
early December, 2017                                     | 2017-10-31 | 2017-12    | month     | 2017-12-31
in early November 2017                                   | 2017-10-31 | 2017-11    | month     | 2017-11-30
late October                                             | 2025-10-23 | 2025-10    | month     | 2025-10-31
until mid-March                                          | 2025-01-30 | 2025-03    | month     | 2025-03-31
by mid-June                                              | 2025-01-30 | 2025-06    | month     | 2025-06-30
April 18                                                 | 2017-09-18 | 2018-04    | month     | 2018-04-30
from April 25                                            | 2025-01-30 | 2025-04    | month     | 2025-04-30
April '18                                                | 2017-09-18 | 2018-04    | month     | 2018-04-30
Apr-18                                                   | 2017-09-18 | 2018-04    | month     | 2018-04-30
Sept 2018                                                | 2017-09-18 | 2018-09    | month     | 2018-09-30
Dec. 2018                                                | 2017-09-18 | 2018-12    | month     | 2018-12-31
09/2024                                                  | 2023-09-12 | 2024-09    | month     | 2024-09-30
a planned end date of June 2026                          | 2026-03-19 | 2026-06    | month     | 2026-06-30
between April and June 2025                              | 2025-01-30 | 2025-06    | month     | 2025-06-30
January to March 2026                                    | 2025-10-23 | 2026-03    | month     | 2026-03-31
April/May 2025                                           | 2025-01-30 | 2025-05    | month     | 2025-05-31
October 2017 for submission of business case             | 2017-09-18 | 2017-10    | month     | 2017-10-31
moved from September 2024 to February 2025               | 2024-06-18 | 2025-02    | month     | 2025-02-28
next month                                               | 2017-12-04 | 2018-01    | month     | 2018-01-31
later this month                                         | 2017-12-04 | 2017-12    | month     | 2017-12-31
within the next three months                             | 2017-10-31 | 2018-01    | month     | 2018-01-31
in six months' time                                      | 2017-10-31 | 2018-04    | month     | 2018-04-30
over the next 12 months                                  | 2017-10-31 | 2018-10    | month     | 2018-10-31
within twelve months                                     | 2017-10-31 | 2018-10    | month     | 2018-10-31
by Christmas                                             | 2017-11-20 | 2017-12-25 | day       | 2017-12-25
by Easter                                                | 2017-11-20 | 2018-04-01 | day       | 2018-04-01
before Easter 2024                                       | 2023-11-20 | 2024-03-31 | day       | 2024-03-30
Q2 2017/18                                               | 2017-09-18 | 2017-09    | quarter   | 2017-09-30
by the end of Q4 2017/18                                 | 2017-09-18 | 2018-03    | quarter   | 2018-03-31
Q1 of 2018-19                                            | 2017-09-18 | 2018-06    | quarter   | 2018-06-30
Quarter 3 2024/25                                        | 2024-06-18 | 2024-12    | quarter   | 2024-12-31
the second quarter of 2018/19                            | 2017-09-18 | 2018-09    | quarter   | 2018-09-30
in the final quarter of the financial year 2018/19       | 2017-09-18 | 2019-03    | quarter   | 2019-03-31
in Q4                                                    | 2017-10-31 | 2018-03    | quarter   | 2018-03-31
by the end of Q3                                         | 2017-10-31 | 2017-12    | quarter   | 2017-12-31
Q3 2025                                                  | 2024-06-18 | 2025       | quarter   | 2025-12-31
the first half of 2018                                   | 2017-10-31 | 2018-06    | half      | 2018-06-30
second half of 2017/18                                   | 2017-10-31 | 2018-03    | half      | 2018-03-31
Spring 2021                                              | 2017-09-18 | 2021       | season    | 2021-05-31
in the summer of 2018                                    | 2017-09-18 | 2018       | season    | 2018-08-31
in the autumn                                            | 2017-09-18 | 2017       | season    | 2017-11-30
in the autumn                                            | 2017-12-04 | 2018       | season    | 2018-11-30
in the spring                                            | 2023-11-14 | 2024       | season    | 2024-05-31
later in the summer                                      | 2025-01-30 | 2025       | season    | 2025-08-31
this autumn                                              | 2017-06-01 | 2017       | season    | 2017-11-30
next spring                                              | 2017-11-20 | 2018       | season    | 2018-05-31
next spring                                              | 2018-04-03 | 2019       | season    | 2019-05-31
by the winter                                            | 2023-09-12 | 2024-02    | season    | 2024-02-29
winter 2023/24                                           | 2023-09-12 | 2024-02    | season    | 2024-02-29
during October half term                                 | 2017-10-05 | 2017-10    | term      | 2017-10-31
at half term                                             | 2017-11-20 | 2018-02    | term      | 2018-02-28
by half term                                             | 2018-03-05 | 2018-05    | term      | 2018-05-31
the autumn term 2024                                     | 2024-01-16 | 2024       | term      | 2024-12-31
by the start of the autumn term                          | 2024-01-16 | 2024-09    | term      | 2024-09-30
by the end of the summer term                            | 2024-01-16 | 2024-07    | term      | 2024-07-31
in the spring term                                       | 2023-11-20 | 2024       | term      | 2024-04-30
by 2030                                                  | 2025-03-04 | 2030       | year      | 2030-12-31
by the end of 2018                                       | 2017-11-20 | 2018-12    | year      | 2018-12-31
early 2018                                               | 2017-11-20 | 2018       | year      | 2018-12-31
in 2017/18                                               | 2017-09-18 | 2018-03    | year      | 2018-03-31
by the end of 2018-19                                    | 2017-09-18 | 2019-03    | year      | 2019-03-31
within the 2026/27 financial year                        | 2026-03-19 | 2027-03    | year      | 2027-03-31
by the start of 2018/19                                  | 2017-11-20 | 2018-04    | year      | 2018-04-28
for the academic year 2024/25                            | 2024-01-16 | 2025-08    | year      | 2025-08-31
during the municipal year 2024/25                        | 2024-01-16 | 2025-05    | year      | 2025-05-31
FY 25/26                                                 | 2025-01-30 | 2026-03    | year      | 2026-03-31
by the end of the financial year                         | 2017-11-20 | 2018-03    | year      | 2018-03-31
by the end of the next financial year                    | 2017-11-20 | 2019-03    | year      | 2019-03-31
by year-end                                              | 2017-11-20 | 2018-03    | year      | 2018-03-31
the overspend will be down by the end of the year        | 2024-11-12 | 2025-03    | year      | 2025-03-31
reported to the Chair until the end of the year          | 2025-04-29 | 2025-12    | year      | 2025-12-31
later this year                                          | 2025-01-30 | 2025       | year      | 2025-12-31
next year                                                | 2017-11-20 | 2018       | year      | 2018-12-31
in the new year                                          | 2017-11-20 | 2018       | year      | 2018-03-31
over the next two years                                  | 2017-10-31 | 2019       | year      | 2019-10-31
2027                                                     | 2025-01-30 | 2027       | year      | 2027-12-31
2024-2029                                                | 2025-01-30 | 2029       | year      | 2029-12-31
monthly                                                  | 2017-10-31 | -          | recurring | -
every six months                                         | 2017-10-31 | -          | recurring | -
every month                                              | 2017-10-31 | -          | recurring | -
on a weekly basis                                        | 2017-10-31 | -          | recurring | -
each quarter                                             | 2017-10-31 | -          | recurring | -
twice a year                                             | 2017-10-31 | -          | recurring | -
annually                                                 | 2017-10-31 | -          | recurring | -
April Annually                                           | 2017-09-18 | -          | recurring | -
Ongoing                                                  | 2017-09-18 | -          | recurring | -
at each Scrutiny Meeting                                 | 2017-10-31 | -          | recurring | -
at regular intervals                                     | 2017-10-31 | -          | recurring | -
at the next meeting                                      | 2017-10-31 | -          | event     | -
to the next meeting of the Committee                     | 2017-10-31 | -          | event     | -
in due course                                            | 2025-01-30 | -          | event     | -
Immediate                                                | 2017-09-18 | -          | event     | -
as soon as possible                                      | 2017-09-18 | -          | event     | -
Once the assessment is complete, a report will follow    | 2025-03-04 | -          | event     | -
Following approval of this report                        | 2025-10-23 | -          | event     | -
within 28 days of receipt                                | 2017-10-31 | -          | event     | -
made good within two working days                        | 2017-10-31 | -          | event     | -
over the next few months                                 | 2017-09-18 | -          | event     | -
to be confirmed                                          | 2017-09-18 | -          | event     | -
At the end of the Stage One programme                    | 2025-10-23 | -          | event     | -
after 6 March 2025                                       | 2025-01-30 | -          | event     | -
by the 11th December                                     | -          | -          | day       | -
in November                                              | -          | -          | month     | -
in the autumn                                            | -          | -          | season    | -
by the end of the financial year                         | -          | -          | year      | -
by 11 December 2017                                      | -          | 2017-12-11 | day       | 2017-12-11
Q2 2017/18                                               | -          | 2017-09    | quarter   | 2017-09-30
in Q3                                                    | 2025-03-04 | -          | quarter   | -
Q4 2025                                                  | 2024-06-18 | -          | quarter   | -
winter 2024                                              | 2024-06-18 | -          | season    | -
"""

# What is no date, or none that anything falls due by.
REFUSED = """
by 31 February 2018                          | 2017-11-20
by the 31st of June                          | 2017-11-20
on 29 February 2023                          | 2022-11-20
32 March 2018                                | 2017-11-20
on 31/02/2018                                | 2017-11-20
on 10/31/2017                                | 2017-09-18
2017-13-01                                   | 2017-09-18
Plan 2024-39                                 | 2025-03-04
Q2 2017/19                                   | 2017-09-18
the Housing Act 2004                         | 2017-09-18
the Regulations 2010                         | 2017-09-18
since September 2016                         | 2017-09-18
as at 31 March 2025                          | 2025-01-30
a letter dated 3 May 2017                    | 2017-09-18
and not in September                         | 2025-03-11
the report may march on                      | 2017-09-18
it may be                                    | 2017-09-18
£2018                                        | 2017-09-18
paragraph 3.10.17.2                          | 2017-09-18
Mr March will speak                          | 2017-09-18
17 of 25 children                            | 2017-09-18
April 45                                     | 2017-09-18
April 18                                     | -
"""


def day(text: str) -> dt.date | None:
    return None if text.strip() == "-" else dt.date.fromisoformat(text.strip())


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize("row", rows(READ), ids=lambda row: f"{row[0]} in {row[1]}")
def test_a_phrase_of_time_means_what_it_meant_when_the_paper_was_written(row: tuple[str, ...]) -> None:
    text, made, date, precision, latest = row
    due = due_of(text.replace("\\n", "\n"), day(made))
    assert due is not None
    assert (due.date or "-", due.precision, due.latest) == (date, precision, day(latest))


@pytest.mark.parametrize(("text", "made"), rows(REFUSED))
def test_what_is_no_due_date_is_refused(text: str, made: str) -> None:
    assert due_of(text, day(made)) is None


def test_the_table_is_as_long_as_was_asked() -> None:
    assert len(rows(READ)) + len(rows(REFUSED)) >= 150


def test_a_deadline_goes_before_a_day_and_a_day_before_what_comes_round_again() -> None:
    made = dt.date(2017, 10, 31)
    told = "Quarterly visits, the first on 4 December, will end by 31 March 2018."
    assert [found.due.date for found in dues(told, made)] == [None, "2017-12-04", "2018-03-31"]
    due = due_of(told, made)
    assert due is not None
    assert due.words == "by 31 March 2018"


def test_the_words_are_the_paper_s_own() -> None:
    text = "The plan will be agreed with partners by the end of November 2023."
    (found,) = dues(text, dt.date(2023, 9, 12))
    assert found.due.words == text[found.start : found.end] == "by the end of November 2023"
