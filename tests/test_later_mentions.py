"""What became of a promise: later words on it are found and read, and two different matters are not taken for one."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import paper

from track.dates import due_of
from track.follow import mentions
from track.outcome import due_now, outcome
from track.record import Due, Mention, Promise, Says
from track.register_rows import Outcome
from track.saying import said
from track.statement import Statement, statements

MADE = dt.date(2024, 3, 5)
LATER = dt.date(2024, 9, 3)
# What a council's papers otherwise speak of, so that words have their usual rarity.
OTHER_MATTERS = """The revenue budget was agreed by members in February. The highways programme has been delivered on budget.
The leisure centre was refurbished last summer. Adult social care assessments are being carried out within the target.
The pension fund has been audited. School admissions were completed in April. Waste collection rounds have been changed.
The housing allocations policy is being reviewed by officers. Council tax support was discussed with the parish councils.
The libraries strategy will be consulted on in the spring. A new chief executive has been recruited from outside.""".split(
    "\n"
)


def promise(quote: str, id: str = "first#1", paper: str = "first", made: dt.date = MADE) -> Promise:
    return Promise(
        id=id,
        paper=paper,
        ordinal=1,
        quote=quote,
        start=0,
        end=len(quote),
        what=quote,
        owner=None,
        owner_source=None,
        due=due_of(quote, made),
        made=made,
        status="planned",
    )


def later_words(quote: str, later: str) -> list[Mention]:
    second = paper(later, *OTHER_MATTERS, id="second", date=LATER)
    said: list[Statement] = statements(second)
    return list(mentions([promise(quote)], said, {"first": MADE, "second": LATER}))


LINKED: list[tuple[str, str, Says]] = [
    (
        "A learning and development programme has been commissioned for first line managers, which will be mandatory, and will"
        " commence in September.",
        "A Unit Manager Development programme started at end of September, with many aspects of the programme being mandatory for"
        " staff and commissioned for managers.",
        "done",
    ),
    (
        "Initial engagement will take place with employer representative groups to gather their input on the approach.",
        "Initial engagement with employer representative groups took place in November and December 2025 via online webinars.",
        "done",
    ),
    ("The family hub at Tanner Street will open on 17 June 2024.", "The family hub at Tanner Street opened on 24 June.", "done"),
    (
        "The family hub at Tanner Street will open on 17 June 2024.",
        "The opening of the family hub at Tanner Street has been delayed until November 2024 because of damp.",
        "moved",
    ),
    (
        "The family hub at Tanner Street will open in June 2024.",
        "The family hub at Tanner Street will open in December 2024.",
        "moved",
    ),
    (
        "The roll out of smartphones to all social workers will be completed by October.",
        "The roll out of smartphones to all social workers is underway and is on schedule to be completed in October.",
        "underway",
    ),
    (
        "The DfE will review the local authority's progress towards improvement every six months.",
        "The DfE will review the local authority’s progress towards improvement every six months.",
        "repeated",
    ),
    (
        "The park and ride at Fen Lane will be extended by 200 spaces.",
        "The extension of the park and ride at Fen Lane will no longer proceed.",
        "dropped",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("made", "later", "told"), LINKED)
def test_a_later_word_on_a_promise_is_found_and_read(made: str, later: str, told: Says) -> None:
    found = later_words(made, later)
    assert [(mention.says, mention.quote, mention.paper) for mention in found] == [(told, later, "second")]


@pytest.mark.parametrize(
    ("made", "later"),
    [
        ("The family hub at Tanner Street will open on 17 June 2024.", "The library at Mill Road opened on 24 June."),
        (
            "A report on caseloads will be brought to the committee in May.",
            "A report on pensions was brought to the committee.",
        ),
        ("The family hub at Tanner Street will open on 17 June 2024.", "The roof of the family hub is of slate."),
        (
            "The Director will write to all schools about exclusions.",
            "The Director has written to the bus company about fares.",
        ),
    ],
)
def test_another_matter_is_not_taken_for_the_promise(made: str, later: str) -> None:
    assert later_words(made, later) == []


def test_an_earlier_paper_and_one_of_the_same_day_are_no_later_words() -> None:
    text = "The family hub at Tanner Street opened on 24 June."
    said = statements(paper(text, *OTHER_MATTERS, id="second"))
    made = promise("The family hub at Tanner Street will open on 17 June 2024.")
    assert [list(mentions([made], said, {"first": MADE, "second": day})) for day in (MADE, dt.date(2023, 1, 1))] == [
        [],
        [],
    ]


def test_a_list_is_read_with_the_words_that_lead_it_in() -> None:
    later = "A number of staff forums have been launched including:\n- Social Work Forum\n- Staff Reference Group for practice"
    found = later_words("A staff reference group for social work practice is to be established.", later)
    assert [(mention.says, mention.quote) for mention in found] == [("done", later)]


def test_what_a_sentence_says_is_said_of_the_words_beside_it() -> None:
    sentence = "The hub opened in June and a second hub will open in May."
    found = [said(sentence, sentence.index(word)) for word in ("hub", "second")]
    assert [cue and cue.says for cue in found] == ["done", "repeated"]
    assert said("The hub has a slate roof.", 4) is None


def mention(told: Says, made: dt.date, due: Due | None = None) -> Mention:
    return Mention(promise="p", paper="x", ordinal=1, quote="q", start=0, end=1, says=told, due=due, made=made)


JUNE = Due("by June 2024", "2024-06", "month", dt.date(2024, 6, 30))
DECEMBER = Due("until December 2024", "2024-12", "month", dt.date(2024, 12, 31))
MAY_25, SEPTEMBER_3 = dt.date(2024, 5, 25), dt.date(2024, 9, 3)
OUTCOMES: list[tuple[Due | None, list[Mention], dt.date, Outcome]] = [
    (None, [], SEPTEMBER_3, "open"),
    (JUNE, [], MAY_25, "open"),
    (JUNE, [], SEPTEMBER_3, "overdue"),
    (JUNE, [mention("repeated", MAY_25)], SEPTEMBER_3, "overdue"),
    (JUNE, [mention("underway", MAY_25)], SEPTEMBER_3, "overdue"),
    (JUNE, [mention("underway", SEPTEMBER_3)], SEPTEMBER_3, "underway"),
    (JUNE, [mention("done", MAY_25)], SEPTEMBER_3, "done"),
    (JUNE, [mention("done", MAY_25), mention("repeated", SEPTEMBER_3)], SEPTEMBER_3, "done"),
    (JUNE, [mention("moved", MAY_25, DECEMBER)], SEPTEMBER_3, "moved"),
    (JUNE, [mention("moved", MAY_25, DECEMBER)], dt.date(2025, 1, 1), "overdue"),
    (JUNE, [mention("dropped", MAY_25)], SEPTEMBER_3, "dropped"),
]


@pytest.mark.parametrize(("due", "later", "as_at", "expected"), OUTCOMES)
def test_what_became_of_a_promise_is_never_more_than_the_papers_tell(
    due: Due | None, later: list[Mention], as_at: dt.date, expected: Outcome
) -> None:
    assert outcome("planned", due, later, as_at) == expected


def test_the_date_in_force_is_the_last_one_moved_to() -> None:
    assert due_now(JUNE, [mention("moved", MAY_25, DECEMBER), mention("repeated", SEPTEMBER_3, JUNE)]) == DECEMBER
