"""Filters to the papers they let through: names as people say them are matched with names as papers print them."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable

from index.record import Choice, Filters

# Words that say what kind of body it is, not which one.
GENERIC = frozenset(
    ("the", "of", "and", "for", "a", "council", "borough", "county", "city", "district", "metropolitan", "royal", "parish",
     "town", "unitary", "authority", "committee")
)  # fmt: skip
_PREFIX = re.compile(r"^(?:the )?(?:london borough|royal borough|city|county|borough) of ")


def paper_keys(connection: sqlite3.Connection, filters: Filters) -> list[int] | None:
    """The keys of the papers let through, ascending; None when the filters leave everything open.

    Fails closed: a council that is not in the library, or a span of dates that ends before it begins, gives an empty list.
    """
    if filters == Filters():
        return None
    conditions, values = _conditions(connection, filters)
    where = " AND ".join(conditions)
    return [row["key"] for row in connection.execute(f"SELECT key FROM papers WHERE {where} ORDER BY key", values)]  # noqa: S608


def matching(wanted: str, names: Iterable[str]) -> list[str]:
    """The names that `wanted` means: those equal to it in their telling words, else those that contain all of them.

    >>> matching("croydon", ["London Borough of Croydon", "Kent County Council"])
    ['London Borough of Croydon']
    >>> matching("Somerset", ["North Somerset Council", "Somerset Council"])
    ['Somerset Council']
    """
    names = list(names)
    core = _core(wanted)
    same = [name for name in names if _core(name) == core]
    return same or [name for name in names if core and core <= _core(name)]


def _core(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    everything = re.findall(r"\w+", plain)
    telling = [word for word in re.findall(r"\w+", _PREFIX.sub("", plain)) if word not in GENERIC]
    return frozenset(telling or everything)


def _conditions(connection: sqlite3.Connection, filters: Filters) -> tuple[list[str], list[str]]:
    conditions: list[str] = []
    values: list[str] = []

    def among(column: str, allowed: Iterable[str]) -> None:
        conditions.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608
        values.append(json.dumps(sorted(allowed)))

    for column, choice in (("council", filters.council), ("committee", filters.committee)):
        if choice is not None:
            known = [row[0] for row in connection.execute(f"SELECT DISTINCT {column} FROM papers") if row[0]]  # noqa: S608
            among(column, {name for wanted in _several(choice) for name in matching(wanted, known)})
    if filters.kind is not None:
        among("kind", _several(filters.kind))
    if filters.papers is not None:
        among("id", filters.papers)
    if filters.date_from is not None:
        conditions.append("date >= ?")
        values.append(filters.date_from.isoformat())
    if filters.date_to is not None:
        conditions.append("date <= ?")
        values.append(filters.date_to.isoformat())
    return conditions, values


def _several(choice: Choice) -> tuple[str, ...]:
    return (choice,) if isinstance(choice, str) else choice or ()
