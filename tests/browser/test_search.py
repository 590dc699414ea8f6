"""The search page in a browser: scripts on, the policy enforced, below a base path."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.host import hosted
from tests.site import sites

pytestmark = pytest.mark.browser

BASE = "/selon/"
SITE = """\
title: Bureau
base_url: https://bureau.example/selon/
language: fr
publisher: { name: Bureau }
cards: no
rules: { policy-page-missing: off, verdict-stronger-than-sources: off }
verdicts:
  - { id: vrai, label: { fr: Vrai, en: "True", ar: صحيح }, rating: 5 }
  - { id: faux, label: { fr: Faux, en: "False", ar: خاطئ }, rating: 1 }
"""
ARTICLES = {
    "promesse": (
        "language: fr\ntopics: [barrage]",
        "Une promesse sur le barrage",
        "Le ministre a fait une promesse : le barrage tiendra si la pluie s’arrête.",
        "le barrage tiendra si la pluie s’arrête",
        """condition: { if: la pluie s’arrête, state: pending, as_of: 2026-03-01 }
    verdict: { on: { attribution: vrai } }""",
    ),
    "bridge": (
        "language: en\ntopics: [bridge]",
        "The bridge <img src=x onerror=alert(1)>",
        "The minister said that the bridge was closed on 1 March 2026.",
        "the bridge was closed on 1 March 2026",
        "verdict: { on: { content: faux } }",
    ),
    "sadd": (
        "language: ar\ntopics: [barrage]",
        "السد والمطر",
        "قال الوزير إن السدود ستصمد أمام الأمطار.",
        "السدود ستصمد أمام الأمطار",
        "verdict: { on: { content: faux } }",
    ),
}


@dataclass(frozen=True)
class Site:
    """Where the built site answers."""

    origin: str
    output: Path

    @property
    def search(self) -> str:
        return f"{self.origin}{BASE}search/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root, host = tmp_path_factory.mktemp("root"), tmp_path_factory.mktemp("host")
    write_site(root)
    output = host / "site"
    sites.write(root, output)
    with hosted(output, BASE) as there:
        yield Site(there.origin, output)


def write_site(root: Path) -> None:
    (root / "content/sources").mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    source = "name: Ministère des Travaux\nkind: institution\n"
    (root / "content/sources/ministere.yaml").write_text(source, "utf-8")
    for slug, (front, title, text, quote, rest) in ARTICLES.items():
        folder = root / "content/articles" / slug
        folder.mkdir(parents=True)
        head = f"---\ntitle: '{title}'\ndescription: '{title}.'\nbyline: Une\n"
        head += f"published: 2026-03-01\n{front}\n---\n\n"
        (folder / "article.md").write_text(f"{head}{text}\n", "utf-8")
        claim = f"claims:\n  - id: un\n    quote: {quote}\n    claim: '{quote}'\n"
        claim += "    speaker: { source: ministere }\n"
        claim += "    sourcing: { via: [{ source: ministere }] }\n"
        (folder / "annotations.yaml").write_text(f"{claim}    {rest}\n", "utf-8")


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """A page with scripts, whose console must stay silent."""
    complaints: list[str] = []
    context = chromium.new_context(viewport={"width": 900, "height": 900})
    found = context.new_page()
    found.on("console", lambda message: complaints.append(message.text))
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
    yield found
    context.close()
    assert complaints == []


def titles(page: Page) -> list[str]:
    return page.locator("#search_results h2").all_inner_texts()


def test_a_word_is_found_by_its_stem(page: Page, site: Site) -> None:
    page.goto(site.search)
    page.get_by_label("Mots à chercher").fill("promesses")
    expect(page.get_by_role("status")).to_contain_text("Résultats")
    assert "Une promesse sur le barrage" in titles(page)
    assert page.url == f"{site.search}?q=promesses"
    mark = page.locator("#search_results mark").first
    expect(mark).to_contain_text("promesse")
    link = page.get_by_role("link", name="Une promesse sur le barrage")
    assert link.first.get_attribute("href") == "/selon/articles/promesse/"


def test_a_verdict_never_stands_without_its_condition(page: Page, site: Site) -> None:
    page.goto(f"{site.search}?q=pluie")
    claim = page.locator("#search_results li", has_text="Affirmation")
    expect(claim).to_contain_text("Le propos\u00a0: Vrai")
    expect(claim).to_contain_text(
        "Condition (en suspens, état au 1er mars 2026)\u00a0: si la pluie s’arrête"
    )


def test_the_verdict_narrows(page: Page, site: Site) -> None:
    page.goto(f"{site.search}?q=ministre")
    page.locator("summary", has_text="Verdict").click()
    page.get_by_label("Vrai").check()
    expect(page.get_by_role("status")).to_contain_text("Résultats")
    assert set(titles(page)) == {
        "Une promesse sur le barrage",
        "le barrage tiendra si la pluie s’arrête",
    }
    assert "verdict=Vrai" in page.url
    page.reload()
    expect(page.get_by_label("Vrai")).to_be_checked()


def test_choices_alone_are_enough_and_any_of_them_will_do(page: Page, site: Site) -> None:
    page.goto(f"{site.search}?verdict=Faux&topic=barrage&topic=bridge")
    expect(page.locator("#search_results li")).to_have_count(4)
    page.goto(f"{site.search}?verdict=Faux&topic=barrage")
    expect(page.locator("#search_results li")).to_have_count(2)


def test_an_arabic_word_is_found_in_another_form(page: Page, site: Site) -> None:
    page.goto(site.search)
    page.get_by_label("Mots à chercher").fill("سدود")
    expect(page.get_by_role("link", name="السد والمطر")).to_be_visible()
    link = page.get_by_role("link", name="السد والمطر")
    assert link.get_attribute("lang") == "ar"


def test_the_keyboard_is_enough(page: Page, site: Site) -> None:
    page.goto(site.search)
    expect(page.locator("#search")).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search_words":
            break
    page.keyboard.type("promesse")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Résultats")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('#search_results')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.origin}{BASE}articles/promesse/**")


def test_what_is_found_is_never_markup(page: Page, site: Site) -> None:
    page.goto(f"{site.search}?q=bridge")
    expect(page.get_by_role("link", name="The bridge <img src=x onerror=alert(1)>")).to_be_visible()
    assert page.locator("#search_results img").count() == 0


def test_nothing_is_found_in_words(page: Page, site: Site) -> None:
    page.goto(f"{site.search}?q=zzzzqqqq")
    expect(page.get_by_role("status")).to_contain_text("Rien n’a été trouvé")


def test_without_scripts_the_page_says_so(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.search)
    expect(page.get_by_text("a besoin de JavaScript")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="Sources")).to_be_visible()
    expect(page.locator("#search")).to_be_hidden()
    context.close()


def test_only_the_search_page_may_run_scripts(site: Site) -> None:
    for path in site.output.rglob("*.html"):
        own = path.relative_to(site.output).as_posix() == "search/index.html"
        assert ("script-src" in path.read_text("utf-8")) == own, path


def test_a_failed_index_is_told(chromium: Browser, site: Site) -> None:
    context = chromium.new_context()
    context.route("**/pagefind.js", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{site.search}?q=promesse")
    expect(page.get_by_role("status")).to_contain_text("ne peut pas être chargée")
    context.close()
