"""The words that a larger library has ready as arrays score as SQLite's own index does, through all that happens to a library."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable

import pytest
from conftest import paper, paragraph
from hypothesis import given
from hypothesis import strategies as st

from index.bm25 import Words
from index.library import Library
from index.postings import TENTHS, build
from index.prepared import WORDS, OpenWords, settle_words
from index.schema import TOKENIZER, connect
from index.stems import Stems
from index.words import WEIGHTS, expression, score_words, telling, terms
from ingest.paper import Paper

Stock = Callable[..., Library]
SAID = (
    "The Council’s budget of £4.2m was agreed in paragraph 2.5.4.",
    "Children’s well-being: caseloads rose from 21 to 34 (see 2.5.4).",
    "Café Zürich was inspected; the inspectors’ report is attached.",
    "Cabinet RESOLVED that the drains of Tanner Street be mended.",
    "£412,000 – £37,000 more – was spent on drains, buses and trams.",
)
ASKED = ("What did the budget in 2.5.4 say?", "well-being of children", "Café inspections", "drains", "cabinet", "?!")


def made(number: int) -> Paper:
    draw = random.Random(number)
    said = [" ".join(draw.choices(SAID, k=draw.randrange(1, 4))) for _ in range(draw.randrange(2, 9))]
    return paper(
        *(paragraph(text, f"{at}.") for at, text in enumerate(said, 1)), id=f"p{number}", title=f"Report {number}"
    )


def agree(library: Library, words: Words | None, **options: object) -> None:
    assert words is not None
    with library.reading() as connection:
        for asked in ASKED:
            by_sqlite = score_words(connection, expression(telling(connection, terms(asked))), 7, **options)  # type: ignore[arg-type]
            assert words.scores(connection, terms(asked), 7, **options) == pytest.approx(by_sqlite, abs=1e-9)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options", [{}, {"papers": [1, 5, 9]}, {"without": [2, 3]}, {"also": [1, 2, 30]}, {"papers": []}]
)
def test_scores_are_those_of_sqlite(stock: Stock, options: dict[str, object]) -> None:
    library = stock(*map(made, range(30)))
    connection = connect(library.folder, write=True)
    settle_words(library.folder, connection, few=0)
    connection.close()
    with library.reading() as reading:
        agree(library, library.words(reading), **options)


def test_common_words_are_looked_up_only_where_they_can_matter_and_nothing_changes(stock: Stock) -> None:
    library = stock(*map(made, range(150)))
    stems = Stems()
    with library.reading() as reading:
        segment = build(reading, stems, 0, 10_000)
        for papers in (None, range(1, 150, 3)):
            options: dict[str, object] = {"papers": papers, "also": [1, 2, 30]}
            agree(library, Words([segment], stems, segment.keys[:0], at_once=1), **options)


def test_they_follow_what_is_put_in_replaced_and_taken_out(stock: Stock) -> None:
    library = stock(*map(made, range(40)))
    words, draw = OpenWords(library.folder), random.Random(1)
    steps = set()
    for number in range(40, 70):
        stock(made(number))
        if number % 3 == 0:
            library.remove(draw.choice(library.entries()).file)
        connection = connect(library.folder, write=True)
        settle_words(library.folder, connection, few=0, recent=draw.choice((5, 30, 1000)))
        connection.close()
        steps.add(len(list((library.folder / WORDS).iterdir())))
        with library.reading() as reading:
            agree(library, words.at(reading))
            agree(library, OpenWords(library.folder).at(reading))
    assert max(steps) > 1


def test_without_their_files_sqlite_is_asked(stock: Stock) -> None:
    library = stock(*map(made, range(30)))
    connection = connect(library.folder, write=True)
    settle_words(library.folder, connection, few=0)
    shutil.rmtree(library.folder / WORDS)
    with library.reading() as reading:
        assert OpenWords(library.folder).at(reading) is None
    settle_words(library.folder, connection, few=0)
    connection.close()
    with library.reading() as reading:
        agree(library, OpenWords(library.folder).at(reading))


def test_a_file_cut_short_is_not_used(stock: Stock) -> None:
    library = stock(*map(made, range(30)))
    connection = connect(library.folder, write=True)
    settle_words(library.folder, connection, few=0)
    connection.close()
    (cut,) = (library.folder / WORDS).glob("*/places.npy")
    cut.write_bytes(cut.read_bytes()[:-8])
    with library.reading() as reading:
        assert OpenWords(library.folder).at(reading) is None


def test_a_small_library_has_none(stock: Stock) -> None:
    library = stock(made(1))
    assert not (library.folder / WORDS).exists()
    with library.reading() as reading:
        assert library.words(reading) is None


def test_both_weigh_the_columns_alike() -> None:
    assert tuple(tenths / 10 for tenths in TENTHS) == WEIGHTS


@given(st.text(max_size=60))
def test_terms_are_those_sqlite_makes(text: str) -> None:
    text = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE one USING fts5 (text, tokenize = '{TOKENIZER}')")
    database.execute("CREATE VIRTUAL TABLE all_terms USING fts5vocab (one, instance)")
    database.execute("INSERT INTO one VALUES (?)", (text,))
    wanted = [row[0] for row in database.execute("SELECT term FROM all_terms ORDER BY offset")]
    assert Stems().terms(text) == wanted
