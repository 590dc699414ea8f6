"""Accessibility of one page of each kind, light and dark, narrow and wide, judged by axe-core."""

import mimetypes
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from tests import web
from tests.site import sites
from tests.site.sites import BuiltSite

pytestmark = [pytest.mark.browser, pytest.mark.npm]

EVERYTHING: list[str] = []
# Of WCAG 2.2, and not yet switched on by itself.
MORE = {"target-size": {"enabled": True}}
COLOURS = ["color-contrast", "link-in-text-block"]
# All rules once in each scheme and at each width; of the other two, what a scheme can spoil.
LOOKS: tuple[tuple[Literal["light", "dark"], int, list[str]], ...] = (
    ("light", 360, EVERYTHING),
    ("dark", 360, COLOURS),
    ("dark", 1280, EVERYTHING),
    ("light", 1280, COLOURS),
)


@pytest.fixture(scope="module")
def axe() -> Path:
    return web.package("axe-core/axe.min.js")


def test_nothing_stands_in_anybodys_way(
    chromium: Browser, axe: Path, every_site: BuiltSite
) -> None:
    context = chromium.new_context(bypass_csp=True)
    try:
        context.route("**/*", lambda route: _serve(route, every_site))
        found = []
        for url in sites.one_of_each_kind(every_site):
            page = context.new_page()
            page.goto(url)
            for scheme, width, rules in LOOKS:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 900})
                found += [
                    f"{url} ({scheme}, {width}): {line}" for line in _violations(page, axe, rules)
                ]
            page.close()
    finally:
        context.close()
    assert "\n".join(found) == ""


def test_it_can_fail(chromium: Browser, axe: Path) -> None:
    page = chromium.new_page()
    page.set_content('<title>t</title><p style="color: #ccc; background: #fff">Hardly legible</p>')
    found = "\n".join(_violations(page, axe, EVERYTHING))
    page.close()
    assert "html-has-lang" in found
    assert "color-contrast" in found


def _violations(page: Page, axe: Path, rules: list[str]) -> list[str]:
    """Run these rules; all of them where none is given."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=axe)
    only = {"runOnly": {"type": "rule", "values": rules}}
    result = page.evaluate("options => axe.run(options)", only if rules else {"rules": MORE})
    assert result["passes"]
    return [
        f"{entry['id']}: {entry['help']}: {node['target']} {node['failureSummary']}"
        for entry in result["violations"]
        for node in entry["nodes"]
    ]


def _serve(route: Route, site: BuiltSite) -> None:
    """Answer from the output folder: nothing is asked of any network."""
    path = site.file_at(route.request.url)
    if path is None:
        assert urlsplit(route.request.url).path == "/favicon.ico", route.request.url
        route.fulfill(status=404)
        return
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    route.fulfill(status=200, body=path.read_bytes(), content_type=kind)
