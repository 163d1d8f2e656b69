"""The title of a paper: its cover's, or made of meeting and date, or its headline, or what the file is called."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from ingest import cover
from ingest.cover import Field
from ingest.dates import in_words
from ingest.headline import headline
from ingest.names import tidy_capitals
from ingest.page import Line
from ingest.paper import PaperKind

HEAD_LINES = 28  # in which a letter's "Dear …" stands

# Forms whose own name goes before the title of what they are about
FORMS = (
    (re.compile(r"proposed record of decision", re.IGNORECASE), "Proposed Record of Decision: "),
    (re.compile(r"record of (?:executive )?decision", re.IGNORECASE), "Record of Decision: "),
    (re.compile(r"^eqia submission|^equality impact assessment", re.IGNORECASE), "Equality Impact Assessment: "),
    (re.compile(r"^dpia |^data protection impact", re.IGNORECASE), "Data Protection Impact Assessment: "),
)

# Titles that word processors and templates leave behind
NO_TITLE = re.compile(
    r"^(?:agenda template|the report|letter|minutes|executive decision|record of decision|"
    r"powerpoint presentation|untitled.*|"
    r"document\d*|title|report for pre publication|.*\.(?:docx?|pdf|indd|rtf|xlsx?|pptx?))$",
    re.IGNORECASE,
)


def title_of(
    head: Sequence[Line],
    fields: Sequence[Field],
    kind: PaperKind,
    meeting: tuple[str | None, dt.date | None],
    fallback: str,
) -> str:
    """The title of the paper that begins with these lines; `meeting` is its committee and date."""
    texts = [line.text.strip(" *#") for line in head]
    committee, date = meeting
    when = f", {in_words(date)}" if date else ""
    of = f" of the {committee}" if committee and committee not in ("Council",) else ""
    if kind == "minutes" and committee:
        return f"Minutes of a meeting{of}{when}"
    if kind == "minutes" and date:
        return f"{tidy_capitals(headline(head, kind) or 'Minutes of a meeting')}{when}"
    if kind == "agenda" and (committee or date):
        return f"Agenda{', ' + committee if committee else ''}{when}"
    given = cover.first(fields, "title")
    dear = next((text for text in texts[:HEAD_LINES] if re.match(r"dear \w", text, re.IGNORECASE)), None)
    if dear and given is None and kind == "other":
        return f"Letter to {dear[5:].strip(' ,')}{when}"
    if given is None and kind == "decision" and (committee or date):
        return f"Decisions{of}{when}"
    title = tidy_capitals(given or headline(head, kind) or fallback)
    return f"{_form_of(texts)}{title}" if given else title


def _form_of(texts: Sequence[str]) -> str:
    return next((said for pattern, said in FORMS if any(pattern.search(text) for text in texts[:4])), "")


def title_from(title_hint: str | None, name: str) -> str:
    """The PDF's own title where it is one, else the file's name in words."""
    hint = re.sub(r"^Microsoft (?:Word|PowerPoint|Excel) - ", "", (title_hint or "").strip())
    if len(hint) > 5 and " " in hint and not NO_TITLE.match(hint):
        return hint
    stem = re.sub(r"\.\w{2,4}$", "", re.split(r"[\\/]", name)[-1])
    words = re.sub(r"[_\s]+|(?<=\D)-|-(?=\D)", " ", re.sub(r"^\d{4}-\d{2}-\d{2}[_-]?", "", stem)).strip()
    return (words[:1].upper() + words[1:]) if words else stem
