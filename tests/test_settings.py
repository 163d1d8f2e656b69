"""Settings come from a file and the environment, and a setting that would do nothing is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import KEYS, Settings, SettingsError, load_settings

EXAMPLE = Path(__file__).parent.parent / "scrutineer.example.toml"


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_settings_the_library_is_here_and_answers_are_quoted() -> None:
    assert load_settings(environ={}) == Settings(library=Path("library"), llm=None)


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(working_folder: Path) -> None:
    (working_folder / "scrutineer.toml").write_text('library = "from-file"\nembedder = "from-file"\n')
    environ = {"SCRUTINEER_LIBRARY": "from-environment"}
    assert load_settings(environ={}).library == Path("from-file")
    assert load_settings(environ=environ) == Settings(library=Path("from-environment"), embedder="from-file")
    assert load_settings(Path("typed"), environ=environ).library == Path("typed")


def test_a_language_model_is_set_by_environment_alone() -> None:
    environ = {
        "SCRUTINEER_LLM": "openai",
        "SCRUTINEER_LLM_URL": "http://localhost:8080/v1",
        "SCRUTINEER_LLM_MODEL": "local",
        "SCRUTINEER_LLM_KEY": "hush",
        "SCRUTINEER_LLM_TIMEOUT": "5",
    }
    settings = load_settings(environ=environ)
    assert (settings.llm_url, settings.llm_model, settings.llm_timeout) == ("http://localhost:8080/v1", "local", 5.0)
    assert "hush" not in repr(settings)


def test_ollama_is_looked_for_on_this_computer() -> None:
    settings = load_settings(environ={"SCRUTINEER_LLM": "ollama", "SCRUTINEER_LLM_MODEL": "llama3.1:8b"})
    assert settings.llm_url == "http://localhost:11434"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('libary = "x"', "'libary' cannot be set. Allowed: library, embedder"),
        ('[llm]\nurl = "x"', "llm: {'url': 'x'} is not text"),
        ('llm = "gpt"', "llm: 'gpt' is not known. Allowed: openai, ollama"),
        ('llm = "openai"\nllm_model = "m"', "llm_url is not set"),
        ('llm = "ollama"', "llm_model is not set"),
        ('llm_model = "m"', "llm_model is set, but llm is not"),
        ("llm_timeout = 0", "llm_timeout: 0 is not a number of seconds"),
        ('llm_timeout = "soon"', "llm_timeout: 'soon' is not a number of seconds"),
        ("library = 3", "library: 3 is not text"),
        ("library = ", "scrutineer.example.toml shows how"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(working_folder: Path, text: str, told: str) -> None:
    (working_folder / "scrutineer.toml").write_text(text)
    with pytest.raises(SettingsError) as refused:
        load_settings(environ={})
    assert told in str(refused.value)


def test_a_file_named_but_missing_is_an_error() -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml: cannot be read .* SCRUTINEER_CONFIG"):
        load_settings(environ={"SCRUTINEER_CONFIG": "nowhere.toml"})


def test_a_library_taken_over_from_others_cannot_send_questions_anywhere(working_folder: Path) -> None:
    """A library is copied with all that is in it; where questions go is decided outside it."""
    (working_folder / "library").mkdir()
    own = working_folder / "library" / "scrutineer.toml"
    own.write_text('llm = "openai"\nllm_url = "http://elsewhere.example/v1"\nllm_model = "m"\n')
    with pytest.raises(SettingsError, match="'llm' cannot be set in a library's own file"):
        load_settings(environ={})
    own.write_text('embedder = "models/e5"\n')
    assert load_settings(environ={}).embedder == "models/e5"


def test_the_example_file_explains_every_key_and_is_valid_once_uncommented(working_folder: Path) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    settable = [line.removeprefix("# ") for line in lines if line.removeprefix("# ").partition(" = ")[0] in KEYS]
    assert sorted(line.partition(" = ")[0] for line in settable) == sorted(KEYS)
    (working_folder / "scrutineer.toml").write_text("\n".join(settable))
    assert load_settings(environ={}).llm == "ollama"
