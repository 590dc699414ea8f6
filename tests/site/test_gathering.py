"""The pages that gather say what the annotations hold, all of it, and no more."""

import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.bench import corpus
from tests.site import sites
from tests.site.sites import Article, BuiltSite

CONNECTIVES = ("if", "unless", "only-if", "until", "in-case")
SETTLED = ("met", "not-met", "lapsed")


def test_conditions_are_all_there_and_concessions_are_not(site: BuiltSite) -> None:
    page = _page(site, "conditions/")
    wanted: dict[str, set[str]] = {"open": set(), "settled": set(), "examples": set()}
    for article, claim in _claims(site):
        condition = claim.get("condition", {})
        if any(word in condition for word in CONNECTIVES):
            kind = "settled" if condition.get("state") in SETTLED else "open"
            kind = "examples" if _is_guide(article) else kind
            wanted[kind].add(f"{site.base_url}articles/{article.slug}/{claim['id']}/")
    assert wanted["open"]
    for kind, claims in wanted.items():
        rows = page.xpath(f"//section[@aria-labelledby='{kind}_title']//tbody/tr/th/p[2]/a/@href")
        assert {urljoin(site.base_url, row) for row in rows} == claims, kind
    counts = page.xpath("string(//header/p[@class='judged'])")
    numbers = [int(number) for number in re.findall(r"\d+", counts)]
    assert numbers == [len(wanted["open"]), len(wanted["settled"])]


def test_each_condition_says_its_state_and_what_its_annotation_holds(site: BuiltSite) -> None:
    page = _page(site, "conditions/")
    for row in page.xpath("//tbody/tr"):
        url = urljoin(site.base_url, row.xpath("th/p[2]/a/@href")[0])
        slug, claim_id = url.removeprefix(site.base_url).strip("/").split("/")[1:]
        claim = next(
            one for article, one in _claims(site) if (article.slug, one["id"]) == (slug, claim_id)
        )
        text, condition = _text(row), claim["condition"]
        for word in CONNECTIVES:
            assert _spaced(condition.get(word, ""))[1:] in text
        assert _spaced(condition.get("then", {}).get("text", "")) in text
        named = [one if isinstance(one, str) else one["source"] for one in _listed(condition)]
        linked = {unquote(link).strip("/").split("/")[-1] for link in row.xpath(".//td//a/@href")}
        assert linked == {*named, *([condition["rests_on"]] if "rests_on" in condition else [])}


def test_conditions_lead_from_the_front_page(site: BuiltSite) -> None:
    home = _page(site, "")
    open_ones = _page(site, "conditions/").xpath(
        "//section[@aria-labelledby='open_title']//tr/th/p[2]/a/@href"
    )
    listed = home.xpath("//section[@aria-labelledby='open_title']//li/a/@href")
    assert listed == open_ones[:5]
    assert home.xpath("//main//a[@href=$url]", url=f"{site.base_path}conditions/")


def test_the_next_due_comes_first(repository_site: BuiltSite, fixture_site: BuiltSite) -> None:
    """Of the fixture: November 2026 is due before December, and no date at all comes last."""
    rows = _page(fixture_site, "conditions/").xpath("//section[1]//tbody/tr/th/p[2]/a/@href")
    assert [row.strip("/").split("/")[-1] for row in rows] == ["fermeture", "fath", "script"]
    assert _page(repository_site, "conditions/").xpath("//section[1]//tbody/tr")


def test_topics_hold_their_articles(site: BuiltSite) -> None:
    topics = {topic for article in site.articles for topic in _topics(article)}
    assert topics
    index = _page(site, "topics/")
    listed = index.xpath("//main//ul/li/a/@href")
    assert {urljoin(site.base_url, link) for link in listed} == {
        f"{site.base_url}topics/{topic}/" for topic in topics
    }
    for topic in topics:
        page = _page(site, f"topics/{topic}/")
        assert _cards(site, page) == _newest_first(site, lambda one, t=topic: t in _topics(one))


def test_articles_lead_to_their_topics_and_authors(site: BuiltSite) -> None:
    for article in site.articles:
        links = _links(site, _page(site, f"articles/{article.slug}/"))
        for topic in _topics(article):
            assert f"{site.base_url}topics/{topic}/" in links
        authors = [link for link in links if "/authors/" in link and not link.endswith("authors/")]
        assert len(authors) == len(set(_byline(article)))


def test_authors_hold_their_articles_and_share_no_address(site: BuiltSite) -> None:
    index = _page(site, "authors/")
    names = {
        _text(link): urljoin(site.base_url, link.get("href"))
        for link in index.xpath("//main//ul/li/a")
    }
    written = {_spaced(name) for article in site.articles for name in _byline(article)}
    assert set(names) == written
    assert len(set(names.values())) == len(names)
    for name, url in names.items():
        page = html.fromstring(site.pages[url])
        assert _cards(site, page) == _newest_first(
            site, lambda one, n=name: n in map(_spaced, _byline(one))
        )


