"""The records of the registers: promises and what became of them, figures, recommendations.

Every entry stands in one paragraph of one paper: `quote` is verbatim, and ``paragraph.text[start:end] == quote`` is a law.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "quarter", "season", "term", "half", "year", "recurring", "event"]
Status = Literal["planned", "underway", "done"]
OwnerSource = Literal["column", "sentence", "section", "speaker", "paper"]
Says = Literal["done", "underway", "moved", "repeated", "dropped"]
Response = Literal["accepted", "partly", "rejected"]
Basis = Literal["actual", "target", "forecast", "budget"]


@dataclass(frozen=True, slots=True)
class Due:
    """When a promise falls due.

    `words` are the paper's own ("by the 11th December"). `date` is ISO 8601 as far as it is known ("2017-12-11", "2017-12",
    "2017"), None when the words name no date ("monthly", "once the budget is set"). `latest` is the last day that still
    keeps the promise.
    """

    words: str
    date: str | None
    precision: Precision
    latest: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A commitment to act. `what` is a short title in the paper's words; `made` the paper's date.

    `owner_source` says where the owner was read: the table's officer column, the sentence's agent; or, as fallbacks to be
    shown as such, the section's lead officer, in minutes the speaker who reports it, the paper's council.
    `proposed` is True when a language model found it and the checks bore it out.
    """

    id: str
    paper: str
    ordinal: int
    quote: str
    start: int
    end: int
    what: str
    owner: str | None
    owner_source: OwnerSource | None
    due: Due | None
    made: dt.date | None
    status: Status
    proposed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A later paper's word on a promise: the paragraph, what it says, and the new date where it gives one."""

    promise: str
    paper: str
    ordinal: int
    quote: str
    start: int
    end: int
    says: Says
    due: Due | None = None
    made: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with a name and a date.

    `series` is the name as the paper words it, `key` the same folded so that wordings of one series meet. `value` is as
    printed (brackets and all), `number` the same as a number in `unit` (None when it is a grade or a word). `as_of` is the
    date it was true or will be, ISO 8601 as far as it is known; `period` the span it covers as printed ("2016/17", "Q2").
    """

    paper: str
    ordinal: int
    quote: str
    start: int
    end: int
    series: str
    key: str
    council: str | None
    value: str
    number: float | None
    unit: str | None
    as_of: str | None
    period: str | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """A numbered recommendation and the response printed to it ("accepted", "partly", "rejected"), with the reason given.

    `by` is the committee or inspectorate that makes it, `owner` the officer or member named to see to it, `due` when.
    """

    id: str
    paper: str
    ordinal: int
    quote: str
    start: int
    end: int
    number: str
    by: str | None
    response: Response | None
    reason: str | None
    owner: str | None = None
    due: Due | None = None
    made: dt.date | None = None
