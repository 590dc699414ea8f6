"""An article in a browser, without JavaScript: the notes are there, apart, and within reach."""

from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser.conftest import Open, Served

pytestmark = pytest.mark.browser

NARROW = 360
WIDE = (1280, 1440)


@pytest.mark.parametrize("width", WIDE)
def test_wide_every_note_is_readable(open_page: Open, built_site: Served, width: int) -> None:
    page = open_page(built_site.richest, width)
    known = page.locator(".known .sentence").all_inner_texts()
    notes = page.locator(".note")
    assert len(known) == notes.count() > 1
    for note in notes.all():
        expect(note.locator("> summary")).to_be_hidden()
        for part in (".head", ".body > p", ".signs", ".ways a"):
            for element in note.locator(part).all():
                expect(element).to_be_visible()
        assert note.locator(".body > p:not([class])").inner_text() in known


@pytest.mark.parametrize("width", WIDE)
def test_wide_notes_overlap_nothing(open_page: Open, built_site: Served, width: int) -> None:
    page = open_page(built_site.richest, width)
    for opened in (False, True):
        if opened:
            for why in page.locator(".why > summary").all():
                why.click()
        _assert_apart(page)


def _assert_apart(page: Page) -> None:
    notes = [_box(note) for note in page.locator(".note").all()]
    for one, other in combinations(notes, 2):
        assert not _overlap(one, other), (one, other)
    for element in page.locator(".text > :not(.note), .after, .known, .colophon").all():
        box = _box(element)
        assert not any(_overlap(note, box) for note in notes), element.inner_text()[:40]
    foot = _box(page.locator(".colophon"))
    whole = page.locator("html").evaluate("root => root.scrollHeight")
    assert foot["y"] + foot["height"] <= whole + 1


@pytest.mark.parametrize("width", WIDE)
def test_wide_notes_stand_beside_their_passage(
    open_page: Open, built_site: Served, width: int
) -> None:
    """Each at the height of its number, unless the note before it needs the room."""
    page = open_page(built_site.richest, width)
    below = 0.0
    for note in page.locator(".note").all():
        number = page.locator(f"[id='ref_{note.locator('.body').get_attribute('id')}']")
        box, at = _box(note), _box(number)
        assert box["y"] >= at["y"] - 12
        assert box["y"] <= max(at["y"], below + 30)
        below = box["y"] + box["height"]


def test_narrow_every_number_opens_its_note(open_page: Open, built_site: Served) -> None:
    page = open_page(built_site.richest, NARROW)
    for link in page.locator("sup.ref a").all():
        note = page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
        expect(note).to_be_hidden()
        link.focus()
        page.keyboard.press("Enter")
        expect(note).to_be_visible()
        expect(note).to_be_in_viewport()
        note.locator("a[href^='#ref_']").click()
        expect(link).to_be_in_viewport()


@pytest.mark.parametrize("width", [NARROW, 1280])
def test_tab_reaches_every_link_and_nothing_hidden(
    open_page: Open, built_site: Served, width: int
) -> None:
    page = open_page(built_site.richest, width)
    reached: list[str] = []
    for _ in range(page.locator("a, summary").count()):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if not focus.count():
            break
        seen = focus.evaluate(
            """element => {
                const box = element.getBoundingClientRect();
                return [element.checkVisibility({visibilityProperty: true}) && box.height > 0,
                        box.left, box.right, element.getAttribute("href") ?? ""];
            }"""
        )
        visible, left, right, href = seen
        assert visible, href
        assert 0 <= left < right <= width + 1, href
        reached.append(href)
    numbers = [link.get_attribute("href") for link in page.locator("sup.ref a").all()]
    assert [href for href in reached if href in numbers] == numbers


def test_numbers_are_large_enough_to_touch(open_page: Open, built_site: Served) -> None:
    """24 pixels (WCAG 2.2, 2.5.8), though the number itself is smaller."""
    page = open_page(built_site.richest, NARROW)
    for link in page.locator("sup.ref a").all():
        link.scroll_into_view_if_needed()
        hit = link.evaluate(
            """link => {
                const box = link.getBoundingClientRect();
                const x = box.x + box.width / 2, y = box.y + box.height / 2;
                const at = (dx, dy) => document.elementFromPoint(x + dx, y + dy);
                return [[-11, 0], [11, 0], [0, -11], [0, 11]]
                    .filter(([dx, dy]) => x + dx >= 0 && x + dx < innerWidth)
                    .every(([dx, dy]) => at(dx, dy)?.closest('sup.ref a'));
            }"""
        )
        assert hit, link.inner_text()


def test_details_of_marks_exist(open_page: Open, built_site: Served) -> None:
    page = open_page(built_site.richest, 1280)
    marks = page.locator("[data-reader-text] mark").all()
    assert marks
    for mark in marks:
        for claim in (mark.get_attribute("aria-details") or "").split():
            expect(page.locator(f"[id='{claim}']")).to_have_count(1)


@pytest.mark.parametrize("width", [NARROW, 768, *WIDE])
def test_nothing_scrolls_sideways(open_page: Open, built_site: Served, width: int) -> None:
    for address in built_site.kinds:
        page = open_page(address, width)
        assert page.locator("html").evaluate("root => root.scrollWidth") <= width, address


def test_light_and_dark(open_page: Open, built_site: Served, tmp_path: Path) -> None:
    """Both are drawn (the pictures lie in the test's folder), and they differ as they should."""
    lightness = {}
    for scheme in ("light", "dark"):
        page = open_page(built_site.richest, 1280, scheme)
        page.screenshot(path=tmp_path / f"{scheme}.png", full_page=True)
        paper = page.locator("html").evaluate("root => getComputedStyle(root).backgroundColor")
        lightness[scheme] = sum(int(part) for part in paper[4:-1].split(","))
    assert lightness["dark"] < 150
    assert lightness["light"] > 600


def _box(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box is not None, element
    return box


def _overlap(one: FloatRect, other: FloatRect) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )
