"""What README and the docstrings say is so: commands, make targets, settings, JSON keys and examples."""

from __future__ import annotations

import doctest
import importlib
import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from conftest import paper
from register_rows import changes_found, figure_row, promise_row, recommendation_row

import cli
from answer.record import Answer
from answer.registered import changes_to_wire, figure_to_wire, promise_to_wire, recommendation_to_wire
from answer.wire import answer_to_wire, paper_to_wire, paragraph_to_wire
from ingest.outline import examine
from settings import KEYS
from ui.examined import examination_to_wire

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, flags=re.MULTILINE))
GROUPS = {info.name or "": info.typer_instance for info in cli.app.registered_groups if info.typer_instance}
EVERY = [("", info) for info in cli.app.registered_commands]
EVERY += [(f"{name} ", info) for name, group in GROUPS.items() for info in group.registered_commands]
# `scrutineer eval score` is written `scrutineer eval`.
CALLBACKS = {
    f"{group}{info.name or info.callback.__name__}".replace("eval score", "eval"): info.callback
    for group, info in EVERY
    if info.callback
}
COMMANDS = list(CALLBACKS)


def fenced() -> list[str]:
    """The lines of README's fenced blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_and_says_what_it_does(command: str) -> None:
    assert f"`scrutineer {command}" in README
    assert CALLBACKS[command].__doc__


def test_every_command_the_readme_shows_is_there() -> None:
    shown = set(
        re.findall(r"scrutineer ([a-z]+)\b", " ".join(line for line in [*fenced(), *re.findall(r"`[^`\n]+`", README)]))
    )
    assert shown <= set(COMMANDS)
    assert shown


def test_every_option_the_readme_shows_is_there() -> None:
    known = "".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("cli.py", "eval/commands.py", "ui/register_commands.py")
    )
    options = set(re.findall(r"`[^`\n]*?(--[a-z-]+)", README))
    assert {option for option in options if f'"{option}"' not in known} == set()
    assert "--batch" in options


def test_the_first_screen_is_one_sentence_one_command_and_one_answer() -> None:
    title, sentence, command = README.split("\n\n")[:3]
    assert title == "# Scrutineer"
    assert sentence.count(". ") == 0
    assert command.strip("`\n ") == "make app"


def test_every_make_target_the_readme_shows_is_there_and_explained() -> None:
    shown = set(re.findall(r"(?:`|^)make ([a-z]+)", README, flags=re.MULTILINE))
    assert shown <= TARGETS
    assert {"app", "test", "lint", "fix", "eval"} <= shown
    unexplained = [
        name for name in TARGETS if not re.search(rf"^{name}:.*##|^{name}:.*\n?.*## ", MAKEFILE, re.MULTILINE)
    ]
    assert unexplained == []


@pytest.mark.parametrize("target", ["app", "test", "lint"])
def test_make_installs_torch_before_all_else_and_everything_pinned(target: str, tmp_path: Path) -> None:
    for name in ("Makefile", "constraints.txt", "pyproject.toml"):
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    told = subprocess.run(["make", "-n", target], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    installs = [shlex.split(line)[1:] for line in told.splitlines() if "pip install" in line]
    assert installs[0][:1] == ["install"]
    assert installs[0][1].startswith("torch==")
    assert all("constraints.txt" in words for words in installs[1:])


def test_the_installed_set_is_pinned_whole() -> None:
    lines = [
        line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)
    assert any(line.startswith("torch==") for line in lines)


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_is_in_the_readme_with_its_variable(key: str) -> None:
    assert f"| `{key}` | `SCRUTINEER_{key.upper()}` |" in README


def test_the_json_keys_the_readme_lists_are_those_that_are_written() -> None:
    block = next(block for block in README.split("```") if block.lstrip().startswith("ingest, papers"))
    example = paper("Text.")
    wires = [
        paper_to_wire(example, 1),
        paragraph_to_wire(example.paragraphs[0]),
        examination_to_wire(examine(example, example.paragraphs)),
        answer_to_wire(Answer(question="", asked="", text="", found=False), "id"),
        promise_to_wire(promise_row()),
        figure_to_wire(figure_row()),
        recommendation_to_wire(recommendation_row()),
        changes_to_wire(changes_found()),
    ]
    written = set(re.findall(r'"(\w+)"', json.dumps(wires)))
    in_lists = {
        "quote",
        "reads",
        "score",
        "total",
        "text",
        "label",
        "page",
    }  # of rows, which an empty answer has none of
    assert set(re.findall(r'"(\w+)"', block)) <= written | in_lists


def modules_with_examples() -> list[str]:
    rooms = ("ingest", "index", "track", "answer", "prompts", "eval", "ui")
    shown = re.compile(r">>> (?!.*\+SKIP)")
    found = [
        path for name in rooms for path in (ROOT / name).rglob("*.py") if shown.search(path.read_text(encoding="utf-8"))
    ]
    return sorted(path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for path in found)


@pytest.mark.parametrize("name", modules_with_examples())
def test_examples_in_docstrings_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name))
    assert outcome.attempted
    assert not outcome.failed
