"""The sitemap: valid, complete, with all languages of a page, and never too large for one file."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from builder import render
from builder.derive.sitemap import HEAVIEST, MOST, shared_out
from builder.views import AddressView, AlternateView, Page, SitemapIndexView, SitemapView
from tests.site.sites import BuiltSite
from tests.support import ROOT
from tests.unit.test_exports import SITE, _head

OFFICIAL = ROOT / "tests/web/node_modules/sitemap/schema/sitemap.xsd"
NAMESPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
# What the official schema leaves to others: links to other languages, as Google describes them.
LINK = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
  targetNamespace="http://www.w3.org/1999/xhtml">
<xs:element name="link"><xs:complexType>
<xs:attribute name="rel" use="required" fixed="alternate"/>
<xs:attribute name="hreflang" use="required"/>
<xs:attribute name="href" type="xs:anyURI" use="required"/>
</xs:complexType></xs:element></xs:schema>"""
BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.w3.org/1999/xhtml" schemaLocation="{link}"/>
<xs:import namespace="http://www.sitemaps.org/schemas/sitemap/0.9" schemaLocation="{official}"/>
</xs:schema>"""

HREFLANG = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


@pytest.mark.npm
def test_the_official_schema(site: BuiltSite, tmp_path: Path) -> None:
    schema = _official(tmp_path)
    schema.assertValid(etree.parse(site.files["sitemap.xml"]))


@pytest.mark.npm
@pytest.mark.parametrize(
    "spoil",
    [
        ("/sitemap/0.9", "/sitemap/1.0"),
        ("<loc>", "<lastmod>2026-01-01</lastmod><loc>"),
        ("lastmod>2026-0", "lastmod>2026-"),
        ("hreflang", "lang"),
    ],
)
def test_the_official_schema_can_fail(
    fixture_site: BuiltSite, tmp_path: Path, spoil: tuple[str, str]
) -> None:
    text = fixture_site.files["sitemap.xml"].read_text("utf-8")
    assert not _official(tmp_path).validate(etree.fromstring(text.replace(*spoil).encode()))


def test_languages_point_at_each_other(site: BuiltSite) -> None:
    """Each version names all versions, itself among them, by their full addresses."""
    said = {url: dict(HREFLANG.findall(html)) for url, html in site.pages.items()}
    for url, versions in said.items():
        if versions:
            assert url in versions.values()
            assert all(said[other] == versions for other in versions.values()), url
    groups: dict[str, set[str]] = {}
    for article in site.articles:
        original = article.front.get("translation_of", article.slug)
        groups.setdefault(original, set()).add(article.slug)
    for slugs in groups.values():
        for slug in slugs:
            versions = said[f"{site.base_url}articles/{slug}/"]
            expected = {f"{site.base_url}articles/{one}/" for one in slugs}
            assert set(versions.values()) == (expected if len(slugs) > 1 else set())
            if len(slugs) > 1:
                assert versions["x-default"] == versions[site.settings["language"]]


def test_the_sitemap_says_what_the_pages_say(site: BuiltSite) -> None:
    root = ET.parse(site.files["sitemap.xml"]).getroot()  # noqa: S314 - we wrote it
    seen = 0
    for row in root.iterfind("s:url", NAMESPACES):
        url = str(row.findtext("s:loc", namespaces=NAMESPACES))
        links = row.findall("x:link", NAMESPACES)
        versions = [(str(link.get("hreflang")), str(link.get("href"))) for link in links]
        shown = [(tag, unescape(href)) for tag, href in HREFLANG.findall(site.pages[url])]
        assert versions == shown
        seen += len(versions)
    assert seen or len(site.articles) < 3


ROW = AddressView("https://desk.example/articles/a/", "", ())
VERSIONS = tuple(AlternateView(code, f"https://desk.example/{code}/&/") for code in ("fr", "en"))


def test_one_file_holds_50_000_addresses_and_no_more() -> None:
    assert [len(part) for part in shared_out([ROW] * MOST)] == [MOST]
    assert [len(part) for part in shared_out([ROW] * (2 * MOST + 1))] == [MOST, MOST, 1]
    assert [len(part) for part in shared_out([])] == [0]


def test_one_file_stays_below_50_mb(tmp_path: Path) -> None:
    long = "https://desk.example/" + "é&" * 900 + "/"
    rows = [replace(ROW, absolute_url=long, alternates=VERSIONS, modified="2026-01-01")] * 12_000
    parts = list(shared_out(rows))
    assert [len(part) for part in parts] == sorted((len(part) for part in parts), reverse=True)
    assert sum(len(part) for part in parts) == 12_000
    sizes = [len(_drawn(tmp_path, "sitemap.xml", SitemapView(part))) for part in parts]
    assert all(size <= HEAVIEST for size in sizes)
    assert sizes[0] > HEAVIEST * 0.9


def test_the_index(tmp_path: Path) -> None:
    schema = etree.XMLSchema(etree.parse(ROOT / "tests/site/siteindex.xsd"))
    names = ("https://desk.example/sitemap-1.xml", "https://desk.example/sitemap-2.xml?a&b")
    index = etree.fromstring(_drawn(tmp_path, "sitemapindex.xml", SitemapIndexView(names)))
    schema.assertValid(index)
    assert tuple(element.text for element in index.iter("{*}loc")) == names
    empty = etree.fromstring(_drawn(tmp_path, "sitemapindex.xml", SitemapIndexView(())))
    assert not schema.validate(empty)


def _drawn(root: Path, template: str, content: SitemapView | SitemapIndexView) -> bytes:
    page = Page("/sitemap.xml", template, SITE, _head(), content)
    drawn = render.render(render.environment(root), page)
    assert isinstance(drawn, bytes)
    return drawn


def _official(folder: Path) -> etree.XMLSchema:
    if not OFFICIAL.exists():
        pytest.skip("npm packages absent: run `npm ci --prefix tests/web`")
    link = folder / "link.xsd"
    link.write_text(LINK, "utf-8")
    both = BOTH.format(link=link.as_uri(), official=OFFICIAL.as_uri())
    return etree.XMLSchema(etree.fromstring(both))
