"""The evidence ranker in torch: MiniLM whose upper layers learn, and what weighs a question's tokens.

Its lower layers stay as they were shipped, so that their states of a text are computed once and kept for every pass.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from index.ranker import QUESTION_TOKENS
from index.weights import packaged_folder
from models.pairs import Text

KEPT = 3  # layers that stay as they were
SIZE = 384
PASSAGE_TOKENS = 144  # of a passage in training; at run time it is read to its 254th
SHARPNESS, SHIFT, STEEP, LEVEL = 25.0, 2.0, 10.0, 0.6  # where the learnt numbers begin
CHUNK = 16  # texts of like length at a time
MASKED = -1e4
NOTHING, BODY, FRONT = -3, -2, -1  # what a token is of, when of no sentence


class Late(nn.Module):
    """The model, with a head that weighs tokens for ranking and one that weighs them for answering."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(packaged_folder(), local_files_only=True)
        for part in self.bert.modules():
            if isinstance(part, nn.Dropout):
                part.p = 0.0  # a second of it costs as much as a second of learning, on a CPU
        for layer in self.bert.encoder.layer:
            layer.attention.self.dropout_prob = 0.0
        for kept in (self.bert.embeddings, *self.bert.encoder.layer[:KEPT], self.bert.pooler):
            for parameter in kept.parameters() if kept is not None else ():
                parameter.requires_grad = False
        self.shift = nn.Parameter(torch.zeros(SIZE))  # tells a question's tokens from a passage's
        self.rank, self.answer = nn.Linear(SIZE, 1), nn.Linear(SIZE, 1)
        for head, bias in ((self.rank, 0.5), (self.answer, -1.0)):
            nn.init.zeros_(head.weight)
            nn.init.constant_(head.bias, bias)
        self.before = nn.Parameter(torch.tensor(0.0))  # what an earlier question's words count, as a logit
        self.passage_sharpness = nn.Parameter(torch.tensor(math.log(SHARPNESS)))
        self.sentence_sharpness = nn.Parameter(torch.tensor(math.log(SHARPNESS)))
        self.answer_scale = nn.Parameter(torch.tensor(0.0))
        self.answer_shift = nn.Parameter(torch.tensor(SHIFT))
        self.steep = nn.Parameter(torch.tensor(math.log(STEEP)))
        self.level = nn.Parameter(torch.tensor(LEVEL))

    def heads(self) -> list[nn.Parameter]:
        """What begins from nothing and may learn faster."""
        return [*self.rank.parameters(), *self.answer.parameters(), self.shift]

    def scalars(self) -> list[nn.Parameter]:
        """The single numbers learnt."""
        sharpness = [self.passage_sharpness, self.sentence_sharpness]
        return [self.before, *sharpness, self.answer_scale, self.answer_shift, self.steep, self.level]

    def answering(self, matched: torch.Tensor, worth: torch.Tensor) -> torch.Tensor:
        """The logits of answering (questions, statements) from how well each question token is matched (questions, tokens,
        statements) and what it counts (questions, tokens, 1).

        Each telling token that is not matched speaks against the statement by itself, however well all others are matched: a
        twin of a question differs from it in a word or two.
        """
        missing = functional.softplus(self.steep.exp() * (self.level - matched))
        return self.answer_shift - self.answer_scale.exp() * (missing * worth).sum(1)

    def layers(self, states: torch.Tensor, mask: torch.Tensor, *, upper: bool) -> torch.Tensor:
        """The states after the upper or the lower layers; `mask` (texts, tokens) is 1 where there is a token."""
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * MASKED
        for layer in self.bert.encoder.layer[KEPT:] if upper else self.bert.encoder.layer[:KEPT]:
            states = layer(states, bias)
            states = states[0] if isinstance(states, tuple) else states
        return states

    def upper(self, states: torch.Tensor, mask: torch.Tensor, *, question: bool = False) -> torch.Tensor:
        """The last states of texts from the lower layers' states of them."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = states.float() + self.shift if question else states.float()
            return self.layers(states, mask, upper=True).float()


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Questions' unit vectors (questions, tokens, SIZE) and what each token counts: its share in ranking, and for answering."""

    vectors: torch.Tensor
    rank: torch.Tensor
    answer: torch.Tensor


