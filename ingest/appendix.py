"""A heading to the name of the appendix it opens: "APPENDIX A – Costs" to "Appendix A"."""

from __future__ import annotations

import re
from collections.abc import Sequence

# (an appendix's own heading, an example)
APPENDIX = re.compile(
    r"(?P<name>(?:APPENDIX|Appendix|ANNEX|Annex|ANNEXE|Annexe)(?: [A-Z]{1,2}\d{0,2}| \d{1,2}[A-Za-z]?| [IVX]+)?)"
    r"(?: ?[-–:.|] ?\S.*| [A-Z(].*)?"
)


def appendix_named(text: str) -> str | None:
    """The name of the appendix whose heading the whole text is, as a citation says it; None for any other text."""
    match = APPENDIX.fullmatch(text)
    if match is None:
        return None
    word, *rest = match["name"].split(" ", 1)
    return " ".join([word.capitalize(), *rest])


def appendix_of(heading: Sequence[str]) -> str | None:
    """The appendix that a heading path stands in: "Appendix A" of ("APPENDIX A – Costs", "Staff")."""
    return appendix_named(heading[0]) if heading else None
