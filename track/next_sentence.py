"""A promise that names no date, and the sentence after it, to the date that sentence gives it.

"The commissioner will write a report to the minister. It is anticipated this report will be completed early December, 2017."
"""

from __future__ import annotations

import datetime as dt
import re

from track.dates import dues
from track.record import Due

# "It is anticipated that this report will be completed…", "The review is due to finish…", "This will be in place by…":
# what is named again must be named in the promise.
_AGAIN = re.compile(
    r"^(?:it is (?:anticipated|expected|planned|intended|proposed|hoped),? (?:that )?)?"
    r"(?:(?:this|the|these|such an?)(?: [a-z-]+)? (?P<thing>[a-z-]{4,}?)s?|this|it|they|these) "
    r"(?:will|would|should|is|are)(?: now| all| both)?(?: (?:anticipated|expected|planned|due|scheduled|timetabled|intended))?"
    r"(?: to)?(?: be)?(?: (?:fully|formally))? "
    r"(?P<done>complet\w+|finish\w*|publish\w*|ready|in place|conclud\w+|submitted|presented|reported|delivered|launch\w*|"
    r"available|held|due|take place|implemented|brought)\b",
    re.IGNORECASE,
)


def due_told_next(said: str, following: str, made: dt.date | None) -> Due | None:
    """When the sentence that follows says that what `said` promises falls due; None unless it speaks of it, and of one date."""
    again = _AGAIN.match(following)
    if again is None or (again["thing"] and again["thing"].lower() not in said.lower()):
        return None
    dated = [each for each in dues(following, made) if each.due.date is not None and not each.past]
    return dated[0].due if len(dated) == 1 else None
