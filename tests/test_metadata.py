"""A paper says what it is: title, kind, council, committee, date, item and access are read from its first page."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from pathlib import Path

import pytest
from printed_page import Row, printed

from ingest.dates import find_dates
from ingest.metadata import describe
from ingest.names import committee_in, councils_in, place, slug
from ingest.page import Page
from ingest.pdf import properties, read_pages

SHARED = Path(__file__).parent.parent.parent / "shared" / "papers"


def test_a_cover_table_names_meeting_day_subject_and_officer() -> None:
    page = printed(
        "For General Release",
        "REPORT TO: Cabinet 20 November 2017",
        "AGENDA ITEM: 6",
        "SUBJECT: Children’s Improvement Plan",
        "LEAD OFFICER: Barbara Peacock, Executive Director, People Department",
        "1.1 Croydon Council received a Direction. See www.croydon.gov.uk",
    )
    details = describe([page], name="a.pdf")
    assert (details.title, details.kind, details.item) == ("Children’s Improvement Plan", "report", "6")
    assert (details.council, details.committee, details.date) == ("Croydon Council", "Cabinet", dt.date(2017, 11, 20))
    assert details.more == (("lead officer", "Barbara Peacock, Executive Director, People Department"),)


def test_a_cover_without_colons_is_read_by_its_columns() -> None:
    page = printed(
        Row("Aldermere Borough Council", 15, bold=True),
        Row("REPORT TO   CABINET", bold=True),
        Row("12 September 2023", left=200),
        Row("AGENDA ITEM   7", bold=True),
        "SUBJECT   Revenue and Capital Budget Monitoring: second quarter",
        Row("2024/25", left=200),
        "LEAD OFFICER   Oliver Penrice, Director of Finance",
        Row("1. SUMMARY", bold=True),
    )
    details = describe([page], name="a.pdf")
    assert details.title == "Revenue and Capital Budget Monitoring: second quarter 2024/25"
    assert (details.committee, details.date, details.item) == ("Cabinet", dt.date(2023, 9, 12), "7")


def test_a_subject_over_two_lines_is_one_title() -> None:
    page = printed(
        "From: Roger Gough, Leader",
        "To: Cabinet, 30 January 2025",
        Row("Subject: Kent County Council Integrated Care Strategy (KCC ICS)", bold=True),
        Row("Delivery Plan", bold=True, left=198),
        "Classification: Unrestricted",
    )
    assert (
        describe([page], name="a.pdf").title == "Kent County Council Integrated Care Strategy (KCC ICS) Delivery Plan"
    )


def test_labels_in_a_row_stand_over_their_values() -> None:
    page = printed(
        Row("Item No. Classification: Date: Meeting Name:", bold=True),
        Row("1 & 2 OPEN 15 January 2013 PLANNING COMMITTEE", bold=True),
        Row("Report title: Development Management planning application", bold=True),
    )
    details = describe([page], name="a.pdf")
    assert (details.item, details.committee) == ("1 & 2", "Planning Committee")
    assert details.date == dt.date(2013, 1, 15)


@pytest.mark.parametrize(
    ("rows", "kind", "title"),
    [
        (
            (
                Row("KENT COUNTY COUNCIL", 12, bold=True),
                Row("CABINET", 15, bold=True),
                "MINUTES of a meeting of the Cabinet held in the Council Chamber, Sessions",
                "House, County Hall, Maidstone on Thursday, 30 January 2025.",
            ),
            "minutes",
            "Minutes of a meeting of the Cabinet, 30 January 2025",
        ),
        (
            (
                Row("AGENDA", 13, bold=True),
                Row("CABINET", 15, bold=True),
                "Thursday, 30th January, 2025, at 10.00 am Ask for: Georgina Little",
                "1. Apologies",
                "2. Minutes of the Meeting held on 9 January 2025 (Pages 1 - 10)",
            ),
            "agenda",
            "Agenda, Cabinet, 30 January 2025",
        ),
        (
            (
                Row("KENT COUNTY COUNCIL – PROPOSED RECORD OF DECISION", 16, bold=True),
                Row("DECISION TO BE TAKEN BY: DECISION NO:", bold=True),
                Row("Cabinet 24/00115", left=175),
                Row("Title of Decision:", bold=True),
                Row("Adoption of the Integrated Care Strategy Delivery Plan", bold=True),
            ),
            "decision",
            "Proposed Record of Decision: Adoption of the Integrated Care Strategy Delivery Plan",
        ),
        (
            (
                Row("Appendix G", 12, bold=True, left=497),
                Row("Reserves Policy", 16, bold=True),
                "1.1 Sections 32 and 43",
            ),
            "appendix",
            "Appendix G: Reserves Policy",
        ),
    ],
)
def test_the_head_of_a_paper_tells_its_kind_and_title(rows: tuple[Row | str, ...], kind: str, title: str) -> None:
    details = describe([printed(*rows)], name="a.pdf")
    assert (details.kind, details.title) == (kind, title)


def test_an_ofsted_report_names_council_dates_and_inspector() -> None:
    page = printed(
        Row("London Borough of Croydon", 26),
        Row("Inspection of services for children in need of help and", 14, bold=True),
        Row("protection, children looked after and care leavers", 14, bold=True),
        "Inspection date: 20 June 2017 – 13 July 2017",
        "Report published: 4 September 2017",
        "Children’s services in Croydon are inadequate",
    )
    details = describe([page], name="a.pdf")
    assert (details.kind, details.council) == ("ofsted_report", "London Borough of Croydon")
    assert details.date == dt.date(2017, 9, 4)
    assert dict(details.more)["inspection dates"] == "20 June 2017 – 13 July 2017"


def test_an_ofsted_heading_over_two_lines_names_the_authority() -> None:
    page = printed(
        Row("Inspection of Havering local authority", 26),
        Row("children’s services", 26),
        "Inspection dates: 11 to 15 December 2023",
        "Lead inspector: Christine Kennet, His Majesty’s Inspector",
    )
    details = describe([page], name="80500-havering-inspection-16-february-2024-eb.pdf")
    assert (details.title, details.council) == (
        "Inspection of Havering local authority children’s services",
        "Havering",
    )
    assert details.date == dt.date(2024, 2, 16)  # printed nowhere: the file's name is all there is
    assert dict(details.more)["lead inspector"] == "Christine Kennet"


def test_an_ofsted_letter_takes_day_and_council_from_its_head() -> None:
    page = printed(
        "Manchester enquiries@ofsted.gov.uk",
        "M1 2WD www.gov.uk/ofsted",
        "20 May 2025",
        "Melanie Barnett",
        "West Northamptonshire County Council",
        "Dear Ms Barnett",
        Row("Focused visit to West Northamptonshire children’s services", bold=True),
        "This letter summarises the findings on 15 and 16 April 2025. Leeds City Council took part.",
    )
    details = describe([page], name="a.pdf")
    assert (details.kind, details.council) == ("ofsted_letter", "West Northamptonshire County Council")
    assert details.date == dt.date(2025, 5, 20)


@pytest.mark.parametrize("days", ["11 December 2018", "30 and 31 January", "29 September and 1 October 2020"])
def test_an_ofsted_letter_tells_the_days_of_the_visit(days: str) -> None:
    page = printed(
        "Manchester www.gov.uk/ofsted",
        "4 January 2019",
        "Dear Mr Crompton",
        Row("Focused visit to Bedford Borough Council children’s services", bold=True),
        "This letter summarises the findings of a focused visit to Bedford Borough Council children’s services",
        f"on {days}. The inspectors were Brenda McInerney and a colleague.",
    )
    assert dict(describe([page], name="a.pdf").more)["inspection dates"] == days


def test_inspection_dates_go_on_in_the_next_line() -> None:
    page = printed(
        Row("Derbyshire County Council", 26),
        Row("Inspection of children’s social care services", 20),
        "Inspection dates: 8 July 2019 to 12 July 2019 and 7 August 2019 to",
        "8 August 2019",
        "Lead inspector: Julie Knight",
    )
    details = dict(describe([page], name="a.pdf").more)
    assert details["inspection dates"] == "8 July 2019 to 12 July 2019 and 7 August 2019 to 8 August 2019"


def test_a_societys_minutes_are_not_put_down_to_the_council_that_supports_it() -> None:
    page = printed(
        Row("Suffolk’s Libraries IPS", 16, bold=True),
        "OPEN BOARD MEETING MINUTES",
        "Suffolk County Council (SCC) had agreed the grant. The Board thanked Suffolk County Council.",
        "SCC would be asked for the figures, and SCC officers would attend.",
    )
    assert describe([page], name="minutes.pdf").council is None


def test_a_partner_council_in_the_text_is_not_the_author() -> None:
    page = printed(
        "COMMITTEE: Transport and Connectivity Committee",
        "DATE: 12 September 2024",
        "TITLE: Workplace Parking Levy",
        "1. Nottingham City Council runs a scheme. Nottingham City Council has shown that it works.",
    )
    assert describe([page], name="a.pdf").council is None


@pytest.mark.parametrize(
    ("line", "access"),
    [
        ("NOT FOR PUBLICATION", "exempt"),
        ("Classification: EXEMPT", "exempt"),
        ("PART B", "exempt"),
        ("This report is exempt from publication under paragraph 3 of Schedule 12A", "exempt"),
        ("For General Release", "public"),
        ("For publication [Do not include information which is exempt from publication]", "public"),
        ("Appendix 2 is not for publication by virtue of paragraph 3 of Schedule 12A", "public"),
        ("The Part B background documents are exempt from public disclosure", "public"),
    ],
)
def test_only_the_papers_own_status_makes_it_exempt(line: str, access: str) -> None:
    page = printed(line, "REPORT TO: Cabinet 18 September 2017", "SUBJECT: Investing in our borough")
    assert describe([page], name="a.pdf").access == access


def test_what_nobody_says_is_not_guessed() -> None:
    details = describe([printed("Some notes", "without a head")], name="notes.pdf")
    assert (details.council, details.committee, details.date, details.item) == (None, None, None, None)


def test_a_page_without_text_is_called_after_its_file() -> None:
    details = describe([printed()], name="papers/ofsted-letter-scanned.pdf")
    assert (details.title, details.kind) == ("Ofsted letter scanned", "ofsted_letter")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("THE LONDON BOROUGH OF SOUTHWARK", ["London Borough of Southwark"]),
        ("Royal Borough of Kensington and Chelsea", ["Royal Borough of Kensington and Chelsea"]),
        ("Bath and North East Somerset Council", ["Bath and North East Somerset Council"]),
        ("West of England Combined Authority", ["West of England Combined Authority"]),
        ("Councillor Tony Newman, Leader of the Council", []),
        ("The Children in Care Council met; Council Tax rose; the County Council agreed", []),
    ],
)
def test_councils_are_told_from_other_councils(line: str, names: list[str]) -> None:
    assert list(councils_in(line)) == names


def test_all_forms_of_a_councils_name_share_a_place() -> None:
    forms = ("London Borough of Croydon", "Croydon Council", "Croydon", "CROYDON COUNCIL")
    assert {place(form).lower() for form in forms} == {"croydon"}


def test_a_committee_keeps_its_whole_name() -> None:
    line = "To: Children, Young People and Education Cabinet Committee – 16 January 2025"
    assert committee_in(line) == "Children, Young People and Education Cabinet Committee"


def test_ids_are_readable_short_and_ascii() -> None:
    day = dt.date(2017, 11, 20)
    assert slug("Croydon Council", "Cabinet", day, "Children’s Improvement Plan") == (
        "croydon-cabinet-2017-11-20-childrens-improvement-plan"
    )
    long = slug("Kent County Council", "Cabinet", day, "Überblick " * 40)
    assert len(long) <= 80
    assert long.isascii()
    assert slug(None, None, None, "???") == "paper"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the collection of real papers is not beside the checkout")
@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            "bristol/src-bcc-0003_committee-report-workplace-parking-levy-2024-09-12.pdf",
            (
                "Workplace Parking Levy",
                "report",
                "Bristol City Council",
                "Transport and Connectivity Committee",
                "2024-09-12",
            ),
        ),
        (
            "kent/2025-03-04_cabinet_Adoption-of-the-Kent-Minerals-and-Waste-Local-Plan-2024-2039.pdf",
            (
                "Adoption of the Kent Minerals and Waste Local Plan 2024-2039",
                "report",
                "Kent County Council",
                "Cabinet",
                "2025-03-04",
            ),
        ),
        (
            "ofsted/80512-redbridge-children-s-services-focused-visit-06-june-2022-c8dc6d.pdf",
            (
                "Focused visit to London Borough of Redbridge children’s services",
                "ofsted_letter",
                "London Borough of Redbridge",
                None,
                "2022-06-06",
            ),
        ),
    ],
)
def test_real_papers_are_described_as_they_print_themselves(file: str, expected: tuple[str | None, ...]) -> None:
    pages: list[Page] = list(islice(read_pages(SHARED / file), 12))
    details = describe(pages, name=file, title_hint=properties(SHARED / file).title)
    date = details.date.isoformat() if details.date else None
    assert (details.title, details.kind, details.council, details.committee, date) == expected


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the collection of real papers is not beside the checkout")
def test_ofsted_letters_carry_their_own_day_whatever_the_file_is_called() -> None:
    file = "ofsted/80428-bedford-children-s-services-focused-visit-04-january-2019-221dd5.pdf"
    pages = list(islice(read_pages(SHARED / file), 1))
    assert describe(pages, name=file).date == dt.date(2019, 1, 8)
    assert find_dates(file.replace("_", " "))[0].date == dt.date(2019, 1, 4)