def test_verdicts_hold_their_claims(site: BuiltSite) -> None:
    for level in site.settings["verdicts"]:
        wanted = {
            (target, url)
            for url, (_, claim) in site.reviewed.items()
            for target, given in claim["verdict"]["on"].items()
            if given == level["id"]
        }
        page = _page(site, f"verdicts/{level['id']}/")
        found = {
            (section.get("aria-labelledby").removeprefix("on_"), urljoin(site.base_url, link))
            for section in page.xpath("//section")
            for link in section.xpath(".//li/a/@href")
        }
        assert found == wanted, level["id"]


def test_the_shares_count_each_first_verdict_once(site: BuiltSite) -> None:
    page = _page(site, "verdicts/")
    counted = [int(_text(cell)) for cell in page.xpath("//table//td")]
    assert sum(counted) == len(site.reviewed)
    for row, level in zip(page.xpath("//table/tbody/tr"), site.settings["verdicts"], strict=True):
        first = [
            claim["verdict"]["on"][_primary(claim["verdict"])]
            for _, claim in site.reviewed.values()
        ]
        assert sum(int(_text(cell)) for cell in row.xpath("td")) == first.count(level["id"])
    for bar in page.xpath("//*[@class='bar']"):
        pieces = [
            (_hundredths(one.get("x")), _hundredths(one.get("width")))
            for one in bar.xpath("*[@width]")
        ]
        assert sum(width for _, width in pieces) == 10_000
        assert all(start + width == after for (start, width), (after, _) in pairwise(pieces))


def test_corrections_are_all_logged_newest_first(site: BuiltSite) -> None:
    page = _page(site, "corrections/")
    samples = page.xpath("//section[@aria-labelledby='examples_title']")
    logged = [one for one in page.xpath("//section") if one not in samples]
    for sections, guides in ((logged, False), (samples, True)):
        made = [
            correction
            for article in site.articles
            if _is_guide(article) is guides
            for correction in article.annotations.get("corrections", [])
        ]
        days = [
            day for one in sections for day in one.xpath(".//p[@class='what'][1]/time/@datetime")
        ]
        assert sorted(days, reverse=True) == sorted((one["date"] for one in made), reverse=True)
        if not guides:
            assert days == sorted(days, reverse=True)
        words = " ".join(_text(one) for one in sections)
        for correction in made:
            assert _spaced(correction["was"]) in words
            assert _spaced(correction["now"]) in words
    policy = site.settings["policies"]["corrections"]
    assert f"{site.base_url}pages/{policy}/" in _links(site, page)


def test_sources_say_how_much_rests_on_them(site: BuiltSite) -> None:
    index = _page(site, "sources/")
    rows = index.xpath("//main//ul/li")
    assert len(rows) == len(list((site.content / "sources").glob("*.yaml")))
    for row in rows:
        url = urljoin(site.base_url, row.xpath("a/@href")[0])
        resting = html.fromstring(site.pages[url]).xpath(
            "//section[@aria-labelledby='rests_title']//li"
        )
        found = re.search(r"(\d+)\D*$", _text(row).split(" · only")[0].split(" · seule")[0])
        assert (int(found[1]) if resting and found else 0) == len(resting), url


