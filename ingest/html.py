"""A saved web page into blocks: its main content without menus and banners, lists numbered as the browser shows them.

Made for ModernGov's and CMIS's meeting pages and gov.uk's publications; another page is read by the same rules: what is
marked as main content, else the body without what is marked as navigation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.block import Block
from ingest.errors import UnreadableFile
from ingest.flow import Boxed, Flow, Passage, pages_of
from ingest.html_table import cells_of
from ingest.label import Label
from ingest.lists import list_label, numeral
from ingest.page import Page
from ingest.text import decoded

# Where the content is, the surest first, with who marks it so.
MAIN = (
    "//*[@id='modgov']",  # ModernGov
    "//main",  # gov.uk
    "//*[@role='main']",
    "//*[contains(concat(' ', @class, ' '), ' ModCMISMeetingsC ')]",  # CMIS
    "//*[@id='content' or @id='main-content' or @id='main']",
    "//article",
    "//body",
)
SILENT = frozenset(
    "script style noscript template nav footer aside button svg iframe input select option textarea object "
    "video audio canvas head map img".split()
)
SILENT_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar"))
# Parts by class or id that are no content, each with a page that has it.
SILENT_NAMES = re.compile(
    r"cookie|breadcrumb|skip-?link|(?:^|\s)sr-only|visually-?hidden|pagination|back-to-top|social-|"  # many sites
    r"mgActionList|mgFileSize|mgHide|mgLinks|\bFileSize\b|"  # ModernGov, CMIS
    r"gem-c-contents-list|gem-c-share|gem-c-feedback|gem-c-print-link|gem-c-related",  # gov.uk
    re.IGNORECASE,
)
NOTES = re.compile(
    r"(?:^|\s)footnotes(?:\s|$)|doc-endnotes"
)  # gov.uk's notes are a numbered list: their numbers are no labels
UNNUMBERED_LISTS = re.compile(r"legislative-list|list-unstyled|no-bullet")  # gov.uk's laws bring numbers of their own
HEADINGS = {f"h{level}": float(level) for level in range(1, 7)}
# ModernGov sets its headings as paragraphs.
HEADING_CLASSES = {"mgSectionTitle": 2.0, "mgAiTitleTxt": 3.0, "mgSubItemTitleTxt": 4.0}
TERMS = re.compile(r"(?:^|\s)DNNLabel(?:\s|$)")  # CMIS: what <dt> is elsewhere
BLOCKS = frozenset(
    "address article blockquote body caption center dd details dialog div dl dt fieldset figcaption figure form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
STYLES = {
    "decimal": "decimal", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "none": "none",
}  # fmt: skip
INDENT = 40.0  # points: what a browser sets a list in
DEEPEST = 200  # elements within each other
SITE = re.compile(r"\s+[-–|]\s+(?:GOV\.UK|[^-–|]*(?:Council|website|ModernGov|Authority)[^-–|]*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a saved page holds: its blocks in reading order, a page for the catalogue, its own title."""

    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    title: str | None


@dataclass(slots=True)
class _Place:
    """What the elements around say of the text inside them."""

    level: float | None = None
    bold: bool = False
    left: float = 0.0
    notes: bool = False
    preformatted: bool = False


@dataclass(slots=True)
class _Item:
    """What stands before an item of a list, until its first text is there."""

    label: Label | None = None
    printed: str = ""
    bullet: bool = False


def read_html(path: Path) -> WebPage:
    """Read a saved web page. Raises `UnreadableFile` when it is empty, binary or no web page."""
    from lxml import html
    from lxml.etree import LxmlError

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(path))
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=False))
    except (LxmlError, ValueError) as error:
        raise UnreadableFile(path, f"this is not a web page ({error})", "Save the page again, or as PDF") from error
    main = next(element for query in (*MAIN, "//*") for element in root.xpath(query)[:1])
    reader = _Reader()
    reader.element(main, _Place(), 0)
    reader.flush()
    blocks = reader.flow.blocks
    return WebPage(tuple(blocks), pages_of(blocks, 1), _title(root))


def _title(root: Any) -> str | None:
    told = root.xpath("//meta[@name='DC.title' or @property='og:title']/@content") + root.xpath("//title/text()")
    titles = [SITE.sub("", re.sub(r"\s+", " ", str(text)).strip()) for text in told]
    return next((title for title in titles if title), None)


