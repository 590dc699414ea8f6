"""Tabs that are open on the preview, in a real browser."""

import lzma
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.serve.conftest import ARTICLE, CLAIMS, SITE, Preview, run, write_site
from tests.support import ROOT, data_path

pytestmark = pytest.mark.browser

LONG = 20_000
TEXT = "[data-reader-text]"
PARAGRAPHS = "".join(f"\nParagraph {number} has nothing to say.\n" for number in range(1, 61))


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1000, "height": 600})
    yield context
    context.close()


def opened(context: BrowserContext, preview: Preview, path: str = "articles/dam/") -> Page:
    """Open a page, and mark it: whether it is loaded anew, and how often changed in place."""
    page = context.new_page()
    page.goto(preview.address + path)
    page.evaluate(
        "window.kept = true; window.morphs = 0;"
        "document.addEventListener('selon:morphed', () => window.morphs++)"
    )
    return page


def is_kept(page: Page) -> bool:
    return bool(page.evaluate("window.kept === true"))


def test_place_focus_selection_and_notes_stay_through_ten_edits(
    preview: Preview, context: BrowserContext
) -> None:
    preview.article.write_text(ARTICLE + PARAGRAPHS)
    preview.until("/repo/articles/dam/", lambda reply: "Paragraph 60" in reply.text)
    page = opened(context, preview)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.locator("details.why, details.note").first.evaluate("note => note.open = true")
    middle = page.get_by_text("Paragraph 30 has")
    middle.scroll_into_view_if_needed()
    link = page.locator(".colophon a, footer a").first
    link.evaluate("link => link.focus({ preventScroll: true })")
    middle.evaluate("p => getSelection().setBaseAndExtent(p.firstChild, 0, p.firstChild, 12)")
    where = middle.bounding_box()
    focused = page.evaluate_handle("document.activeElement")
    for number in range(10):
        above = f"\nAbove, number {number}: {'word ' * 9 * number}.\n"
        preview.article.write_text(f"{ARTICLE}{above}{PARAGRAPHS}\nBelow, {number}.\n")
        expect(page.locator(TEXT)).to_contain_text(f"Above, number {number}", timeout=LONG)
        assert middle.bounding_box() == pytest.approx(where, abs=5)
        assert page.evaluate("one => document.activeElement === one", focused)
        assert page.evaluate("String(getSelection())") == "Paragraph 30"
    page.wait_for_timeout(200)
    assert middle.bounding_box() == pytest.approx(where, abs=5)
    assert page.locator("details.note").first.evaluate("note => note.open")
    assert is_kept(page)
    assert complaints == []


def test_an_error_stands_over_every_tab_until_it_is_mended(
    preview: Preview, context: BrowserContext
) -> None:
    tabs = [opened(context, preview, path) for path in ("articles/dam/", "", "sources/")]
    preview.claims.write_text(CLAIMS + '    tpye: "<b>event</b>"\n')
    for page in tabs:
        problems = page.locator("#selon_problems")
        expect(problems).to_contain_text("error[unknown-key]", timeout=LONG)
        expect(problems).to_contain_text('7 |     tpye: "<b>event</b>"')
        expect(problems).to_contain_text("Below is the last good version")
        expect(problems.locator("b")).to_have_count(0)
        expect(page.locator("#selon_said")).to_contain_text("1 error")
    expect(tabs[0].locator(TEXT)).to_contain_text("The dam will hold")
    preview.claims.write_text(CLAIMS)
    for page in tabs:
        expect(page.locator("#selon_problems")).to_have_count(0, timeout=LONG)
        expect(page.locator("#selon_said")).to_have_text("No problems are left.")
        assert page.evaluate("morphs") == 0
        assert is_kept(page)


