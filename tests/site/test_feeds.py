"""The Atom feed, the sitemap and robots.txt, read by others' parsers."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

import feedparser

from tests.site.checker import read
from tests.site.sites import BuiltSite

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def test_the_feed_is_well_formed(site: BuiltSite) -> None:
    found = feedparser.parse(site.files["feed.atom"].read_bytes())
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.title == site.settings["title"]
    assert found.feed.id == f"{site.base_url}feed.atom"
    assert {link.rel: link.href for link in found.feed.links} == {
        "self": f"{site.base_url}feed.atom",
        "alternate": site.base_url,
    }


def test_the_feed_has_what_atom_demands(site: BuiltSite) -> None:
    """RFC 4287: id, title and updated once each, an author at least above, times with a zone."""
    feed = ET.parse(site.files["feed.atom"]).getroot()  # noqa: S314 - we wrote it
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (child,) = element.findall(f"{ATOM}{name}")
            assert child.text
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
    for time in (*feed.iter(f"{ATOM}updated"), *feed.iter(f"{ATOM}published")):
        assert datetime.fromisoformat(str(time.text)).tzinfo


def test_entries_are_the_fact_checks_newest_first(site: BuiltSite) -> None:
    found = feedparser.parse(site.files["feed.atom"].read_bytes())
    checks = [entry for entry in site.articles if entry.front.get("claimreview") != "no"]
    assert {entry.id: _spaced(entry.title) for entry in found.entries} == {
        f"{site.base_url}articles/{entry.slug}/": _spaced(entry.front["title"]) for entry in checks
    }
    for entry in found.entries:
        assert entry.link == entry.id
        assert site.file_at(entry.link)
        assert entry.summary
    days = [entry.published for entry in found.entries]
    assert days == sorted(days, reverse=True)


def test_the_feed_is_announced(site: BuiltSite) -> None:
    for url, html in site.pages.items():
        path = f"{site.base_path}feed.atom"
        link = f'<link rel="alternate" type="application/atom+xml" href="{path}"'
        assert (link in html) == (url not in site.embeds), url


def test_the_sitemap_lists_every_page_once(site: BuiltSite) -> None:
    root = ET.parse(site.files["sitemap.xml"]).getroot()  # noqa: S314 - we wrote it
    assert root.tag == f"{SITEMAP}urlset"
    listed = [str(element.text) for element in root.iter(f"{SITEMAP}loc")]
    assert len(listed) == len(set(listed))
    assert set(listed) == {
        url
        for url, html in site.pages.items()
        if '<meta name="robots" content="noindex">' not in html
    }
    for element in root.iter(f"{SITEMAP}lastmod"):
        assert DAY.fullmatch(str(element.text))


def test_every_page_is_at_its_canonical_address(site: BuiltSite) -> None:
    for url, html in site.pages.items():
        assert read(html).canonical == site.embeds.get(url, url)


def test_robots_may_come_and_find_the_sitemap(site: BuiltSite) -> None:
    lines = site.files["robots.txt"].read_text("utf-8").splitlines()
    assert "User-agent: *" in lines
    assert f"Sitemap: {site.base_url}sitemap.xml" in lines
    assert not [line for line in lines if line.startswith("Disallow: /")]


def _spaced(text: str) -> str:
    """How feedparser treats white space in a title does not matter here."""
    return re.sub(r"\s+", " ", text)