class Lower:
    """The lower layers' states of texts and questions, computed once."""

    def __init__(self, model: Late, texts: Sequence[Text]) -> None:
        self._model, self._texts = model, texts
        self._tokenizer = AutoTokenizer.from_pretrained(packaged_folder(), local_files_only=True)
        self._states: dict[int, torch.Tensor] = {}
        self._parts: dict[int, torch.Tensor] = {}
        self._questions: dict[tuple[str, int], tuple[torch.Tensor, torch.Tensor, torch.Tensor]] = {}

    def passages(self, numbers: Sequence[int]) -> tuple[list[torch.Tensor], list[torch.Tensor]]:
        """For each text its tokens' unit vectors and what each token is of (`parts_of`)."""
        self._prepare([number for number in numbers if number not in self._states])
        order = sorted(range(len(numbers)), key=lambda place: len(self._states[numbers[place]]))
        found: dict[int, torch.Tensor] = {}
        for start in range(0, len(order), CHUNK):
            places = order[start : start + CHUNK]
            states, mask = _padded([self._states[numbers[place]] for place in places])
            vectors = functional.normalize(self._model.upper(states, mask), dim=-1)
            found |= {place: vectors[row, : int(mask[row].sum())] for row, place in enumerate(places)}
        return [found[place] for place in range(len(numbers))], [self._parts[number] for number in numbers]

    def questions(self, asked: Sequence[tuple[str, int]]) -> Asked:
        """Each a text and how many characters of it are of earlier questions."""
        parts = [self._question(*each) for each in asked]
        states, mask = _padded([part[0] for part in parts])
        raw = self._model.upper(states, mask, question=True)
        worth = torch.zeros(mask.shape)
        for row, (_, use, early) in enumerate(parts):
            worth[row, : len(use)] = use * torch.where(early, torch.sigmoid(self._model.before), torch.ones(()))
        rank, answer = (
            functional.softplus(head(raw)[..., 0]) * worth for head in (self._model.rank, self._model.answer)
        )
        return Asked(functional.normalize(raw, dim=-1), rank / rank.sum(1, keepdim=True), answer)

    @torch.no_grad()
    def _lower(self, ids: list[list[int]]) -> torch.Tensor:
        numbers = nn.utils.rnn.pad_sequence([torch.tensor(each) for each in ids], batch_first=True)
        mask = nn.utils.rnn.pad_sequence([torch.ones(len(each)) for each in ids], batch_first=True)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self._model.layers(self._model.bert.embeddings(input_ids=numbers), mask, upper=False)
        return states.to(torch.bfloat16)

    def _prepare(self, numbers: Sequence[int]) -> None:
        if not numbers:
            return
        texts = [self._texts[number].text for number in numbers]
        read = self._tokenizer(texts, truncation=True, max_length=PASSAGE_TOKENS, return_offsets_mapping=True)
        order = sorted(range(len(numbers)), key=lambda place: len(read["input_ids"][place]))
        for start in range(0, len(order), CHUNK):
            places = order[start : start + CHUNK]
            states = self._lower([read["input_ids"][place] for place in places])
            for row, place in enumerate(places):
                spans = read["offset_mapping"][place]
                self._states[numbers[place]] = states[row, : len(spans)].clone()
                self._parts[numbers[place]] = parts_of(self._texts[numbers[place]], spans)

    def _question(self, text: str, before: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        if (text, before) not in self._questions:
            read = self._tokenizer(text, return_offsets_mapping=True)
            chosen = list(range(len(read["input_ids"])))
            if len(chosen) > QUESTION_TOKENS:
                chosen = [0, *chosen[1 - QUESTION_TOKENS :]]
            spans = [read["offset_mapping"][place] for place in chosen]
            use = torch.ones(len(chosen))
            use[-1] = 0  # it only marks the end
            early = torch.tensor([a < b <= before for a, b in spans])
            states = self._lower([[read["input_ids"][place] for place in chosen]])[0]
            self._questions[text, before] = states, use, early
        return self._questions[text, before]


def parts_of(text: Text, spans: Sequence[tuple[int, int]]) -> torch.Tensor:
    """What each token, given by where it stands in the text, is of: its sentence's place, FRONT, BODY or NOTHING."""
    parts = torch.full((len(spans),), NOTHING, dtype=torch.long)
    for token, (start, end) in enumerate(spans):
        if end <= start:
            continue
        inside = [place for place, (a, b, _) in enumerate(text.spans) if start >= a and end <= b]
        parts[token] = FRONT if end <= text.front else inside[0] if inside else BODY
    return parts


def _padded(states: Sequence[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    mask = nn.utils.rnn.pad_sequence([torch.ones(len(each)) for each in states], batch_first=True)
    return nn.utils.rnn.pad_sequence(list(states), batch_first=True), mask
