"""The checker itself: it flags schema.org's own first example, and every rule when it is broken."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.site.checker import Scale, Violation, check_page, check_site
from tests.support import data_path

URL = "https://desk.example/articles/a/bridge/"
SCALE: Scale = {"True": 5, "Half": 3, "False": 1, "Cannot be told": None}
GOOD: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": URL,
    "claimReviewed": "The bridge “will close”",
    "author": {"@type": "Organization", "name": "The Desk"},
    "datePublished": "2026-03-01",
    "dateModified": "2026-03-02",
    "expires": "2026-12-01",
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "False",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
    },
    "reviewBody": "It stays open. The ministry said so.",
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Ada Bell"},
        "datePublished": "2025-12-29",
        "appearance": [{"@type": "CreativeWork", "url": "https://example.org/"}],
    },
    "correction": [
        {"@type": "CorrectionComment", "text": "It stays open", "datePublished": "2026-03-02"}
    ],
}
BODY = """<h1>The bridge "will close"</h1><p><b>False</b> – The Desk, on what Ada Bell said</p>
<p>It stays open.</p><p>The ministry <em>said</em> so.</p>
<time datetime="2026-03-01">1 March</time> <time datetime="2026-03-02">2 March</time>
<time datetime="2026-12-01">1 December</time> <time datetime="2025-12-29">29 December</time>"""

Fault = Callable[[dict[str, Any]], object]


def test_a_good_page_has_no_fault() -> None:
    assert _check(GOOD) == set()


FAULTS: dict[str, tuple[int, Fault]] = {
    "another context": (1, lambda it: it.update({"@context": "http://schema.org"})),
    "a graph": (1, lambda it: it.update({"@graph": []})),
    "not at the root": (1, lambda it: it.update({"@type": "WebPage", "review": dict(GOOD)})),
    "no claim": (2, lambda it: it.pop("claimReviewed")),
    "an empty claim": (2, lambda it: it.update(claimReviewed=" ")),
    "the verdict in the claim": (2, lambda it: it.update(claimReviewed="False: it will close")),
    "no label": (2, lambda it: it["reviewRating"].pop("alternateName")),
    "no url": (2, lambda it: it.pop("url")),
    "http": (3, lambda it: it.update(url=URL.replace("https", "http"))),
    "relative": (3, lambda it: it.update(url="/articles/a/bridge/")),
    "no slash": (3, lambda it: it.update(url=URL.removesuffix("/"))),
    "another address": (3, lambda it: it.update(url="https://desk.example/articles/b/")),
    "no reviewer": (4, lambda it: it.pop("author")),
    "a reviewer without a name": (4, lambda it: it["author"].pop("name")),
    "a reviewer that is a thing": (4, lambda it: it["author"].update({"@type": "Thing"})),
    "no Claim": (5, lambda it: it["itemReviewed"].update({"@type": "CreativeWork"})),
    "a claimant without a name": (5, lambda it: it["itemReviewed"]["author"].pop("name")),
    "both appearances": (5, lambda it: it["itemReviewed"].update(firstAppearance={})),
    "an appearance nowhere": (5, lambda it: it["itemReviewed"].update(appearance=[{}])),
    "a month": (5, lambda it: it["itemReviewed"].update(datePublished="2025-12")),
    "an invented day": (5, lambda it: it["itemReviewed"].update(datePublished="2025-12-30")),
    "a number as text": (6, lambda it: it["reviewRating"].update(ratingValue="1")),
    "a truth value": (6, lambda it: it["reviewRating"].update(ratingValue=True)),
    "two of three numbers": (6, lambda it: it["reviewRating"].pop("worstRating")),
    "out of bounds": (6, lambda it: it["reviewRating"].update(ratingValue=6)),
    "another scale": (6, lambda it: it["reviewRating"].update(bestRating=6)),
    "turned round": (6, lambda it: it["reviewRating"].update(bestRating=1, worstRating=5)),
    "the wrong number": (6, lambda it: it["reviewRating"].update(ratingValue=2)),
    "a number beside a label without one": (
        6,
        lambda it: it["reviewRating"].update(alternateName="Cannot be told"),
    ),
    "no number beside a label with one": (
        6,
        lambda it: it.update(reviewRating={"@type": "Rating", "alternateName": "False"}),
    ),
    "a picture": (6, lambda it: it["reviewRating"].update(image="https://desk.example/x.gif")),
    "an expiry without a day": (7, lambda it: it.update(expires="2026-12")),
    "an expiry not shown": (7, lambda it: it.update(expires="2026-12-02")),
    "a change not shown": (7, lambda it: it.update(dateModified="2026-03-09")),
    "a correction as text": (7, lambda it: it.update(correction="It stays open")),
    "a claim not shown": (8, lambda it: it.update(claimReviewed="The tunnel will close")),
    "a reviewer not shown": (8, lambda it: it["author"].update(name="The Bureau")),
    "a claimant not shown": (8, lambda it: it["itemReviewed"]["author"].update(name="A. Bell")),
    "an explanation not shown": (8, lambda it: it.update(reviewBody="It has closed.")),
    "a correction not shown": (8, lambda it: it["correction"][0].update(text="It closed")),
    "a label not shown": (8, lambda it: it["reviewRating"].update(alternateName="Half")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_found(name: str) -> None:
    rule, spoil = FAULTS[name]
    review = copy.deepcopy(GOOD)
    spoil(review)
    assert rule in _check(review)


@pytest.mark.parametrize("char", ["<", ">", "&", "\u2028", "\u2029"])
def test_what_could_end_the_script_is_found(char: str) -> None:
    assert 9 in {found.rule for found in check_page(URL, _page(GOOD, char), SCALE)}


def test_what_is_hidden_is_not_visible() -> None:
    for hidden in ("<p hidden>", "<template>", "<script>", '<p hidden class="a"><b>'):
        page = _page(GOOD).replace("<h1>", hidden).replace("</h1>", "</p></template></script>")
        assert 8 in {found.rule for found in check_page(URL, page, SCALE)}, hidden


def test_one_review_where_there_is_to_be_one() -> None:
    page = _page(GOOD)
    script = page[page.index("<script") : page.index("</head>")]
    assert _rules(check_page(URL, page, SCALE, reviewed=False)) == {1}
    assert _rules(check_page(URL, page.replace(script, script * 2), SCALE)) == {1}
    assert _rules(check_page(URL, page.replace(script, ""), SCALE)) == {1}
    broken = page.replace(script, script.replace("{", "{,", 1))
    assert _rules(check_page(URL, broken, SCALE)) == {1}
    spoken = page.replace("<h1>", '<h1 itemtype="https://schema.org/ClaimReview">')
    assert _rules(check_page(URL, spoken, SCALE)) == {1}


def test_an_address_is_used_once() -> None:
    pages = {URL: _page(GOOD), URL + "again/": _page(GOOD)}
    assert check_site(pages, list(pages), SCALE) == (Violation(3, URL, "2 reviews have this url"),)


def test_the_first_example_of_schema_org_is_flagged() -> None:
    """It rates 1 of 6, is labelled "True" and shows the picture of a false verdict."""
    text = data_path("vocab/sdo-ClaimReview-examples.txt").read_text("utf-8")
    prose, script = text.split("<script", maxsplit=1)
    visible = prose[prose.index("<p>") : prose.index("MICRODATA:")]
    review = json.loads(script[script.index("{") : script.index("</script>")])
    assert review["reviewRating"]["bestRating"] == 6
    address = review["url"]
    page = f'<link rel="canonical" href="{address}"><body>{visible}</body>'
    page += f'<script type="application/ld+json">{json.dumps(review)}</script>'
    messages = [(found.rule, found.message) for found in check_page(address, page, SCALE)]
    _shows_its_faults(messages)
    assert (5, "itemReviewed is no Claim") in messages
    assert any(rule == 3 for rule, _ in messages)  # its address is http


def test_the_same_faults_in_our_own_words_are_flagged() -> None:
    review = copy.deepcopy(GOOD)
    review["reviewRating"] = {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 6,
        "alternateName": "True",
        "image": "https://desk.example/verdicts/liar-liar.gif",
    }
    page = _page(review).replace(
        "<b>False</b>", '<b>True</b> <img src="/verdicts/liar-liar.gif" alt="This is false">'
    )
    found = check_page(URL, page, SCALE)
    assert _rules(found) == {6}
    _shows_its_faults([(violation.rule, violation.message) for violation in found])


def _shows_its_faults(messages: list[tuple[int, str]]) -> None:
    assert (6, "the rating does not run from 1 to 5") in messages
    assert (6, "True counts 1, on the site's scale 5") in messages
    assert any(rule == 6 and "picture" in message for rule, message in messages)


def _page(review: dict[str, Any], raw: str = "") -> str:
    text = re.sub("[<>&]", lambda char: f"\\u{ord(char[0]):04x}", json.dumps(review))
    text = text.replace('"@context"', f'"x": "{raw}", "@context"') if raw else text
    return (
        f'<!DOCTYPE html><html><head><title>t</title><link rel="canonical" href="{URL}">'
        f'<script type="application/ld+json">{text}</script></head><body>{BODY}</body></html>'
    )


def _check(review: dict[str, Any]) -> set[int]:
    return _rules(check_page(URL, _page(review), SCALE))


def _rules(found: tuple[Violation, ...]) -> set[int]:
    return {violation.rule for violation in found}
