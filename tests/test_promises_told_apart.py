"""What is a promise and what only looks like one: conditions, effects, forecasts, duties in law, how a service works."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import paper, paragraph

from ingest.paper import PaperKind
from track.promises import promises

MADE = dt.date(2024, 3, 5)

PROMISED = (
    "A second team will be in place in April to meet the additional demand.",
    "The Council will make a concerted drive for fair funding over the next few months.",
    "The Board has agreed to lead on scrutinising the progress of the plan.",
    "Officers undertook to write to every head teacher before the end of April.",
    "The contract is to be finished by 31 May 2024.",
    "Work is on schedule to be completed in October.",
    "A permanency planning process has been drafted and is under consultation.",
    "A number of longer-term options are now being scoped.",
    "A longer term Programme Director is being recruited.",
    "We are seeking to secure additional staff to reduce these numbers.",
    "The Council plans to recruit 24 experienced social workers from overseas.",
    "The task group has been commissioned to review the employment package.",
    "A celebration event has been scheduled for 1 December 2024.",
    "The programme is in progress, with a planned end date of June 2026.",
    "Once the assessment is complete, a report will be considered by a future Cabinet Committee.",
    "Formal public consultation is proposed as part of Stage Two if the scheme goes beyond the outline case.",
    "Until then the findings will be reported to the Improvement Board.",
    "The Head of Service now expects to finish them by 30 April 2024.",
    "The Director will not extend the contract again.",
    "Whilst a longer term review takes place, the arrangements stay as they are.",
)
NOT_PROMISED = (
    "If further funds are not received then reserves will be used to fund this.",
    "Should the Committee decide otherwise, officers will revise the paper.",
    "The Council may consider a further review in the autumn.",
    "Members could ask for a report to Cabinet in June.",
    "This will mean that fewer children are placed far from home.",
    "The change will reduce the time that families wait.",
    "The overspend is expected to increase to £4.5m by March 2025.",
    "Savings are expected to be delivered in 2024/25, at £1.2m.",
    "Regulations require local plans to be reviewed every five years.",
    "The policy states that planning permission will be granted for housing.",
    "The aim of the service is to keep families together.",
    "The report sets out how the Council will respond to the inspection.",
    "Will the proposal involve the processing of personal data?",
    "Members will be aware that the service was inspected in May.",
    "The post holder will report to the Head of Service.",
    "Dear [insert name], your application will be considered by the panel on 1 April.",
    "It is likely that some drivers will look for free parking elsewhere.",
    "The library would close on 31 December 2024.",
    "The Board met for the first time in September 2023.",
    "An Improvement Board was established in July 2023 and has met monthly.",
    "The target was met in full by 31 January 2024.",
    "There is a strong commitment to improve outcomes for children.",
    "The costs of the transfer will be met from existing budgets.",
    "A copy of the letter can be found on the website.",
)


@pytest.mark.parametrize("text", PROMISED)
def test_a_commitment_is_kept_in_the_register(text: str) -> None:
    assert [promise.quote for promise in promises(paper(text, date=MADE))][:1] == [text]


@pytest.mark.parametrize("text", NOT_PROMISED)
def test_what_only_sounds_like_a_promise_is_left_out(text: str) -> None:
    assert promises(paper(text, date=MADE)) == []


def test_in_minutes_would_and_was_to_are_the_reported_will_and_is_to() -> None:
    texts = (
        "The bridge would reopen on 30 September 2024.",
        "Mr Murphy was scheduled to meet the Ambassador in April.",
    )
    assert len(promises(paper(*texts, date=MADE, kind="minutes"))) == 2
    assert promises(paper(*texts, date=MADE)) == []


def test_a_resolution_that_asks_for_an_act_is_a_promise_and_one_that_takes_note_is_none() -> None:
    made = paper(
        "RESOLVED that a written note on exit interviews be circulated to Members by 15 April 2024.",
        "RESOLVED that the report be noted and the officers be thanked.",
        "RESOLVED that the minutes of 9 January 2024 be signed as a correct record.",
        "RESOLVED that Cabinet note the update given on 4 March 2024.",
        kind="minutes",
        date=MADE,
    )
    (promise,) = promises(made)
    assert promise.due is not None
    assert promise.due.date == "2024-04-15"


def test_a_list_s_lead_in_makes_each_of_its_actions_a_promise() -> None:
    made = paper(
        "To achieve this, we will:\n- develop a shared data set\n- recruit two analysts\n- children first", date=MADE
    )
    assert [promise.what for promise in promises(made)] == ["develop a shared data set", "recruit two analysts"]


@pytest.mark.parametrize("kind", ["guidance", "agenda"])
def test_a_paper_that_only_lays_down_or_announces_promises_nothing(kind: PaperKind) -> None:
    assert promises(paper("The inspectors will visit the authority on 9 April 2024.", date=MADE, kind=kind)) == []


def test_in_an_inspection_report_practice_is_no_promise_and_what_is_being_made_is_one() -> None:
    made = paper(
        "Awareness raising is ongoing across the partnership.",
        "The authority is committed to finding the best match for each child.",
        "Senior managers are in the process of recommissioning the service.",
        "A new recording system is being developed.",
        kind="ofsted_report",
        date=MADE,
    )
    assert [promise.ordinal for promise in promises(made)] == [3, 4]


def test_in_a_policy_only_what_is_dated_is_a_promise() -> None:
    made = paper(
        "Reserves will be reviewed to make sure that they are adequate.",
        "This policy will be reviewed by 31 March 2025.",
        kind="appendix",
        title="Appendix G: Reserves Policy",
        date=MADE,
    )
    assert [promise.ordinal for promise in promises(made)] == [2]


def test_a_form_s_sentence_printed_over_and_over_is_no_promise_and_one_said_twice_is_one() -> None:
    form = ["Criminal data will be collected."] * 4
    twice = ["Additional provision will be secured in new schools."] * 2
    assert [promise.ordinal for promise in promises(paper(*form, *twice, date=MADE))] == [5]


def test_sections_that_tell_a_post_or_the_law_are_passed_over() -> None:
    under = paragraph("The Director will report to the Board each month.", heading=("Job description",))
    assert promises(paper(under, date=MADE)) == []


@pytest.mark.parametrize(
    "text",
    [
        f"The {' and '.join(['Board', 'Panel', 'Group', 'Team'] * 10)} xyz will meet on 3 May.",
        f"It will be reviewed by {'Board and Panel and ' * 7}others on 3 May.",
    ],
)
def test_a_long_row_of_names_is_read_to_its_end(text: str) -> None:
    """Patterns of names can take for ever on such a row."""
    assert [promise.quote for promise in promises(paper(text, date=MADE))] == [text]
