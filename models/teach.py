"""Questions on real papers into the evidence ranker's weights (`models/ranker`).

    python -m models.teach --questions FOLDER... --library DIR [--held 0:40] [--passes 3] [--work DIR]

FOLDER and DIR are those of `models.train`. The groups of papers whose share (0 to 99) lies in `held` are not learnt from: on
them the figures are measured that are printed after every pass, and `models.train` learns from the first thirty shares what the
ranker's marks are worth; the last ten are for figures on papers that nothing was learnt from. A batch is the questions of one
paper or two, with all their passages for each of them. Half an hour on two cores.
"""

from __future__ import annotations

import argparse
import logging
import pickle
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import torch
from sklearn.metrics import roc_auc_score

from index.embed import load_embedder
from index.library import Library
from index.ranker import FOLDER as RANKER
from models.export import export
from models.late import Late, Lower
from models.lesson import loss, scores
from models.pairs import Asking, Pairs, Text, share_of
from models.questions import FOLDER

HARD, HARD_FROM = 2, 14  # looking-right passages a question brings to a batch, of so many of the search's first
BATCH = 8  # questions at least
RATE, HEADS_RATE, SCALARS_RATE = 6e-5, 1e-3, 1e-2
WARM = 30  # steps
AVERAGED = 2  # passes, the last, after which the states are averaged
STANDALONE = 0.4  # of a follow-up's turns it is asked as it was written to stand alone
MEASURED, DEPTH = 160, 10  # questions held back that are measured after each pass, each over so many hits
logger = logging.getLogger("models.teach")


def main() -> None:
    """Teach, print the figures on papers held back, and write the weights."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--questions", type=Path, nargs="*", default=[], help="beside models/questions")
    given.add_argument("--library", type=Path, required=True)
    given.add_argument("--held", default="0:40")
    given.add_argument("--passes", type=int, default=3)
    given.add_argument("--work", type=Path, default=Path("build/model"), help="where pairs and checkpoints are kept")
    given.add_argument("--out", type=Path, default=RANKER)
    options = given.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    texts, askings = _pairs([*options.questions, FOLDER], options.library, options.work / "pairs.pickle")
    first, last = map(int, options.held.split(":"))
    held = [asking for asking in askings if first <= share_of(asking.group) < last]
    learnt = [asking for asking in askings if not first <= share_of(asking.group) < last]
    teach(texts, learnt, held, options.passes, options.work / "ranker.pt")
    export(options.work / "ranker.pt", options.out)


def _pairs(questions: Sequence[Path], library: Path, kept: Path) -> tuple[list[Text], list[Asking]]:
    if not kept.is_file():
        with Library.open(library) as opened:
            pairs = Pairs(opened, questions, load_embedder())
        kept.write_bytes(pickle.dumps((pairs.texts, pairs.askings)))
    made: tuple[list[Text], list[Asking]] = pickle.loads(kept.read_bytes())  # as written above
    return made


def teach(
    texts: Sequence[Text], learnt: Sequence[Asking], held: Sequence[Asking], passes: int, checkpoint: Path
) -> None:
    """Learn from `learnt`, print figures on `held` after every pass, write the mean of the last states after each."""
    torch.manual_seed(0)
    draw = random.Random(1)
    model = Late()
    lower = Lower(model, texts)
    steps = passes * len(batches(learnt, random.Random(1)))
    optimiser, rate = _optimiser(model, steps)
    began = time.monotonic()
    states: list[dict[str, torch.Tensor]] = []
    for lap in range(passes):
        total = 0.0
        for batch in batches(learnt, draw):
            numbers = sorted({number for asking in batch for number in _brought(asking, draw)})
            asked = lower.questions([_worded(asking, draw) for asking in batch])
            own = loss(model, batch, numbers, scores(model, asked, numbers, *lower.passages(numbers)))
            optimiser.zero_grad()
            own.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_([one for one in model.parameters() if one.requires_grad], 2.0)
            optimiser.step()
            rate.step()
            total += float(own.detach())
        logger.info("pass %d: loss %.3f a step, %.0f s", lap + 1, total * passes / steps, time.monotonic() - began)
        states.append({name: value.clone() for name, value in model.state_dict().items()})
        torch.save(mean(states[-AVERAGED:]), checkpoint)
        measure(model, lower, texts, held)


def mean(states: Sequence[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several states of one model; what is no fraction is taken from the last."""
    return {
        name: torch.stack([state[name] for state in states]).mean(0) if value.is_floating_point() else value
        for name, value in states[-1].items()
    }


