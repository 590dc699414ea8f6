"""Rules 1 to 9 on every page, and that the markup says what the annotations say."""

import json
import re
from typing import Any

import pytest

from tests.site.checker import check_site, read, reviews
from tests.site.sites import Article, BuiltSite

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def test_no_rule_is_broken(site: BuiltSite) -> None:
    assert check_site(site.pages, site.reviewed, site.scale) == ()


def test_there_is_something_to_check(site: BuiltSite) -> None:
    assert len(site.reviewed) >= 3
    assert set(site.reviewed) < set(site.pages)


def test_reviews_say_what_the_annotations_say(site: BuiltSite) -> None:
    for url, (article, claim) in site.reviewed.items():
        ((_, review),) = reviews(read(site.pages[url]).scripts)
        assert review["url"] == url
        assert review["claimReviewed"] == article.shown(claim["claim"], site)
        assert review["inLanguage"] == article.front.get("language", site.settings["language"])
        assert review["author"]["name"] == site.settings["publisher"]["name"]
        assert review["reviewRating"] == _rating(site, article, claim)
        assert review["datePublished"] == article.front["published"]
        assert review.get("expires") == _expiry(article, claim)
        assert _folded(review.get("correction", [])) == _folded(_corrections(site, article, claim))


def test_claims_are_dated_to_the_day_or_not_at_all(site: BuiltSite) -> None:
    for url, (article, claim) in site.reviewed.items():
        ((_, review),) = reviews(read(site.pages[url]).scripts)
        claimed = review["itemReviewed"]
        dates = claim.get("dates", {})
        said = dates.get("said", dates.get("first_published", ""))
        assert claimed.get("datePublished", "") == (said if DAY.fullmatch(said) else "")
        examined = article.front.get("examined", {})
        works = [{"@type": "CreativeWork", "url": examined["url"]}] if "url" in examined else []
        if works and DAY.fullmatch(examined.get("published", "")):
            works[0]["datePublished"] = examined["published"]
        assert claimed.get("appearance", []) == works


def test_claimants_are_named_where_they_are_known(site: BuiltSite) -> None:
    for url, (_, claim) in site.reviewed.items():
        ((_, review),) = reviews(read(site.pages[url]).scripts)
        claimant = review["itemReviewed"].get("author")
        assert (claimant is not None) == ("speaker" in claim)
        if claimant is None:
            continue
        if isinstance(claim["speaker"], dict) and "name" in claim["speaker"]:
            assert claimant["name"] == claim["speaker"]["name"]
            assert _list(claimant.get("sameAs")) == _list(claim["speaker"].get("same_as"))


def test_institutions_are_no_persons(fixture_site: BuiltSite) -> None:
    url = f"{fixture_site.base_url}articles/2026-02-pont/refus/"
    ((_, review),) = reviews(read(fixture_site.pages[url]).scripts)
    claimant = review["itemReviewed"]["author"]
    assert claimant == {
        "@type": "Organization",
        "name": "Ministry of Works",
        "sameAs": ["https://wiki.example/Ministry_of_Works"],
    }


def test_articles_are_news_articles(site: BuiltSite) -> None:
    for url, html in site.pages.items():
        (found,) = [_of_type(html, "NewsArticle")]
        is_article = re.fullmatch(r"articles/[^/]+/", url.removeprefix(site.base_url))
        assert len(found) == int(bool(is_article)), url
    for article in site.articles:
        url = f"{site.base_url}articles/{article.slug}/"
        (news,) = _of_type(site.pages[url], "NewsArticle")
        assert news["url"] == url
        assert news["headline"] == article.shown(article.front["title"], site)
        assert news["datePublished"] == article.front["published"]
        changes = [
            entry["date"]
            for entry in article.annotations.get("corrections", [])
            if entry["severity"] != "minor"
        ]
        changes += [article.front["updated"]] if "updated" in article.front else []
        assert news.get("dateModified") == max(changes, default=None)


def test_every_page_has_breadcrumbs_that_lead_somewhere(site: BuiltSite) -> None:
    for url, html in site.pages.items():
        lists = _of_type(html, "BreadcrumbList")
        assert len(lists) == int(url not in site.embeds), url
        if url in site.embeds:
            continue
        items = lists[0]["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert items[-1]["item"]["@id"] == read(html).canonical
        for item in items:
            assert item["name"]
            assert site.file_at(item["item"]["@id"]), item


def test_guides_and_drafts_have_no_reviews(fixture_site: BuiltSite) -> None:
    guide = fixture_site.pages[f"{fixture_site.base_url}articles/2026-03-guide/example/"]
    assert not list(reviews(read(guide).scripts))
    assert b"harbour" not in b"".join(path.read_bytes() for path in fixture_site.files.values())


def test_a_claim_without_a_verdict_has_a_page_and_no_review(fixture_site: BuiltSite) -> None:
    page = fixture_site.pages[f"{fixture_site.base_url}articles/2026-01-ladder/leans/"]
    assert not list(reviews(read(page).scripts))


@pytest.mark.parametrize("trace", ["<script>alert", "<!-- ", "<b>Sons", "<b>is not bold", "<i>*"])
def test_hostile_text_stays_text(fixture_site: BuiltSite, trace: str) -> None:
    own = f'<script type="module" src="{fixture_site.base_path}assets/search.js">'
    for url, html in fixture_site.pages.items():
        assert trace not in html, url
        data = html.count('<script type="application/ld+json">')
        assert html.count(own) == int(url == f"{fixture_site.base_url}search/"), url
        assert html.count("<script") == data + html.count(own), url


def _of_type(html: str, name: str) -> list[dict[str, Any]]:
    documents = [json.loads(script) for script in read(html).scripts]
    return [document for document in documents if document["@type"] == name]


def _rating(site: BuiltSite, article: Article, claim: dict[str, Any]) -> dict[str, Any]:
    verdict = claim["verdict"]
    target = verdict.get("primary") or next(iter(verdict["on"]))
    (level,) = [
        level for level in site.settings["verdicts"] if level["id"] == verdict["on"][target]
    ]
    language = article.front.get("language", site.settings["language"])
    rating = {"@type": "Rating", "alternateName": article.shown(level["label"][language], site)}
    if "rating" not in level:
        return rating
    return {**rating, "ratingValue": int(level["rating"]), "bestRating": 5, "worstRating": 1}


def _expiry(article: Article, claim: dict[str, Any]) -> str | None:
    condition = claim.get("condition", {})
    pending = condition.get("state") == "pending" and "even-if" not in condition
    return article.annotations.get("next_check") if pending else None


def _corrections(site: BuiltSite, article: Article, claim: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "@type": "CorrectionComment",
            "text": article.shown(entry["now"], site),
            "datePublished": entry["date"],
        }
        for entry in article.annotations.get("corrections", [])
        if entry.get("about") == claim["id"]
    ]


def _folded(entries: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(entry, sort_keys=True) for entry in entries)


def _list(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []
