"""An answer's text into HTML: its paragraphs and lists, its [1] [2] marks set apart, all else as it stands.

>>> answer_html("It rose to £2m [1].")
'<div class="scr-answer"><p>It rose to £2m <span class="scr-ref">[1]</span>.</p></div>'
>>> answer_html("Two steps:\\n- <one> [1]\\n- two [2]", citations=1)
'<div class="scr-answer"><p>Two steps:</p><ul><li>&lt;one&gt; <span class="scr-ref">[1]</span></li><li>two [2]</li></ul></div>'
"""

from __future__ import annotations

import re

from ui.escape import as_html

_MARK = re.compile(r"\[(\d{1,3})\]")
_BULLET = re.compile(r"^\s*[-*•–▪]\s+")


def answer_html(text: str, citations: int = 99) -> str:
    """The text as HTML. A number in brackets is a mark only when there is such a citation."""
    parts: list[str] = []
    bullets: list[str] = []
    for line in [*text.splitlines(), ""]:
        if _BULLET.match(line):
            bullets.append(f"<li>{_line(_BULLET.sub('', line), citations)}</li>")
            continue
        if bullets:
            parts.append(f"<ul>{''.join(bullets)}</ul>")
            bullets = []
        if line.strip():
            parts.append(f"<p>{_line(line.strip(), citations)}</p>")
    return f'<div class="scr-answer">{"".join(parts)}</div>'


def _line(line: str, citations: int) -> str:
    def mark(match: re.Match[str]) -> str:
        real = 1 <= int(match[1]) <= citations
        return f'<span class="scr-ref">{match[0]}</span>' if real else match[0]

    return _MARK.sub(mark, as_html(line))
