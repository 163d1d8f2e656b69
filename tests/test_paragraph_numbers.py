"""A paragraph is cited by the number printed beside it; a number that is no label is never taken for one."""

from __future__ import annotations

import pytest
from printed_page import BODY, HANGING, Row, apart, goes_on, labels, numbered_row, paragraphs, printed

from ingest.appendix import appendix_of
from ingest.label import parse_label, roman

PROSE = "The Council has agreed a plan with its partners and reports on it here."


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("2.5.4 A retention payment", "2.5.4", "A retention payment"),
        ("10.5.1.1 The Monitoring Officer", "10.5.1.1", "The Monitoring Officer"),
        ("2.2. Section 175 of the Act", "2.2", "Section 175 of the Act"),
        ("- 1.1 The recommendations below", "1.1", "The recommendations below"),
        ("1.1On 16 December", "1.1", "On 16 December"),
        ("17. Senior leaders", "17", "Senior leaders"),
        ("14 The main issues", "14", "The main issues"),
        ("(a) NOTE the forecast", "a", "NOTE the forecast"),
        ("a) agree the plan", "a", "agree the plan"),
        ("a] A planning brief", "a", "A planning brief"),
        ("16.WPL revenue can", "16", "WPL revenue can"),
        ("b. Adult social care", "b", "Adult social care"),
        ("(m)In cases of urgency", "m", "In cases of urgency"),
        ("5) The Leader said", "5", "The Leader said"),
        ("(3) Expects officers", "3", "Expects officers"),
        ("(xiv) the Director", "xiv", "the Director"),
        ("ii. the Head of Service", "ii", "the Head of Service"),
        ("A47/17 Minutes of the meeting", "A47/17", "Minutes of the meeting"),
        ("A1.1 For the purposes", "A1.1", "For the purposes"),
        ("A.13.2 A member may", "A13.2", "A member may"),
        ("R1 The Cabinet should", "R1", "The Cabinet should"),
        ("Question 6 – How will", "Question 6", "How will"),
        ("Recommendation 4: That the plan", "Recommendation 4", "That the plan"),
        ("3a | Adult Social Care", "3a", "Adult Social Care"),
        ("A. Apologies", "A", "Apologies"),
    ],
)
def test_every_form_of_number_that_papers_print_is_known(line: str, name: str, rest: str) -> None:
    found = parse_label(line)
    assert found is not None
    assert (found[0].name, found[1]) == (name, rest)


@pytest.mark.parametrize(
    "line",
    ["£2.5 million", "1,200 children", "2.5% of them", "Mr. Brown said", "12:30 to 14:00", "–"],
)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    assert parse_label(line) is None


def test_roman_numerals_have_their_values() -> None:
    assert [roman(text) for text in ("i", "iv", "ix", "xiv", "xl", "iiii", "abc", "")] == [1, 4, 9, 14, 40, 0, 0, 0]


def test_decimal_paragraphs_stand_under_their_section() -> None:
    page = printed(
        Row("2.   BACKGROUND", bold=True, tab=HANGING),
        numbered_row("2.1   The plan was agreed in July"),
        goes_on("and work began at once."),
        numbered_row("2.2   The board meets monthly."),
        numbered_row("2.2.1   Its chair is independent."),
        Row("3.   NEXT STEPS", bold=True, tab=HANGING, gap=14),
        numbered_row("3.1   A further report will follow."),
    )
    found = [one for one in paragraphs(page) if one.kind != "heading"]
    assert [(one.label, one.heading[-1], one.text) for one in found] == [
        ("2.1", "2. BACKGROUND", "The plan was agreed in July and work began at once."),
        ("2.2", "2. BACKGROUND", "The board meets monthly."),
        ("2.2.1", "2. BACKGROUND", "Its chair is independent."),
        ("3.1", "3. NEXT STEPS", "A further report will follow."),
    ]


def test_a_sub_paragraph_knows_its_parent_and_is_said_with_it() -> None:
    page = printed(
        numbered_row("12.   Cabinet is asked to:"),
        numbered_row("(a)   NOTE the forecast;", left=HANGING, gap=0),
        numbered_row("(b)   AGREE the plan.", left=HANGING, gap=0),
        numbered_row("13.   The forecast has improved."),
    )
    found = paragraphs(page)
    assert [(one.label, one.parent) for one in found] == [("12", None), ("12(a)", 0), ("12(b)", 0), ("13", None)]


