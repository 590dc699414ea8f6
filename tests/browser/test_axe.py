"""Accessibility of one page of each kind, light and dark, narrow and wide, judged by axe-core."""

import mimetypes
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.site import sites
from tests.site.sites import BuiltSite
from tests.support import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.npm]

AXE = ROOT / "tests" / "web" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = tuple(product(("light", "dark"), (360, 1280)))


@pytest.fixture(scope="module")
def axe() -> Path:
    if not AXE.exists():
        pytest.skip("npm packages absent: run `npm ci --prefix tests/web`")
    return AXE


@pytest.fixture(scope="module", params=sorted(sites.ROOTS))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return sites.make(request.param, tmp_path_factory.mktemp("axe"))


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_nothing_stands_in_anybodys_way(
    chromium: Browser, axe: Path, site: BuiltSite, scheme: Any, width: int
) -> None:
    context = chromium.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    try:
        context.route("**/*", lambda route: _serve(route, site))
        found = []
        for url in sites.one_of_each_kind(site):
            page = context.new_page()
            page.goto(url)
            found += [f"{url}: {line}" for line in _violations(page, axe)]
            page.close()
    finally:
        context.close()
    assert "\n".join(found) == ""


def test_it_can_fail(chromium: Browser, axe: Path) -> None:
    page = chromium.new_page()
    page.set_content('<title>t</title><p style="color: #ccc; background: #fff">Hardly legible</p>')
    found = "\n".join(_violations(page, axe))
    page.close()
    assert "html-has-lang" in found
    assert "color-contrast" in found


def _violations(page: Page, axe: Path) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.add_script_tag(path=axe)
    result = page.evaluate("axe.run()")
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
