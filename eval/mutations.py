"""A true sentence to sentences that are no longer true, and to sentences that say the same: what a verifier is tested with.

Each function gives every version of a sentence that it allows; `ALTERED` must be refused, `UNALTERED` let through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from answer.facts import MONTHS

MONTH = "|".join(month.capitalize() for month in MONTHS)

Alter = Callable[[str], Iterator[str]]


def lowered(sentence: str) -> str:
    """The sentence as it goes on after a comma: "The fee rose" is "the fee rose", "NHS staff" stays."""
    return sentence[0].lower() + sentence[1:] if sentence[1].islower() else sentence


def in_council(sentence: str, council: str) -> str:
    """The sentence with a council in front."""
    return f"In {council}, {lowered(sentence)}"


def put(sentence: str, match: re.Match[str], new: str) -> str:
    """The sentence with something else in the match's place."""
    return sentence[: match.start()] + new + sentence[match.end() :]


def other_figure(sentence: str) -> Iterator[str]:
    """Another last digit in each figure that is no date."""
    for match in re.finditer(r"(?<![\d.,/])\d+(?:,\d{3})*(?:\.\d+)?(?![\d/])", sentence):
        if not re.match(rf"\s(?:{MONTH})|/", sentence[match.end() :]):
            yield put(sentence, match, match[0][:-1] + str((int(match[0][-1]) + 3) % 10))


def other_number_in_words(sentence: str) -> Iterator[str]:
    """Thirteen for each number in words."""
    for match in re.finditer(r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", sentence):
        yield put(sentence, match, "thirteen")


def other_date(sentence: str) -> Iterator[str]:
    """Another month, or another year."""
    for match in re.finditer(rf"\b(?:{MONTH})\b(?= 20\d\d|[ .,])", sentence):
        place = MONTHS.index(match[0].lower())
        yield put(sentence, match, MONTHS[(place + 5) % 12].capitalize())
    for match in re.finditer(r"\b20\d\d\b", sentence):
        yield put(sentence, match, str(int(match[0]) - 7))


def other_name(sentence: str) -> Iterator[str]:
    """Another first name and surname."""
    for match in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]+", sentence):
        if not re.search(MONTH, match[0]):
            yield put(sentence, match, "Martin Okafor")


def other_surname(sentence: str) -> Iterator[str]:
    """Another surname behind the same first name."""
    for match in re.finditer(r"(?<=[a-z,] [A-Z][a-z]{5} )[A-Z][a-z]+|(?<=Councillor )[A-Z]\w+(?= [A-Z])", sentence):
        yield put(sentence, match, "Draycott")


def not_put_in(sentence: str) -> Iterator[str]:
    """Puts "not" behind each verb that can bear it."""
    for match in re.finditer(
        r"\b(is|are|was|were|has|have|had|will|should|can|could|would)\b(?! (?:not|no|never)\b)", sentence
    ):
        yield put(sentence, match, f"{match[0]} not")


def not_left_out(sentence: str) -> Iterator[str]:
    """Each "not", "never" or "no" left out."""
    for match in re.finditer(r"\b(?:not|never|no) (?!only|\d)", sentence):
        yield put(sentence, match, "")


def other_council(sentence: str) -> Iterator[str]:
    """Whoever uses it leaves out what is about these two councils."""
    yield in_council(sentence, "Croydon")
    if sentence.startswith("The Council "):
        yield sentence.replace("The Council", "Kent", 1)


def turned_direction(sentence: str) -> Iterator[str]:
    """Up for down: "fell" for "rose", "below" for "above"."""
    for one, other in (
        ("rose", "fell"),
        ("fell", "rose"),
        ("increase", "decrease"),
        ("overspend", "underspend"),
        ("above", "below"),
    ):
        if re.search(rf"\b{one}\b", sentence):
            yield re.sub(rf"\b{one}\b", other, sentence)


ALTERED: tuple[Alter, ...] = (
    other_figure, other_number_in_words, other_date, other_name, other_surname, not_put_in, not_left_out, other_council,
    turned_direction,
)  # fmt: skip


def as_printed(sentence: str) -> Iterator[str]:
    """The sentence itself."""
    yield sentence


def introduced(sentence: str) -> Iterator[str]:
    """The sentence with an introduction that changes nothing."""
    yield f"The report says that {lowered(sentence)}"


def in_other_words(sentence: str) -> Iterator[str]:
    """A word that says the same in place of another."""
    for one, other in (("£", "£"), ("%", " per cent"), ("children", "young people"), ("staff", "employees"), (" also", ""),
                       ("Officers", "Staff"), ("m ", " million "), ("since", "after"), ("approximately", "about")):  # fmt: skip
        if one in sentence and one != other and not (one == "m " and not re.search(r"£[\d.]+m ", sentence)):
            yield sentence.replace(one, other) if one != "m " else re.sub(r"(£[\d.]+)m ", r"\1 million ", sentence)


def first_part(sentence: str) -> Iterator[str]:
    """The sentence up to a comma and "and", "but", "which" or "with"."""
    for match in re.finditer(r", (?:and|but|which|with) ", sentence):
        if match.start() > 40:
            yield sentence[: match.start()] + "."


UNALTERED: tuple[Alter, ...] = (as_printed, introduced, in_other_words, first_part)