def test_letters_begin_again_under_every_number() -> None:
    page = printed(
        numbered_row("1.   The first point is in parts:"),
        numbered_row("a)   one part", left=HANGING, gap=0),
        numbered_row("b)   another part.", left=HANGING, gap=0),
        numbered_row("2.   The second is in parts too:"),
        numbered_row("a)   its one part", left=HANGING, gap=0),
        numbered_row("b)   its other part.", left=HANGING, gap=0),
    )
    assert [label for label, _words in labels(page)] == ["1", "1(a)", "1(b)", "2", "2(a)", "2(b)"]


def test_roman_numerals_nest_under_letters_and_i_after_h_is_a_letter() -> None:
    names = "abcdefghi"
    page = printed(
        *(numbered_row(f"({name})   The power marked {name.upper()}.") for name in names),
        numbered_row("(i)   The first case of it;", left=HANGING),
        numbered_row("(ii)   The second case of it.", left=HANGING),
        numbered_row("(j)   The last power."),
    )
    expected = [f"({name})" for name in names] + ["(i)(i)", "(i)(ii)", "(j)"]
    assert [label for label, _words in labels(page)] == expected


def test_a_list_may_change_its_letters_case() -> None:
    page = printed(
        "It was resolved that Cabinet:", numbered_row("A)   Agree the budget;"), numbered_row("b)   Note the risks.")
    )
    assert [label for label, _words in labels(page)] == ["A", "(b)"]


def test_minutes_are_cited_by_minute_and_paragraph() -> None:
    page = printed(
        Row("285.   Apologies and substitutes", bold=True, tab=HANGING),
        Row("(Item 2)"),
        numbered_row("1)   Apologies were received from Mr Sweetland."),
        numbered_row("2)   The Leader said that:"),
        numbered_row("(a)   funding had fallen; and", left=HANGING),
        numbered_row("(b)   demand had risen.", left=HANGING),
        Row("286.   Minutes of the last meeting", bold=True, tab=HANGING, gap=14),
        numbered_row("1)   The minutes were a correct record."),
    )
    assert [label for label, _words in labels(page)] == [
        "285",
        "285(1)",
        "285(2)",
        "285(2)(a)",
        "285(2)(b)",
        "286",
        "286(1)",
    ]


def test_a_sub_heading_inside_a_minute_does_not_end_it() -> None:
    page = printed(
        Row("285.   Education in Kent", bold=True, tab=HANGING),
        numbered_row("1)   The Director introduced the plan."),
        Row("School places", bold=True, gap=14),
        apart("Members asked about the places in the north of the county."),
        numbered_row("2)   The Director said that places had been found."),
        Row("286.   Schools budget", bold=True, tab=HANGING, gap=14),
        numbered_row("1)   The budget was noted."),
    )
    found = [one for one in paragraphs(page) if one.kind != "heading"]
    assert [one.label for one in found] == ["285(1)", "285", "285(2)", "286(1)"]
    assert found[1].label_kind == "inferred"


def test_a_coded_minute_holds_everything_up_to_the_next() -> None:
    page = printed(
        Row("A49/17   Quarter 1 performance", bold=True, tab=120),
        apart("The Leader introduced the report."),
        Row("Adult social care", bold=True, gap=14),
        apart("Demand had grown more quickly than foreseen."),
        Row("RESOLVED", bold=True, gap=14),
        numbered_row("1.   That the report be noted."),
        Row("A50/17   Housing", bold=True, tab=120, gap=14),
        apart("The report was deferred."),
    )
    found = [one for one in paragraphs(page) if one.kind != "heading"]
    assert [one.label for one in found] == ["A49/17", "A49/17", "A49/17(1)", "A50/17"]


@pytest.mark.parametrize(
    "second",
    [
        "805 new members joined the libraries in the year,",
        "2017 saw the largest rise in referrals so far,",
        "14.60 of the proposed constitution, which says so,",
        "25. The variations include those agreed in May,",
        "1 March and 30 June, when the accounts are closed,",
        "4 and Bristol Transport Strategy, both of which",
    ],
    ids=lambda text: text.split()[0],
)
def test_a_wrapped_line_that_begins_with_a_number_goes_on_with_its_sentence(second: str) -> None:
    page = printed(
        numbered_row("3.   The Panel was told of what had been done for"),
        goes_on(second),
        goes_on("and it thanked the officers."),
        numbered_row("4.   The Panel asked for a further report."),
    )
    assert [label for label, _words in labels(page)] == ["3", "4"]
    assert second in paragraphs(page)[0].text


