"""Languages without a catalog, and right-to-left ones: what is said is marked as what it is."""

import re
import shutil
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from builder import i18n
from tests import catalog
from tests.site import sites
from tests.site.sites import FIXTURE, BuiltSite
from tests.support import json_lines
from tests.woven import VOID

WITHOUT_CATALOG = ("pt", "cs", "tr", "es", "de", "zh", "he", "fa", "ur", "pt-BR", "xx")
RTL = {"ar", "fa", "he", "ur"}
PHRASES = {"fr": "Ce que l’on sait", "en": "What is known", "ar": "ما نعرفه"}
LADDER = "articles/2026-01-ladder/"


@dataclass(frozen=True)
class Said:
    """A run of text, with the language and the direction that hold there, and where it stands."""

    text: str
    language: str
    direction: str
    tags: tuple[str, ...]


def said(html: str) -> list[Said]:
    """All text of a page that a reader sees or a search engine shows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Said] = []
        self.stack: list[tuple[str, str, str]] = [("", "", "ltr")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or self.stack[-1][1]
        direction = given.get("dir") or self.stack[-1][2]
        for name in ("aria-label", "alt"):
            if given.get(name):
                self.found.append(Said(given[name] or "", language, direction, (tag, name)))
        if tag not in {*VOID, "input", "link", "meta"}:
            self.stack.append((tag, language, direction))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = tuple(tag for tag, _, _ in self.stack)
        if data.strip() and not {"script", "style"} & set(tags):
            _, language, direction = self.stack[-1]
            self.found.append(Said(" ".join(data.split()), language, direction, tags))


def one(found: list[Said], text: str) -> Said:
    """The first run with a text, apart from the title of the window."""
    return next(run for run in found if text in run.text and "head" not in run.tags)


def make(folder: Path, *, site: str = "fr", article: str = "") -> BuiltSite:
    """Build the fixture in another language, or with its article on the tower in another."""
    shutil.copytree(FIXTURE / "content", folder / "content")
    _rewrite(folder / "content/site.yaml", "language: en", f"language: {site}")
    if article:
        _rewrite(folder / f"content/{LADDER}article.md", "language: en", f"language: {article}")
    output = folder / "site"
    sites.write(folder, output)
    return BuiltSite(folder / "content", output)


def _rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """A French site, with an article on a tower in each of the languages without a catalog."""
    folder = tmp_path_factory.mktemp("foreign")
    shutil.copytree(FIXTURE / "content", folder / "content")
    _rewrite(folder / "content/site.yaml", "language: en", "language: fr")
    for language in WITHOUT_CATALOG:
        article = folder / f"content/{_ladder(language)}"
        shutil.copytree(FIXTURE / f"content/{LADDER}", article)
        _rewrite(article / "article.md", "language: en", f"language: {language}")
    sites.write(folder, folder / "site")
    return BuiltSite(folder / "content", folder / "site")


def _ladder(language: str) -> str:
    return f"{LADDER.removesuffix('/')}-{language.lower()}/"


@pytest.mark.parametrize("language", WITHOUT_CATALOG)
def test_an_article_without_a_catalog_speaks_the_language_of_the_site(
    foreign: BuiltSite, language: str
) -> None:
    site, address = foreign, _ladder(language)
    direction = "rtl" if language in RTL else "ltr"
    page = site.pages[site.base_url + address]
    assert f'<html lang="{language}" dir="{direction}">' in page
    found = said(page)
    for text in ("Seven things said of a tower", "nine floors", "The mayor says that"):
        assert one(found, text).language == language
        assert one(found, text).direction == direction
    for text in (
        PHRASES["fr"],
        "Aller au contenu",
        "Site publié par",
        "Vérification",
        "Una Writer",
    ):
        assert one(found, text).language == "fr"
        assert one(found, text).direction == "ltr"
    assert one(found, "10 janvier 2026").language == "fr"
    assert one(found, "Note 1").language == "fr"
    # The labels of the verdicts fall back as the phrases do; what the editor wrote stays his own.
    assert one(found, "Mi-figue mi-raisin").language == "fr"
    assert one(found, "The report of the inspection says").language == language
    claim = said(site.pages[f"{site.base_url}{address}tower/"])
    assert one(claim, "The tower is ninety metres high").language == language
    assert one(claim, "Pourquoi").language == "fr"
    assert one(claim, "height: 90.2 m").language == "en"


@pytest.mark.parametrize("language", ["pt", "he", "ur", "xx"])
def test_a_site_without_a_catalog_speaks_english(tmp_path: Path, language: str) -> None:
    site = make(tmp_path, site=language)
    direction = "rtl" if language in RTL else "ltr"
    for address in ("", "sources/", "sources/pair/"):
        page = site.pages[site.base_url + address]
        assert '<html lang="en" dir="ltr">' in page
        assert one(said(page), "Desk & </title>").language == language
        assert one(said(page), "Desk & </title>").direction == direction
    guide = site.pages[f"{site.base_url}articles/2026-03-guide/"]
    assert f'<html lang="{language}" dir="{direction}">' in guide
    assert one(said(guide), "a passage that bears a note").language == language
    assert one(said(guide), PHRASES["en"]).language == "en"
    french = said(site.pages[f"{site.base_url}articles/2026-02-pont/"])
    assert one(french, PHRASES["fr"]).language == "fr"


def test_each_phrase_of_the_interface_is_in_the_language_it_is_marked_as(tmp_path: Path) -> None:
    """No phrase of a catalog stands in text marked as another language, on any page."""
    site = make(tmp_path, site="fr", article="pt")
    checked = 0
    for url, html in site.pages.items():
        for run in said(html):
            for language, phrases in DISTINCT.items():
                if run.text in phrases and "head" not in run.tags:
                    assert run.language.partition("-")[0] == language, (url, run)
                    checked += 1
    assert checked > 500


def _distinct() -> dict[str, set[str]]:
    """Phrases of each catalog, as they stand, that are no words of another."""
    english = {text for message in catalog.said() for text in message[1:] if "%" not in text}
    spoken = {
        language: {i18n.translations(language).gettext(text) for text in english} - english
        for language in catalog.LANGUAGES
    }
    return {**spoken, "en": {text for text in english if len(text.split()) > 2}}


DISTINCT = _distinct()


def test_a_page_in_one_language_is_not_cluttered(fixture_site: BuiltSite) -> None:
    page = fixture_site.pages[f"{fixture_site.base_url}articles/2026-02-pont/"]
    assert page.count(' lang="fr"') == 1 + page.count('"/sub/path/pages/funding/" lang="fr"')


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuiltSite, list[dict[str, str]]]:
    """A site made of one news blurb in each language, each with its bold span as a claim."""
    root = tmp_path_factory.mktemp("news")
    chosen: dict[str, dict[str, str]] = {}
    for record in json_lines("news/itn_blurbs.jsonl"):
        bold = [span["text"] for span in record["bold"] if record["text"].count(span["text"]) == 1]
        if bold and record["lang"] not in chosen:
            chosen[record["lang"]] = {
                **{key: record[key] for key in ("lang", "dir", "text", "markdown", "seen")},
                "quote": bold[0],
            }
    for language, record in chosen.items():
        folder = root / "content/articles" / f"news-{language}"
        folder.mkdir(parents=True)
        (folder / "article.md").write_text(_article(record), "utf-8")
        (folder / "annotations.yaml").write_text(_annotations(record), "utf-8")
    (root / "content/site.yaml").write_text(SETTINGS, "utf-8")
    (root / "content/sources").mkdir()
    (root / "content/sources/wikipedia.yaml").write_text("name: Wikipedia (en)\n", "utf-8")
    output = root / "site"
    sites.write(root, output)
    return BuiltSite(root / "content", output), list(chosen.values())


SETTINGS = """\
title: Nouvelles
base_url: https://news.example/
language: fr
publisher: { name: Nouvelles }
verdicts:
  - { id: so, label: { fr: Vrai, en: "True" }, rating: 5 }
