"""Every metric is worked by hand here, and says what the collection's own scorer says where both measure the same."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from eval import bootstrap, metrics
from eval.given import Given, Passage, load_given
from eval.gold import BadGold, Place, Question, load_figures, load_promises, load_questions, load_structure, load_whole
from eval.matching import bears, fold, holds, same_number, says, stem
from eval.measures import figure, figures, score, score_all

SHARED = Path(__file__).parent.parent.parent / "shared"
SCORER = SHARED / "tools" / "score.py"
needs_shared = pytest.mark.skipif(not SCORER.exists(), reason="the collection's scorer is not beside the checkout")

RISE = Place(paper="kent/budget.pdf", quote="The fee rose to £1,200", paragraph="2.1")
DATE = Place(paper="minutes", quote="on 4 May 2021", paragraph="(a)")
BOTH = Question(id="q", question="?", must=(("1200", "twelve hundred"), ("4 May",)), evidence=(RISE, DATE))
ONE = Question(id="q", question="?", must=(("£1,200",),), must_not=("£900",), evidence=(RISE,), alternatives=(DATE,))
NONE = Question(id="q", question="?")


def passage(text: str, file: str = "", label: str | None = None, quote: str = "") -> Passage:
    return Passage(text=text, file=file, label=label, quote=quote)


FEE = passage("Fees. The fee rose to £1,200 a year.", "in/Budget.PDF", "2.1.", "The fee rose")
DAY = passage("It met on 4 May 2021.", "minutes.txt", "a", "It met on 5 May")
REST = passage("Apologies were received.", "minutes.txt", "3")


def answer(*citations: Passage, text: str = "", found: bool = True, retrieved: tuple[Passage, ...] = ()) -> Given:
    return Given(id="q", answer=text, found=found, citations=citations, retrieved=retrieved)


@pytest.mark.parametrize(
    ("text", "spelling", "there"),
    [
        ("It cost £1,200.", "1200", True),
        ("It cost £11,200.", "1200", False),
        ("It cost 3.5%.", "5%", False),
        ("A rise of 5,000 places", "5", True),  # the scorer's rule: a number in thousands may be written without them
        ("“Requires improvement”", "requires  Improvement", True),
        ("twelve", "1", False),
    ],
)
def test_a_spelling_is_in_an_answer_only_as_itself(text: str, spelling: str, there: bool) -> None:
    assert says(text, [spelling]) is there


def test_a_quote_is_found_whatever_extraction_did_to_its_spaces_dashes_and_bars() -> None:
    assert holds("Chil dren | 369 | 444 – up", "Children 369 444 - up")
    assert not holds("Children 369 445", "Children 369 444")


def test_a_passage_bears_evidence_only_from_the_same_file_where_its_file_is_said() -> None:
    assert (stem("a\\b/Kent.2022.PDF"), stem("kent.2022")) == ("kent.2022", "kent.2022")
    assert bears(FEE, RISE)
    assert bears(passage(FEE.text), RISE)
    assert not bears(passage(FEE.text, "other.pdf"), RISE)


def test_labels_are_one_number_without_brackets_and_end_dots() -> None:
    assert same_number("(a)", "a")
    assert same_number("2.1.", "2.1")
    assert not same_number("2.1", "21")


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("It rose to £1,200.", True, True),
        ("It rose to £1,200.", False, False),
        ("It rose from £900 to £1,200.", True, False),
        ("It rose.", True, False),
        ("word " * 150 + "£1,200", True, False),
    ],
)
def test_an_answer_is_right_when_found_with_every_need_early_and_nothing_wrong(
    text: str, found: bool, right: bool
) -> None:
    assert metrics.right(ONE, answer(text=text, found=found)) is right


def test_every_need_is_needed() -> None:
    assert metrics.right(BOTH, answer(text="£1,200 on 4 May"))
    assert not metrics.right(BOTH, answer(text="£1,200 in May"))


def test_the_length_of_an_answer_is_its_words_without_marks() -> None:
    assert metrics.answer_words(answer(text="The fee rose. [1] It met [2], twice.")) == 6


def test_citation_recall_counts_pieces_of_evidence_cited() -> None:
    assert metrics.cite_recall(BOTH, answer(FEE, REST)) == [True, False]
    assert metrics.cite_recall(BOTH, answer(FEE, DAY, found=False)) == [False, False]
    assert metrics.cite_recall(ONE, answer(DAY)) == [True]  # an alternative meets a single need


def test_citation_precision_counts_citations_that_bear_the_answer_out() -> None:
    needed = passage("It is £1,200 now.", "other.pdf")
    assert metrics.cite_precision(ONE, answer(FEE, REST, needed)) == [True, False, True]
    assert metrics.cite_precision(ONE, answer(FEE, found=False)) == []


def test_labels_are_judged_on_cited_gold_paragraphs_alone() -> None:
    wrong = passage(FEE.text, FEE.file, "2.2")
    assert metrics.label_right(BOTH, answer(FEE, wrong, DAY, REST)) == [True, False, True]


def test_quotes_are_verbatim_or_not() -> None:
    assert metrics.verbatim(answer(FEE, DAY, REST)) == [True, False, False]


def test_ranks_leave_out_what_serves_another_need() -> None:
    assert metrics.ranks(BOTH, [REST, FEE, DAY]) == [2, 2]
    assert metrics.ranks(BOTH, [REST, REST, DAY]) == [None, 3]


def test_hits_and_reciprocal_ranks() -> None:
    assert metrics.hit_at([1, 5, 6, None], 5) == [True, True, False, False]
    assert metrics.reciprocal_ranks([1, 4, None]) == [1.0, 0.25, 0.0]


def test_ndcg_discounts_by_rank_and_counts_each_need_once() -> None:
    assert metrics.ndcg(BOTH, [FEE, DAY]) == 1.0
    assert metrics.ndcg(ONE, [REST, REST, FEE]) == pytest.approx(1 / math.log2(4))
    best = 1 + 1 / math.log2(3)
    assert metrics.ndcg(BOTH, [FEE, FEE, DAY]) == pytest.approx((1 + 1 / math.log2(4)) / best)
    assert metrics.ndcg(BOTH, [FEE, REST, DAY], depth=2) == pytest.approx(1 / best)


def test_recall_within_a_budget_cuts_the_last_passage_where_the_words_end() -> None:
    long = passage("word " * 1497)
    assert metrics.within_words(ONE, [long, FEE]) == [False]  # three words left: "Fees. The fee"
    assert metrics.within_words(ONE, [passage("word " * 1494), FEE]) == [True]  # six: "... rose to £1,200"
    assert [len(each.text.split()) for each in metrics.first_words([long, FEE, FEE])] == [1497, 3]


def test_risk_and_coverage() -> None:
    answered = [(0.9, True), (0.8, False), (0.7, True), (0.1, False)]
    assert metrics.risk_coverage(answered) == [(0.25, 0), (0.5, 0.5), (0.75, 1 / 3), (1.0, 0.5)]
    assert metrics.area_under_risk(answered) == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4)


def test_equal_confidence_is_no_order() -> None:
    tied = [(0.5, True), (0.5, False)]
    assert metrics.risk_coverage(tied) == [(1.0, 0.5)]
    assert metrics.area_under_risk(tied) == metrics.area_under_risk(tied[::-1]) == pytest.approx(0.5)
    assert metrics.area_under_risk([]) is None


def test_percentiles() -> None:
    assert metrics.percentile([4, 1, 3, 2], 0.5) == 3
    assert metrics.percentile([4, 1, 3, 2], 0.95) == 4
    assert metrics.percentile([], 0.5) is None


def test_refusals_and_wrong_refusals_are_counted_apart() -> None:
    scored = [
        score(NONE, answer(found=False)),
        score(NONE, answer(FEE)),
        score(ONE, answer(found=False)),
        score(ONE, answer(FEE, text="£1,200")),
        score(BOTH, None),
    ]
    found = figures(scored)
    assert (found["refused"], found["wrongly_refused"], found["accuracy"]) == (1 / 2, 2 / 3, 1 / 3)
    assert [each.good for each in scored] == [True, False, False, True, False]


def test_a_figure_is_the_sum_of_tops_over_the_sum_of_bottoms() -> None:
    assert figure([(1, 2), (0, 0), (2, 2)]) == 3 / 4
    assert figure([(0, 0)]) is None


def test_an_interval_holds_the_figure_is_the_same_each_time_and_narrows_with_more_questions() -> None:
    few, many = [(1.0, 1.0), (0.0, 1.0)] * 10, [(1.0, 1.0), (0.0, 1.0)] * 250
    low, high = bootstrap.interval(few) or (1, 0)
    assert low < 0.5 < high
    assert bootstrap.interval(few) == (low, high)
    # By the normal approximation: 1.96 x sqrt(0.25 / n) on both sides.
    assert high - low == pytest.approx(2 * 1.96 * math.sqrt(0.25 / 20), abs=0.06)
    narrow = bootstrap.interval(many) or (0, 1)
    assert narrow[1] - narrow[0] == pytest.approx(2 * 1.96 * math.sqrt(0.25 / 500), abs=0.01)
    assert bootstrap.interval([(0.0, 0.0)]) is None


def test_the_sign_test_is_the_binomial_tail_twice() -> None:
    assert bootstrap.sign_test(9, 1) == pytest.approx(2 * (1 + 10) / 2**10)
    assert bootstrap.sign_test(0, 0) == bootstrap.sign_test(3, 3) == 1.0


def test_a_paired_difference_counts_what_changed() -> None:
    before = [(0.0, 1.0)] * 8 + [(1.0, 1.0)] * 2
    after = [(1.0, 1.0)] * 8 + [(1.0, 1.0), (0.0, 1.0)]
    change = bootstrap.paired(before, after)
    assert change is not None
    assert (change.better, change.worse) == (8, 1)
    assert change.difference == pytest.approx(0.7)
    assert 0 < change.low < 0.7 < change.high <= 1
    assert change.p == bootstrap.sign_test(8, 1)
    with pytest.raises(ValueError, match="paired"):
        bootstrap.paired(before, after[1:])


@pytest.mark.parametrize(
    "line", ["{", '{"id": "q"}', '{"id": "q", "question": "?", "evidence": [{"paper": "p"}]}', "[]", ""]
)
def test_a_broken_gold_file_is_named_with_its_fault(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(BadGold, match=re.escape(str(path))):
        load_questions(path)


EXAMPLES = Path(__file__).parent.parent / "eval" / "benchmark"


def test_the_gold_of_the_examples_loads_whole() -> None:
    for load, name in ((load_questions, "questions"), (load_promises, "promises"), (load_figures, "figures")):
        path = EXAMPLES / f"examples.{name}.jsonl"
        assert len(load(path)) == len(path.read_text(encoding="utf-8").splitlines())
    assert all(record.paragraphs for record in load_structure(EXAMPLES / "examples.structure.jsonl"))
    assert load_whole(EXAMPLES / "examples.sections.json")


@needs_shared
def test_the_gold_of_the_collection_loads_whole() -> None:
    gold = SHARED / "gold"
    for load, kind in ((load_questions, "questions"), (load_promises, "promises"), (load_figures, "figures")):
        for path in gold.glob(f"*.{kind}.jsonl"):
            assert len(load(path)) == len(path.read_text(encoding="utf-8").splitlines())
    assert len(load_structure(gold / "structure.jsonl")) == 11


def made_up_answers(gold: Path) -> list[dict[str, object]]:
    """Answers that are right, wrong, refused, half cited, mislabelled and missing, in turn."""
    made: list[dict[str, object]] = []
    every = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    places = [place for row in every for place in row["evidence"]]
    for at, row in enumerate(every):
        if at % 11 == 10:
            continue
        other = places[at * 7 % len(places)]
        shown = [*row["evidence"][: 1 + at % 2], *row["alternatives"][: at % 3], other]
        citations = [
            {
                "file": "" if at % 5 == 0 else f"somewhere/{Path(place['paper']).name}",
                "label": place["paragraph"] if (at + n) % 3 else "9.9",
                "quote": place["quote"] if (at + n) % 4 else "never said",
                "text": f"Before. {place['quote'].replace('-', '–')} After.",
            }
            for n, place in enumerate(shown)
        ]
        filler = [{"file": "x.pdf", "text": "filler " * (50 * (at % 9))}] * (at % 6)
        said = " ".join(spellings[at % len(spellings)] for spellings in row["must"])
        made.append(
            {
                "id": row["id"],
                "answer": ("so " * (at % 160)) + said + (" ".join(row["must_not"]) if at % 7 == 0 else ""),
                "found": at % 4 != 0,
                "citations": citations,
                "retrieved": [*filler, *citations[::-1]],
                "seconds": {"total": at / 100},
            }
        )
    return made


@needs_shared
@pytest.mark.parametrize("name", ["seeds", "real", "ofsted"])
def test_figures_agree_with_the_collections_scorer(tmp_path: Path, name: str) -> None:
    gold = SHARED / "gold" / f"{name}.questions.jsonl"
    path = tmp_path / "answers.jsonl"
    rows = made_up_answers(gold)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, SCORER, "answers", gold, path], capture_output=True, text=True, check=True
    ).stdout
    names, values = (line.split() for line in told.splitlines()[:2])
    theirs = dict(zip(names, values, strict=True))
    ours = figures(score_all(load_questions(gold), load_given(path)))
    same = {"hit@1": "hit1", "hit@5": "hit5", "hit@10": "hit10", "p50_s": "p50", "p95_s": "p95"}
    as_they_are = {"mrr", "p50_s", "p95_s"}
    compared = [key for key in theirs if key not in ("group", "n")]
    assert len(compared) == 14
    for key in compared:
        value = ours[same.get(key, key)]
        shown = "-" if value is None else f"{value:.3f}" if key in as_they_are else f"{100 * value:.1f}"
        assert shown == theirs[key], key


@needs_shared
@for_all(
    st.text(alphabet="a1,0.£% -–’'•|(b)K\u00ad", max_size=25), st.text(alphabet="1,0.£%a -", min_size=1, max_size=6)
)
def test_matching_agrees_with_the_collections_scorer(text: str, spelling: str) -> None:
    theirs = scorer()
    assert fold(text) == theirs.fold(text)
    assert says(text, [spelling]) == theirs.has(text, [spelling])
    assert holds(text, spelling) == theirs.holds(text, spelling)
    assert same_number(text, spelling) == theirs.same_number(text, spelling)


def scorer():  # noqa: ANN201 - a module
    sys.path.insert(0, str(SCORER.parent))
    try:
        import score
    finally:
        sys.path.pop(0)
    return score


def test_the_area_under_roc_is_the_share_of_pairs_in_the_right_order() -> None:
    # 0.9 is over 0.5 and 0.2; 0.5 ties with 0.5 and is over 0.2: (2 + 1.5) / 4.
    assert metrics.area_under_roc([0.9, 0.5], [0.5, 0.2]) == 3.5 / 4
    assert metrics.area_under_roc([0.1], [0.9]) == 0
    assert metrics.area_under_roc([], [0.9]) is None
    sure = [Given(id="q", found=True, confidence=0.9), Given(id="q", confidence=0.4), Given(id="q", confidence=0.5)]
    scored = [score(question, each) for question, each in zip((ONE, NONE, ONE), sure, strict=True)]
    assert figures(scored)["auc"] == 1  # refused or not


def test_confidence_is_set_against_how_often_it_is_right() -> None:
    answered = [(0.1, False), (0.15, True), (0.9, True), (1.0, True), (0.82, False)]
    low, high = metrics.reliability(answered)
    assert (low.low, low.high, low.answers, low.right) == (0.0, 0.2, 2, 0.5)
    assert (high.answers, high.right) == (3, 2 / 3)
    assert math.isclose(low.confidence, 0.125)
    # (2 x |0.5 - 0.125| + 3 x |2/3 - 2.72/3|) / 5
    assert math.isclose(metrics.calibration_error(answered) or 0, (0.75 + 0.72) / 5)
    assert metrics.calibration_error([]) is None
    assert metrics.calibration_error([(1.0, True), (0.0, False)]) == 0
