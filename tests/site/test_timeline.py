"""The timeline holds every date of every fact-check, in its year; claims have their pictures."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from builder.edtf import Date
from tests.site.sites import Article, BuiltSite

KEYS = ("said", "event", "first_published")


def test_every_year_with_dates_has_its_page(site: BuiltSite) -> None:
    years = {year for article in _checks(site) for _, date in _dates(article) for year in date}
    pages = {url for url in site.pages if re.search(r"/timeline/-?\d+/$", url)}
    assert pages == {f"{site.base_url}timeline/{year}/" for year in years}
    assert years


def test_every_dated_claim_is_in_the_list_of_its_years(site: BuiltSite) -> None:
    for article in _checks(site):
        for link, years in _dates(article):
            for year in years:
                html = site.pages[f"{site.base_url}timeline/{year}/"]
                assert f'href="{site.base_path}articles/{article.slug}/{link}"' in html


def test_the_front_page_links_or_holds_every_year(site: BuiltSite) -> None:
    front = site.pages[site.base_url + "timeline/"]
    for url in site.pages:
        if re.search(r"/timeline/-?\d+/$", url):
            assert f'href="{urlsplit(url).path}"' in front


def test_guides_are_no_part_of_it(site: BuiltSite) -> None:
    guides = [one.slug for one in site.articles if one.front.get("claimreview") == "no"]
    assert guides
    for url, html in site.pages.items():
        if "/timeline/" in url:
            assert not any(f"/articles/{slug}/" in html for slug in guides)


def test_as_many_dates_are_drawn_as_are_listed(site: BuiltSite) -> None:
    seen = 0
    for url, html in site.pages.items():
        if re.search(r"/timeline/-?\d+/$", url):
            drawn = len(re.findall(r"<circle|<rect", html))
            listed = html.count('<span class="what">')
            assert 0 < drawn <= listed, url
            seen += drawn
    assert seen > 5


def test_claims_with_relays_have_a_diagram_and_its_list(site: BuiltSite) -> None:
    seen = 0
    for url, html in site.pages.items():
        if '<svg class="diagram"' in html:
            seen += 1
            assert html.count('<svg class="diagram"') == 1, url
            assert '<details class="listed">' in html, url
            names = re.findall(r'<text class="name"[^>]*>([^<]+)</text>', html)
            assert names
    assert seen > 2


def test_promises_have_one_cell_where_they_stand(site: BuiltSite) -> None:
    tables = [html for html in site.pages.values() if '<table class="promise">' in html]
    assert tables
    for html in tables:
        table = html.partition('<table class="promise">')[2].partition("</table>")[0]
        (cell,) = re.findall(r'<td aria-current="true">(.*?) <small>', table)
        (verdict,) = re.findall(r"<b>([^<]+)</b><br>", html.partition('id="if_title"')[2])[-1:]
        assert cell == verdict


def _checks(site: BuiltSite) -> Iterator[Article]:
    return (one for one in site.articles if one.front.get("claimreview") != "no")


def _dates(article: Article) -> Iterator[tuple[str, range]]:
    """The end of a link, and the years that its date touches."""
    for claim in article.annotations.get("claims", []):
        for key in KEYS:
            if key in claim.get("dates", {}):
                yield f"{claim['id']}/", _years(claim["dates"][key])
    yield "", _years(article.front["published"])
    if "last_checked" in article.annotations:
        yield "", _years(article.annotations["last_checked"])


def _years(text: str) -> range:
    date = Date.parse(text)
    low, high = date.low or date.high, date.high or date.low
    assert low is not None
    assert high is not None
    return range(low.year, high.year + 1)
