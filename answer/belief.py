"""What can be said of the likeliest statements as an answer, in numbers: the features by which an answer is believed or not.

Left out is what only says of which form the question is (a list, a follow-up): the twins that this was learnt from have none of
those forms, and it would be learnt that such questions are always answered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from answer.features import NAMES
from answer.statements import Statement
from answer.understand import Understood

LIKELIEST = 5  # statements looked at
# The logit of answering sums over a question's words: of a long question it is divided by the root of them, of these at least.
FEW_WORDS = 2

# The least probability of an answer that is believed. On papers held back from the ranker one answered plain question in 18 falls
# below the first, and 56 in 100 of those not answered. Lists, comparisons, follow-ups and tables get the benefit of the doubt:
# where they fall low, the passage is oftener the right one.
BELIEVED, BELIEVED_FORM, BELIEVED_TABLE, BELIEVED_ROW = 0.3, 0.12, 0.15, 0.05
ROW_NAMED = 0.6  # of a row's name said by a question whose dates and figures its columns meet: it is the row asked for

# The features of the likeliest statement that count, and what is taken from all of them.
OWN = (
    "own", "all", "near", "near_framed", "near_weakest", "near_paragraph", "answers", "fits", "facts", "dense", "length", "table",
    "rank", "question_facts",
)  # fmt: skip
ACROSS = ("near_framed", "near_weakest", "near_paragraph", "answers", "facts", "dense")
ANSWER_NAMES = ("best", "odds", "lead", "mean", "kind_met", "facts_unmet", *OWN, *(f"most_{name}" for name in ACROSS))
_COLUMN = {name: number for number, name in enumerate(NAMES)}


def believed_from(understood: Understood, ranked: Sequence[Statement]) -> float:
    """The least probability from which the likeliest statement is taken for an answer to this question."""
    if ranked[0].hit.paragraph.kind == "table":
        named, facts = (ranked[0].row[_COLUMN[name]] for name in ("row_named", "facts"))
        asked = named >= ROW_NAMED and facts >= bool(understood.facts) and ranked[0].fits
        return BELIEVED_ROW if asked else BELIEVED_TABLE
    seldom = understood.follows or understood.is_list or understood.is_comparison
    return BELIEVED_FORM if seldom else BELIEVED


def answer_features(ranked: Sequence[Statement]) -> np.ndarray:
    """The row of ANSWER_NAMES for statements, likeliest first: the first's own features, its lead, and the most among all."""
    rows = np.array([one.row for one in ranked], dtype=np.float32)
    likely = [one.probability for one in ranked[:LIKELIEST]]
    rows[:, _COLUMN["answers"]] /= math.sqrt(max(rows[0, _COLUMN["question_words"]], FEW_WORDS))
    best = rows[0]
    lead = likely[0] - likely[1] if len(likely) > 1 else likely[0]
    odds = math.log((likely[0] + 1e-6) / (1 - likely[0] + 1e-6))
    kind_met = float(best[_COLUMN["fits"]] * (best[_COLUMN["kind"]] > 0))
    unmet = float(best[_COLUMN["question_facts"]] * (1 - best[_COLUMN["facts"]]))
    own = [float(best[_COLUMN[name]]) for name in OWN]
    most = [float(rows[:, _COLUMN[name]].max()) for name in ACROSS]
    return np.array([likely[0], odds, lead, float(np.mean(likely)), kind_met, unmet, *own, *most], dtype=np.float64)
