"""An answer into plain text to paste into a letter, a speech or a minute: the answer, then its numbered citations."""

from __future__ import annotations

from answer.record import Answer, Citation

NEAREST = "Nearest passages, which do not answer the question:"


def copied(answer: Answer) -> str:
    """The answer with its citations as an officer writes them; the nearest passages, named as such, when nothing was found."""
    parts = [f"Question: {answer.asked or answer.question}", answer.text]
    if answer.citations:
        parts.append("\n".join(("Sources:", *_numbered(answer.citations))))
    if not answer.found and answer.nearest:
        parts.append("\n".join((NEAREST, *_numbered(answer.nearest))))
    return "\n\n".join(part for part in parts if part)


def _numbered(citations: tuple[Citation, ...]) -> list[str]:
    return [f"[{number}] {_source(citation)}" for number, citation in enumerate(citations, 1)]


def _source(citation: Citation) -> str:
    """One citation: as `str()` writes it, its title where that does not say it, an inferred number, and the quote."""
    title = f", in: {citation.title}" if citation.committee else ""
    inferred = ", paragraph number inferred" if citation.label_kind == "inferred" else ""
    return f"{citation}{title}{inferred}: “{' '.join(citation.quote.split())}”"
