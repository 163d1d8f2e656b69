"""The registers of promises and figures against gold: what was found, what was not, and whether dates and owners are right.

Input is the JSON of `scrutineer promises --json` and `figures --json`, whoever wrote it. The rules of `recall`, `precision`,
`due`, `owner` and `as_of` are those of the collection's own scorer; where gold names other words or dates that will do
(`also`, `due_ok`, `value_ok`), they count here and do not count there: `plain=True` leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from eval.gold import BadGold, GoldDone, GoldFigure, GoldPromise, Place, rows
from eval.matching import fold, holds, stem
from eval.measures import Measure, Part, figure

LEAST = 25  # characters of a quote that may be shorter than gold's: fewer would be found by chance
_NOT_VALUE = re.compile(r"[^\d.()-]")
_PART = re.compile(r"[^\W_][\w.]*")

PROMISE_MEASURES = (
    Measure("recall", "promises found", "%", "higher"),
    Measure("precision", "true ones, in papers read whole", "%", "higher"),
    Measure("due", "due date right, where gold has one", "%", "higher"),
    Measure("due_invented", "due date given, where gold has none", "%", "lower"),
    Measure("owner", "owner right", "%", "higher"),
    Measure("status", "status right", "%", "higher"),
    Measure("label", "paragraph number right", "%", "higher"),
    Measure("done", "reports that a promise was kept, found", "%", "higher"),
    Measure("tied", "of these, tied to the promise they keep", "%", "higher"),
)
FIGURE_MEASURES = (
    Measure("recall", "figures found", "%", "higher"),
    Measure("as_of", "as-of date right", "%", "higher"),
    Measure("label", "paragraph number right", "%", "higher"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry of a register as it was given. `later` are the places where later papers come back to a promise."""

    paper: str
    file: str
    quote: str
    text: str = ""
    label: str | None = None
    owner: str | None = None
    due: str | None = None
    status: str | None = None
    value: str | None = None
    as_of: str | None = None
    later: tuple[Place, ...] = ()

    @property
    def stems(self) -> set[str]:
        """The names its paper goes by."""
        return {stem(self.file), stem(self.paper)} - {""}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterScore:
    """Parts of each measure, one for each gold or listed entry that it applies to; what was missed, and what is no promise."""

    register: Literal["promises", "figures"]
    gold: int
    listed: int
    parts: Mapping[str, Sequence[Part]]
    missed: Sequence[str] = ()
    false: Sequence[str] = field(default=())

    def figures(self) -> dict[str, float | None]:
        """Every measure's figure."""
        return {name: figure(parts) for name, parts in self.parts.items()}


def load_register(path: Path) -> list[Listed]:
    """Raises BadGold."""
    found = []
    for where, row in rows(path):
        try:
            found.append(listed_of(row))
        except (KeyError, TypeError, AttributeError) as exc:
            raise BadGold(f"{where}: is not an entry of a register ({type(exc).__name__}: {exc}).") from exc
    return found


def listed_of(row: Mapping[str, Any]) -> Listed:
    """One entry from its JSON."""
    return Listed(
        paper=str(row.get("paper") or ""),
        file=str(row.get("file") or ""),
        quote=str(row["quote"]),
        text=str(row.get("text") or ""),
        **{name: _text(row.get(name)) for name in ("label", "owner", "due", "status", "value", "as_of")},
        later=tuple(
            Place(paper=str(each.get("file") or each.get("paper") or ""), quote=str(each.get("quote") or ""))
            for each in row.get("later") or ()
        ),
    )


def score_promises(
    gold: Sequence[GoldPromise],
    whole: Iterable[str],
    listed: Sequence[Listed],
    done: Sequence[GoldDone] = (),
    *,
    plain: bool = False,
) -> RegisterScore:
    """Recall over the firm promises; precision over what is listed of the papers that gold read whole, borderline ones allowed.

    Due and owner are right when any matching entry has them: dates where one begins with the other ("2017-12" and
    "2017-12-04"), owners where one holds the other.
    """
    read = {stem(each) for each in whole}
    firm = [each for each in gold if not each.borderline]
    found = {each.id: _matches(each, listed, plain) for each in gold}
    judged = [each for each in listed if stem(each.file or each.paper) in read]
    matched = {id(entry) for each in gold for entry in found[each.id]}
    held = [(each, found[each.id]) for each in firm if found[each.id]]
    kept = [each for each in done if _reports(each.place, listed)]
    parts = {
        "recall": _parts(bool(found[each.id]) for each in firm),
        "precision": _parts(id(entry) in matched for entry in judged),
        "due": _parts(_dated(each, of, plain) for each, of in held if each.due),
        "due_invented": _parts(
            any(one.due for one in of) for each, of in held if not (each.due or each.due_ok or each.due_text)
        ),
        "owner": _parts(any(_owned(one.owner, each.owner) for one in of) for each, of in held if each.owner),
        "status": _parts(any(one.status == each.status for one in of) for each, of in held if each.status),
        "label": _parts(_labelled(of, each.place, each.labels) for each, of in held if each.place.paragraph),
        "done": _parts(each in kept for each in done),
        "tied": _parts(_tied(each, listed) for each in kept if each.earlier),
    }
    return RegisterScore(
        register="promises",
        gold=len(firm),
        listed=len(listed),
        parts=parts,
        missed=[f"{each.id}: {each.place.quote}" for each in firm if not found[each.id]],
        false=[f"{each.paper}: {each.quote}" for each in judged if id(each) not in matched],
    )