@pytest.mark.parametrize(
    "words", ["Members asked for the figures.", "Declarations of interest", "Decisions taken", "Marketing", "Places"]
)
def test_words_that_look_like_units_or_months_do_not_cost_a_paragraph_its_number(words: str) -> None:
    page = printed(numbered_row("1.   Apologies were received."), numbered_row(f"2.   {words}"))
    assert [label for label, _words in labels(page)] == ["1", "2"]


def test_a_number_glued_to_its_sentence_is_its_label() -> None:
    page = printed(
        numbered_row("9.   There are risks to all of the above."),
        Row("10.Regarding the pool of workers, the outlook is not bright", gap=10),
        Row("11.Currently, it also seems that fewer people will come.", gap=10),
    )
    assert labels(page)[1:] == [("10", "Regarding the pool"), ("11", "Currently, it also")]


@pytest.mark.parametrize(
    "words",
    ["PA’s help young people", "Child-in-need planning works", "Objectives: the Code requires", "ESG policy is set"],
)
def test_a_number_glued_to_any_word_is_its_label(words: str) -> None:
    page = printed(
        numbered_row("9.   There are risks to all of the above."),
        Row("10.The council knows them.", gap=10),
        Row(f"11.{words} and is written down.", gap=10),
    )
    assert labels(page)[2] == ("11", " ".join(words.split()[:3]))


def test_the_items_of_a_list_need_no_stops() -> None:
    page = printed(
        "The Cabinet agrees to:",
        "a) note the forecast revenue overspend of £23.3m for the year as a whole",
        "b) note the forecast overspend on schools",
        "c) note the progress on the delivery of savings",
    )
    assert [label for label, _ in labels(page)] == ["(a)", "(b)", "(c)"]


def test_a_number_overleaf_follows_a_line_that_ends_well_before_the_margin() -> None:
    first = printed("The Head of Finance was in attendance")
    second = printed(
        Row("1. Mr Shipton introduced the report that set out the detail in the settlement"),
        goes_on("for the year, which was published in December.", left=72.0),
        Row("2. Members noted it.", gap=10),
        number=2,
    )
    assert labels(first, second)[0] == ("1", "Mr Shipton introduced")


def test_the_time_of_day_numbers_nothing() -> None:
    page = printed(
        numbered_row("41.   The Chair opened the meeting."),
        numbered_row("6.30 pm was when it began."),
        numbered_row("42.   There were no apologies."),
    )
    assert [label for label, _words in labels(page)] == ["41", "42"]


def test_a_letter_and_a_number_label_questions() -> None:
    page = printed(
        numbered_row("Q1.   Why was the report late?"),
        numbered_row("A1.   It was not ready in time."),
        numbered_row("Q2.   When will it come?"),
    )
    assert [label for label, _words in labels(page)] == ["Q1", "A1", "Q2"]


def test_a_heading_without_capitals_stands_beside_the_one_numbered_like_it() -> None:
    page = printed(
        Row("1.0 PURPOSE OF THE REPORT", bold=True),
        numbered_row("1.1   The report says what was done."),
        Row("2.0 RECOMMENDED: That", bold=True, gap=10),
        numbered_row("2.1   the report be noted."),
    )
    assert [p.heading for p in paragraphs(page) if p.label == "2.1"] == [("2.0 RECOMMENDED: That",)]


def test_a_section_whose_number_has_no_stop_is_known_by_its_paragraphs() -> None:
    page = printed(
        Row("3 Housing", 13, bold=True),
        numbered_row("3.1   The plan has been carried out."),
        Row("4 Employment", 13, bold=True, gap=12),
        numbered_row("4.1   More people are in work."),
        Row("2024 in figures", 13, bold=True, gap=12),
    )
    assert [label for label, _words in labels(page)] == ["3", "3.1", "4", "4.1"]


