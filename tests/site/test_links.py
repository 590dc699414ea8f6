"""Every link of every page leads somewhere, and stays below the base path."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from tests.site.sites import BuiltSite

LINKING = {"href", "src", "cite", "poster", "action", "data"}


def test_links_within_the_site_lead_to_a_file_and_an_id(site: BuiltSite) -> None:
    ids = {url: _Links(html).ids for url, html in site.pages.items()}
    seen = 0
    for page, link in _links(site):
        url = urljoin(page, link)
        if not url.startswith(_origin(site)):
            continue
        seen += 1
        bare, _, fragment = url.partition("#")
        assert site.file_at(bare), f"{link} on {page}"
        if fragment:
            assert unquote(fragment) in ids[bare], f"{link} on {page}"
    assert seen > 50


def test_links_within_the_site_carry_the_base_path(site: BuiltSite) -> None:
    """Written out, so that they hold on 404.html too, which answers at any depth."""
    for page, link in _links(site):
        if urlsplit(link).scheme:
            assert not link.startswith(_origin(site)) or link.startswith(site.base_url), page
        else:
            assert link.startswith(("#", site.base_path)), f"{link} on {page}"


def test_links_have_no_scheme_that_runs(site: BuiltSite) -> None:
    for page, link in _links(site):
        assert urlsplit(link).scheme in {"", "https", "http", "mailto"}, f"{link} on {page}"
        assert not link.startswith("//"), page


def test_ids_are_unique(site: BuiltSite) -> None:
    for page, html in site.pages.items():
        ids = _Links(html).all_ids
        assert len(ids) == len(set(ids)), page


def test_nothing_is_loaded_from_elsewhere(site: BuiltSite) -> None:
    for page, html in site.pages.items():
        for link in _Links(html).loaded:
            assert link.startswith(site.base_path), f"{link} on {page}"
    for name, path in site.files.items():
        if name.endswith(".css"):
            assert not re.search(r"url\(|@import", path.read_text("utf-8")), name


def _links(site: BuiltSite) -> Iterator[tuple[str, str]]:
    for page, html in site.pages.items():
        for link in _Links(html).links:
            yield page, link


def _origin(site: BuiltSite) -> str:
    parts = urlsplit(site.base_url)
    return f"{parts.scheme}://{parts.netloc}/"


class _Links(HTMLParser):
    """Collects addresses, those of what a browser loads by itself apart, and ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.all_ids: list[str] = []
        self.feed(html)
        self.close()

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self.all_ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.all_ids.append(given["id"])
        for name in LINKING & set(given):
            self.links.append(given[name])
        if "src" in given or given.get("rel") in {"stylesheet", "icon", "preload"}:
            self.loaded.append(given.get("src") or given["href"])
