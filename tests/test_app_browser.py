"""The app in a real browser: ask, see the cited page, filter, add papers, on a phone, and by the keyboard alone."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import small_library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PATIENCE_S = 40
LAPTOP, PHONE = (1280, 900), (390, 844)
QUESTION = "When was the building contract let to Hollis Construction?"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app that runs on a library of three small papers."""
    library = small_library.build(tmp_path_factory.mktemp("browser") / "library")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), f"--server.port={port}"]
    environ = os.environ | {"SCRUTINEER_LIBRARY": str(library), "HF_HUB_OFFLINE": "1"}
    server = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_S)


def wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("the app did not start")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)
        yield opened
        opened.close()


def visit(browser: Browser, address: str, size: tuple[int, int] = LAPTOP, heading: str = "Ask the papers") -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_default_timeout(PATIENCE_S * 1000)
    page.goto(address)
    page.get_by_role("heading", name=heading, exact=True).wait_for()
    return page


def ask(page: Page, question: str = QUESTION) -> None:
    box = page.get_by_role("textbox", name="Ask a question")
    box.fill(question)
    box.press("Enter")
    page.get_by_text("Copy with citations").last.wait_for()


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_a_citation_opens_to_its_paragraph_and_its_page(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    ask(page)
    page.locator("summary", has_text="para 2.1").first.click()
    assert "4 December 2023" in " ".join(page.locator(".scr-citation").first.locator("mark").all_inner_texts())
    picture = page.get_by_role("img", name=re.compile("Page 1 of the paper: The contract"))
    picture.wait_for()
    page.wait_for_function(
        "Array.from(document.images).some(each => each.alt.startsWith('Page 1') && each.naturalWidth > 900)"
    )
    assert overflow(page) == 0
    page.close()


def test_a_filter_narrows_what_is_searched(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    page.get_by_role("combobox", name="Kind of paper").click()
    page.get_by_role("option", name="Minutes").click()
    page.keyboard.press("Escape")
    page.get_by_text("Only these papers are searched: Minutes").wait_for()
    ask(page)
    page.get_by_text("Searched only in: Minutes.").wait_for()
    assert page.locator("summary", has_text="para 2.1").count() == 0
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_text("Only these papers are searched").wait_for(state="detached")
    page.close()


def test_papers_are_added_and_can_be_opened(browser: Browser, address: str, tmp_path: Path) -> None:
    page = visit(browser, f"{address}/papers", heading="Papers")
    new = tmp_path / "allotments.txt"
    new.write_text(
        "Fennshire Council\nCabinet\nReport of 6 May 2025\nAllotments\n\n1.1 Forty allotments were let in April.\n"
    )
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    page.locator("summary", has_text="Add papers").click()
    page.locator("input[type=file]").set_input_files([str(new), str(tmp_path / "broken.pdf")])
    page.get_by_text("allotments.txt").first.wait_for()
    page.get_by_role("button", name="Add to the library").click()
    page.get_by_text("allotments.txt: 1 paper with").wait_for()
    page.get_by_text("broken.pdf could not be read").wait_for()
    search = page.get_by_role("textbox", name="Find a paper")
    search.fill("allotments")
    search.press("Enter")
    page.get_by_text("1 of 4 papers").wait_for()
    page.wait_for_function("document.querySelectorAll('summary').length === 2")
    page.locator("summary", has_text="Allotments").click()
    page.get_by_text("Forty allotments were let in April.").wait_for()
    page.close()


def test_a_phone_shows_everything_without_scrolling_sideways(browser: Browser, address: str) -> None:
    page = visit(browser, address, PHONE)
    assert overflow(page) == 0
    ask(page)
    page.locator("summary").first.click()
    page.get_by_role("img", name=re.compile("^Page 1")).wait_for()
    assert overflow(page) == 0
    assert page.locator(".scr-citation").first.bounding_box()["width"] > 0.75 * PHONE[0]  # type: ignore[index]
    page.close()


def test_the_keyboard_alone_asks_reads_the_answer_and_opens_its_citation(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    page.get_by_role("heading", name="Questions to begin with").wait_for()
    tab_to(page, "TEXTAREA")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.get_by_text("Copy with citations").wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")
    tab_to(page, "SUMMARY")
    page.keyboard.press("Enter")
    page.get_by_role("img", name=re.compile("^Page 1")).wait_for()
    page.close()


def tab_to(page: Page, tag: str) -> None:
    """Press Tab until an element of this kind has the keyboard."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == tag:
            return
    pytest.fail(f"Tab never reached a {tag}")


def test_hostile_text_stays_text(browser: Browser, address: str) -> None:
    page = visit(browser, address)
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    hostile = "<img src=x onerror=alert(1)> **Ivy** $x^2$ [link](http://example.invalid) Okafor thanked the officers?"
    ask(page, hostile)
    for summary in page.locator("summary").all():
        summary.click()
    page.wait_for_timeout(500)
    assert page.get_by_role("heading", name=hostile).count() == 1
    assert page.locator("a[href*='example.invalid'], .katex, img[src='x']").count() == 0
    assert said == []
    page.close()
