"""A claim's card in a frame on somebody else's page, with the sandbox that we recommend.

No script runs in the frame, not even one of Playwright's: what it shows is read off a picture.
"""

import html as markup
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open, Served
from tests.host import hosted

pytestmark = pytest.mark.browser

PAPER = (0xFD, 0xFC, 0xFA)


@pytest.fixture
def somebodys_page(chromium: Browser, built_site: Served, tmp_path: Path) -> Iterator[Page]:
    """A page of another origin that holds the card with the longest text, 400 pixels wide."""
    site = built_site.site
    claim = site.embeds[longest(built_site)]
    shown = re.findall(r"<code>(&lt;iframe.*?)</code>", site.pages[claim], re.DOTALL)
    code = markup.unescape(shown[0]).replace(site.base_url, built_site.at(""))
    body = f"<!DOCTYPE html><meta charset='utf-8'><title>t</title><body style='margin: 0'>{code}"
    complaints: list[str] = []
    context = chromium.new_context(viewport={"width": 400, "height": 900})
    context.route(f"{site.base_url}**", lambda route: route.fulfill(body="the site itself"))
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    (tmp_path / "theirs.html").write_text(body, "utf-8")
    with hosted(tmp_path, "/") as theirs:
        with page.expect_response("**/embed.css") as answer:
            page.goto(theirs.home.replace("127.0.0.1", "localhost") + "theirs.html")
        assert answer.value.ok
        page.wait_for_timeout(300)
        yield page
    context.close()
    assert complaints == []


def longest(served: Served) -> str:
    return max(served.site.embeds, key=lambda url: (len(served.site.pages[url]), url))


def test_it_is_styled_and_whole_in_its_frame(somebodys_page: Page) -> None:
    box = somebodys_page.locator("iframe").bounding_box()
    assert box is not None
    height = int(box["height"])
    picture = Image.open(io.BytesIO(somebodys_page.screenshot())).convert("RGB")
    assert picture.getpixel((8, 8)) == PAPER
    # The frame's own border runs along the lower edge: nothing has to be scrolled.
    assert picture.getpixel((8, height - 1)) != PAPER
    assert picture.getpixel((8, height - 8)) == PAPER


def test_its_links_open_beside_the_page(somebodys_page: Page) -> None:
    with somebodys_page.context.expect_page() as opened:
        somebodys_page.mouse.click(60, 70)  # the claim
    assert re.search(r"/articles/[^/]+/[^/]+/$", opened.value.url)
    assert somebodys_page.url.endswith("/theirs.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_280_pixels(open_page: Open, built_site: Served, scheme: str) -> None:
    address = longest(built_site).removeprefix(built_site.site.base_url)
    page = open_page(address, 280, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == 280
