"""A question that asks two or three things into its parts, each to be answered by itself.

>>> parts("How many trees come down, and how many are planted elsewhere?")
('How many trees come down', 'how many are planted elsewhere?')
>>> parts("Who is it and by when?")
()
>>> parts("Who is it? I would like to know.")
()
"""

from __future__ import annotations

import re

from answer.facts import tokens
from answer.wording import is_content

MOST = 3  # parts; a question that asks more is answered as one

_ASKS = r"(?:(?:by|in|at|on|for|to|with|from) )?(?:how|what|who|whom|whose|when|where|which|why)\b"
_ASKING = re.compile(rf"\b{_ASKS}", re.IGNORECASE)
_JOINT = re.compile(
    rf"[,;:–-]?\s+(?:and|but|or)\s+(?:then\s+|also\s+)?(?={_ASKS})|(?<=\?)\s+(?=\S)|;\s+(?={_ASKS})", re.IGNORECASE
)


def parts(question: str) -> tuple[str, ...]:
    """The question cut where it asks for another thing; () where it asks for one.

    What asks nothing, or has no telling word of its own ("by when?"), stays with what it follows.
    """
    found: list[str] = []
    joints = list(_JOINT.finditer(question))
    starts, ends = [0, *(joint.end() for joint in joints)], [*(joint.start() for joint in joints), len(question)]
    begun = 0
    for start, end in zip(starts, ends, strict=True):
        piece = question[start:end]
        if found and not (_ASKING.search(piece) and any(is_content(one) or one.is_fact for one in tokens(piece))):
            found[-1] = question[begun:end].strip()
        else:
            begun = start
            found.append(piece.strip())
    asking = all(_ASKING.search(piece) or piece.endswith("?") for piece in found)
    return tuple(found) if 1 < len(found) <= MOST and asking else ()
