"""A sentence is shown only when the paragraphs it cites bear it out."""

from __future__ import annotations

import datetime as dt

import pytest

from answer.verify import Source, bears_out, check_sentence

PLANS = Source(
    "At 19 June 2017, 399 children were the subject of a child protection plan. This is an increase from 360 at 31 March 2016."
    " The Board, chaired by Edwina Grant OBE, did not meet in August. Alison Farmer will report to Cabinet on 4 December.",
    around=("Children's services: update", "Fennshire County Council", "Scrutiny and Overview Committee"),
    label="2.5.4",
    date=dt.date(2017, 10, 31),
)
MONEY = Source(
    "The forecast overspend is £1.5m, which is 4.2% of the budget of £35,700,000. Twelve posts were not filled. The Council"
    " failed to deliver savings of £2.25 million in 2016/17, and costs rose faster than income. The Special Educational Needs"
    " and Disability (SEND) grant may be cut from April 2018. Members agreed the report.",
    around=("Budget monitoring, Quarter 2", "Fennshire County Council"),
    date=dt.date(2017, 11, 20),
)
TABLE = Source(
    "Children on a child protection plan | 369 | 444",
    around=("Measure", "June 2017", "September 2017", "Key figures"),
    columns=("Measure", "June 2017", "September 2017"),
    date=dt.date(2017, 10, 31),
)
GRANTS = Source(
    "Adult learning | 12.4 | 11.9",
    around=("Service", "Budget £m", "Forecast £m"),
    columns=("Service", "Budget £m", "Forecast £m"),
)

SHARES = Source(
    "Kent received £3.2m and Medway £1.4m in 2023/24. Alison Mills, Director of Education, said that 45 of 60 schools had"
    " replied by 12 May, and the remaining 15 would be asked again in June. The scheme was approved subject to consultation."
    " No decision has been made on Fenwick Library. Officers have yet to complete the review. Caseloads fell from 22 to 17.",
    around=("Update", "Fennshire County Council"),
    date=dt.date(2024, 5, 20),
)

