"""A tab that is open on the preview, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.serve.conftest import ARTICLE, CLAIMS, Preview

CHROMIUM = Path("/usr/bin/chromium-headless-shell")


@pytest.fixture
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium absent: {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.mark.browser
def test_an_open_tab_follows_what_is_saved(preview: Preview, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(preview.address + "articles/dam/")
    expect(page.locator("[data-reader-text]")).to_contain_text("The dam will hold")
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    expect(page.locator("[data-reader-text]")).to_contain_text("second paragraph", timeout=20_000)
    preview.claims.write_text(CLAIMS + "    tpye: event\n")
    expect(page.locator("#selon_problems")).to_contain_text("unknown-key", timeout=20_000)
    expect(page.locator("[data-reader-text]")).to_contain_text("second paragraph")
    preview.claims.write_text(CLAIMS)
    expect(page.locator("#selon_problems")).to_have_count(0, timeout=20_000)
    assert complaints == []
