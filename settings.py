"""Reads scrutineer.toml and the SCRUTINEER_ environment variables into one frozen `Settings`. Only app.py and cli.py read it.

Each key of the file is also an environment variable: `llm_url` is SCRUTINEER_LLM_URL. The environment wins over the file,
and what is given on the command line wins over both. scrutineer.example.toml explains every key.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

FILE_NAME = "scrutineer.toml"
DEFAULT_LIBRARY = Path("library")
OLLAMA_ADDRESS = "http://localhost:11434"  # where Ollama listens when nothing else was said
LLM_TIMEOUT = 60.0  # seconds
LANGUAGE_MODELS = ("openai", "ollama")
# A library's own file travels with every copy of the library. It must not send questions to an address somebody else chose.
LIBRARY_KEYS = ("embedder",)


class SettingsError(Exception):
    """A setting that is unknown, incomplete or of the wrong kind; the message names it and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set. `llm` None: no language model, answers quote. `llm_timeout` is in seconds."""

    library: Path = DEFAULT_LIBRARY
    embedder: str | None = None
    llm: str | None = None
    llm_url: str | None = None
    llm_model: str | None = None
    llm_key: str | None = field(default=None, repr=False)
    llm_timeout: float = LLM_TIMEOUT


KEYS = tuple(each.name for each in fields(Settings))


def load_settings(library: Path | None = None, *, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings in force; `library` is the folder named on the command line, if one was.

    Of the files, the first that exists is read: the one SCRUTINEER_CONFIG names, scrutineer.toml in the working folder, the
    same in the library's folder (which may set the embedder only). Raises SettingsError.
    """
    given = _from_environment(environ)
    if library is not None:
        given["library"] = str(library)
    given = _from_file(Path(str(given.get("library", DEFAULT_LIBRARY))), environ) | given
    return _checked(given)


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    """What the SCRUTINEER_ variables set; an empty variable sets nothing."""
    given = {key: environ.get(f"SCRUTINEER_{key.upper()}", "").strip() for key in KEYS}
    return {key: text for key, text in given.items() if text}


def _from_file(library: Path, environ: Mapping[str, str]) -> dict[str, object]:
    named = environ.get("SCRUTINEER_CONFIG", "").strip()
    if named:
        return _read_file(Path(named), KEYS)
    for path, allowed in ((Path(FILE_NAME), KEYS), (library / FILE_NAME, LIBRARY_KEYS)):
        if path.is_file():
            return _read_file(path, allowed)
    return {}


def _read_file(path: Path, allowed: tuple[str, ...]) -> dict[str, object]:
    try:
        found: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise SettingsError(
            f"{path}: cannot be read ({exc.strerror}). Does SCRUTINEER_CONFIG name the right file?"
        ) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{path}: {exc}. scrutineer.example.toml shows how it is written.") from exc
    for key in found:
        if key not in allowed:
            where = " in a library's own file" if key in KEYS else ""
            raise SettingsError(f"{path}: {key!r} cannot be set{where}. Allowed: {', '.join(allowed)}.")
    return found


def _checked(given: dict[str, object]) -> Settings:
    """`given` with every value of its right kind."""
    seconds = _seconds(given.pop("llm_timeout", LLM_TIMEOUT))
    for key, value in given.items():
        if not isinstance(value, str):
            raise SettingsError(f"{key}: {value!r} is not text. Write it in quotation marks.")
    text = {key: str(value) for key, value in given.items() if value}
    if text.get("llm") == "ollama":
        text.setdefault("llm_url", OLLAMA_ADDRESS)
    _refuse_half_a_model(text)
    return Settings(
        library=Path(text.get("library", DEFAULT_LIBRARY)),
        embedder=text.get("embedder"),
        llm=text.get("llm"),
        llm_url=text.get("llm_url"),
        llm_model=text.get("llm_model"),
        llm_key=text.get("llm_key"),
        llm_timeout=seconds,
    )


def _refuse_half_a_model(text: Mapping[str, str]) -> None:
    """Raises SettingsError for a language model that is set in part: it would quietly do nothing."""
    allowed = ", ".join(LANGUAGE_MODELS)
    llm = text.get("llm")
    if llm is None:
        for key in ("llm_url", "llm_model", "llm_key"):
            if key in text:
                raise SettingsError(f"{key} is set, but llm is not. Set llm to one of: {allowed}.")
        return
    if llm not in LANGUAGE_MODELS:
        raise SettingsError(f"llm: {llm!r} is not known. Allowed: {allowed}.")
    for key in ("llm_url", "llm_model"):
        if key not in text:
            raise SettingsError(
                f"llm is {llm!r}, but {key} is not set. Set it, or leave llm out to have answers quoted."
            )


def _seconds(value: object) -> float:
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise SettingsError(f"llm_timeout: {value!r} is not a number of seconds above 0.")
    return seconds
