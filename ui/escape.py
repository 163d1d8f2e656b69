"""Text of papers and questions into text that a page shows as it stands, whatever it holds.

Nothing a paper says may become a link, a formula, a picture or a tag. `as_html` is for what goes through `st.html`,
`as_label` for the labels of buttons, openings and messages, which Streamlit reads as Markdown:

>>> as_html("<b>5 & 6</b>")
'&lt;b&gt;5 &amp; 6&lt;/b&gt;'
>>> as_label("*Costs* of $5 [here](x)")
'\\\\*Costs\\\\* of \\\\$5 \\\\[here\\\\]\\\\(x\\\\)'
"""

from __future__ import annotations

import html
import re

_MARKS = re.compile(r"([!#$&()*+\-./:<=>@\[\\\]^_`{|}~])")
# Streamlit looks for these again after Markdown has been read, when a backslash no longer protects them: :name: and
# :red[..] are signs and colours, www. and x@y become links, and -> becomes an arrow. A word joiner, which has no
# width, parts them.
_READ_TWICE = re.compile(r"(?<=:)(?=\S)|(?<=www)(?=\.)|(?<=@)(?=\w)|(?<=[-<>=])(?=[->=])", re.I)
_WORD_JOINER = "\u2060"
# Characters that turn the reading direction around or end a line; a file name may hold them to look like another.
_UNSEEN = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def as_html(text: str) -> str:
    """`text` as it stands, for a page of HTML. Signs that cannot be seen and would disorder the line are left out."""
    return html.escape(_UNSEEN.sub("", text))


def as_label(text: str) -> str:
    """`text` as it stands, on one line, for a place that reads Markdown."""
    line = " ".join(_UNSEEN.sub("", text).split())
    parted = _READ_TWICE.sub(_WORD_JOINER, line)
    escaped = _MARKS.sub(r"\\\1", parted)
    return re.sub(r"^(\d+)(?=\\[.)])", r"\1" + _WORD_JOINER, escaped)


def shortened(text: str, length: int) -> str:
    """`text` on one line and no longer than `length` characters, cut after a word and closed by an ellipsis.

    >>> shortened("Improving outcomes for children looked after", 20)
    'Improving outcomes…'
    """
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[:length]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:.-–") + "…"