def test_a_numbered_paragraph_below_a_table_without_rules_is_no_row_of_it() -> None:
    rows = ("Indicator   Result", "Calls answered   82%", "Invoices paid   93%", "Bins missed   71%")
    page = printed(
        numbered_row("1.1   The table shows the forecast."),
        *(Row(row, gap=6, left=HANGING, tab=180.0) for row in rows),
        Row("1.2   It is better than the last that the committee saw.", gap=6, tab=180.0),
    )
    assert [label for label, _words in labels(page)] == ["1.1", "1.2"]


def test_the_papers_own_numbers_go_on_after_a_named_one() -> None:
    page = printed(
        numbered_row("70.   The plan has six objectives."),
        numbered_row("71.   The last of them says this."),
        apart("Objective 6: To support the vision of the plan."),
        numbered_row("72.   It is sound."),
    )
    assert [label for label, _words in labels(page)] == ["70", "71", "Objective 6", "72"]


def test_a_sentence_about_an_objective_is_not_the_objective() -> None:
    page = printed(
        numbered_row("71.   The chapter sets out the vision and its objectives."),
        apart("Objective 6 states that the plan will promote reuse."),
        numbered_row("72.   It is sound."),
    )
    assert [label for label, _words in labels(page)] == ["71", "72"]


def test_a_number_follows_a_bullet_that_ends_without_a_stop() -> None:
    first = printed(
        numbered_row("134.   Impacts have been identified in relation to:", gap=600),
        Row("• traffic flows (temporary, short to medium-term)", left=HANGING),
    )
    second = printed(numbered_row("135.   The scheme would bring benefits.", gap=60), number=2)
    assert [label for label, _words in labels(first, second)] == ["134", "135"]


def test_rows_of_figures_carry_no_labels() -> None:
    page = printed(
        numbered_row("3.1   The table shows the forecast."),
        Row("1   12.5   13.0", gap=10),
        Row("2   11.0   14.2"),
        Row("3   10.1   15.9"),
        numbered_row("3.2   It is better than the last."),
    )
    assert [label for label, _words in labels(page)] == ["3.1", "3.2"]


def test_numbers_that_begin_again_are_kept_and_told_apart_by_their_heading() -> None:
    page = printed(
        Row("Recommendations", size=14, bold=True),
        numbered_row("1.   That the plan be agreed."),
        numbered_row("2.   That the costs be noted."),
        Row("Reasons", size=14, bold=True, gap=14),
        numbered_row("1.   The law asks for a plan."),
        numbered_row("2.   Costs must be known."),
    )
    found = [one for one in paragraphs(page) if one.kind != "heading"]
    assert [(one.heading[-1], one.label) for one in found] == [
        ("Recommendations", "1"),
        ("Recommendations", "2"),
        ("Reasons", "1"),
        ("Reasons", "2"),
    ]


@pytest.mark.parametrize(
    "numbers",
    [("2.1", "2.2", "2.3", "2.3", "2.4"), ("1.1", "1.2", "1.5", "1.6"), ("8.1", "8.3", "9.1")],
    ids=["a number printed twice", "a jump", "one left out before a new section"],
)
def test_numbers_are_kept_as_printed_when_the_paper_counts_wrong(numbers: tuple[str, ...]) -> None:
    page = printed(*(numbered_row(f"{one}   {PROSE}") for one in numbers))
    assert [label for label, _words in labels(page)] == list(numbers)


def test_a_number_alone_in_the_margin_belongs_to_the_text_beside_it() -> None:
    rows: list[Row] = []
    for index in range(3):
        top = 200.0 + 60 * index
        rows += [
            Row(str(1 + index), left=BODY, top=top),
            Row("Residents told the panel what they had seen and", left=HANGING, top=top + 5),
            Row("what they hoped would change.", left=HANGING, top=top + 20),
        ]
    assert labels(printed(*rows)) == [(str(number), "Residents told the") for number in (1, 2, 3)]


def test_a_contents_page_lends_its_numbers_to_nobody() -> None:
    contents = [
        Row(f"{n}   {title} ........................ {page}", tab=HANGING, gap=2)
        for n, title, page in (("1.", "Summary", 2), ("2.", "Background", 4), ("3.", "Costs", 9))
    ]
    page = printed(
        Row("Contents", size=14, bold=True),
        *contents,
        Row("1.   SUMMARY", bold=True, tab=HANGING, gap=20),
        numbered_row("1.1   The plan is on course."),
    )
    assert labels(page) == [("1", "SUMMARY"), ("1.1", "The plan is")]


