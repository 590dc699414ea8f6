"""The pictures in a browser, with real fonts: words stay in their place, in every language."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import Open, Served
from tests.site import sites
from tests.site.sites import BuiltSite
from tests.support import ROOT

pytestmark = pytest.mark.browser

SHEET = ROOT / "templates" / "assets" / "pictures.css"
NARROW = 360
LEAST = 12
"""Pixels of type, on a telephone."""

DIAGRAM = """svg => {
    const box = one => { const b = one.getBBox();
                         return [b.x, b.y, b.x + b.width, b.y + b.height] };
    return {
        whole: [0, 0, svg.viewBox.baseVal.width, svg.viewBox.baseVal.height],
        scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
        boxes: [...svg.querySelectorAll('.boxes rect')].map(box),
        texts: [...svg.querySelectorAll('text')].map(one => [one.textContent, ...box(one),
            parseFloat(getComputedStyle(one).fontSize)]),
    };
}"""
TRACKS = """svg => {
    const box = one => { const b = one.getBoundingClientRect();
                         return [b.left, b.top, b.right, b.bottom] };
    return {
        whole: box(svg),
        texts: [...svg.querySelectorAll('text')].map(one => [one.textContent, ...box(one),
            parseFloat(getComputedStyle(one).fontSize)]),
        marks: [...svg.querySelectorAll('circle, rect')].map(box),
    };
}"""
SITE = """\
title: بحسب
base_url: https://desk.example/
language: ar
publisher: { name: Desk }
rules: { policy-page-missing: off }
verdicts:
  - { id: open, label: { ar: مفتوح } }
"""
ARTICLE = """\
---
title: خبر الجسر
description: عن الجسر
byline: Desk
published: 2026-02-20
---

قيل إن الجسر مغلق منذ أمس.
"""
CLAIM = """\
last_checked: 2026-03-01
claims:
  - id: bridge
    quote: الجسر
    claim: الجسر مغلق
    sourcing: { via: [VIA] }
    dates: { said: 2026-02-14~, event: 2026-01, first_published: 2026-02-15 }
    verdict: { on: { attribution: open } }
"""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A claim in Arabic: forty relays of an agency, which has it from people and a ministry."""
    root = tmp_path_factory.mktemp("arabic")
    folder, sources = root / "content/articles/bridge", root / "content/sources"
    folder.mkdir(parents=True)
    sources.mkdir()
    via = ["mixed", *(f"r{n}" for n in range(40))]
    root.joinpath("content/site.yaml").write_text(SITE, "utf-8")
    folder.joinpath("article.md").write_text(ARTICLE, "utf-8")
    folder.joinpath("annotations.yaml").write_text(CLAIM.replace("VIA", ", ".join(via)), "utf-8")
    written = {
        "people": "name: خمسة أشخاص مطلعين على ملف المفاوضات السرية الجارية منذ أشهر\n"
        "kind: person\nidentity: anonymous\ncount: 5\n",
        "ministry": "name: وزارة الأشغال العامة والنقل في الجمهورية\nkind: institution\n",
        "agency": "name: وكالة الأنباء الرسمية\nkind: wire\n"
        "relays: [{ source: people, as: exclusive }, { source: ministry }]\n",
        "mixed": 'name: "موقع الخبر (khabar.example)!"\nkind: outlet\n'
        "relays: [{ source: agency }, { source: people }]\n",
    } | {
        f"r{n}": f"name: صحيفة المدينة {n}\nkind: outlet\nrelays: [{{ source: agency }}]\n"
        for n in range(40)
    }
    for name, text in written.items():
        sources.joinpath(f"{name}.yaml").write_text(text, "utf-8")
    sites.write(root, root / "site")
    return BuiltSite(root / "content", root / "site")


@pytest.fixture
def arabic_page(chromium: Browser, arabic: BuiltSite) -> Iterator[Callable[[str], Page]]:
    context = chromium.new_context(
        viewport={"width": NARROW, "height": 900}, java_script_enabled=False
    )

    def answer(route: Route) -> None:
        path = arabic.file_at(route.request.url)
        kind = "text/css" if path and path.suffix == ".css" else "text/html"
        route.fulfill(body=path.read_bytes() if path else b"", content_type=kind)

    def open_page(address: str) -> Page:
        page = context.new_page()
        page.goto(arabic.base_url + address)
        return page

    context.route("**/*", answer)
    yield open_page
    context.close()