class _Reader:
    """One page while it is read: the text gathered since the last block's end, and what stands before it."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._text: list[str] = []
        self._place = _Place()
        self._item = _Item()
        self._term = ""  # of a list of terms: it stands on one line with what is said of it
        self._bold = self._shown = 0  # characters of the text gathered
        self.bold = self.shown = 0  # and of all text so far

    def element(self, element: Any, place: _Place, depth: int) -> None:
        """An element with everything in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if depth > DEEPEST or not tag or _silent(element, tag):
            return
        if tag == "br":
            self._text.append("\n")
            return
        if tag in BLOCKS:
            self.flush()
        if tag == "dt" or TERMS.search(element.get("class") or ""):
            self._term = " ".join("".join(element.itertext()).split()).rstrip(":")
            return
        place = _inside(element, tag, place)
        self._place = place if tag in BLOCKS else self._place
        if tag == "table":
            self._table(element, place, depth)
        elif tag in ("ol", "ul"):
            self._list(element, tag, place, depth)
        else:
            self._children(element, place, depth)
        if tag in BLOCKS:
            self.flush()

    def _children(self, element: Any, place: _Place, depth: int) -> None:
        self._say(element.text, place)
        for child in element:
            self.element(child, place, depth + 1)
            if child.tag in BLOCKS:
                self._place = place
            self._say(child.tail, place)

    def _say(self, text: str | None, place: _Place) -> None:
        if not text:
            return
        spaced = re.sub(r"\xa0{3,}[ \xa0]*", "\t", text)  # Word's own lists are saved with spaces for the tab
        plain = spaced if place.preformatted else re.sub(r"[ \r\n\f]+", " ", spaced)
        self._text.append(plain)
        count = len(plain.strip())
        self._shown += count
        self._bold += count * place.bold

    def _taken(self) -> str:
        text, self._text = "".join(self._text), []
        self.bold, self.shown = self.bold + self._bold, self.shown + self._shown
        self._bold = self._shown = 0
        return text

    def flush(self) -> None:
        """End the block that is open."""
        bold = self._shown > 0 and self._bold >= 0.9 * self._shown
        text = self._taken()
        if not text.strip():
            return
        if self._term:
            text, self._term, bold = f"{self._term}: {text.strip()}", "", False
        place, item = self._place, self._item
        passage = Passage(text.strip(" \n\r").split("\n"), bold=bold, left=place.left, level=place.level)
        passage.label, passage.printed, passage.bullet = item.label, item.printed, item.bullet
        self._item = _Item()
        self.flow.add(passage)

    def _list(self, element: Any, tag: str, place: _Place, depth: int) -> None:
        form = _form(element, tag)
        items = [child for child in element if child.tag == "li"]
        step = -1 if element.get("reversed") is not None else 1
        count = _number(element.get("start"), 1 if step > 0 else len(items))
        inner = replace(place, left=place.left + INDENT)
        for child in element:
            if child.tag == "li":
                count = _number(child.get("value"), count)
                self._item = _before(form, count, notes=place.notes)
                count += step
            self.element(child, inner, depth + 1)
            if child.tag == "li":
                self._item = _Item()

    def _table(self, element: Any, place: _Place, depth: int) -> None:
        caption = " ".join(" ".join(element.xpath("./caption//text()")).split())

        def cell(inner: Any) -> Boxed:
            held, self.flow = self.flow, Flow()
            shown, bold = self.shown, self.bold
            self.element(inner, replace(place, left=0.0), depth + 1)
            held, self.flow = self.flow, held
            return Boxed(0, 0, 1, 1, held.blocks, 2 * (self.bold - bold) > self.shown - shown)

        cells = list(cells_of(element, cell, lambda inner: _silent(inner, str(inner.tag))))
        if caption and not _silent(element.find("caption"), "caption"):
            level = _inside(element.find("caption"), "caption", place).level
            self.flow.add(Passage([caption], left=place.left, level=level))
        self.flow.add_table(cells, caption)


def _silent(element: Any, tag: str) -> bool:
    """Whether an element shows nothing, or nothing of the content."""
    if tag in SILENT or element.get("role") in SILENT_ROLES or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or re.search(r"display\s*:\s*none", element.get("style") or ""):
        return True
    if tag == "header" and element.getparent() is not None and element.getparent().tag in ("body", "html"):
        return True
    if tag == "sup" and element.xpath(".//a[starts-with(@href, '#')]"):
        return True  # the mark of a footnote
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return tag not in ("body", "html", "main") and bool(SILENT_NAMES.search(names))


def _inside(element: Any, tag: str, place: _Place) -> _Place:
    classes = (element.get("class") or "").split()
    level = HEADINGS.get(tag) or next(
        (HEADING_CLASSES[name] for name in classes if name in HEADING_CLASSES), place.level
    )
    style = element.get("style") or ""
    bold = tag in ("b", "strong", "th") or (place.bold and not re.search(r"font-weight\s*:\s*normal", style))
    return replace(
        place,
        level=level,
        bold=bold or bool(re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", style)),
        notes=place.notes or bool(NOTES.search(f"{element.get('class') or ''} {element.get('role') or ''}")),
        preformatted=place.preformatted or tag == "pre",
    )


def _form(element: Any, tag: str) -> str:
    """The format in which a list is numbered: "bullet" for a list of points, "none" for one that shows nothing."""
    said = re.search(r"list-style(?:-type)?\s*:\s*([a-z-]+)", element.get("style") or "")
    if said and said.group(1) in STYLES:
        return STYLES[said.group(1)]
    if UNNUMBERED_LISTS.search(element.get("class") or ""):
        return "none"
    return FORMS.get(element.get("type") or "1", "decimal") if tag == "ol" else "bullet"


def _before(form: str, count: int, *, notes: bool) -> _Item:
    if form in ("bullet", "none"):
        return _Item(bullet=form == "bullet")
    number = numeral(count, form)
    if notes:
        return _Item(printed=number)
    label = list_label(f"{number}.", form, count)
    return _Item(label, "" if label else f"{number}.")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,9}\s*", text) else otherwise
