"""The feeds, the sitemap and robots.txt, read by others' parsers."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
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


def test_all_feeds_have_what_atom_demands(site: BuiltSite) -> None:
    """RFC 4287: id, title and updated once each, an author at least above, times with a zone."""
    for name in _atom(site):
        feed = ET.parse(site.files[name]).getroot()  # noqa: S314 - we wrote it
        _demand(feed)
        ids = [str(element.text) for element in feed.iter(f"{ATOM}id")]
        assert ids[0] == site.base_url + name
        assert len(ids) == len(set(ids))
        for content in feed.iter(f"{ATOM}content"):
            assert content.get("type") == "html"


def _demand(feed: ET.Element) -> None:
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


def test_entries_say_what_is_known(site: BuiltSite) -> None:
    found = feedparser.parse(site.files["feed.atom"].read_bytes(), sanitize_html=False)
    articles = {f"{site.base_url}articles/{entry.slug}/": entry for entry in site.articles}
    for entry in found.entries:
        article = articles[entry.id]
        links = _hrefs(entry.content[0].value)
        claims = [f"{entry.id}{claim['id']}/" for claim in article.annotations.get("claims", [])]
        assert sorted(links) == sorted(claims)
        assert all(site.file_at(link) for link in links)
        topics = article.front.get("topics", [])
        expected = [topics] if isinstance(topics, str) else topics
        assert [tag.term for tag in entry.get("tags", [])] == expected
        byline = article.front["byline"]
        assert len(entry.authors) == (1 if isinstance(byline, str) else len(byline))


def test_each_topic_has_its_feed(site: BuiltSite) -> None:
    topics: dict[str, set[str]] = {}
    for article in site.articles:
        given = article.front.get("topics", [])
        for topic in [given] if isinstance(given, str) else given:
            checked = article.front.get("claimreview") != "no"
            url = f"{site.base_url}articles/{article.slug}/"
            topics.setdefault(topic, set()).update({url} if checked else set())
    assert topics
    for topic, expected in topics.items():
        for entries in _twice(site, f"topics/{topic}/feed"):
            assert set(entries) == expected


def test_each_correction_has_its_entry(site: BuiltSite) -> None:
    corrections = [
        (article, entry)
        for article in site.articles
        if article.front.get("claimreview") != "no"
        for entry in article.annotations.get("corrections", [])
    ]
    atom, other = _twice(site, "corrections/feed")
    assert list(atom) == list(other)
    assert len(atom) == len(corrections)
    for url, content in other.items():
        page, _, name = url.partition("#")
        assert f'id="{name}"' in site.pages[page]
        about = [
            article.shown(entry["was"], site)
            for article, entry in corrections
            if page == "/".join([f"{site.base_url}articles", article.slug, *_about(entry), ""])
        ]
        assert any(was in _text(content) for was in about)


def test_json_feeds_say_the_same_as_atom(site: BuiltSite) -> None:
    """JSON Feed 1.1: what is required, and no author as the version before had it."""
    for name in _atom(site):
        atom = feedparser.parse(site.files[name].read_bytes())
        feed = json.loads(site.files[name.removesuffix("atom") + "json"].read_bytes())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == site.base_url + name.removesuffix("atom") + "json"
        assert feed["home_page_url"] == atom.feed.links[-1].href
        assert feed["authors"][0]["name"]
        items: list[dict[str, Any]] = feed["items"]
        assert [item["id"] for item in items] == [entry.id for entry in atom.entries]
        for item, entry in zip(items, atom.entries, strict=True):
            assert item["url"] == entry.link
            assert _spaced(item["title"]) == _spaced(entry.title)
            assert (item["date_published"], item["date_modified"]) == (
                entry.published,
                entry.updated,
            )
            assert item["content_html"]
            assert "author" not in item


def test_no_feed_and_no_review_of_a_guide(fixture_site: BuiltSite) -> None:
    for name in (*_atom(fixture_site), "feed.json", "claimreview.json"):
        assert b"2026-03-guide" not in fixture_site.files[name].read_bytes()


def test_the_feeds_are_announced(site: BuiltSite) -> None:
    for url, html in site.pages.items():
        for kind, name in (("atom+xml", "feed.atom"), ("feed+json", "feed.json")):
            path = site.base_path + name
            link = f'<link rel="alternate" type="application/{kind}" href="{path}"'
            assert (link in html) == (url not in site.embeds), url


def _atom(site: BuiltSite) -> list[str]:
    return [name for name in site.files if name.endswith("feed.atom")]


def _twice(site: BuiltSite, name: str) -> tuple[dict[str, str], dict[str, str]]:
    """The entries of a feed in both formats: id → content."""
    atom = feedparser.parse(site.files[f"{name}.atom"].read_bytes(), sanitize_html=False)
    items = json.loads(site.files[f"{name}.json"].read_bytes())["items"]
    return (
        {entry.id: entry.content[0].value for entry in atom.entries},
        {item["id"]: item["content_html"] for item in items},
    )


def _about(correction: dict[str, str]) -> Iterator[str]:
    if "about" in correction:
        yield correction["about"]


class _Markup(HTMLParser):
    """Collects links and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.seen: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"p", "ul", "li", "a", "dl", "dt", "dd", "del", "ins", "span"}
        self.links += [str(value) for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


def _hrefs(html: str) -> list[str]:
    return _Markup(html).links


def _text(html: str) -> str:
    return "".join(_Markup(html).seen)


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