def test_words_stay_in_their_boxes(open_page: Open, built_site: Served) -> None:
    seen = 0
    for address in _with(built_site.site, '<svg class="diagram"'):
        seen += _assert_diagram(open_page(address, NARROW))
    assert seen > 30


def test_words_stay_in_their_boxes_from_right_to_left(
    arabic_page: Callable[[str], Page],
) -> None:
    page = arabic_page("articles/bridge/bridge/")
    assert _assert_diagram(page) > 15
    found = page.locator("svg.diagram").evaluate(DIAGRAM)
    rail = page.locator("svg.diagram .dots circle").first.get_attribute("cx")
    assert all(right < float(rail or 0) for _, _, _, right, *_ in found["texts"])
    assert page.locator("svg.diagram .figures circle").count() == 5


def test_dates_stay_apart(open_page: Open, built_site: Served) -> None:
    seen = 0
    for address in _with(built_site.site, '<svg class="tracks"'):
        seen += _assert_tracks(open_page(address, NARROW))
    assert seen > 20


def test_dates_stay_apart_from_right_to_left(arabic_page: Callable[[str], Page]) -> None:
    for address in ("articles/bridge/bridge/", "timeline/", "timeline/2026/"):
        assert _assert_tracks(arabic_page(address))


@pytest.mark.parametrize("width", [NARROW, 768, 1440])
def test_the_promise_table_fits(open_page: Open, built_site: Served, width: int) -> None:
    for address in _with(built_site.site, '<table class="promise"'):
        page = open_page(address, width)
        assert page.locator("html").evaluate("root => root.scrollWidth") <= width, address
        inside, table = (page.locator(one).first for one in ("#if_title + .inside", ".promise"))
        wide = [one.evaluate("one => one.getBoundingClientRect().width") for one in (inside, table)]
        assert wide[1] <= wide[0] + 1, address


def test_the_list_is_there_for_those_who_open_it(open_page: Open, built_site: Served) -> None:
    address = _with(built_site.site, '<svg class="diagram"')[0]
    page = open_page(address, NARROW)
    names = page.locator("svg.diagram .name").all_text_contents()
    page.locator("details.listed > summary").click()
    listed = " ".join(page.locator("details.listed .source").all_inner_texts())
    assert names
    assert all(
        word in listed for name in names for word in name.strip("\u2066\u2067\u2069").split()
    )


def test_the_sheet_asks_for_nothing_and_mirrors_by_itself() -> None:
    rules = re.sub(r"/\*.*?\*/", "", SHEET.read_text("utf-8"), flags=re.DOTALL)
    assert len(rules) < 6000
    assert not re.search(r"url\(|@import|@font-face|#[0-9a-f]{3}", rules)
    physical = r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*[:;]"
    assert not re.findall(physical, rules)


def _with(site: BuiltSite, text: str) -> list[str]:
    """The addresses of the pages that hold a text."""
    start = len(site.base_url)
    return [url[start:] for url, html in site.pages.items() if text in html]


def _assert_diagram(page: Page) -> int:
    """Every word within the picture, and within its box where it stands in one."""
    found: Any = page.locator("svg.diagram").evaluate(DIAGRAM)
    for text, left, top, right, bottom, size in found["texts"]:
        assert size * found["scale"] >= LEAST - 0.01, text
        assert _inside((left, top, right, bottom), found["whole"]), (page.url, text)
        middle = (top + bottom) / 2
        for box in found["boxes"]:
            if box[1] < middle < box[3]:
                assert _inside((left + 2, top, right - 2, bottom), box), (page.url, text)
    for one, other in zip(found["texts"], found["texts"][1:], strict=False):
        assert one[2] < other[2], (one, other)
    return len(found["texts"])


def _assert_tracks(page: Page) -> int:
    seen = 0
    for svg in page.locator("svg.tracks").all():
        found: Any = svg.evaluate(TRACKS)
        left, _, right, _ = found["whole"]
        for text, *box, size in found["texts"]:
            assert size >= LEAST, text
            assert left - 11 <= box[0] < box[2] <= right + 11, (page.url, text)
            for mark in found["marks"]:
                apart = box[2] <= mark[0] or mark[2] <= box[0]
                # The box of a line is higher than its letters.
                beside = box[3] - 4 <= mark[1] or mark[3] <= box[1] + 4
                assert apart or beside, (page.url, text)
        seen += len(found["texts"])
    return seen


def _inside(box: tuple[float, float, float, float], whole: list[float]) -> bool:
    return (
        whole[0] <= box[0]
        and whole[1] <= box[1] + 1
        and box[2] <= whole[2]
        and box[3] - 1 <= whole[3]
    )
