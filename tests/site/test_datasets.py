"""The files that hold everything: each claim and each review, as the pages say them."""

import csv
import json
from io import StringIO

from builder.exports import COLUMNS
from tests.site.checker import read, reviews
from tests.site.sites import BuiltSite


def test_the_feed_holds_every_review_as_its_page_has_it(site: BuiltSite) -> None:
    feed = json.loads(site.files["claimreview.json"].read_bytes())
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    elements = {element["url"]: element for element in feed["dataFeedElement"]}
    assert set(elements) == set(site.reviewed)
    assert len(elements) == len(feed["dataFeedElement"])
    for url, element in elements.items():
        ((_, review),) = reviews(read(site.pages[url]).scripts)
        assert element == {
            "@type": "DataFeedItem",
            "dateCreated": site.reviewed[url][0].front["published"],
            "url": url,
            "item": [{name: said for name, said in review.items() if name != "@context"}],
        }


def test_the_table_has_a_row_for_every_claim(site: BuiltSite) -> None:
    rows = _csv(site)
    expected = {
        (article.slug, claim["id"]): (article, claim)
        for article in site.articles
        for claim in article.annotations.get("claims", [])
    }
    assert [(row["article"], row["claim_id"]) for row in rows] == list(
        dict.fromkeys((row["article"], row["claim_id"]) for row in rows)
    )
    assert {(row["article"], row["claim_id"]) for row in rows} == set(expected)
    for row in rows:
        article, claim = expected[row["article"], row["claim_id"]]
        assert site.file_at(row["url"])
        assert site.file_at(row["article_url"])
        assert row["claim"] == article.shown(claim["claim"], site)
        dates = claim.get("dates", {})
        for name in ("said", "event", "first_published"):
            assert row[name] == dates.get(name, "")
        condition = claim.get("condition", {})
        assert row["condition_state"] == condition.get("state", "")
        assert row["condition_kind"] in {"", *condition}
        assert row["fact_check"] == ("no" if article.front.get("claimreview") == "no" else "yes")
        on = claim.get("verdict", {}).get("on", {})
        assert {target for target in ("attribution", "content", "date") if on.get(target)} == {
            target for target in ("attribution", "content", "date") if row[f"verdict_{target}"]
        }


def test_the_table_is_the_same_in_json(site: BuiltSite) -> None:
    found = json.loads(site.files["data/claims.json"].read_bytes())
    assert found["generated_for"] == site.base_url
    rows = _csv(site)
    assert len(found["claims"]) == len(rows)
    for claim, row in zip(found["claims"], rows, strict=True):
        assert list(claim) == list(row) == [column.name for column in COLUMNS]
        assert claim["claim"] == row["claim"]
        assert claim["origins"] == row["origins"].split()
        assert isinstance(claim["origins_anonymous"], bool)
        assert claim["rating"] == (int(row["rating"]) if row["rating"] else None)


def test_every_page_leads_to_the_data(site: BuiltSite) -> None:
    for url, html in site.pages.items():
        if url in site.embeds:
            continue
        for name in ("data/claims.csv", "data/claims.json", "claimreview.json"):
            assert f'<a href="{site.base_path}{name}"' in html, url


def test_the_front_page_says_whose_site_it_is(site: BuiltSite) -> None:
    documents = [json.loads(script) for script in read(site.pages[site.base_url]).scripts]
    (found,) = [document for document in documents if document["@type"] == "WebSite"]
    assert found["url"] == site.base_url
    assert found["name"] == site.settings["title"]
    assert found["publisher"]["name"] == site.settings["publisher"]["name"]
    for url, html in site.pages.items():
        assert ("WebSite" in html) == (url == site.base_url)


def _csv(site: BuiltSite) -> list[dict[str, str]]:
    data = site.files["data/claims.csv"].read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(data.decode("utf-8"), newline="")))
