"""Figures of one thing join under different wordings; different things stay apart; papers that differ are shown to differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from track.record import Figure
from track.series import disagreements, key_of, series


def figure(paper: str, name: str, value: str, as_of: str, unit: str | None = None) -> Figure:
    number = float(value.replace("£", "").rstrip("m%").replace(",", ""))
    return Figure(
        paper=paper,
        ordinal=1,
        quote=f"{name} {value}",
        start=0,
        end=len(f"{name} {value}"),
        series=name,
        key=key_of(name, unit, "Croydon Council"),
        council="Croydon Council",
        value=value,
        number=number,
        unit=unit,
        as_of=as_of,
        period=None,
        basis="actual",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Numbers of Children on Child Protection Plan",
            "children and young people were the subject of a child protection plan",
        ),
        ("Average caseload in Assessment", "average case load, assessment"),
        ("Numbers of UASC", "unaccompanied asylum-seeking children"),
        ("children looked after", "number of looked-after children"),
        ("Agency social workers", "percentage of agency social workers"),
    ],
)
def test_two_wordings_of_one_thing_share_a_key(one: str, other: str) -> None:
    assert key_of(one, None, "Croydon") == key_of(other, None, "London Borough of Croydon")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Average caseload in Assessment", "Average caseload in Permanency"),
        ("children on a child protection plan", "children in need"),
        ("Place: Budget", "Place: Variance"),
        ("adult social care overspend", "adult social care underspend"),
    ],
)
def test_different_things_keep_their_own_keys(one: str, other: str) -> None:
    assert key_of(one, None) != key_of(other, None)


def test_a_share_and_a_count_of_the_same_thing_are_two_series() -> None:
    assert key_of("agency social workers", "%") != key_of("agency social workers", None)


def test_the_points_of_a_series_are_in_the_order_of_their_dates() -> None:
    later, earlier = figure("b", "children in need", "9", "2017-09-30"), figure("a", "children in need", "7", "2017-06")
    (one,) = series([later, earlier])
    assert [point.value for point in one.points] == ["7", "9"]


SPENT = "adult social care overspend"
PLAN = "children on a child protection plan"


def test_two_papers_that_differ_for_one_month_are_a_disagreement_with_both_figures() -> None:
    first, second = figure("a", PLAN, "369", "2017-06"), figure("b", PLAN, "399", "2017-06-19")
    (found,) = disagreements(series([first, second]))
    assert {found.one, found.other} == {first, second}


def test_different_dates_or_bases_are_no_disagreement() -> None:
    target = replace(figure("b", PLAN, "250", "2017-06"), basis="target")
    assert (
        disagreements(series([figure("a", PLAN, "369", "2017-06"), target, figure("c", PLAN, "400", "2017-09")])) == []
    )


def test_a_name_of_few_words_makes_no_disagreement() -> None:
    assert (
        disagreements(
            series([figure("a", "social workers", "97", "2017-06"), figure("b", "social workers", "14", "2017-06")])
        )
        == []
    )


def test_an_underspend_printed_with_and_without_its_sign_agrees() -> None:
    name = "corporate services department underspend"
    plain, signed = figure("a", name, "£7.0m", "2017-06", "£m"), figure("b", name, "-£7.0m", "2017-06", "£m")
    assert disagreements(series([plain, signed])) == []


def test_values_that_differ_by_rounding_agree() -> None:
    exact, rounded = (
        figure("a", "overspend", "£1,049", "2017-06", "£'000"),
        figure("b", "overspend", "£1.0m", "2017-06", "£m"),
    )
    assert disagreements(series([exact, rounded])) == []


def test_one_paper_does_not_disagree_with_itself() -> None:
    assert disagreements(series([figure("a", PLAN, "3", "2017-06"), figure("a", PLAN, "4", "2017-06")])) == []
