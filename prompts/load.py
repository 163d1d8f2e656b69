"""Turns a prompt's name into its template: a text file with placeholders that are checked when it is read.

>>> load("rewrite").render(history="", question="And in {2019}?").count("And in {2019}?")
1
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
# What each prompt must hold, no more and no less.
PLACEHOLDERS: dict[str, frozenset[str]] = {
    "answer": frozenset({"question", "evidence", "not_found"}),
    "promises": frozenset({"made", "paragraphs"}),
    "rewrite": frozenset({"question", "history"}),
}
_PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


class PromptError(Exception):
    """A prompt file that cannot be used; the message names the file, the placeholder and the remedy."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A checked template. `sha256` is of its text, so that results can say which wording they came from."""

    name: str
    template: str
    sha256: str

    def render(self, **values: str) -> str:
        """The template with its placeholders filled, once: braces inside a value stay as they are.

        Raises PromptError when a value is missing or not asked for.
        """
        wanted = PLACEHOLDERS[self.name]
        if wrong := wanted ^ set(values):
            raise PromptError(f"{self.name}: give exactly the values {_listed(wanted)}; check {_listed(wrong)}")
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.template)


def load(name: str, folder: Path | None = None) -> Prompt:
    """The prompt `name`, from `folder` when a file NAME.md lies there, otherwise as shipped.

    Raises PromptError when the name is unknown, the file cannot be read, or a placeholder is missing or unknown.
    """
    if name not in PLACEHOLDERS:
        raise PromptError(f"{name}: no such prompt. There are {_listed(frozenset(PLACEHOLDERS))}.")
    path = HERE / f"{name}.md"
    if folder is not None and (folder / f"{name}.md").is_file():
        path = folder / f"{name}.md"
    try:
        template = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise PromptError(f"{path}: cannot be read ({exc}). Save it as UTF-8 text.") from exc
    _check(path, template, PLACEHOLDERS[name])
    return Prompt(name, template, hashlib.sha256(template.encode()).hexdigest())


def _check(path: Path, template: str, wanted: frozenset[str]) -> None:
    found = set(_PLACEHOLDER.findall(template))
    if missing := wanted - found:
        raise PromptError(f"{path}: the placeholder {_listed(missing)} is missing. Put it back where its text belongs.")
    if unknown := found - wanted:
        raise PromptError(f"{path}: the placeholder {_listed(unknown)} is unknown. Use only {_listed(wanted)}.")


def _listed(names: frozenset[str] | set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