def test_problems_are_put_aside_by_a_key_until_they_are_others(
    preview: Preview, context: BrowserContext
) -> None:
    page = opened(context, preview)
    preview.claims.write_text(CLAIMS + "    tpye: event\n")
    details = page.locator("#selon_problems > details")
    expect(details).to_have_attribute("open", "", timeout=LONG)
    page.locator(".selon-frames").focus()
    page.keyboard.press("Escape")
    expect(details).not_to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.localName") == "summary"
    page.goto(preview.address + "sources/")
    expect(details).to_contain_text("1 error")
    expect(details).not_to_have_attribute("open", "")
    preview.claims.write_text(CLAIMS + "    tpye: event\n    quoet: x\n")
    expect(details).to_have_attribute("open", "", timeout=LONG)
    page.keyboard.press("Escape")
    summary = details.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(details).to_have_attribute("open", "")


def test_only_the_tab_whose_page_changed_is_changed(
    preview: Preview, context: BrowserContext
) -> None:
    changed, other = opened(context, preview), opened(context, preview, "sources/")
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    expect(changed.locator(TEXT)).to_contain_text("second paragraph", timeout=LONG)
    preview.article.write_text(ARTICLE + "\nAnd a third paragraph.\n")
    expect(changed.locator(TEXT)).to_contain_text("third paragraph", timeout=LONG)
    assert [page.evaluate("morphs") for page in (changed, other)] == [2, 0]
    assert is_kept(changed)
    assert is_kept(other)
    assert asked == []


def test_eight_tabs_follow_over_one_connection(preview: Preview, context: BrowserContext) -> None:
    tabs = [opened(context, preview) for _ in range(8)]
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    for page in tabs:
        expect(page.locator(TEXT)).to_contain_text("second paragraph", timeout=LONG)
        assert is_kept(page)
    for page in tabs[1:]:
        page.goto(preview.address + "sources/")
    preview.article.write_text(ARTICLE)
    expect(tabs[0].locator(TEXT)).not_to_contain_text("second", timeout=LONG)


def test_a_tab_of_a_browser_without_shared_workers_follows_too(
    preview: Preview, context: BrowserContext
) -> None:
    context.add_init_script("delete window.SharedWorker")
    page = opened(context, preview)
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    expect(page.locator(TEXT)).to_contain_text("second paragraph", timeout=LONG)
    assert is_kept(page)


def test_head_and_language_follow(preview: Preview, context: BrowserContext) -> None:
    page = opened(context, preview)
    text = ARTICLE.replace("A small article", "Une digue").replace("byline", "language: ar\nbyline")
    preview.article.write_text(text)
    expect(page).to_have_title("Une digue – Desk", timeout=LONG)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    assert page.locator("title").count() == 1
    assert is_kept(page)


def test_a_style_is_exchanged_and_nothing_else(preview: Preview, context: BrowserContext) -> None:
    page = opened(context, preview)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assets = preview.root / "templates/assets"
    assets.mkdir(parents=True)
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        (assets / "style.css").write_text(f'@import "more.css"; p {{ color: {colour} }}')
        (assets / "more.css").write_text("")
        expect(page.locator(f"{TEXT} > p")).to_have_css("color", colour, timeout=LONG)
    (assets / "more.css").write_text("p { background: rgb(7, 8, 9) }")
    expect(page.locator(f"{TEXT} > p")).to_have_css(
        "background-color", "rgb(7, 8, 9)", timeout=LONG
    )
    assert is_kept(page)
    # The page itself is not asked for again; whether quotes have lost their place is.
    assert all(".css" in url or url.endswith("/api/orphans") for url in asked), asked
    expect(page.locator("link[rel=stylesheet]:not([data-selon-own])")).to_have_count(2)


def test_a_script_that_changed_loads_the_page_anew(
    preview: Preview, context: BrowserContext
) -> None:
    templates = preview.root / "templates"
    (templates / "assets").mkdir(parents=True)
    page = opened(context, preview)
    script = templates / "assets/menu.js"
    script.write_text("document.documentElement.dataset.menu = 'one'")
    base = (ROOT / "templates/base.html").read_text()
    base = base.replace("</head>", '<script src="{{ site.assets_url }}menu.js"></script></head>')
    base = base.replace("{% block scripts %}", "{% block scripts %}script-src 'self'; ")
    (templates / "base.html").write_text(base)
    root = page.locator("html")
    expect(root).to_have_attribute("data-menu", "one", timeout=LONG)
    script.write_text("document.documentElement.dataset.menu = 'two'")
    expect(root).to_have_attribute("data-menu", "two", timeout=LONG)