def test_a_lost_number_is_inferred_between_its_neighbours_and_marked() -> None:
    page = printed(
        numbered_row("2.1   The first of three."),
        apart("The second, whose number the file lost.", left=HANGING),
        numbered_row("2.3   The third of three."),
    )
    assert [(one.label, one.label_kind) for one in paragraphs(page)] == [
        ("2.1", "printed"),
        ("2.2", "inferred"),
        ("2.3", "printed"),
    ]


def test_text_after_a_numbered_list_goes_on_under_the_number() -> None:
    page = printed(
        numbered_row("5.   The aims are:"),
        numbered_row("a)   to do more", left=HANGING, gap=0),
        numbered_row("b)   to do better.", left=HANGING, gap=0),
        apart("These aims were agreed by all the partners.", left=HANGING),
        numbered_row("6.   Progress has been made."),
    )
    last = paragraphs(page)[3]
    assert (last.label.startswith("5"), last.label_kind) == (True, "inferred")


def test_text_set_further_out_than_a_point_of_a_list_is_the_paragraphs_not_the_points() -> None:
    page = printed(
        numbered_row("4.4   The council asked for three things:"),
        numbered_row("1.    Improved governance to continue to develop the service, with the provision"),
        goes_on("of 3 corporate members.", left=HANGING),
        apart("The make-up of the board has continued to develop.", left=BODY),
        numbered_row("2.    A review of the management structure and key skills to deliver the new"),
        goes_on("service offer.", left=HANGING),
        apart("A new permanent manager came into post in early 2016.", left=HANGING),
    )
    assert [(one.label, one.label_kind) for one in paragraphs(page)] == [
        ("4.4", "printed"),
        ("4.4(1)", "printed"),
        ("4.4", "inferred"),
        ("4.4(2)", "printed"),
        ("4.4(2)", "inferred"),
    ]


def test_an_unnumbered_paragraph_is_counted_under_its_heading() -> None:
    page = printed(
        Row("Leadership", size=14, bold=True),
        apart("Leaders know their services well, and are ambitious for them."),
        apart("Partners work well together, from the front door onwards."),
        Row("Practice", size=14, bold=True, gap=14),
        apart("Social workers know their children well and see them often."),
    )
    found = [one for one in paragraphs(page) if one.kind != "heading"]
    assert [(one.heading[-1], one.label, one.label_kind) for one in found] == [
        ("Leadership", "¶1", "position"),
        ("Leadership", "¶2", "position"),
        ("Practice", "¶1", "position"),
    ]


def test_an_appendix_in_the_same_paper_begins_to_count_afresh() -> None:
    report = printed(
        Row("11.   RISK", bold=True, tab=HANGING),
        numbered_row("11.1   The risks are small."),
        Row("12.   CONCLUSION", bold=True, tab=HANGING, gap=14),
        numbered_row("12.1   Members are asked to agree."),
    )
    appendix = printed(
        Row("APPENDIX A", bold=True),
        apart("This appendix sets out the work of the year."),
        numbered_row("1.   The first thing that was done."),
        numbered_row("2.   The second thing that was done."),
        numbered_row("3.   The third thing that was done."),
        number=2,
    )
    found = [one for one in paragraphs(report, appendix) if one.page == 2 and one.kind != "heading"]
    assert [(one.heading, one.label, one.parent) for one in found] == [
        (("APPENDIX A",), "¶1", None),
        (("APPENDIX A",), "1", None),
        (("APPENDIX A",), "2", None),
        (("APPENDIX A",), "3", None),
    ]
    assert {appendix_of(one.heading) for one in found} == {"Appendix A"}


def test_an_appendixs_name_in_a_list_or_in_a_running_header_begins_none() -> None:
    first = printed(
        Row("APPENDIX B", bold=True, top=40),
        *(numbered_row(f"{n}.   {PROSE}") for n in (1, 2)),
    )
    second = printed(
        Row("APPENDIX B", bold=True, top=40),
        numbered_row(f"3.   {PROSE}"),
        Row("Appendix C", bold=True, gap=14),
        Row("Appendix D", bold=True),
        number=2,
    )
    assert [label for label, _words in labels(first, second)] == ["1", "2", "3"]