def score_figures(gold: Sequence[GoldFigure], listed: Sequence[Listed], *, plain: bool = False) -> RegisterScore:
    """Recall over all gold figures: the same paper, the same value, and the same words on either side."""
    found = [(each, _same_figure(each, listed, plain)) for each in gold]
    held = [(each, of) for each, of in found if of]
    return RegisterScore(
        register="figures",
        gold=len(gold),
        listed=len(listed),
        parts={
            "recall": _parts(bool(of) for _, of in found),
            "as_of": _parts(any(_begins(each.as_of, one.as_of) for one in of) for each, of in held),
            "label": _parts(_labelled(of, each.place, each.labels) for each, of in held if each.place.paragraph),
        },
        missed=[f"{each.id}: {each.series}, {each.value} ({each.place.quote})" for each, of in found if not of],
    )


def _matches(gold: GoldPromise, listed: Sequence[Listed], plain: bool) -> list[Listed]:
    """The entries of the same paper whose quote holds gold's, or stands in it and is long enough."""
    quotes = (gold.place.quote, *(() if plain else gold.also))
    return [
        each
        for each in listed
        if stem(gold.place.paper) in each.stems
        and any(holds(each.quote, quote) or (len(each.quote) > LEAST and holds(quote, each.quote)) for quote in quotes)
    ]


def _same_figure(gold: GoldFigure, listed: Sequence[Listed], plain: bool) -> list[Listed]:
    values = {_value(each) for each in (gold.value, *(() if plain else gold.value_ok))}
    return [
        each
        for each in listed
        if stem(gold.place.paper) in each.stems
        and _value(str(each.value)) in values
        and (holds(each.text or each.quote, gold.place.quote) or holds(gold.place.quote, each.quote))
    ]


def _reports(place: Place, listed: Sequence[Listed]) -> list[Listed]:
    """The entries that a later paper is said to come back to in these words."""
    return [
        each
        for each in listed
        if any(stem(one.paper) == stem(place.paper) and _overlap(one.quote, place.quote) for one in each.later)
    ]


def _tied(done: GoldDone, listed: Sequence[Listed]) -> bool:
    return any(
        stem(place.paper) in each.stems and _overlap(each.quote, place.quote)
        for each in _reports(done.place, listed)
        for place in done.earlier
    )


def _overlap(quote: str, other: str) -> bool:
    return bool(quote) and (holds(quote, other) or (len(quote) > LEAST and holds(other, quote)))


def _dated(gold: GoldPromise, listed: Sequence[Listed], plain: bool) -> bool:
    dates = (gold.due, *(() if plain else gold.due_ok))
    return any(_begins(date, each.due) for each in listed for date in dates)


def _begins(date: str | None, other: str | None) -> bool:
    """One date is the beginning of the other, so neither contradicts it."""
    return bool(date and other) and (str(date).startswith(str(other)) or str(other).startswith(str(date)))


def _owned(owner: str | None, gold: str | None) -> bool:
    return bool(owner and gold) and (fold(str(owner)) in fold(str(gold)) or fold(str(gold)) in fold(str(owner)))


def _labelled(listed: Sequence[Listed], place: Place, labels: Sequence[str]) -> bool:
    """An entry bears one of the numbers, or ends with it: gold's ``1`` and ``1(a)`` are met by ``87(1)`` and ``87(1)(a)``."""
    wanted = [_numbers(label) for label in (place.paragraph, *labels) if label]
    return any(_numbers(each.label or "")[-len(parts) :] == parts for each in listed for parts in wanted)


def _numbers(label: str) -> list[str]:
    """The parts of a label: ``87.(1)(a)`` is ``87``, ``1``, ``a``."""
    return [part.strip(".").casefold() for part in _PART.findall(label)]


def _value(text: str) -> str:
    """Digits, dots, brackets and minus signs: "£1,234k" is "1234"."""
    return _NOT_VALUE.sub("", text).rstrip(".")


def _parts(values: Iterable[bool]) -> list[Part]:
    return [(float(each), 1.0) for each in values]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
