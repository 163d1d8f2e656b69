"""A prompt is a file people may edit; one that would not work is refused when it is read, and values cannot break it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.load import HERE, PLACEHOLDERS, PromptError, load


@pytest.mark.parametrize("name", sorted(PLACEHOLDERS))
def test_every_shipped_prompt_loads(name: str) -> None:
    prompt = load(name)
    assert prompt.template == (HERE / f"{name}.md").read_text(encoding="utf-8")
    assert len(prompt.sha256) == 64


def test_every_shipped_prompt_file_is_declared() -> None:
    assert {path.stem for path in HERE.glob("*.md")} == set(PLACEHOLDERS)


@given(st.text(), st.text(), st.text())
def test_values_come_out_as_they_went_in_whatever_braces_they_hold(
    question: str, evidence: str, not_found: str
) -> None:
    prompt = load("answer")
    filled = prompt.template.replace("{not_found}", "\0").replace("{evidence}", "\1").replace("{question}", "\2")
    expected = "".join({"\0": not_found, "\1": evidence, "\2": question}.get(char, char) for char in filled)
    assert prompt.render(question=question, evidence=evidence, not_found=not_found) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{question} {evidence}", "rewrite.md: the placeholder {history} is missing"),
        (
            "{question} {history} {answer}",
            "rewrite.md: the placeholder {answer} is unknown. Use only {history}, {question}",
        ),
        ("", "rewrite.md: the placeholder {history}, {question} is missing"),
    ],
)
def test_a_council_is_told_which_placeholder_of_its_own_prompt_is_wrong(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "rewrite.md").write_text(text, encoding="utf-8")
    with pytest.raises(PromptError) as caught:
        load("rewrite", tmp_path)
    assert message in str(caught.value)


def test_a_councils_own_prompt_is_used_and_told_apart_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "rewrite.md").write_text("Fennshire: {history} / {question}", encoding="utf-8")
    own = load("rewrite", tmp_path)
    assert own.render(history="H", question="Q") == "Fennshire: H / Q"
    assert own.sha256 != load("rewrite").sha256
    assert load("answer", tmp_path) == load("answer")


def test_a_prompt_that_is_not_text_or_not_known_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "rewrite.md").write_bytes(b"\xff\xfe\x00 {history}")
    with pytest.raises(PromptError, match=r"rewrite\.md: cannot be read .* Save it as UTF-8"):
        load("rewrite", tmp_path)
    with pytest.raises(PromptError, match=r"summary: no such prompt\. There are \{answer\}, \{promises\}, \{rewrite\}"):
        load("summary")


def test_a_value_that_is_missing_or_too_many_is_refused() -> None:
    with pytest.raises(PromptError, match="history"):
        load("rewrite").render(question="Q")
    with pytest.raises(PromptError, match="tone"):
        load("rewrite").render(question="Q", history="", tone="warm")
