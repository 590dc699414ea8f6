"""An article on paper: the notes stand behind the text, numbered, and links tell their address."""

import io
import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import Open, Served

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_page: Open, built_site: Served) -> Page:
    return open_page(built_site.richest, 1280)


def test_every_note_is_on_paper_behind_the_text(page: Page) -> None:
    paper = _printed(page)
    notes = page.locator(".note").all()
    assert len(notes) >= 10
    places = []
    for number, note in enumerate(notes, start=1):
        head = _bare(note.locator(".head").text_content())
        assert head.startswith(str(number))
        sentence = _bare(note.locator(".body > p:not([class])").text_content())
        # A head and its sentence follow each other in a note and nowhere else.
        places.append(paper.find(head + sentence))
        for part in note.locator(".signs dd, .finding").all():
            assert _bare(part.text_content()) in paper
    assert min(places) > paper.rfind(_bare(page.locator(".text > p").last.text_content())[-40:])
    assert all(before < after for before, after in pairwise(places))


def test_addresses_are_on_paper(page: Page) -> None:
    paper = _printed(page)
    links = page.locator("main a[href^='http']").all()
    assert len(links) > 10
    for link in links:
        assert _bare(f"{link.inner_text()} ({link.get_attribute('href')})") in paper


def test_what_only_a_screen_needs_is_not(page: Page) -> None:
    paper = _printed(page)
    for away in (".masthead nav ul", ".skip", ".note .ways"):
        for words in page.locator(away).all():
            assert _bare(words.text_content()) not in paper
    assert _bare(page.locator(".nameplate").text_content()) in paper
    assert _bare(page.locator("h1").text_content()) in paper


@pytest.mark.parametrize(
    ("rule", "test"),
    [
        (".note .body > p { display: none }", test_every_note_is_on_paper_behind_the_text),
        (".note { order: 0 !important }", test_every_note_is_on_paper_behind_the_text),
        ("main a::after { content: none !important }", test_addresses_are_on_paper),
        ("nav { display: block !important }", test_what_only_a_screen_needs_is_not),
    ],
)
def test_it_can_fail(page: Page, rule: str, test: Callable[[Page], None]) -> None:
    page.evaluate(
        "rule => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rule);"
        " document.adoptedStyleSheets = [sheet]; }",
        rule,
    )
    with pytest.raises(AssertionError):
        test(page)


def _printed(page: Page) -> str:
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert len(reader.pages) > 1
    # The raised numbers are painted last, so they come behind the text of their sheet.
    return _bare("".join(re.sub(r"(\n\d+)+\s*$", "", one.extract_text()) for one in reader.pages))


def _bare(text: str | None) -> str:
    """Take out what printing changes: white space, ligatures, hyphens where a line ends."""
    return re.sub(r"[\s\u00ad]+", "", unicodedata.normalize("NFKC", text or ""))
