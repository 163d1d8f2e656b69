"""An English word to its stem, by Snowball's English algorithm (Porter 2).

The package snowballstemmer wakes its thirty-five other languages when it is imported, which takes longer than all the words of
a question; here only English is woken.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import threading
from types import ModuleType
from typing import Any

ALONE = "_snowball_english"  # the package's files under this name, without what its own name wakes
_using = threading.Lock()  # a stemmer keeps the word it is at


def english_stem(word: str) -> str:
    """The stem of a word in small letters. Safe to use from several threads.

    >>> [english_stem(word) for word in ("agreed", "agreeing", "inspections")]
    ['agre', 'agre', 'inspect']
    """
    with _using:
        return str(_STEMMER.stemWord(word))


def _english() -> Any:
    """The stemmer; by the whole package where its parts lie elsewhere than in the version this was written with."""
    found = importlib.util.find_spec("snowballstemmer")  # found, not run
    try:
        if found is None or found.submodule_search_locations is None:
            raise ModuleNotFoundError("snowballstemmer")
        alone = ModuleType(ALONE)
        alone.__path__ = list(found.submodule_search_locations)
        sys.modules[ALONE] = alone
        return importlib.import_module(f"{ALONE}.english_stemmer").EnglishStemmer()
    except (ImportError, AttributeError):
        import snowballstemmer

        return snowballstemmer.stemmer("english")


_STEMMER = _english()
