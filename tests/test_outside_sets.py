"""Question sets of other fields are read into our own shapes, asked of the shipped answerer, and told in one table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import WordHashEmbedder
from typer.testing import CliRunner

import cli
from eval.sections import outside_figures, outside_sections
from eval.sets import cast, clapnq, conditionalqa, mtrag, qmsum, tatqa
from eval.sets.outside import Rewritten, plain, sampled
from eval.sets.rewriting import count, everything, missing, ours
from eval.sets.run import ALONE, BY_HAND, FIRST, LOADERS, OURS, WORDS, run_sets

SETS = Path(__file__).parent.parent.parent / "shared" / "sets"

HUB = "The family hub at Tanner Street will open on 17 June 2024."
DAMP = "The delay was caused by damp that was found in the north wall."


def put(path: Path, *rows: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Every set, a record or two each, shaped as theirs are."""
    put_conversations(tmp_path / "sets")
    put_documents(tmp_path / "sets")
    return tmp_path / "sets"


def put_conversations(place: Path) -> None:
    for name in mtrag.COLLECTIONS:
        asked = {"_id": "a<::>2", "text": "|user|: When does the hub open?\n|user|: And why so late?"}
        first = {"_id": "b<::>1", "text": "|user|: What is a hub?"}
        put(place / "mtrag" / f"{name}_questions.jsonl", asked, first)
        rewrite = {"_id": "a<::>2", "text": "|user|: Why does the hub open so late?"}
        put(place / "mtrag" / f"{name}_rewrite.jsonl", rewrite, first)
    turns = [{"speaker": "user", "text": "When does the hub open?"}, {"speaker": "agent", "text": "In June."}]
    task = {
        "task_id": "t",
        "Collection": "govt",
        "input": [*turns, {"speaker": "user", "text": "What caused the delay?"}],
    }
    known = task | {"answerability": ["ANSWERABLE"], "contexts": [{"document_id": "D1", "text": DAMP}]}
    lost = task | {
        "answerability": ["UNANSWERABLE"],
        "contexts": [],
        "input": [{"speaker": "user", "text": "Zebras in Peru?"}],
    }
    put(place / "mtrag" / "mtragun_reference.jsonl", known, lost)
    topic = {"number": 31, "turn": [{"number": 1, "raw_utterance": "What is throat cancer?"},
                                    {"number": 2, "raw_utterance": "Is it treatable?"}]}  # fmt: skip
    put(place / "treccast" / cast.TOPICS_2019, [topic])
    (place / "treccast" / cast.RESOLVED_2019).write_text(
        "31_1\tWhat is throat cancer?\n31_2\tIs throat cancer treatable?\n"
    )
    both = [
        {"number": at, "raw_utterance": raw, "manual_rewritten_utterance": by_hand, "passage": passage}
        for at, (raw, by_hand, passage) in enumerate(
            [("When does the hub open?",) * 2 + (HUB,), ("Why so late?", "What caused the delay of the hub?", DAMP)], 1
        )
    ]
    for name in (cast.TOPICS_2020, cast.TOPICS_2021):
        put(place / "treccast" / name, [{"number": 106, "turn": both}])


def put_documents(place: Path) -> None:
    passage = {"title": "Hub", "text": f"{HUB} {DAMP}", "sentences": [HUB, DAMP]}
    row = {
        "id": "1",
        "input": "What caused the delay?",
        "passages": [passage],
        "output": [{"selected_sentences": [DAMP]}],
    }
    put(place / "clapnq" / "clapnq_dev_answerable.jsonl", row)
    put(place / "clapnq" / "clapnq_dev_unanswerable.jsonl", row | {"id": "2", "input": "Zebras in Peru?"})
    table = [["£m", "2019", "2018"], ["Fees", "12.5", "11.1"], ["Rents", "(3)", "4"], ["Other", "9", "9"]]
    asked = [
        {"uid": "x", "question": "Fees in 2019?", "answer": ["12.5"], "answer_type": "span", "answer_from": "table"},
        {"uid": "y", "question": "Rise of fees?", "answer": 1.4, "answer_type": "arithmetic", "answer_from": "table",
         "derivation": "12.5 - 11.1"},
        {"uid": "z", "question": "Other?", "answer": ["11.1", "nowhere"], "answer_type": "span", "answer_from": "table"},
        {"uid": "w", "question": "Text?", "answer": ["hub"], "answer_type": "span", "answer_from": "text"},
    ]  # fmt: skip
    record = {"table": {"table": table}, "paragraphs": [{"order": 1, "text": HUB}], "questions": asked}
    put(place / "tatqa" / "dev.json", [record])
    page = {"url": "https://www.gov.uk/family-hub", "scenario": "I am late.", "not_answerable": False}
    dev = page | {"id": "d", "question": "Why is the hub late?", "evidences": [f"<p>{DAMP}</p>"]}
    none = page | {"id": "n", "question": "Zebras?", "evidences": [], "not_answerable": True}
    put(place / "conditionalqa" / "dev.json", [dev, none])
    put(place / "conditionalqa" / "train.json", [page | {"id": "t", "question": "?", "evidences": [f"<li>{HUB}</li>"]}])
    said = (("Ms Reed", HUB), ("Mr Fox", "Yes."), ("Ms Reed", DAMP))
    turns = [{"speaker": speaker, "content": content} for speaker, content in said]
    query = {"query": "What caused the delay?", "relevant_text_span": [["1", "2"]]}
    for name in qmsum.FILES:
        put(place / "qmsum" / name, {"meeting_transcripts": turns, "specific_query_list": [query]})


