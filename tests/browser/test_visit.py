"""What a visit costs and keeps: the weight of a page, nothing that jumps, and the policy in force.

Every kind of page is opened with JavaScript switched on and its Content Security Policy enforced.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import Served
from tests.host import Hosted, hosted
from tests.site import sites
from tests.site.sites import BuiltSite

pytestmark = pytest.mark.browser

HEAVY = 60_000
"""Bytes over the network, compressed, of an article and all that it loads."""

MANY = 10
"""Claims of an article that must not weigh more."""

SHIFT = """() => new Promise(resolve => {
    let sum = 0;
    const add = list => { for (const entry of list.getEntries()) sum += entry.value; };
    new PerformanceObserver(add).observe({type: 'layout-shift', buffered: true});
    requestAnimationFrame(() => setTimeout(() => resolve(sum), 50));
})"""


@dataclass
class Visit:
    """A page that was opened: bytes received, how far its parts moved (CLS), what went wrong."""

    received: float = 0
    shift: float = 0
    complaints: list[str] = field(default_factory=list)


def test_every_kind_of_page_keeps_its_policy_and_its_place(
    chromium: Browser, every_site: BuiltSite
) -> None:
    with hosted(every_site.output, every_site.base_path) as host:
        for url in sites.one_of_each_kind(every_site):
            for width in (360, 1280):
                visit = _visit(chromium, host, host.at(url), width)
                assert visit.complaints == [], url
                assert visit.shift == 0, url


def test_an_article_with_many_claims_is_light(chromium: Browser, built_site: Served) -> None:
    site, host = built_site.site, Hosted(built_site.origin, built_site.site.base_path)
    many = [
        host.at(f"{site.base_url}articles/{article.slug}/")
        for article in site.articles
        if len(article.annotations.get("claims", [])) >= MANY
    ]
    assert many
    for url in many:
        assert 0 < _visit(chromium, host, url, 1280).received <= HEAVY, url


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<script>document.title = 'changed'</script>", "Content Security Policy"),
        ('<p style="color: red">Red</p>', "Content Security Policy"),
        ('<img src="missing.png" alt="A picture">', "404: /desk/missing.png"),
        ('<img src="/favicon.png" alt="A picture">', "asks elsewhere: /favicon.png"),
        ('<link rel="stylesheet" href="//127.0.0.1:9/a.css">', "Content Security Policy"),
    ],
)
def test_a_breach_is_noticed(chromium: Browser, tmp_path: Path, body: str, complaint: str) -> None:
    policy = "default-src 'none'; style-src 'self'; img-src 'self'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    with _page(tmp_path, meta + body) as at:
        assert complaint in "\n".join(_visit(chromium, at, at.home, 360).complaints)


def test_weight_and_leaps_are_noticed(chromium: Browser, tmp_path: Path) -> None:
    weight = random.Random(0).randbytes(HEAVY).hex()  # noqa: S311 - a weight, not a secret
    (tmp_path / "style.css").write_text(f"/* {weight} */", "utf-8")
    leap = (
        "<script>setTimeout(() => document.body.prepend(document.createElement('hr')), 30)</script>"
    )
    with _page(tmp_path, f'<link rel="stylesheet" href="style.css"><p>Text</p>{leap}') as at:
        visit = _visit(chromium, at, at.home, 360)
    assert visit.received > HEAVY
    assert visit.shift > 0


@contextmanager
def _page(folder: Path, html: str) -> Iterator[Hosted]:
    (folder / "index.html").write_text(f"<!DOCTYPE html><title>A page</title>{html}", "utf-8")
    with hosted(folder, "/desk/") as host:
        yield host


def _visit(chromium: Browser, host: Hosted, url: str, width: int) -> Visit:
    """Open a page as a first-time visitor."""
    visit = Visit()
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    _listen(page, host, visit)
    page.goto(url)
    visit.shift = page.evaluate(SHIFT)
    context.close()
    return visit


def _listen(page: Page, host: Hosted, visit: Visit) -> None:
    def weigh(event: dict[str, Any]) -> None:
        visit.received += event["encodedDataLength"]

    def answered(response: Response) -> None:
        path = response.url.removeprefix(host.origin)
        if response.status >= 400:
            visit.complaints.append(f"{response.status}: {path}")
        if not response.url.startswith(host.home):
            visit.complaints.append(f"asks elsewhere: {path}")

    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", weigh)
    page.on("response", answered)
    page.on("console", lambda message: visit.complaints.append(message.text))
    page.on("pageerror", lambda error: visit.complaints.append(error.message))
    page.on("requestfailed", lambda request: visit.complaints.append(f"failed: {request.url}"))
