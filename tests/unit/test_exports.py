"""ClaimReview, NewsArticle and breadcrumbs, from views made by hand."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import exports
from builder.edtf import Date
from builder.exports import breadcrumbs, claim_review, jsonld, news_article, plain, script
from builder.model import words
from builder.views import (
    ArticleView,
    ClaimPageView,
    ClaimView,
    ConditionView,
    CorrectionView,
    DatesView,
    EmbedView,
    ExaminedView,
    HeadView,
    Html,
    LinkView,
    SiteView,
    SourcingView,
    SummaryView,
    VerdictView,
)
from tests.support import json_lines

BASE = "https://desk.example/repo"

SITE = SiteView(
    title="The Desk",
    description=None,
    language="en",
    url="/repo/",
    absolute_url=f"{BASE}/",
    publisher="Desk & Sons",
    publisher_url=f"{BASE}/",
    publisher_logo=None,
    publisher_same_as=(),
    feed_url="/repo/feed.atom",
    json_feed_url="/feed.json",
    claims_csv_url="/data/claims.csv",
    claims_json_url="/data/claims.json",
    claim_reviews_url="/claimreview.json",
    conditions_url="/conditions/",
    timeline_url="/timeline/",
    topics_url="/topics/",
    verdicts_url="/verdicts/",
    authors_url="/authors/",
    corrections_url="/corrections/",
    search_url=None,
    sources_url="/repo/sources/",
    assets_url="/repo/assets/",
    policies=(),
)
FALSE = VerdictView(words.Target.CONTENT, "False", 1, "v1", primary=True)
OPEN = VerdictView(words.Target.CONTENT, "Cannot be told", None, "v0", primary=True)
SOURCING = SourcingView(
    origins=(),
    independent=0,
    carriers=(),
    unnamed=False,
    stance=None,
    reading=None,
    confirmed_by=(),
    denied_by=(),
    asked=None,
    answered=None,
    credibility=None,
)
CLAIM = ClaimView(
    id="bridge",
    number=1,
    url="/repo/articles/a/bridge/",
    absolute_url=f"{BASE}/articles/a/bridge/",
    passage_url="/repo/articles/a/#ref_bridge",
    lead="They say that ",
    quote="the bridge will close",
    trail=".",
    claim="The bridge will close",
    type=None,
    speaker=None,
    speaker_url=None,
    speaker_kind=None,
    speaker_same_as=(),
    summary=SummaryView("Nobody says so.", "no origin", "none", "no date", "en"),
    tone="v1",
    verdicts=(FALSE,),
    confidence=None,
    sourcing=SOURCING,
    condition=None,
    dates=DatesView(None, None, None, ()),
    finding=None,
    looked_for=None,
    evidence=(),
    corrections=(),
)
PAGE = ClaimPageView(
    claim=CLAIM,
    article=LinkView("An article", "/repo/articles/a/", "fr"),
    fact_check=True,
    examined=None,
    published=Date.parse("2026-03-01"),
    modified=Date.parse("2026-03-05"),
    last_checked=None,
    next_check=None,
    embed=EmbedView(
        "/articles/a/c/card/",
        "https://desk.example/repo/articles/a/c/card/",
        300,
        None,
        Date.parse("2026-03-05"),
    ),
)
CONDITION = ConditionView(
    kind=words.ConditionKind.IF,
    concession=False,
    text="the river rises",
    quote=None,
    state=words.ConditionState.PENDING,
    as_of=None,
    deadline=None,
    evidence=(),
    consequent=None,
    consequent_state=None,
    cell=None,
    rests_on=None,
)
HOSTILE = '</script><script>alert(1)</script><!-- & \u2028 \u2029 \ud800 "\\'

NOT_ONE_DAY = ["2025", "2025-12", "2025-12-29~", "2025-12-29?", "2025-12-28/2025-12-29", "XXXX-12"]


def test_the_least_that_is_a_claim_review() -> None:
    assert _review(CLAIM) == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{BASE}/articles/a/bridge/",
        "claimReviewed": "The bridge will close",
        "author": {"@type": "Organization", "name": "Desk & Sons", "url": f"{BASE}/"},
        "datePublished": "2026-03-01",
        "dateModified": "2026-03-05",
        "inLanguage": "fr",
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "False",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
        },
        "itemReviewed": {"@type": "Claim"},
    }


@pytest.mark.parametrize("rating", range(1, 6))
def test_ordinal_verdicts_have_numbers(rating: int) -> None:
    verdict = replace(FALSE, rating=rating, label="So-so")
    found = _review(replace(CLAIM, verdicts=(verdict,)))["reviewRating"]
    assert (found["ratingValue"], found["bestRating"], found["worstRating"]) == (rating, 5, 1)
    assert all(type(found[key]) is int for key in ("ratingValue", "bestRating", "worstRating"))


def test_other_verdicts_have_none() -> None:
    found = _review(replace(CLAIM, verdicts=(OPEN,)))["reviewRating"]
    assert found == {"@type": "Rating", "alternateName": "Cannot be told"}


def test_the_primary_verdict_is_the_one() -> None:
    second = replace(FALSE, primary=False, target=words.Target.ATTRIBUTION)
    found = _review(replace(CLAIM, verdicts=(second, OPEN)))["reviewRating"]
    assert found["alternateName"] == "Cannot be told"


def test_no_review_without_a_verdict_or_outside_fact_checks() -> None:
    without = replace(CLAIM, verdicts=())
    assert claim_review(SITE, replace(PAGE, claim=without)) is None
    undecided = replace(CLAIM, verdicts=(replace(FALSE, primary=False),))
    assert claim_review(SITE, replace(PAGE, claim=undecided)) is None
    assert claim_review(SITE, replace(PAGE, fact_check=False)) is None


def test_the_claimant() -> None:
    said = replace(CLAIM, speaker="Ada", speaker_same_as=("https://example.org/ada",))
    claimant = _review(said)["itemReviewed"]["author"]
    assert claimant["name"] == "Ada"
    assert claimant["sameAs"] == ["https://example.org/ada"]
    assert "sameAs" not in _review(replace(CLAIM, speaker="Ada"))["itemReviewed"]["author"]


@pytest.mark.parametrize("kind", words.SourceKind)
def test_a_claimant_is_a_person_or_an_organization(kind: words.SourceKind) -> None:
    claim = replace(CLAIM, speaker="Ada", speaker_kind=kind)
    found = _review(claim)["itemReviewed"]["author"]["@type"]
    assert found == (
        "Organization" if kind.value in {"institution", "outlet", "wire"} else "Person"
    )


@pytest.mark.parametrize(
    ("said", "first_published", "expected"),
    [
        ("2025-12-29", None, "2025-12-29"),
        ("2025-12-29", "2026-02-15", "2025-12-29"),
        (None, "2026-02-15", "2026-02-15"),
        ("2025-12", "2026-02-15", None),
        ("2025-12-29T20:15:00Z", None, "2025-12-29"),
        (None, None, None),
        *((date, None, None) for date in NOT_ONE_DAY),
        *((None, date, None) for date in NOT_ONE_DAY),
    ],
)
def test_the_day_of_the_claim_is_never_invented(
    said: str | None, first_published: str | None, expected: str | None
) -> None:
    dates = DatesView(_date(said), Date.parse("2026-01-01"), _date(first_published), ())
    assert _review(replace(CLAIM, dates=dates))["itemReviewed"].get("datePublished") == expected


def test_the_text_under_examination_is_an_appearance() -> None:
    url = "https://example.org/report"
    examined = ExaminedView(url, "The Report", Date.parse("2026-02-15"))
    claimed = _review(CLAIM, examined=examined)["itemReviewed"]
    work = {"@type": "CreativeWork", "url": url}
    assert claimed["appearance"] == [{**work, "datePublished": "2026-02-15"}]
    assert "firstAppearance" not in claimed
    claimed = _review(CLAIM, examined=replace(examined, published=Date.parse("2026-02")))
    assert claimed["itemReviewed"]["appearance"] == [work]
    nowhere = _review(CLAIM, examined=ExaminedView(None, "The Report", Date.parse("2026-02-15")))
    assert nowhere["itemReviewed"] == {"@type": "Claim"}


@pytest.mark.parametrize("text", NOT_ONE_DAY)
def test_the_review_has_days_or_no_dates(text: str) -> None:
    date = Date.parse(text)
    correction = _correction(date)
    claim = replace(CLAIM, corrections=(correction,), condition=CONDITION)
    review = _review(claim, published=date, modified=date, next_check=date)
    assert not {"datePublished", "dateModified", "expires"} & set(review)
    assert review["correction"] == [{"@type": "CorrectionComment", "text": "It stays open"}]


@pytest.mark.parametrize("state", [None, *words.ConditionState])
def test_a_review_expires_only_while_its_condition_is_open(
    state: words.ConditionState | None,
) -> None:
    due = Date.parse("2026-12-01")
    claim = replace(CLAIM, condition=replace(CONDITION, state=state))
    expected = "2026-12-01" if state is words.ConditionState.PENDING else None
    assert _review(claim, next_check=due).get("expires") == expected
    assert "expires" not in _review(claim, next_check=None)


def test_a_concession_and_an_unconditional_claim_do_not_expire() -> None:
    due = Date.parse("2026-12-01")
    assert "expires" not in _review(CLAIM, next_check=due)
    claim = replace(CLAIM, condition=replace(CONDITION, concession=True))
    assert "expires" not in _review(claim, next_check=due)


def test_each_correction_is_a_comment() -> None:
    days = ["2026-03-05", "2026-03-02"]
    claim = replace(CLAIM, corrections=tuple(_correction(Date.parse(day)) for day in days))
    assert _review(claim)["correction"] == [
        {"@type": "CorrectionComment", "text": "It stays open", "datePublished": day}
        for day in days
    ]


def test_the_finding_is_the_body_of_the_review() -> None:
    claim = replace(CLAIM, finding=Html("<p>The ministry <em>denies</em>\nit.</p>\n"))
    assert _review(claim)["reviewBody"] == "The ministry denies it."


def test_the_publisher() -> None:
    site = replace(
        SITE,
        publisher_logo="https://desk.example/logo.png",
        publisher_same_as=("https://example.org/desk",),
    )
    review = claim_review(site, PAGE)
    assert review is not None
    assert review["author"] == {
        "@type": "Organization",
        "name": "Desk & Sons",
        "url": f"{BASE}/",
        "logo": "https://desk.example/logo.png",
        "sameAs": ["https://example.org/desk"],
    }


def test_the_feed_holds_the_reviews_of_all_articles_in_their_order() -> None:
    unjudged = replace(PAGE, claim=replace(CLAIM, verdicts=()))
    other = replace(PAGE, claim=replace(CLAIM, claim='"\ud800" </script>'))
    items = [
        exports.feed_items(SITE, pages) for pages in ([PAGE, unjudged, other], [unjudged], [other])
    ]
    assert items[1] == ""
    feed = json.loads("".join(exports.data_feed(item for item in items if item)).encode())
    assert (feed["@context"], feed["@type"]) == ("https://schema.org", "DataFeed")
    found = [item for element in feed["dataFeedElement"] for item in element["item"]]
    expected = [claim_review(SITE, page) for page in (PAGE, other, other)]
    assert [{"@context": "https://schema.org", **review} for review in found] == [
        json.loads(exports.json_text(review)) for review in expected if review
    ]


def test_a_feed_without_reviews_is_a_feed() -> None:
    assert json.loads("".join(exports.data_feed([])))["dataFeedElement"] == []


def test_news_article() -> None:
    found = news_article(SITE, _head(), _article())
    assert found == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": f"{BASE}/articles/a/",
        "headline": "An article",
        "description": "What it says.",
        "author": [
            {"@type": "Person", "name": "A. Nobody"},
            {"@type": "Organization", "name": "Desk & Sons", "url": f"{BASE}/"},
        ],
        "publisher": {"@type": "Organization", "name": "Desk & Sons", "url": f"{BASE}/"},
        "datePublished": "2026-03-01",
        "inLanguage": "fr",
    }


def test_news_article_with_changes() -> None:
    changed = replace(
        _article(),
        updated=Date.parse("2026-03-05"),
        corrections=(_correction(Date.parse("2026-03-05")),),
    )
    found = news_article(SITE, _head(), changed)
    assert found["dateModified"] == "2026-03-05"
    assert found["correction"][0]["datePublished"] == "2026-03-05"


def test_breadcrumbs_are_absolute_and_end_with_the_page() -> None:
    assert breadcrumbs(SITE, _head())["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": {"@id": f"{BASE}/"}},
        {
            "@type": "ListItem",
            "position": 2,
            "name": "An article",
            "item": {"@id": f"{BASE}/articles/a/"},
        },
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p>\n<p>Two</p>", "One Two"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<p>One<br />two</p>", "One two"),
        ("<p>un<em>believ</em>able</p>", "unbelievable"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("<table><tr><th>a</th><td>b</td></tr></table>", "a b"),
        ("<p>1 &lt; 2 &amp;amp; 3 &#x27;&nbsp;»</p>", "1 < 2 &amp; 3 ' »"),
        ('<p><a href="?a=1&amp;b=2" title="&gt;">x &gt; y</a></p>', "x > y"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<script>alert(1)</script>"),
        ('<p><img src="a.png" alt="a picture" />x</p>', "x"),
        ("", ""),
    ],
)
def test_plain(markup: str, text: str) -> None:
    assert plain(Html(markup)) == text


def test_nothing_ends_the_script() -> None:
    document = {"@type": HOSTILE, "deep": [{"er": HOSTILE}]}
    text = script(document).text
    assert not re.search("[<>&\u2028\u2029\ud800-\udfff]", text)
    back = HOSTILE.replace("\ud800", "\ufffd")
    assert json.loads(text) == {"@type": back, "deep": [{"er": back}]}


def test_letters_stay_letters() -> None:
    text = script({"name": "Téhéran طهران 𝒯"}).text
    assert text == '{"name":"Téhéran طهران 𝒯"}'


def test_payloads_stay_in_their_script() -> None:
    for record in json_lines("security/xss.jsonl"):
        document = {"text": record["payload"]}
        text = script(document).text
        assert not re.search("[<>&]", text)
        assert json.loads(text) == document


json_values = st.recursive(
    st.text() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_values, max_size=4))
def test_a_script_reads_back_and_is_utf_8(document: dict[str, Any]) -> None:
    text = script(document).text
    assert json.loads(text.encode("utf-8")) == document
    assert not re.search("[<>&\u2028\u2029]", text)


@given(st.text(st.characters(codec="utf-8")))
def test_plain_undoes_escaping(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(Html(f"<p>{escaped}</p>")) == re.sub(r"\s+", " ", text).strip()


PIECES = (
    *("<p>", "</p>", "<br />", "<em>", "</em>", '<a href="x&amp;y">', "</a>", '<h2 id="a">', "<P>"),
    *(
        "<script>",
        "</script>",
        "<title>",
        "<!-- a -->",
        "<x",
        "<a title='>'>",
        "<",
        ">",
        "&",
        "&lt;",
    ),
    *("&amp", "&nbsp;", "\u00a0", "\n", "x", "'", '"'),
)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_plain_reads_any_markup_as_a_parser_does(markup: str) -> None:
    assert plain(Html(markup)) == " ".join("".join(jsonld._read(markup)).split())


def test_every_string_of_the_views_arrives_whole() -> None:
    """Hostile text in every field: still JSON, still the same text."""
    hostile = HOSTILE.replace("\ud800", "")
    claim = replace(
        CLAIM,
        claim=hostile,
        speaker=hostile,
        verdicts=(replace(FALSE, label=hostile),),
        finding=Html("<p>&lt;/script&gt;&lt;script&gt; \u2028</p>"),
        corrections=(replace(_correction(Date.parse("2026-03-05")), now=hostile),),
    )
    review = claim_review(replace(SITE, publisher=hostile), replace(PAGE, claim=claim))
    assert review is not None
    read = json.loads(exports.script(review).text)
    assert read == review
    assert read["reviewBody"] == "</script><script>"
    for found in (
        read["claimReviewed"],
        read["author"]["name"],
        read["itemReviewed"]["author"]["name"],
        read["reviewRating"]["alternateName"],
        read["correction"][0]["text"],
    ):
        assert found == hostile


def _review(claim: ClaimView, **changes: Any) -> dict[str, Any]:
    review = claim_review(SITE, replace(PAGE, claim=claim, **changes))
    assert review is not None
    return review


def _date(text: str | None) -> Date | None:
    return Date.parse(text) if text else None


def _correction(date: Date) -> CorrectionView:
    return CorrectionView(
        date=date,
        about=None,
        severity=words.CorrectionSeverity.SUBSTANTIAL,
        was="It will close",
        now="It stays open",
        changed=(),
        reason=None,
        reported_by=None,
        id="correction_1",
    )


def _head() -> HeadView:
    return HeadView(
        title="An article",
        description="What it says.",
        language="fr",
        direction="ltr",
        canonical=f"{BASE}/articles/a/",
        breadcrumbs=(LinkView("Home", "/repo/", "en"),),
    )


def _article() -> ArticleView:
    return ArticleView(
        title="An article",
        description="What it says.",
        byline=("A. Nobody", "Desk & Sons"),
        url="/repo/articles/a/",
        language="fr",
        published=Date.parse("2026-03-01"),
        updated=None,
        last_checked=None,
        next_check=None,
        topics=(),
        fact_check=True,
        examined=None,
        blocks=(),
        claims=(CLAIM,),
        corrections=(),
        translations=(),
        annotations_url=None,
    )
