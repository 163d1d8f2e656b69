"""Whose paper it is: the council on the cover or letterhead, else the one that its prose and its addresses agree on.

A council that is only mentioned is a partner, not the author: it counts if the file's path, a web address or, where no other
council is named, its initials say the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.names import council_in, councils_in, place

HEAD_LINES = 14  # of the first page that may be a letterhead or a cover
FOREIGN = re.compile(r"on behalf|submission by|in partnership|supported by", re.IGNORECASE)
# A paper headed by a company's or society's name is its own, whatever council pays it: "Suffolk’s Libraries IPS".
SOCIETY = re.compile(r"\b(?:IPS|Ltd|Limited|CIC|CIO|PLC|plc|LLP)\b")
NOT_COUNCILS = frozenset(
    {"ofsted", "education", "legislation", "communities", "homeoffice", "parliament", "nationalarchives"}
)
SUFFIXES = ("County Council", "City Council", "Borough Council", "District Council", "Metropolitan Borough Council")


def council_of(texts: Sequence[str], whole: str, path: str) -> str | None:
    """The council whose paper begins with the lines `texts`; `whole` is all the text that was looked at."""
    for text in texts[:HEAD_LINES]:
        named = council_in(text)
        alone = named is not None and len(text) < len(named) + 40 and not re.search(r"[a-z][.;]$", text)
        if named and alone and not FOREIGN.search(text):
            return named
    if any(SOCIETY.search(text) for text in texts[:2]):
        return None
    return _of_prose(whole, path) or _of_place(whole, path)


def seat_of(file: str, whole: str) -> str | None:
    """The place a file is named after, "darlington-cabinet-2016", if the paper speaks of it too."""
    led = re.match(r"(?P<place>[a-z]+(?:-[a-z]+)??)-(?=cabinet|council|scrutiny|executive|committee)", file)
    seat = led.group("place").replace("-", " ").title() if led else None
    return seat if seat and len(re.findall(rf"\b{re.escape(seat)}\b", whole)) >= 2 else None


def _of_prose(text: str, path: str) -> str | None:
    counts = Counter(councils_in(text))
    for backing in (_in_path(path), _in_addresses(text)):
        backed = {council: count for council, count in counts.items() if _squeezed(place(council)) in backing}
        if backed:
            return max(backed, key=lambda council: (backed[council], len(council), council))
    if len({place(council) for council in counts}) == 1:
        council = max(counts, key=lambda one: (counts[one], len(one), one))
        return council if _times(_initials(council), text) >= 2 else None
    return None


def _of_place(text: str, path: str) -> str | None:
    """A place that only addresses or the path name, completed where the paper says "the County Council" or "KCC"."""
    folder = re.split(r"[\\/]", path)[-2:-1]
    addresses = _in_addresses(text)
    for squeezed in (*addresses, *map(_squeezed, folder)):
        named = _as_printed(squeezed, text) or (
            squeezed.title() if squeezed in addresses and squeezed in _in_path(path) else None
        )
        if named is None or squeezed in NOT_COUNCILS:
            continue
        for suffix in SUFFIXES:
            told = _times(suffix, text), _times(_initials(f"{named} {suffix}"), text)
            if told[0] and sum(told) >= 2:
                return f"{named} {suffix}"
        short = sum(_times(_initials(f"{named} {suffix}"), text) for suffix in SUFFIXES)
        if squeezed in addresses or short:
            return named
    return None


def _as_printed(squeezed: str, text: str) -> str | None:
    """A place run together in an address ("towerhamlets") as the text prints it."""
    names = Counter(re.findall(r"\b[A-Z][a-z]+(?:[ -](?:and |on |upon )?[A-Z][a-z]+){0,3}\b", text))
    single = Counter(re.findall(r"\b[A-Z][a-z]+\b", text))
    same = {name: count for name, count in (names | single).items() if _squeezed(name) == squeezed}
    return max(same, key=lambda name: (same[name], name)) if same else None


def _in_addresses(text: str) -> tuple[str, ...]:
    """The most frequent name before .gov.uk in the paper's addresses, if there is one."""
    found = Counter(name for name in re.findall(r"[@.]([a-z]{4,})\.gov\.uk", text.lower()) if name not in NOT_COUNCILS)
    return tuple(name for name, _ in found.most_common(1))


def _in_path(path: str) -> frozenset[str]:
    """Words of the path, and runs of up to four words run together: a place's name may have several."""
    return frozenset(_runs(re.findall(r"[a-z]+", path.lower())))


def _runs(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words)):
        for length in range(1, 5):
            yield "".join(words[start : start + length])


def _times(words: str, text: str) -> int:
    return len(re.findall(rf"\b{re.escape(words)}\b", text))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z]+", "", text.lower())