@pytest.mark.parametrize(
    "part", ["conditions", "topics", "sources", "verdicts", "authors", "corrections"]
)
def test_the_navigation_says_where_one_is(site: BuiltSite, part: str) -> None:
    seen = 0
    for url, text in site.pages.items():
        path = url.removeprefix(site.base_url)
        current = html.fromstring(text).xpath(
            "//*[@class='masthead' or @class='colophon']//a[@aria-current]"
        )
        parts = {
            urljoin(site.base_url, one.get("href")): one.get("aria-current") for one in current
        }
        if path.startswith(f"{part}/"):
            exact = "page" if path == f"{part}/" else "true"
            assert parts == {f"{site.base_url}{part}/": exact}, url
            seen += 1
        else:
            assert f"{site.base_url}{part}/" not in parts, url
    assert seen


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A site with more articles, conditions and claims of a kind than a page holds."""
    root = tmp_path_factory.mktemp("archive")
    corpus.write(root, 65)
    sites.write(root, root / "site")
    return BuiltSite(root / "content", root / "site")


def test_an_archive_is_reached_from_the_front_page(archive: BuiltSite) -> None:
    everything = _newest_first(archive, lambda _: True)
    assert _cards(archive, _page(archive, "")) == everything[:20]
    numbered = [_cards(archive, _page(archive, f"page/{n}/")) for n in (4, 3, 2, 1)]
    assert [one for page in numbered for one in page] == everything
    assert [len(page) for page in numbered] == [5, 20, 20, 20]
    assert _chain(archive, archive.base_url) == ["", "page/3/", "page/2/", "page/1/"]


def test_long_lists_reach_everything(archive: BuiltSite) -> None:
    claims = {
        f"{archive.base_url}articles/{article.slug}/{claim['id']}/"
        for article, claim in _claims(archive)
        if "condition" in claim
    }
    assert len(claims) > 50
    pages = [_page(archive, path) for path in _chain(archive, f"{archive.base_url}conditions/")]
    numbered = pages[1:]
    assert len(pages) > 1
    assert claims == {link for page in pages for link in _links(archive, page)} & claims
    held = [url for page in numbered for url in page.xpath("//tbody/tr/th/p[2]/a/@href")]
    assert len(held) == len(set(held))


def test_links_of_an_archive_lead_somewhere(archive: BuiltSite) -> None:
    for url, text in archive.pages.items():
        for link in _links(archive, html.fromstring(text)):
            if link.startswith(archive.base_url):
                assert archive.file_at(link), f"{link} on {url}"


def test_one_more_article_leaves_older_pages_as_they_are(
    archive: BuiltSite, tmp_path: Path
) -> None:
    """Nor are they drawn again to find that out: there may be thousands of them."""
    root = tmp_path / "site"
    shutil.copytree(archive.content.parent, root)
    articles = root / "content/articles"
    newest = shutil.copytree(max(articles.iterdir()), articles / "one-more") / "article.md"
    text = re.sub(r"(?m)^published: .*", "published: 2026-03-01", newest.read_text("utf-8"))
    newest.write_text(text, "utf-8")
    why = sites.write(root, root / "site").why
    assert {"/", "/page/4/", "/conditions/", "/verdicts/"} <= why.keys()
    drawn: dict[str, list[int]] = {}
    for address in why:
        if found := re.fullmatch(r"(.*/)page/(\d+)/", address):
            drawn.setdefault(found[1], []).append(int(found[2]))
    assert len(drawn) > 3
    for first, numbers in drawn.items():
        last = max(int(page.name) for page in (root / f"site{first}page").iterdir())
        assert min(numbers) >= last - 2, first


def test_an_empty_site_says_so(tmp_path: Path) -> None:
    corpus.write(tmp_path, 0)
    sites.write(tmp_path, tmp_path / "site")
    site = BuiltSite(tmp_path / "content", tmp_path / "site")
    for path in ("", "conditions/", "topics/", "verdicts/", "authors/", "corrections/"):
        words = _text(_page(site, path).xpath("//main")[0])
        assert re.search(r"\b[Aa]ucune?\b|\bRien\b", words), path


def _chain(site: BuiltSite, url: str) -> list[str]:
    """The pages from here to the end of `rel=next`."""
    found = [url.removeprefix(site.base_url)]
    while onward := html.fromstring(site.pages[url]).xpath("//main//a[@rel='next']/@href"):
        url = urljoin(url, onward[0])
        found.append(url.removeprefix(site.base_url))
    return found


def _page(site: BuiltSite, path: str) -> HtmlElement:
    return html.fromstring(site.pages[site.base_url + path])


def _links(site: BuiltSite, page: HtmlElement) -> set[str]:
    return {urljoin(site.base_url, link) for link in page.xpath("//main//a/@href")}


def _cards(site: BuiltSite, page: HtmlElement) -> list[str]:
    links = page.xpath("//ul[@class='cards']/li/h2/a/@href")
    return [urljoin(site.base_url, link) for link in links]


def _newest_first(site: BuiltSite, belongs: Any) -> list[str]:
    found = [one for one in site.articles if belongs(one)]
    found.sort(key=lambda one: (one.front["published"], one.slug), reverse=True)
    return [f"{site.base_url}articles/{one.slug}/" for one in found]


def _claims(site: BuiltSite) -> list[tuple[Article, dict[str, Any]]]:
    return [
        (article, claim)
        for article in site.articles
        for claim in article.annotations.get("claims", [])
    ]


def _is_guide(article: Article) -> bool:
    return bool(article.front.get("claimreview") == "no")


def _primary(verdict: dict[str, Any]) -> str:
    return str(verdict.get("primary") or next(iter(verdict["on"])))


def _topics(article: Article) -> list[str]:
    return _as_list(article.front.get("topics", []))


def _byline(article: Article) -> list[str]:
    return _as_list(article.front["byline"])


def _listed(condition: dict[str, Any]) -> list[Any]:
    return list(condition.get("evidence", []))


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _hundredths(percent: str) -> int:
    return round(float(percent.removesuffix("%")) * 100)


def _text(element: HtmlElement) -> str:
    return _spaced(element.text_content())


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
