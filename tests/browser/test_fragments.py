"""A browser finds the sentence that a link names, in a page that we did not write."""

import contextlib
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as Waited

from builder.fragments import to_passage

pytestmark = pytest.mark.browser

PAGE = "https://elsewhere.example/report"


@dataclass(frozen=True)
class Case:
    """What an editor quotes, and the paragraph (or several) in which it stands."""

    language: str
    passage: str
    markup: str


LONG_FR = (
    "Le ministère a fait savoir, dans une note du 14 février que nous avons pu lire, que le pont "
    "ne serait fermé qu’à la condition que la rivière monte de plus de deux mètres, ce qui ne "
    "s’est produit que trois fois depuis 1931."
)
CASES = {
    "short": Case(
        "en", "a well-known, old & new bridge", "<p>It is a well-known, old &amp; new bridge.</p>"
    ),
    "typography": Case(
        "fr",
        "« Il fermera », dit-on",
        "<p>Hier encore : «&nbsp;Il fer&shy;mera&nbsp;», dit-on au ministère.</p>",
    ),
    "long": Case(
        "fr", LONG_FR, f"<p>{LONG_FR.replace('février', '<b>février</b><sup>1</sup>')}</p>"
    ),
    "two paragraphs": Case(
        "fr",
        "Rien n’est décidé à ce jour.\n\nLe conseil se réunira en mars.",
        "<p>Rien n’est décidé à ce jour.</p><hr><p>Le conseil se réunira en mars.</p>",
    ),
    "left out": Case(
        "en",
        "The minister said […] that the bridge [in the north] will close",
        "<p>The minister said, in passing, that the bridge will never open or will close.</p>",
    ),
    "arabic": Case(
        "ar",
        "قال الوزير إن «الجسر» لن يُغلق، إلا إذا ارتفع النهر.",
        "<p>قال الوزير إن «الجسر» لن يُغلق، إلا إذا ارتفع النهر.</p>",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_sentence_is_found(chromium: Browser, name: str) -> None:
    case = CASES[name]
    assert _scrolled(chromium, case, to_passage(PAGE, case.passage)) > 1000
    with_fragment = to_passage(f"{PAGE}#top", case.passage)
    assert _scrolled(chromium, case, with_fragment) > 1000


def test_it_can_fail(chromium: Browser) -> None:
    case = CASES["short"]
    assert _scrolled(chromium, case, to_passage(PAGE, "a bridge that is not there"), 500) == 0
    assert _scrolled(chromium, case, PAGE, 500) == 0


def _scrolled(chromium: Browser, case: Case, address: str, patience: int = 5000) -> float:
    """How far the page is scrolled; the paragraph must be in sight where it is scrolled at all."""
    direction = "rtl" if case.language == "ar" else "ltr"
    html = (
        f'<!DOCTYPE html><html lang="{case.language}" dir="{direction}"><meta charset="utf-8">'
        '<title>t</title><p id="top">x</p><div style="height: 3000px"></div>'
        f'<div id="there">{case.markup}</div><div style="height: 3000px"></div>'
    )
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    try:
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(address)
        with contextlib.suppress(Waited):
            page.wait_for_function("window.scrollY > 0", timeout=patience)
        scrolled = float(page.evaluate("window.scrollY"))
        box = page.locator("#there").bounding_box()
        assert box is not None
        assert scrolled == 0 or 0 <= box["y"] < 600
        return scrolled
    finally:
        page.close()