def test_a_page_that_went_and_came_back(preview: Preview, context: BrowserContext) -> None:
    page = opened(context, preview)
    aside = preview.root / "aside"
    preview.article.parent.rename(aside)
    expect(page.locator("h1")).to_have_text("This page does not exist", timeout=LONG)
    aside.rename(preview.article.parent)
    expect(page.locator("h1")).to_have_text("A small article", timeout=LONG)
    assert is_kept(page)


def test_a_site_that_moves_takes_its_tabs_along(preview: Preview, context: BrowserContext) -> None:
    page = opened(context, preview)
    settings = preview.root / "content/site.yaml"
    settings.write_text(SITE.replace("/repo/", "/other/place/"))
    address = preview.address.replace("/repo/", "/other/place/")
    page.wait_for_url(f"{address}articles/dam/", timeout=LONG)
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    expect(page.locator(TEXT)).to_contain_text("second paragraph", timeout=LONG)


def test_a_tab_outlives_the_server(tmp_path: Path, context: BrowserContext) -> None:
    write_site(tmp_path)
    first = run(tmp_path, 8720)
    preview = next(first)
    page = opened(context, preview)
    first.close()
    preview.article.write_text(ARTICLE + "\nWritten meanwhile.\n")
    second = run(tmp_path, preview.port)
    assert next(second).address == preview.address
    expect(page.locator(TEXT)).to_contain_text("Written meanwhile", timeout=LONG)
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    expect(page.locator(TEXT)).to_contain_text("second paragraph", timeout=LONG)
    assert is_kept(page)
    second.close()


def test_a_site_that_becomes_good_is_shown(tmp_path: Path, context: BrowserContext) -> None:
    write_site(tmp_path)
    claims = tmp_path / "content/articles/dam/annotations.yaml"
    claims.write_text("claims: [")
    running = run(tmp_path)
    page = context.new_page()
    page.goto(next(running).address)
    expect(page.locator("#selon_problems")).to_contain_text("error[yaml-syntax]")
    claims.write_text(CLAIMS)
    expect(page.get_by_role("link", name="A small article").first).to_be_visible(timeout=LONG)
    running.close()


def test_what_is_typed_stays(tmp_path: Path, context: BrowserContext) -> None:
    write_site(tmp_path)
    settings = tmp_path / "content/site.yaml"
    searched = SITE.replace("search: no\n", "")
    settings.write_text(searched)
    running = run(tmp_path)
    preview = next(running)
    page = opened(context, preview, "search/")
    page.locator("#search_words").fill("dam")
    (tmp_path / "content/articles/dam/annotations.yaml").write_text("claims: [")
    expect(page.locator("#selon_problems")).to_contain_text("yaml-syntax", timeout=LONG)
    assert page.locator("#search_words").input_value() == "dam"
    (tmp_path / "content/articles/dam/annotations.yaml").write_text(CLAIMS)
    settings.write_text(searched.replace("title: Desk", "title: Another name"))
    expect(page).to_have_title("Search – Another name", timeout=LONG)
    assert page.locator("#search_words").input_value() == "dam"
    expect(page.locator("#search")).to_be_visible()
    assert is_kept(page)
    running.close()


def test_what_is_our_own_in_a_page_is_left_alone(preview: Preview, context: BrowserContext) -> None:
    page = opened(context, preview)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterend', "
        "'<form data-selon-own><p>Half <input name=x></p></form>')"
    )
    page.locator("input[name=x]").fill("typed")
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    expect(page.locator(TEXT)).to_contain_text("second paragraph", timeout=LONG)
    assert page.locator("form input[name=x]").input_value() == "typed"
    assert page.evaluate("document.activeElement.name") == "x"


