"""The pages of the registers in a real browser: by the keyboard alone, on a phone, on the chart, and as a file to take away."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import small_library
from test_app_browser import CHROMIUM, PATIENCE_S, PHONE, ROOT, browser, overflow, visit, wait_for

from index.build import ingest_paths
from index.library import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser"]
MINUTES = """Fennshire Council
Children and Families Scrutiny Committee
Minutes of the meeting held on 9 July 2024

1. The family hub at Tanner Street
The family hub at Tanner Street opened on 24 June 2024. The building works will cost £431,000.
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app on the three small papers and minutes that say what became of a promise in one of them."""
    library = small_library.build(tmp_path_factory.mktemp("registers") / "library")
    minutes = library.parent / "scrutiny-minutes.txt"
    minutes.write_text(MINUTES, encoding="utf-8")
    with Library.open(library) as opened:
        assert [report.error for report in ingest_paths(opened, [minutes])] == [None]
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


def open_page(browser: Browser, address: str, name: str, **more: tuple[int, int]) -> Page:
    return visit(browser, f"{address}/{name.lower()}", heading=name, **more)


def tab_to(page: Page, words: str) -> None:
    """Press Tab until an opening that holds these words has the keyboard."""
    for _ in range(60):
        page.keyboard.press("Tab")
        held = page.evaluate("[document.activeElement.tagName, document.activeElement.innerText]")
        if held[0] == "SUMMARY" and words in held[1]:
            return
    pytest.fail(f"Tab never reached {words!r}")


def test_the_keyboard_alone_opens_a_promise_to_its_page_and_the_later_paper(browser: Browser, address: str) -> None:
    page = open_page(browser, address, "Promises")
    page.locator("summary", has_text="17 June 2024").wait_for()
    tab_to(page, "17 June 2024")
    page.keyboard.press("Enter")
    page.get_by_role("img", name=re.compile("^Page 1 of the paper")).wait_for()
    page.get_by_role("heading", name="Later, 9 July 2024: done").wait_for()
    assert "opened on 24 June 2024" in page.locator(".scr-citation").last.inner_text()
    page.close()


def test_the_keyboard_alone_narrows_the_list_and_takes_the_file_and_keeps_its_place(
    browser: Browser, address: str
) -> None:
    page = open_page(browser, address, "Promises")
    page.locator("summary").first.wait_for()
    page.get_by_role("textbox", name="Words in the promise").wait_for()
    page.wait_for_timeout(1000)  # fields come one after the other
    tab_until(page, "el.getAttribute('aria-label') === 'Words in the promise'")
    page.keyboard.type("hub")
    page.keyboard.press("Enter")
    page.locator("[role=status]", has_text="promise").wait_for()
    tab_until(page, "el.innerText.includes('Download CSV')")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "promises.csv"
    page.wait_for_function("document.activeElement.innerText.includes('Download CSV')")
    page.wait_for_function("getComputedStyle(document.activeElement).outlineStyle === 'solid'")
    page.close()


def test_the_keyboard_passes_over_the_filters_that_a_phone_puts_away(browser: Browser, address: str) -> None:
    page = open_page(browser, address, "Promises", size=PHONE)
    page.locator("summary").first.wait_for()
    page.get_by_role("textbox", name="Words in the promise").wait_for()
    page.wait_for_timeout(1000)  # fields come one after the other
    page.get_by_role("button", name="Expand sidebar").wait_for()
    for _ in range(9):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('[data-testid=stSidebar]')") is None
    page.close()


def tab_until(page: Page, wanted: str) -> None:
    """Press Tab until the element with the keyboard, `el`, is as wanted."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate(f"(el => {wanted})(document.activeElement)"):
            return
    pytest.fail(f"Tab never reached {wanted}")


def test_the_timeline_shows_the_promises_of_the_list(browser: Browser, address: str) -> None:
    page = open_page(browser, address, "Promises")
    page.get_by_role("tab", name="Timeline").click()
    page.locator("[data-testid=stVegaLiteChart] text", has_text="will open on 17 June 2024").wait_for()
    page.close()


@pytest.mark.parametrize("name", ["Promises", "Figures", "Recommendations", "Changes"])
def test_a_phone_shows_each_page_without_scrolling_sideways(browser: Browser, address: str, name: str) -> None:
    page = open_page(browser, address, name, size=PHONE)
    if name == "Figures":
        page.get_by_text("Also those given once").click()
    if name == "Changes":
        page.get_by_role("combobox", name="Paper", exact=True).click()
        page.get_by_role("option", name=re.compile("9 July 2024")).click()
        page.get_by_role("heading", name=re.compile("New promises")).wait_for()
    else:
        page.locator("summary, [data-testid=stAlert]").first.wait_for()
    for summary in page.locator("summary").all()[:1]:
        summary.click()
        page.locator(".scr-citation").first.wait_for()
    assert overflow(page) == 0
    page.close()


def test_a_point_of_a_series_opens_where_it_is_printed(browser: Browser, address: str) -> None:
    page = open_page(browser, address, "Figures")
    page.get_by_text("Also those given once").click()
    find = page.get_by_role("textbox", name="Find a figure")
    find.fill("building works")
    find.press("Enter")
    page.locator("path[aria-label*='£412,000']").last.click()
    page.locator(".scr-citation", has_text="The building works will cost £412,000").wait_for()
    page.close()


def test_the_rows_are_taken_away_with_their_citations(browser: Browser, address: str, tmp_path: Path) -> None:
    page = open_page(browser, address, "Promises")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    download.value.save_as(tmp_path / "promises.csv")
    taken = (tmp_path / "promises.csv").read_text(encoding="utf-8-sig")
    assert "5 March 2024, para 2.2 (page 1)" in taken
    page.close()
