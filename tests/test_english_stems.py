"""A word's stem is Snowball's own, whoever asks at the same moment, and no other language is woken for it."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import snowballstemmer

from index.stemmer import english_stem

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def words() -> list[str]:
    return sorted(set(re.findall(r"[a-z']+", (ROOT / "README.md").read_text(encoding="utf-8").lower())))


def test_stems_are_those_of_snowball(words: list[str]) -> None:
    whole = snowballstemmer.stemmer("english")
    assert [english_stem(word) for word in words] == [whole.stemWord(word) for word in words]


def test_many_at_once_get_each_the_stem_of_their_own_word(words: list[str]) -> None:
    alone = [english_stem(word) for word in words]
    switched = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as askers:
            assert list(askers.map(lambda _: [english_stem(word) for word in words], range(8))) == [alone] * 8
    finally:
        sys.setswitchinterval(switched)


def test_no_other_language_is_woken() -> None:
    code = "import sys, index.stemmer; print([name for name in sys.modules if 'german' in name or 'hindi' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
