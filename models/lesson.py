"""A batch of questions and passages to the loss the ranker learns from.

Four wishes: the passage that answers before all others of the batch; the sentence that answers before all other sentences; its
logit of answering above nought, the others' below; and a question's answer above the best that its twin finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional

from models.late import FRONT, NOTHING, Asked, Late
from models.pairs import Asking

ANSWERING, PAIRED, TWIN = 0.5, 0.3, 1.5  # what the third and the fourth wish count beside the first two, and a twin
WORST = 3  # wrong sentences that are pushed down
NEVER = -1e9


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """How near each passage (questions, passages) and sentence (questions, sentences) comes, and the logits of answering.

    `sentences` gives each sentence's text number and place in it; `own` leaves out the match with the headings.
    """

    passages: torch.Tensor
    sentences: torch.Tensor
    own: torch.Tensor
    answers: torch.Tensor
    places: tuple[tuple[int, int], ...]


def scores(
    model: Late, asked: Asked, numbers: Sequence[int], vectors: Sequence[torch.Tensor], parts: Sequence[torch.Tensor]
) -> Scores:
    """Late interaction of every question with every passage and each of its sentences."""
    similar = asked.vectors.reshape(-1, asked.vectors.shape[-1]) @ torch.cat(list(vectors)).T
    places: list[tuple[int, int]] = []
    of_passage, of_front, of_sentence, owner = [], [], [], []
    for passage, part in enumerate(parts):
        first, count = len(places), int(part.max()) + 1 if len(part) else 0
        places += [(numbers[passage], place) for place in range(max(count, 0))]
        owner += [passage] * max(count, 0)
        of_passage.append(torch.where(part > NOTHING, passage, -1))
        of_front.append(torch.where(part == FRONT, passage, -1))
        of_sentence.append(torch.where(part >= 0, part + first, -1))
    shape = asked.vectors.shape[:2]
    whole = _best(similar, torch.cat(of_passage), len(numbers), shape)
    front = _best(similar, torch.cat(of_front), len(numbers), shape)
    own = _best(similar, torch.cat(of_sentence), len(places), shape)
    framed = torch.maximum(own, front[:, :, torch.tensor(owner, dtype=torch.long)])
    rank, answer = asked.rank[..., None], asked.answer[..., None]
    logits = model.answering(framed, answer)
    return Scores((whole * rank).sum(1), (framed * rank).sum(1), (own * rank).sum(1), logits, tuple(places))


def _best(similar: torch.Tensor, of: torch.Tensor, count: int, shape: Sequence[int]) -> torch.Tensor:
    """The most that each question token is like a token of each of `count` parts; -1 where a part has none."""
    out = torch.full((similar.shape[0], count + 1), -1.0)
    index = torch.where(of >= 0, of, count)[None].expand(similar.shape[0], -1)
    return out.scatter_reduce(1, index, similar, "amax")[:, :count].reshape(*shape, count)


def loss(model: Late, batch: Sequence[Asking], numbers: Sequence[int], found: Scores) -> torch.Tensor:
    """The four wishes of a batch, each averaged over the questions that have it."""
    wishes: dict[str, list[torch.Tensor]] = {"passage": [], "sentence": [], "answers": [], "paired": []}
    place = {number: row for row, number in enumerate(numbers)}
    own: dict[str, torch.Tensor] = {}
    for row, asking in enumerate(batch):
        answering = [place[number] for number in asking.answering if number in place]
        if asking.twin or not answering:
            continue
        beside = torch.tensor([number in asking.beside for number in numbers])
        wishes["passage"].append(_listwise(found.passages[row] * model.passage_sharpness.exp(), answering, beside))
        right = [at for at, (number, s) in enumerate(found.places) if s in asking.right.get(number, ())]
        if not right:
            continue
        ignored = torch.tensor([number in asking.beside for number, _ in found.places])
        wishes["sentence"].append(_listwise(found.sentences[row] * model.sentence_sharpness.exp(), right, ignored))
        own[asking.id] = found.answers[row, right].max()
        others = ~ignored
        others[right] = False
        wrong = found.answers[row][others]
        wrong = wrong.topk(min(WORST, len(wrong))).values
        if len(wrong):
            wishes["answers"].append(functional.softplus(-own[asking.id]) + functional.softplus(wrong).mean())
    for row, asking in enumerate(batch):
        if asking.twin:
            most = found.answers[row].topk(min(WORST, len(found.places))).values
            wishes["answers"].append(TWIN * functional.softplus(most).mean())
            if asking.id in own:
                wishes["paired"].append(functional.softplus(most[0] - own[asking.id]))
    worth = {"passage": 1.0, "sentence": 1.0, "answers": ANSWERING, "paired": PAIRED}
    return sum((worth[name] * torch.stack(own).mean() for name, own in wishes.items() if own), torch.zeros(()))


def _listwise(logits: torch.Tensor, right: Sequence[int], ignored: torch.Tensor) -> torch.Tensor:
    """How surprising it is that one of the right ones comes first."""
    logits = logits.masked_fill(ignored, NEVER)
    return torch.logsumexp(logits, 0) - torch.logsumexp(logits[list(right)], 0)
