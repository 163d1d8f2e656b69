"""The app, without a browser: ask and follow up, open a citation, filter, be told what is not there, find and add papers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import small_library
from streamlit.testing.v1 import AppTest

from index.library import Library
from index.record import Filters

APP = Path(__file__).parent.parent / "app.py"
PATIENCE = 120  # seconds; the first question loads the embedding model

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_library.build(tmp_path_factory.mktemp("app") / "library")


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Path:
    """A library of a test's own."""
    return shutil.copytree(built, tmp_path / "library")


@pytest.fixture
def app(library: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app on that library, at its first page."""
    monkeypatch.setenv("SCRUTINEER_LIBRARY", str(library))
    return AppTest.from_file(str(APP), default_timeout=PATIENCE).run()


def shown(app: AppTest) -> str:
    """All HTML of the page's main part in which papers, questions and answers are shown."""
    return "\n".join(each.proto.body for each in app.main.get("html"))


def ask(app: AppTest, question: str) -> AppTest:
    return app.chat_input[0].set_value(question).run()


def openings(app: AppTest) -> list[str]:
    return [each.label for each in app.main.expander]


def test_an_answer_is_shown_with_its_citations_and_a_copy_to_take_away(app: AppTest) -> None:
    ask(app, "When was the building contract let to Hollis Construction?")
    assert not app.exception
    assert '<h2 class="scr-question">When was the building contract let to Hollis Construction?</h2>' in shown(app)
    assert "4 December 2023" in shown(app)
    assert any("para 2\\.1" in label for label in openings(app))
    assert "Sources:\n[1] " in app.code[0].value


def test_the_page_is_drawn_only_once_its_citation_is_opened(app: AppTest) -> None:
    ask(app, "When was the building contract let to Hollis Construction?")
    assert len(app.get("image")) == 0
    app.session_state["answer-0-citation-1"] = True
    app.run()
    assert len(app.get("image")) == 1
    assert "Page 1 of family-hub-report.pdf, the paragraph outlined" in shown(app)


def test_a_paper_without_fixed_pages_says_that_it_has_no_picture(app: AppTest) -> None:
    ask(app, "On which day will the household waste centre at Upper Marling be closed?")
    app.session_state["answer-0-citation-1"] = True
    app.run()
    assert len(app.get("image")) == 0
    assert "only PDFs have fixed pages" in shown(app)


def test_what_the_papers_do_not_say_is_said_plainly(app: AppTest) -> None:
    ask(app, "Who won the football world cup in 1966?")
    assert "<strong>Not in these papers.</strong>" in shown(app)
    assert "Sources:" not in app.code[0].value


def test_a_follow_up_is_understood_and_said_as_understood(app: AppTest) -> None:
    ask(app, "When was the building contract let to Hollis Construction?")
    ask(app, "And what caused its delay?")
    assert shown(app).count("<h2") == 2
    assert "damp" in shown(app)


def test_a_follow_up_read_wrongly_is_asked_by_itself_with_one_click(app: AppTest) -> None:
    ask(app, "Who chairs the Improvement Board?")
    ask(app, "and when does it meet?")
    button = next(each for each in app.button if each.label == "Ask it by itself")
    button.click().run()
    assert not app.exception
    last = app.session_state["conversation"][-1]
    assert (last.question, last.answer.asked) == ("and when does it meet?", "and when does it meet?")


def test_a_filter_is_in_force_until_it_is_cleared_and_is_named_by_the_answer(app: AppTest) -> None:
    app.multiselect(key="filter_kind").set_value(["minutes"]).run()
    assert "Only these papers are searched: Minutes" in shown(app)
    ask(app, "When was the building contract let to Hollis Construction?")
    assert "Searched only in: Minutes." in shown(app)
    assert not any("para 2\\.1" in label for label in openings(app))
    next(each for each in app.sidebar.button if each.label == "Clear filters").click().run()
    assert app.multiselect(key="filter_kind").value == []
    assert "Only these papers are searched" not in shown(app)


def test_a_question_to_begin_with_is_asked_by_its_button(app: AppTest) -> None:
    first = app.main.button[0]
    assert first.label.endswith("?")
    first.click().run()
    assert not app.exception
    assert shown(app).count("<h2") == 1


def test_a_new_conversation_forgets_the_old_one(app: AppTest) -> None:
    ask(app, "When was the building contract let to Hollis Construction?")
    next(each for each in app.main.button if each.label == "Start a new conversation").click().run()
    assert "<h2" not in shown(app)


@pytest.mark.parametrize(
    "question", ["   ", "<script>alert(1)</script> $x$ **hub**", "Wann öffnet das Haus? 何時", "hub " * 2_500]
)
def test_no_question_breaks_the_page_or_becomes_markup(app: AppTest, question: str) -> None:
    ask(app, question)
    assert not app.exception
    assert len(app.error) == 0
    assert "<script>alert" not in shown(app)


def papers_page() -> None:
    """The page that app.py shows under "Papers"; without a browser only its first page can be reached."""
    import os
    from pathlib import Path

    from index.record import Filters
    from ui.papers import show_papers
    from ui.shelf import Shelf, open_library

    library = open_library(Path(os.environ["SCRUTINEER_LIBRARY"]))
    show_papers(Shelf(library, lambda: None, lambda: None), Filters())


def test_the_papers_are_listed_found_by_word_and_opened(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_LIBRARY", str(library))
    app = AppTest.from_function(papers_page, default_timeout=PATIENCE).run()
    assert len([label for label in openings(app) if label.startswith("**")]) == 3
    app.text_input(key="paper-search").set_value("cabinet 2023").run()
    assert "1 of 3 papers" in shown(app)
    assert openings(app)[-1].endswith("Cabinet · 12 September 2023 · Minutes")
    with Library.open(library) as opened:
        (cabinet,) = opened.entries(Filters(committee="Cabinet"))
    app.session_state[f"paper-{cabinet.id}"] = True
    app.run()
    assert "Councillor &lt;b&gt;Ivy&lt;/b&gt; Okafor asked that $x$ be noted" in shown(app)
    assert "How it was read" in shown(app)
    assert "<dt>Not known</dt><dd>item</dd>" in shown(app)


def test_a_library_of_another_format_is_refused_with_the_way_out(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (library / "manifest.json").write_text('{"format": 99}', encoding="utf-8")
    monkeypatch.setenv("SCRUTINEER_LIBRARY", str(library))
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE).run()
    assert "Rebuild it" in app.error[0].value


def test_without_a_library_the_page_says_how_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRUTINEER_LIBRARY", str(tmp_path / "none"))
    app = AppTest.from_file(str(APP), default_timeout=PATIENCE).run()
    assert app.title[0].value == "Welcome to Scrutineer"
    assert len(app.get("file_uploader")) == 1
    assert "scrutineer ingest PAPERS" in app.code[0].value
    assert not (tmp_path / "none").exists()
