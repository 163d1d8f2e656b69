"""Records into the JSON that other programs rely on: the shapes of `scrutineer ... --json` and `ask --batch`.

Keys are only ever added. Dates are ISO (2017-10-31); what is not known is null.
"""

from __future__ import annotations

from answer.record import Answer, Citation
from index.search import Hit
from ingest.paper import Entry, Paragraph

Wire = dict[str, object]
RETRIEVED = 20  # hits given with an answer, best first


def paper_to_wire(entry: Entry, paragraphs: int) -> Wire:
    """One line of `ingest --json`, one element of `papers --json`."""
    return {
        "paper": entry.id,
        "file": entry.file,
        "title": entry.title,
        "kind": entry.kind,
        "council": entry.council,
        "committee": entry.committee,
        "date": entry.date.isoformat() if entry.date else None,
        "item": entry.item,
        "pages": entry.pages,
        "paragraphs": paragraphs,
        "warnings": list(entry.warnings),
        "first_page": entry.first_page,
        "access": entry.access,
        "pack": entry.pack,
        "details": dict(entry.details),
        "also_in": [{"file": file, "first_page": page} for file, page in entry.also_in],
    }


def paragraph_to_wire(paragraph: Paragraph) -> Wire:
    """One element of `paragraphs --json`."""
    return {
        "label": paragraph.label,
        "label_kind": paragraph.label_kind,
        "heading": list(paragraph.heading),
        "text": paragraph.text,
        "page": paragraph.page,
        "kind": paragraph.kind,
        "ordinal": paragraph.ordinal,
        "columns": list(paragraph.columns),
        "caption": paragraph.caption,
        "parent": paragraph.parent,
        "printed_page": paragraph.printed_page,
    }


def answer_to_wire(answer: Answer, id: str | None = None) -> Wire:
    """The answer to one question; `id` is the question's own, in a batch."""
    return ({} if id is None else {"id": id}) | {
        "question": answer.question,
        "asked": answer.asked,
        "answer": answer.text,
        "found": answer.found,
        "citations": [citation_to_wire(each) for each in answer.citations],
        "nearest": [citation_to_wire(each) for each in answer.nearest],
        "retrieved": [hit_to_wire(each) for each in answer.retrieved[:RETRIEVED]],
        "confidence": round(answer.confidence, 4),
        "rejected": list(answer.rejected),
        "notices": list(answer.notices),
        "seconds": {step: round(seconds, 4) for step, seconds in answer.seconds.items()},
    }


def failure_to_wire(question: str, error: str, id: str | None = None) -> Wire:
    """The record of a question that could not be answered: an answer's shape, nothing found, and the reason in "error"."""
    empty = Answer(question=question, asked=question, text="", found=False, seconds={"total": 0.0})
    return answer_to_wire(empty, id) | {"error": error}


def citation_to_wire(citation: Citation) -> Wire:
    """One citation; "text" is the printed paragraph, "piece" the bullet or row of it, "reads" how an officer would write it."""
    return {
        "paper": citation.paper,
        "file": citation.file,
        "label": citation.label,
        "page": citation.page,
        "quote": citation.quote,
        "text": citation.whole or citation.text,
        "piece": citation.text,
        "reads": str(citation),
        "title": citation.title,
        "council": citation.council,
        "committee": citation.committee,
        "date": citation.date.isoformat() if citation.date else None,
        "item": citation.item,
        "label_kind": citation.label_kind,
        "kind": citation.kind,
        "heading": list(citation.heading),
        "columns": list(citation.columns),
        "printed_page": citation.printed_page,
        "ordinal": citation.ordinal,
        "also_in": [{"file": file, "first_page": page} for file, page in citation.also_in],
    }


def hit_to_wire(hit: Hit) -> Wire:
    """One retrieved paragraph, as printed."""
    return {
        "paper": hit.paragraph.paper,
        "file": hit.entry.file,
        "label": hit.paragraph.label,
        "page": hit.paragraph.page,
        "text": hit.unit.text if hit.unit else hit.paragraph.text,
        "score": round(hit.score, 6),
        "also_in": [{"file": file, "first_page": page} for file, page in hit.entry.also_in],
        "ordinal": hit.paragraph.ordinal,
    }
