"""Figures, dates and codes are one however they are printed, and no text makes the check stumble."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from answer.compose import claims
from answer.evidence import best_quote, plain
from answer.facts import tokens
from answer.quote import quote_stands
from answer.verify import Source, bears_out
from answer.wording import sentences

PIECES = st.sampled_from(
    "£1.5m 31/10/17 31 October 2017 not no yet to from of 2017-18 Kent the | . [k1a] , ( ) 12% A47/17 Q3 § \n <b> “ ” two".split(
        " "
    )
)
TEXTS = st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=60)


@pytest.mark.parametrize(
    "alike",
    [
        ("£1.5m", "£1.5 million", "£1,500,000", "£1.50m", "1.5 million pounds", "£1500k"),
        ("4.2%", "4.2 per cent", "4.20 %"),
        ("3 percentage points", "3 % points"),
        ("1,234", "1234"),
        ("twelve", "12", "a dozen"),
        ("twenty-five", "25"),
        (
            "31 October 2017",
            "31st October 2017",
            "October 31, 2017",
            "31/10/2017",
            "31/10/17",
            "2017-10-31",
            "31.10.2017",
        ),
        ("October 2017", "Oct-17", "October, 2017"),
        ("2017/18", "2017-18", "2017–2018"),
        ("Q3", "quarter 3", "Quarter 3"),
        ("6.30pm", "18:30", "6.30 p.m"),
        ("first", "1st"),
    ],
)
def test_one_fact_has_one_form(alike: tuple[str, ...]) -> None:
    assert {tuple(token.norm for token in tokens(text)) for text in alike} == {tuple(t.norm for t in tokens(alike[0]))}
    assert len(tokens(alike[0])) == 1
    assert tokens(alike[0])[0].is_fact


@pytest.mark.parametrize(
    ("one", "other"),
    [("£1.5m", "£1.5bn"), ("3%", "3"), ("3%", "3 percentage points"), ("£3", "3"), ("2.5", "2.5.4"), ("May 2017", "May 2018"),
     ("2017/18", "2017"), ("12(d)", "12"), ("A47/17", "A47/18"), ("first", "one"), ("10:30", "10.30")],
)  # fmt: skip
def test_different_facts_have_different_forms(one: str, other: str) -> None:
    assert [token.norm for token in tokens(one)] != [token.norm for token in tokens(other)]


@given(TEXTS, TEXTS)
def test_any_text_can_be_checked_against_any_other(sentence: str, text: str) -> None:
    verdict = bears_out(sentence, [Source(text, (sentence[:10],), columns=("", "£m"))])
    assert verdict.ok == (verdict.reasons == ())


@given(TEXTS)
@example("£1.5m \n \n £1.5m")
def test_every_sentence_of_a_paragraph_is_verbatim_in_it_and_borne_out_by_it(text: str) -> None:
    text = " ".join(text.split())  # a line by itself may be turned round by the line before it
    for sentence in sentences(text):
        assert sentence in text
        assert bears_out(sentence, [Source(text)]).ok


@given(TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


@given(TEXTS, TEXTS)
def test_what_is_quoted_for_a_sentence_stands_in_the_paragraph(sentence: str, text: str) -> None:
    quote = best_quote(sentence, text)
    assert quote_stands(quote, text) or not text.split()


@given(TEXTS)
def test_a_reply_is_read_without_tags_and_in_whole_lines(reply: str) -> None:
    for claim in claims(reply):
        assert claim.sentence == plain(claim.sentence)