rules: { verdict-stronger-than-sources: off }
"""


def _article(record: dict[str, str]) -> str:
    return (
        f"---\ntitle: News in {record['lang']}\ndescription: One piece of news\n"
        f"byline: Desk (10)\npublished: {record['seen']}\nlanguage: {record['lang']}\n---\n\n"
        f"{record['markdown']}\n"
    )


def _annotations(record: dict[str, str]) -> str:
    return (
        f"claims:\n  - id: bold\n    quote: |\n      {record['quote']}\n"
        "    claim: A piece of news\n    sourcing: { via: wikipedia }\n"
        "    dates: { said: 2022-10 }\n    verdict: { on: { content: so } }\n"
    )


def test_news_in_every_language(news: tuple[BuiltSite, list[dict[str, str]]]) -> None:
    site, records = news
    assert {record["lang"] for record in records} >= {"ar", "en", "fr", "pt"}
    for record in records:
        language, direction = record["lang"], record["dir"]
        page = site.pages[f"{site.base_url}articles/news-{language}/"]
        assert f'<html lang="{language}" dir="{direction}">' in page
        marked = re.findall(r'<mark data-claims="bold"[^>]*>([^<]*)</mark>', page)
        assert _plain("".join(marked)) == _plain(record["quote"])
        found = said(page)
        for run in found:
            if "mark" in run.tags:
                assert (run.language, run.direction) == (language, direction)
        spoken = i18n.interface(language, "fr")
        known = i18n.translations(spoken).gettext("What is known")
        assert one(found, known).language == spoken
        label = one(found, "True" if language == "en" else "Vrai")
        assert label.language == ("en" if language == "en" else "fr")
        # A name written the other way is set apart, in markup and in plain phrases alike.
        assert "bdi" in one(found, "Desk (10)").tags
        isolated = "\u2068Wikipedia (en)\u2069" in page
        assert isolated == (i18n.direction(spoken) == "rtl")
        claim = said(site.pages[f"{site.base_url}articles/news-{language}/bold/"])
        assert one(claim, _plain(record["quote"])).language == language
        assert "bdi" in one(claim, "https://news.example/articles/").tags


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def lent(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """An Arabic site, whose article on a bridge is in a language without a catalog."""
    folder = tmp_path_factory.mktemp("lent")
    shutil.copytree(FIXTURE / "content", folder / "content")
    _rewrite(folder / "content/site.yaml", "language: en", "language: ar")
    _rewrite(folder / "content/articles/2026-02-pont/article.md", "language: fr", "language: pt")
    sites.write(folder, folder / "site")
    return BuiltSite(folder / "content", folder / "site")


PONT = "articles/2026-02-pont/"
CONDITION = "إذا \u2068la rivière monte\u2069"


def test_phrases_around_a_foreign_text_are_marked_as_phrases(lent: BuiltSite) -> None:
    for address in ("", "conditions/", "topics/pont/"):
        listed = said(lent.pages[lent.base_url + address])
        assert (one(listed, CONDITION).language, one(listed, CONDITION).direction) == ("ar", "rtl")
        if address:
            assert one(listed, "Le pont sera fermé").language == "pt"
    judged = said(lent.pages[f"{lent.base_url}verdicts/supported/"])
    sentence = one(judged, f"بشرط: {CONDITION}")
    assert (sentence.language, sentence.direction) == ("ar", "rtl")


def test_what_stands_on_other_pages_speaks_the_language_of_the_site(lent: BuiltSite) -> None:
    address = f"{lent.base_url}{PONT}fermeture/"
    card = said(lent.pages[f"{address}card/"])
    assert one(card, "Le pont sera fermé").language == "pt"
    for phrase in (f"الشرط (معلّق، حتى 24 فبراير 2026): {CONDITION}", "اقرأ التحقُّق كاملًا"):
        assert (one(card, phrase).language, one(card, phrase).direction) == ("ar", "rtl")
    page = lent.pages[address]
    (snippet,) = re.findall(r"&lt;blockquote.*?&lt;/blockquote&gt;", page, re.DOTALL)
    quotation = said(unescape(snippet))
    assert one(quotation, "Le pont sera fermé").language == "pt"
    assert one(quotation, "جهة التحقق").language == "ar"
    assert one(quotation, "مدعوم بمصادر").language == "ar"
    assert 'data-pagefind-meta="spoken[content]" content="ar"' in page
    assert 'data-pagefind-meta="verdict[content]" content="المضمون: يتعذّر الحسم"' in page
    (alt,) = re.findall(r'<meta property="og:image:alt" content="([^"]*)"', page)
    assert alt.startswith("«Le pont sera fermé si la rivière monte»")
    feed = lent.files["corrections/feed.atom"].read_text("utf-8")
    assert "تصويب طفيف: Le pont sera fermé" in feed
    assert "قبل التصويب" in feed
