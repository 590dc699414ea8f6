"""What travels to other people's pages: pictures, cards in frames, and the words beside them."""

import html as markup
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.site.checker import read
from tests.site.sites import BuiltSite

ARTICLE = re.compile(r"articles/[^/]+/")
CLAIM = re.compile(r"articles/[^/]+/[^/]+/")


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.found if name == tag]


def metas(html: str) -> dict[str, str]:
    return {
        attrs.get("property") or attrs["name"]: attrs["content"]
        for attrs in Tags(html).all("meta")
        if "property" in attrs or "name" in attrs
    }


def inner(site: BuiltSite, url: str) -> str:
    return url.removeprefix(site.base_url)


def snippets(html: str) -> list[str]:
    found = re.findall(r'<pre class="snippet"[^>]*><code>(.*?)</code></pre>', html, re.DOTALL)
    return [markup.unescape(text) for text in found]


def conditional(site: BuiltSite) -> dict[str, tuple[str, str]]:
    """The claims that hang on a condition: address → language, and words of the condition."""
    found = {}
    for article in site.articles:
        for claim in article.annotations.get("claims", []):
            kinds = ("if", "unless", "only-if", "until", "in-case")
            words = [claim["condition"][key] for key in kinds if key in claim.get("condition", {})]
            language = article.front.get("language", site.settings["language"])
            if words:
                url = f"{site.base_url}articles/{article.slug}/{claim['id']}/"
                found[url] = (language, " ".join(words[0].split()).rstrip("."))
    return found


def test_articles_and_claims_have_a_picture_and_no_other_page(site: BuiltSite) -> None:
    for url, html in site.pages.items():
        said = metas(html)
        path = inner(site, url)
        has = bool(ARTICLE.fullmatch(path) or CLAIM.fullmatch(path))
        assert ("og:image" in said) == has, url
        assert ("twitter:card" in said) == has, url
        if has:
            assert said["og:image"].startswith(f"{site.base_url}cards/")
            file = site.file_at(said["og:image"])
            assert file, url
            with Image.open(file) as picture:
                assert picture.format == "PNG"
                size = (int(said["og:image:width"]), int(said["og:image:height"]))
                assert picture.size == size == (1200, 630)
    drawn = [name for name in site.files if name.startswith("cards/")]
    assert len(drawn) == sum("og:image" in metas(html) for html in site.pages.values())


def test_the_words_for_a_picture_say_what_it_shows(site: BuiltSite) -> None:
    conditions = conditional(site)
    assert conditions
    for url, (article, claim) in site.reviewed.items():
        alt = " ".join(metas(site.pages[url])["og:image:alt"].split())
        language = article.front.get("language", site.settings["language"])
        levels = {level["id"]: level["label"] for level in site.settings["verdicts"]}
        assert " ".join(claim["claim"].split()) in alt
        for level in claim["verdict"]["on"].values():
            assert " ".join(levels[level][language].split()) in alt, url
        if url in conditions:
            assert conditions[url][1] in alt, url


def test_pages_name_their_language_for_open_graph(site: BuiltSite) -> None:
    for url, html in site.pages.items():
        if url not in site.embeds:
            assert re.fullmatch("[a-z]{2,3}_[A-Z]{2}", metas(html)["og:locale"]), url


def test_every_claim_can_stand_in_a_frame(site: BuiltSite) -> None:
    claims = {url for url in site.pages if CLAIM.fullmatch(inner(site, url))}
    assert set(site.embeds.values()) == claims
    for url, claim in site.embeds.items():
        html = site.pages[url]
        tags = Tags(html)
        assert metas(html)["robots"] == "noindex"
        assert read(html).canonical == claim
        assert not tags.all("script")
        assert "script-src" not in html
        links = tags.all("a")
        assert claim in {link["href"] for link in links}
        for link in links:
            assert link["href"].startswith(site.base_url)
            assert (link["target"], link["rel"]) == ("_blank", "noopener")


def test_a_frame_shows_the_verdict_with_its_condition(site: BuiltSite) -> None:
    conditions = conditional(site)
    for url, claim in site.embeds.items():
        text = read(site.pages[url]).text
        if claim in site.reviewed:
            labels = {verdict for verdict in site.scale if verdict in site.pages[url]}
            assert labels or "alert(1)" in site.pages[url], url
        if claim in conditions:
            words = conditions[claim][1].split()[-1]
            assert text.count(words) >= 2, url  # of its own, and in the sentence


def test_what_to_copy_is_whole(site: BuiltSite) -> None:
    for url, claim in site.embeds.items():
        frame, quotation = snippets(site.pages[claim])
        ((_, attrs),) = Tags(frame).found
        assert attrs["src"] == url
        assert attrs["title"]
        assert attrs["loading"] == "lazy"
        assert 200 < int(attrs["height"]) < 1500
        assert set(attrs["sandbox"].split()) == {"allow-popups", "allow-popups-to-escape-sandbox"}
        quoted = Tags(quotation)
        (block,) = quoted.all("blockquote")
        assert block["cite"] == claim
        assert [link["href"] for link in quoted.all("a")] == [claim]
        assert not quoted.all("script") + quoted.all("img")
        assert urlsplit(claim).scheme == "https"


@pytest.mark.parametrize("trace", ["<script>alert", "<b>"])
def test_hostile_text_is_text_in_what_is_copied(fixture_site: BuiltSite, trace: str) -> None:
    for claim in fixture_site.embeds.values():
        for snippet in snippets(fixture_site.pages[claim]):
            assert trace not in snippet