def test_words_that_a_follow_up_leaves_out_are_counted_by_hand() -> None:
    cancer = Rewritten(("What is throat cancer?",), "Is it treatable?", "Is throat cancer treatable?")
    alone = Rewritten(("What is throat cancer?",), "Who chairs the council?", "Who chairs the council?")
    assert missing(cancer) == {"throat", "cancer"}
    half = count([cancer, alone], lambda each: f"{each.question} cancer patients" if each is cancer else each.question)
    assert (half.recall, half.precision, half.f1, half.left_alone) == (1 / 2, 1 / 2, 1 / 2, 1)
    assert (count([cancer, alone], everything).precision, count([cancer, alone], everything).left_alone) == (2 / 4, 0)
    assert count([cancer], ours).recall == 1
    assert count([alone], lambda each: each.question).recall is None


def test_a_sample_is_the_same_every_time_and_in_order() -> None:
    assert sampled(range(50), 5) == sampled(range(50), 5) == sorted(sampled(range(50), 5))
    assert sampled("ab", 5) == ["a", "b"]


def test_html_is_read_as_text() -> None:
    assert plain("<li>2 weeks&rsquo; <b>leave</b></li>") == "2 weeks’ leave"


def test_follow_ups_are_read_with_what_was_asked_before(folder: Path) -> None:
    expected = Rewritten(("When does the hub open?",), "And why so late?", "Why does the hub open so late?")
    assert mtrag.load_rewrites(folder, 9).followups == (expected,) * 4
    found = cast.load_rewrites(folder, 9).followups
    assert [each.rewrite for each in found] == ["Is throat cancer treatable?"] + [
        "What caused the delay of the hub?"
    ] * 2
    assert found[0].turns == ("What is throat cancer?",)


def test_tables_are_read_as_rows_under_their_heads(folder: Path) -> None:
    loaded = tatqa.load_tables(folder, 10)
    (paper,) = loaded.papers
    assert [each.text for each in paper.paragraphs][1:] == ["Fees | 12.5 | 11.1", "Rents | (3) | 4", "Other | 9 | 9"]
    assert paper.paragraphs[1].columns == ("£m", "2019", "2018")
    assert [(each.question.id, each.question.category) for each in loaded.questions] == [
        ("x", "looked up"),
        ("y", "worked out"),
    ]
    assert all(each.question.evidence[0].quote == "Fees | 12.5 | 11.1" for each in loaded.questions)


def test_evidence_is_what_the_set_says_it_is(folder: Path) -> None:
    (page,) = conditionalqa.load_evidence(folder, 10).papers
    assert [each.text for each in page.paragraphs] == [DAMP, HUB]
    known, lost = (each.question for each in conditionalqa.load_evidence(folder, 10).questions)
    assert (known.question, known.answerable, lost.answerable) == ("I am late. Why is the hub late?", True, False)
    (meeting, _) = (each.question for each in qmsum.load_evidence(folder, 10).questions)
    assert [each.quote for each in (*meeting.evidence, *meeting.alternatives)] == [DAMP]  # "Yes." could be anybody's
    answerable, unanswerable = (each.question for each in clapnq.load_answerable(folder, 10).questions)
    assert (answerable.evidence[0].quote, unanswerable.answerable) == (DAMP, False)
    followup = mtrag.load_answerable(folder, 10).questions[0].question
    assert (followup.question, followup.history) == (
        "What caused the delay?",
        (("When does the hub open?", "In June."),),
    )


def test_sets_are_asked_and_told_and_the_absent_ones_are_named(folder: Path) -> None:
    (folder / "qmsum").rename(folder / "elsewhere")
    outside = run_sets(folder, WordHashEmbedder())
    assert list(outside.absent) == ["qmsum"]
    assert [each.name for each in outside.rewriting] == ["MTRAG", "TREC CAsT"]
    systems = {each.name: tuple(each.systems) for each in outside.sets}
    assert systems["TREC CAsT 2021"] == (OURS, FIRST, WORDS, ALONE, BY_HAND)
    assert systems["CLAPNQ"] == (OURS, FIRST, WORDS)
    clap = next(each for each in outside.sets if each.name == "CLAPNQ")
    assert clap.systems[FIRST][0].value("hit1") == 1
    assert clap.auc is not None
    told = {section.title: section for section in outside_sections(outside)}
    assert set(told) == {"Not measured", "Follow-ups rewritten", "Evidence", "What can be answered", "Tables"}
    assert all(
        len(row) == len(table.heads) for section in told.values() for table in section.tables for row in table.rows
    )
    assert json.loads(json.dumps(outside_figures(outside)))["absent"] == ["qmsum"]


def test_without_any_set_the_command_says_what_was_not_measured(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(cli.app, ["eval", "sets", str(tmp_path / "none"), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "No folder for: mtrag, treccast, clapnq" in (out / "report.md").read_text(encoding="utf-8")


@pytest.mark.skipif(not SETS.exists(), reason="the outside sets are not beside the checkout")
@pytest.mark.parametrize(("name", "load"), LOADERS)
def test_the_real_sets_give_what_was_asked_for(name: str, load: Any) -> None:
    loaded = load(SETS, 10)
    assert len(loaded.followups or loaded.questions) == 10
    held = {paper.file: paper.text for paper in loaded.papers}
    for each in loaded.questions:
        for place in (*each.question.evidence, *each.question.alternatives):
            assert place.quote.strip() in held[f"{place.paper}.txt"]