BORNE_OUT = [
    (SHARES, "Medway received £1.4m in 2023-24."),
    (SHARES, "The Director of Education, Alison Mills, said 45 of 60 schools had replied by 12 May 2024."),
    (SHARES, "A decision has not been made on Fenwick Library."),
    (SHARES, "The review has not yet been completed by officers."),
    (SHARES, "Average caseloads fell to 17 from 22."),
    (SHARES, "The scheme was approved, subject to consultation."),
    (PLANS, "At 19 June 2017, 399 children were the subject of a child protection plan."),
    (PLANS, "399 children were the subject of a child protection plan at 19/06/2017."),
    (PLANS, "The number of children subject of a plan was 399 at 19 June 2017, an increase from 360 at 31 March 2016."),
    (PLANS, "In June 2017, 399 children were the subject of a child protection plan."),
    (PLANS, "Paragraph 2.5.4 says that 399 children were the subject of a child protection plan."),
    (PLANS, "The Board is chaired by Edwina Grant."),
    (PLANS, "The Scrutiny and Overview Committee was told that the Board did not meet in August."),
    (PLANS, "In Fennshire, 399 children were the subject of a child protection plan at 19 June 2017."),
    (PLANS, "Alison Farmer will report to Cabinet on 4 December 2017."),
    (PLANS, "According to the report of 31 October 2017, the Board did not meet in August."),
    (MONEY, "The forecast overspend is £1.5 million."),
    (MONEY, "The forecast overspend is £1,500,000, or 4.2 per cent of the budget of £35.7m."),
    (MONEY, "12 posts were not filled."),
    (MONEY, "The Council did not deliver savings of £2.25m in 2016-17."),
    (MONEY, "The SEND grant may be cut from April 2018."),
    (MONEY, "Costs rose faster than income."),
    (TABLE, "There were 444 children on a child protection plan in September 2017."),
    (TABLE, "Children on a child protection plan were 369 in June 2017 and 444 in September 2017."),
    (GRANTS, "The budget for adult learning was £12.4m."),
]  # fmt: skip
REFUSED = [
    (SHARES, "Kent received £1.4m and Medway £3.2m in 2023/24.", "two sums in each other's place"),
    (SHARES, "Medway received £3.2m in 2023/24.", "the other council's sum"),
    (SHARES, "Caseloads fell from 17 to 22.", "both ends the wrong way round"),
    (SHARES, "60 of 45 schools had replied by 12 May.", "part and whole the wrong way round"),
    (SHARES, "15 schools had replied by 12 May.", "the figure of another thing"),
    (SHARES, "Officers have completed the review.", "what is yet to be done as done"),
    (SHARES, "The scheme was approved.", "a condition left out"),
    (SHARES, "A decision has been made on Fenwick Library.", "a negation left out"),
    (SHARES, "Alison Mills, Director of Finance, said that 45 of 60 schools had replied.", "another post"),
    (SHARES, "The remaining 15 were asked again in June.", "what is to come as done"),
    (PLANS, "At 19 June 2017, 398 children were the subject of a child protection plan.", "another figure"),
    (PLANS, "At 19 June 2017, 360 children were the subject of a child protection plan.", "a figure of another sentence"),
    (PLANS, "At 18 June 2017, 399 children were the subject of a child protection plan.", "another day"),
    (PLANS, "At 19 July 2017, 399 children were the subject of a child protection plan.", "another month"),
    (PLANS, "At 19 June 2016, 399 children were the subject of a child protection plan.", "another year"),
    (PLANS, "Alison Farmer will report to Cabinet on 4 December 2018.", "a year that is not the nearest"),
    (PLANS, "At 19 June 2017, 399 children were not the subject of a child protection plan.", "a negation put in"),
    (PLANS, "The Board, chaired by Edwina Grant OBE, did meet in August.", "a negation left out"),
    (PLANS, "The Board, chaired by Edwina Grant OBE, met in August.", "a negation left out and the verb bent"),
    (PLANS, "This is a decrease from 360 at 31 March 2016.", "a direction turned"),
    (PLANS, "The Board, chaired by Edwina Farmer, did not meet in August.", "two names made one"),
    (PLANS, "The Board, chaired by Alison Farmer, did not meet in August.", "a name of another sentence"),
    (PLANS, "The Board, chaired by Martin Okafor OBE, did not meet in August.", "another name"),
    (PLANS, "In Kent, 399 children were the subject of a child protection plan at 19 June 2017.", "another council"),
    (PLANS, "Kent had 399 children who were the subject of a child protection plan.", "another council at the start"),
    (PLANS, "Alison Farmer reported to Cabinet on 4 December.", "what is to come as done"),
    (PLANS, "The libraries will close on Mondays.", "words of nowhere"),
    (MONEY, "The forecast overspend is £1.6m.", "another sum"),
    (MONEY, "The forecast overspend is £1.5bn.", "another scale"),
    (MONEY, "The forecast underspend is £1.5m.", "the opposite"),
    (MONEY, "The forecast overspend is 1.5%.", "another unit"),
    (MONEY, "Thirteen posts were not filled.", "another number in words"),
    (MONEY, "Twelve posts were filled.", "a negation left out"),
    (MONEY, "The Council delivered savings of £2.25 million in 2016/17.", "a failure turned into success"),
    (MONEY, "The Council did not fail to deliver savings of £2.25 million in 2017/18.", "another financial year"),
    (MONEY, "Costs fell faster than income.", "a direction turned"),
    (MONEY, "Members rejected the report.", "the opposite decision"),
    (MONEY, "The SEND grant will be cut from April 2018.", "a possibility made certain"),
    (TABLE, "There were 444 children on a child protection plan in June 2017.", "the figure of another column"),
    (TABLE, "There were 445 children on a child protection plan in September 2017.", "a figure not in the row"),
    (GRANTS, "The budget for adult learning was £12.4bn.", "another scale than the column's"),
    (PLANS, "", "nothing said"),
    (PLANS, "— … !", "no words"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "sentence"), BORNE_OUT)
def test_what_the_paragraph_says_is_let_through(source: Source, sentence: str) -> None:
    assert bears_out(sentence, [source]).reasons == ()


@pytest.mark.parametrize(("source", "sentence", "why"), REFUSED)
def test_what_the_paragraph_does_not_say_is_withheld(source: Source, sentence: str, why: str) -> None:
    verdict = bears_out(sentence, [source])
    assert not verdict.ok, why
    assert verdict.reasons


def test_a_key_that_was_never_offered_is_refused_even_for_a_true_sentence() -> None:
    said = "The forecast overspend is £1.5m, which is 4.2% of the budget of £35,700,000."
    assert check_sentence(said, ["k1"], {"k1": MONEY}).ok
    assert check_sentence(said, ["k1", "k9"], {"k1": MONEY}).reasons == ("k9 was not offered",)
    assert check_sentence(said, [], {"k1": MONEY}).reasons == ("it cites nothing",)


def test_a_sentence_may_rest_on_two_paragraphs_together() -> None:
    said = "399 children were the subject of a child protection plan and the forecast overspend is £1.5m."
    assert bears_out(said, [PLANS, MONEY]).ok
    assert not bears_out(said, [PLANS]).ok