def test_the_first_article_is_followed(tmp_path: Path, context: BrowserContext) -> None:
    """The repository's own site, as it is."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    running = run(tmp_path)
    preview = next(running)
    folder = tmp_path / "content/articles/2026-02-frappes-iran"
    page = opened(context, preview, f"articles/{folder.name}/")
    other = opened(context, preview, "conditions/")
    mark = page.locator(f"{TEXT} mark").last
    mark.scroll_into_view_if_needed()
    note = page.locator("details.note").last
    note.evaluate("note => note.open = true")
    where, number = mark.bounding_box(), page.locator(f"{TEXT} mark").count()
    text = (folder / "article.md").read_text()
    head, body = text.split("\n---\n", 1)
    for turn in range(3):
        above = "Encore des mots. " * 20 * (turn + 1)
        (folder / "article.md").write_text(f"{head}\n---\n\n{above}\n{body}")
        expect(page.locator(TEXT)).to_contain_text(above.strip(), timeout=LONG)
        assert mark.bounding_box() == pytest.approx(where, abs=3)
    assert page.locator(f"{TEXT} mark").count() == number
    assert note.evaluate("note => note.open")
    assert page.evaluate("morphs") == 3
    assert other.evaluate("morphs") == 0
    assert is_kept(page)
    running.close()


def test_an_archive_that_was_never_written_for_selon(
    tmp_path: Path, context: BrowserContext
) -> None:
    """Its front matter is wrong at first, everywhere; then it is mended, and a text goes on."""
    write_site(tmp_path)
    links = "broken-link: off, broken-fragment: off, redirecting-link: off,"  # they led elsewhere
    settings = SITE.replace("rules: {", f"rules: {{ {links}")
    (tmp_path / "content/site.yaml").write_text(settings)
    texts = archive()
    for slug, text in texts.items():
        (tmp_path / "content/articles" / slug).mkdir()
        (tmp_path / "content/articles" / slug / "article.md").write_text(text)
    running = run(tmp_path)
    preview = next(running)
    slug = max(texts, key=lambda slug: len(texts[slug]))
    page = opened(context, preview, f"articles/{slug}/")
    expect(page.locator("#selon_problems")).to_contain_text("more: selon check lists them all")
    for slug_, text in texts.items():
        # The one picture of a foreign host goes, everything else of the text stays.
        body = re.sub(r"!\[(.*?)\]\(https?://[^)]*\)", r"\1", text.split("---\n", 2)[2])
        front = "title: Un titre\ndescription: D\nbyline: B\npublished: 2020-01-01\nlanguage: fr\n"
        (tmp_path / "content/articles" / slug_ / "article.md").write_text(
            f"---\n{front}---\n{body}"
        )
    expect(page.locator("h1")).to_have_text("Un titre", timeout=LONG)
    page.evaluate("window.kept = true")
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    place = page.evaluate("scrollY")
    article = tmp_path / f"content/articles/{slug}/article.md"
    article.write_text(article.read_text() + "\nUn mot de la fin.\n")
    expect(page.locator(TEXT)).to_contain_text("Un mot de la fin", timeout=LONG)
    assert page.evaluate("scrollY") == pytest.approx(place, abs=2)
    assert is_kept(page)
    running.close()


def archive() -> dict[str, str]:
    """Articles of a French blog, as they are."""
    texts = {}
    with (
        lzma.open(data_path("content/putaindecode-fr.tar.xz")) as packed,
        tarfile.open(fileobj=packed) as files,
    ):
        members = [member for member in files if member.name.endswith(".md")]
        for member in members[::6]:
            file = files.extractfile(member)
            assert file is not None
            slug = re.sub(r"[^a-z0-9]+", "-", Path(member.name).stem.lower()).strip("-")
            texts[slug] = file.read().decode()
    return texts
