"""A promise and what later papers say of it become its outcome as at a day, and the due date then in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from track.record import Due, Mention, Status
from track.register_rows import Outcome


def due_now(due: Due | None, later: Sequence[Mention]) -> Due | None:
    """The due date in force after the mentions, which are in date order: the last date that one of them moved it to."""
    moved = [mention.due for mention in later if mention.due is not None and mention.says in ("moved", "underway")]
    return moved[-1] if moved else due


def outcome(status: Status, due: Due | None, later: Sequence[Mention], as_at: dt.date) -> Outcome:
    """What became of a promise, as far as papers up to `as_at` tell; the mentions are in date order.

    The last word counts, but what was done stays done when a later paper merely repeats it. With no word after the due date
    a promise is "overdue": nothing was found in the papers held, which is not to say that it was not done.
    """
    if status == "done" or any(mention.says == "done" for mention in later):
        return "done"
    last = later[-1] if later else None
    if last is not None and last.says == "dropped":
        return "dropped"
    now = due_now(due, later)
    latest = now.latest if now else None
    if latest is not None and latest < as_at and (last is None or last.made is None or last.made <= latest):
        return "overdue"
    if any(mention.says == "moved" for mention in later):
        return "moved"
    if status == "underway" or any(mention.says == "underway" for mention in later):
        return "underway"
    return "open"