def _optimiser(model: Late, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    fast = {id(one) for one in (*model.heads(), *model.scalars())}
    layers = [one for one in model.parameters() if one.requires_grad and id(one) not in fast]
    optimiser = torch.optim.AdamW(
        [
            {"params": layers, "lr": RATE, "weight_decay": 0.01},
            {"params": model.heads(), "lr": HEADS_RATE, "weight_decay": 0.0},
            {"params": model.scalars(), "lr": SCALARS_RATE, "weight_decay": 0.0},
        ]
    )
    warm_then_down = lambda step: min((step + 1) / WARM, max(0.02, 1 - step / steps))  # noqa: E731
    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, warm_then_down)


def batches(askings: Sequence[Asking], draw: random.Random) -> list[list[Asking]]:
    """The questions with their twins in batches, those of one paper together, in a new order each time."""
    papers: dict[str, list[Asking]] = defaultdict(list)
    for asking in askings:
        papers[asking.file].append(asking)
    made: list[list[Asking]] = [[]]
    for file in draw.sample(sorted(papers), len(papers)):
        ids = sorted({asking.id for asking in papers[file]})
        draw.shuffle(ids)
        for start in range(0, len(ids), BATCH + 2):
            part = set(ids[start : start + BATCH + 2])
            made[-1] += [asking for asking in papers[file] if asking.id in part]
            if sum(not asking.twin for asking in made[-1]) >= BATCH:
                made.append([])
    made = [batch for batch in made if any(asking.answering for asking in batch)]
    draw.shuffle(made)
    return made


def _brought(asking: Asking, draw: random.Random) -> list[int]:
    """The texts that a question brings to its batch."""
    if asking.twin:
        return draw.sample(asking.found[:8], min(1, len(asking.found)))
    hard = asking.found[:HARD_FROM]
    return [*asking.answering[:2], *asking.near[:1], *draw.sample(hard, min(HARD, len(hard)))]


def _worded(asking: Asking, draw: random.Random) -> tuple[str, int]:
    """How a question is put this time, and how many characters of it are of earlier questions."""
    if asking.standalone and not asking.twin and draw.random() < STANDALONE:
        return asking.standalone, 0
    return worded(asking)


def worded(asking: Asking) -> tuple[str, int]:
    """The question behind those before it, and how many characters those take."""
    whole = f"{asking.before} {asking.question}".strip()
    return whole, len(whole) - len(asking.question)


@torch.no_grad()
def measure(model: Late, lower: Lower, texts: Sequence[Text], held: Sequence[Asking]) -> None:
    """Print, over the hits of each question's own paper: answering passage and sentence first, and answered told from twins."""
    papers: dict[str, list[Asking]] = defaultdict(list)
    for asking in sorted(held, key=lambda asking: share_of(asking.id)):
        if sum(len(own) for own in papers.values()) < MEASURED:
            papers[asking.file].append(asking)
    passage, sentence, truth, logits = [], [], [], []
    for batch in papers.values():
        numbers = sorted({number for asking in batch for number in (*asking.answering, *asking.found[:DEPTH])})
        found = scores(model, lower.questions([worded(asking) for asking in batch]), numbers, *lower.passages(numbers))
        for row, asking in enumerate(batch):
            looked = {*asking.answering, *asking.found[:DEPTH]}
            places = [at for at, (number, _) in enumerate(found.places) if number in looked]
            if not places or not (asking.twin or asking.answering):
                continue
            truth.append(not asking.twin)
            logits.append(float(found.answers[row, places].max()))
            if not asking.twin:
                own = [at for at, number in enumerate(numbers) if number in looked]
                passage.append(numbers[own[int(found.passages[row, own].argmax())]] in asking.answering)
                number, place = found.places[places[int(found.sentences[row, places].argmax())]]
                sentence.append(place in asking.right.get(number, ()))
    logger.info(
        "held back, %d questions: passage first %.3f, sentence first %.3f, told from twins AUC %.3f",
        len(passage), sum(passage) / len(passage), sum(sentence) / len(sentence), roc_auc_score(truth, logits),
    )  # fmt: skip


if __name__ == "__main__":
    main()
