"""Each part of answering can be taken out and put back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from answer.ask import ask
from eval.ablation import PARTS, as_markdown, without
from index.library import Library
from tests.conftest import WordHashEmbedder, paper, paragraph

HELD = paper(
    paragraph("The budget for libraries is £2.4m, as paragraph 1.2 says.", "1.1"),
    paragraph("The budget for parks is £3.1m.", "1.2"),
)


@pytest.mark.parametrize("part", PARTS)
def test_questions_are_answered_without_any_one_part(
    stock: Callable[..., Library], embedder: WordHashEmbedder, part: str
) -> None:
    library = stock(HELD)
    before = [(module, name, getattr(module, name)) for module, name, _ in PARTS[part]]
    with without(part):
        assert all(getattr(module, name) is not kept for module, name, kept in before)
        assert ask(library, "What is the budget for libraries?", embedder=embedder).retrieved
    assert all(getattr(module, name) is kept for module, name, kept in before)


def test_the_table_tells_by_how_many_points_a_figure_moves() -> None:
    names = ("accuracy", "cite_recall", "cite_prec", "hit1", "hit5", "in1500", "refused", "wrongly_refused")
    whole = dict.fromkeys(names, 0.5)
    table = as_markdown({"everything": whole, "belief": whole | {"accuracy": 0.62, "refused": None}})
    assert "| nothing | 50.0 |" in table
    assert "| belief | +12.0 | +0.0 |" in table
    assert "| – |" in table
