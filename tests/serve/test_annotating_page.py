"""The whole way of an annotation in a browser: from a selection to the file to the passage."""

import json
import lzma
import re
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests import web
from tests.serve.conftest import ARTICLE, CLAIMS, SITE, WAIT, Preview, run, write_site
from tests.support import ROOT, data_path

pytestmark = pytest.mark.browser

FIRST = "articles/2026-02-frappes-iran/"
GIT = "articles/2013-11-06-versionner-avec-git/"
# These have pictures on other hosts, or an address with a slip in it: no site is built with them.
FAULTY = ("-windows", "-flux-", "-rxjs", "-api-context", "-bitbucket")
OFF = " broken-link: off, broken-fragment: off, redirecting-link: off"  # they led elsewhere

# What a mouse, a finger or caret browsing leaves behind: a selection.
SELECT = """words => {
  const walker = document.createTreeWalker(
    document.querySelector("[data-reader-text]"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0 || node.parentElement.closest("[data-aside]")) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    getSelection().setBaseAndExtent(node, at, node, at + words.length);
    return true;
  }
  return false;
}"""
# What searching in the page leaves behind, once its bar is closed: the first word is selected.
FOUND = f"""words => {{
  if (!({SELECT})(words)) return false;
  getSelection().collapseToStart();
  getSelection().modify("extend", "forward", "word");
  return true;
}}"""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A window, in which no script may fail and nothing may be refused by the policy."""
    complaints: list[str] = []
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console",
        lambda said: complaints.append(said.text) if "Refused" in said.text else None,
    )
    yield context
    context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Preview, str]]:
    """A small site, and its article's page as it is at first."""
    root = tmp_path_factory.mktemp("desk")
    write_site(root)
    for server in run(root, 8760):
        yield server, server.get("/repo/articles/dam/").text


@pytest.fixture
def preview(desk: tuple[Preview, str]) -> Preview:
    """The small site as it is at first, whatever was done to it."""
    server, page = desk
    content = server.root / "content"
    for folder in (*content.glob("sources/*"), *content.glob("articles/[!d]*")):
        shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
    server.article.write_text(ARTICLE)
    server.claims.write_text(CLAIMS)
    assert server.until("/repo/articles/dam/", lambda reply: reply.text == page).text == page
    return server


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Preview]:
    """The first article, with its sources."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    yield from run(tmp_path, 8720)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The French archive: its texts as they are, below front matter that selon knows."""
    root = tmp_path_factory.mktemp("archive")
    (root / "content").mkdir()
    settings = SITE.replace("language: en", "language: fr").replace("rules: {", f"rules: {{{OFF},")
    (root / "content/site.yaml").write_text(settings)
    with (
        lzma.open(data_path("content/putaindecode-fr.tar.xz")) as packed,
        tarfile.open(fileobj=packed) as files,
    ):
        for member in files:
            file = files.extractfile(member) if member.name.endswith(".md") else None
            slug = re.sub(r"[^a-z0-9]+", "-", Path(member.name).stem.lower()).strip("-")
            if file is None or any(part in slug for part in FAULTY):
                continue
            _, head, body = file.read().decode().split("---\n", 2)
            folder = root / "content/articles" / slug
            folder.mkdir(parents=True)
            (folder / "article.md").write_text(f"---\n{_front_matter(head)}---\n{body}", "utf-8")
    yield from run(root, 8740)


def _front_matter(head: str) -> str:
    date = re.search(r"date: *\"?(\d{4}-\d\d-\d\d)", head)
    title = re.search(r"title: *(.*)", head)
    assert date
    assert title
    words = json.dumps(title[1].strip("\"' "), ensure_ascii=False)
    return f"title: {words}\ndescription: D\nbyline: B\npublished: {date[1]}\n"


def open_page(context: BrowserContext, preview: Preview, address: str) -> Page:
    page = context.new_page()
    page.goto(preview.address + address)
    return page


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def press(page: Page, name: str) -> None:
    dialog(page).get_by_role("button", name=name, exact=True).click()


def begin(page: Page, words: str) -> Locator:
    """Select, open the form with the key, and give its first field."""
    assert page.evaluate(SELECT, words)
    page.keyboard.press("Alt+a")
    field = dialog(page).get_by_label("The claim, in one line")
    expect(field).to_be_focused()
    return field


def test_from_the_selection_to_the_file_to_the_passage(
    context: BrowserContext, first: Preview
) -> None:
    notes = first.root / f"content/{FIRST}annotations.yaml"
    before = notes.read_bytes()
    page = open_page(context, first, FIRST)
    assert page.evaluate(SELECT, "l s’agissait apparemment de savoir comment aider Isra")
    page.get_by_role("button", name="Annotate (Alt+A)").click()
    expect(dialog(page).get_by_label("The claim, in one line")).to_be_focused()
    quote = "il s’agissait apparemment de savoir comment aider Israël"
    expect(dialog(page).locator("blockquote mark")).to_have_text(quote)
    page.keyboard.type("Il s’agissait de savoir comment aider Israël")
    expect(dialog(page).locator(".count")).to_have_text("44 of 75 characters")
    press(page, "Add CBS News")
    dialog(page).get_by_label("cites Deux autres responsables américains").check()
    dialog(page).get_by_label("on the attribution").select_option("etaye")
    dialog(page).get_by_label("Why").fill("CBS News **le dit**.")
    press(page, "Save")
    expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
    assert "+    claim: Il s’agissait de savoir comment aider Israël" in (
        dialog(page).locator("pre").inner_text()
    )
    after = notes.read_bytes()
    entry = after.replace(before[: len(before) - len(before.lstrip())], b"")
    assert len(after) > len(before)
    start = after.index(b"  - id: agissait")
    end = after.index(b"  - id: ", start + 1)
    assert after[:start] + after[end:] == before, entry
    # The page follows, below the dialog that is still open.
    mark = page.locator("mark[data-claims~=agissait-apparemment-savoir-comment]")
    expect(mark.first).to_be_attached(timeout=WAIT * 1000)
    assert " ".join("".join(mark.all_inner_texts()).split()) == quote
    press(page, "Close")
    expect(dialog(page)).to_have_count(0)
    expect(page.locator("#ref_agissait-apparemment-savoir-comment a")).to_be_focused()


def test_a_mistake_is_taken_back_with_one_click(context: BrowserContext, preview: Preview) -> None:
    before = preview.claims.read_bytes()
    page = open_page(context, preview, "articles/dam/")
    begin(page, "the rain stops")
    page.keyboard.type("The rain stops")
    dialog(page).get_by_label("Who made the claim").fill("A farmer")
    press(page, "Save")
    expect(page.locator("mark[data-claims~=rain-stops]").first).to_be_attached(timeout=WAIT * 1000)
    assert b"{ name: A farmer }" in preview.claims.read_bytes() or (
        b"name: A farmer" in preview.claims.read_bytes()
    )
    press(page, "Undo")
    expect(dialog(page).get_by_role("status")).to_contain_text("as it was before")
    assert preview.claims.read_bytes() == before
    expect(page.locator("mark[data-claims~=rain-stops]")).to_have_count(0, timeout=WAIT * 1000)


def test_a_save_can_be_undone_after_its_dialog(context: BrowserContext, preview: Preview) -> None:
    page = open_page(context, preview, "articles/dam/")
    for claim in ("It stops", "It ends"):
        begin(page, "the rain stops").fill(claim)
        dialog(page).get_by_label("Name of the claim").fill(claim.lower().replace(" ", "-"))
        dialog(page).get_by_label("Who made the claim").fill("A farmer")
        press(page, "Save")
        expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
        press(page, "Close")
        if claim == "It stops":
            first = preview.claims.read_text()
    saved = page.locator(".selon-saved")
    expect(saved).to_have_count(1)
    expect(saved.get_by_role("status")).to_have_text("Saved it-ends")
    page.reload()
    expect(saved.get_by_role("status")).to_have_text("Saved it-ends")
    saved.get_by_role("button", name="Undo").click()
    expect(saved).to_have_count(0)
    assert preview.claims.read_text() == first
    page.reload()
    expect(page.get_by_role("button", name="Edit this claim (note 1)")).to_be_attached()
    expect(saved).to_have_count(0)


def test_with_the_keyboard_alone(context: BrowserContext, archive: Preview) -> None:
    """Shift and arrows select, a key opens the form, Enter saves it: on a text nobody prepared."""
    notes = archive.root / f"content/{GIT}annotations.yaml"
    assert not notes.exists()
    page = open_page(context, archive, GIT)
    assert page.evaluate(FOUND, "gestionnaire de versions décentralisé")
    for _ in range(2):
        page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.get_by_role("button", name="Annotate (Alt+A)")).to_be_visible()
    expect(page.locator(".selon-said")).to_contain_text("Alt+A")
    page.keyboard.press("Alt+a")
    expect(dialog(page).get_by_label("The claim, in one line")).to_be_focused()
    page.keyboard.type("Git est un gestionnaire de versions")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(dialog(page).get_by_label("Who made the claim")).to_be_focused()
    page.keyboard.type("madx")
    page.keyboard.press("Tab")
    expect(dialog(page).get_by_role("button", name="Add a carrier")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("Madx, l’auteur")
    page.keyboard.press("Enter")
    expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
    expect(dialog(page).get_by_role("button", name="Close")).to_be_focused()
    text = notes.read_text("utf-8")
    assert "quote: gestionnaire de versions" in text
    assert "name: Madx, l’auteur" in text or 'name: "Madx, l’auteur"' in text
    mark = page.locator("[data-reader-text] mark")
    expect(mark.first).to_contain_text("gestionnaire", timeout=WAIT * 1000)
    page.keyboard.press("Escape")
    expect(page.locator("[data-reader-text] sup.ref a")).to_be_focused()
    # The words of the quote stand often; what was written means the place that was selected.
    assert "décentralisé" in page.evaluate(
        "document.querySelector('[data-reader-text] mark').parentElement.innerText"
    )


def test_without_a_selection_the_words_are_asked_for(
    context: BrowserContext, archive: Preview
) -> None:
    page = open_page(context, archive, "articles/2013-11-16-premiers-pas-avec-grunt/")
    page.keyboard.press("Alt+a")
    field = dialog(page).get_by_label("The words of the article")
    expect(field).to_be_focused()
    field.fill("mots que personne n’a écrits")
    press(page, "Go on")
    expect(dialog(page).locator(".sure")).to_contain_text("the article does not say this")
    field.fill("Grunt")
    press(page, "Go on")
    expect(dialog(page).locator(".sure")).to_contain_text("more than once")
    page.keyboard.press("Escape")
    expect(dialog(page)).to_have_count(0)


def test_the_dialog_keeps_the_focus_and_what_was_typed(
    context: BrowserContext, preview: Preview
) -> None:
    page = open_page(context, preview, "articles/dam/")
    field = begin(page, "dam will hold")
    page.keyboard.type("It holds")
    for key in ["Tab"] * 30 + ["Shift+Tab"] * 35:
        page.keyboard.press(key)
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    field.focus()
    page.keyboard.press("Escape")
    expect(dialog(page).get_by_role("alert").first).to_contain_text("not saved")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("It holds")
    # A save elsewhere renews the page below, and leaves the form alone.
    preview.article.write_text(preview.article.read_text() + "\nMore of it.\n")
    expect(page.get_by_text("More of it.")).to_be_attached(timeout=WAIT * 1000)
    expect(field).to_be_focused()
    expect(field).to_have_value("It holds")
    page.keyboard.press("Escape")
    press(page, "Throw it away")
    expect(dialog(page)).to_have_count(0)
    assert page.evaluate("getSelection().toString()") in ("dam will hold", "")


def test_what_is_wrong_stands_at_its_field_and_is_told(
    context: BrowserContext, preview: Preview
) -> None:
    before = preview.claims.read_bytes()
    page = open_page(context, preview, "articles/dam/")
    field = begin(page, "dam will hold")
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby")
    assert described
    told = " ".join(page.locator(f"[id='{one}']").inner_text() for one in described.split())
    assert "there is no claim yet" in told
    field.fill("It holds")
    said = dialog(page).get_by_label("When it was said")
    said.fill("last week")
    press(page, "Save")
    expect(said).to_be_focused()
    expect(said).to_have_attribute("aria-invalid", "true")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(dialog(page).locator(".summary")).to_contain_text("to mend before it can be saved")
    assert preview.claims.read_bytes() == before


def test_forms_that_are_not_touched_change_nothing(context: BrowserContext, first: Preview) -> None:
    """Each claim of the first article goes through the form and comes out as it went in."""
    notes = first.root / f"content/{FIRST}annotations.yaml"
    before = notes.read_bytes()
    page = open_page(context, first, FIRST)
    buttons = page.get_by_role("button", name="Edit this claim")
    expect(buttons).to_have_count(before.count(b"\n  - id: "))
    for number in range(0, buttons.count(), 3):
        buttons.nth(number).click()
        press(page, "Save")
        expect(dialog(page).get_by_text("Nothing was changed.")).to_be_visible()
        page.keyboard.press("Escape")
        expect(dialog(page)).to_have_count(0)
        expect(buttons.nth(number)).to_be_focused()
    assert notes.read_bytes() == before


def test_lines_and_dates_that_nobody_touched_stay(
    context: BrowserContext, preview: Preview
) -> None:
    """Values of several lines are shown in one; a date that is proposed is not taken unasked."""
    text = preview.article.read_text()
    preview.article.write_text(text.replace("The dam will", "Two months ago the dam will"))
    claims = CLAIMS.replace("quote: The dam will", "quote: Two months ago the dam will", 1)
    claims = claims.replace("claim: The dam holds if", "claim: |\n      The dam holds if\n     ", 1)
    claims = claims.replace("{ if: the rain stops,", '{ if: "the\\nrain stops",')
    preview.claims.write_text(claims)
    preview.until("/repo/articles/dam/", lambda reply: "Two months" in reply.text)
    page = open_page(context, preview, "articles/dam/")
    page.get_by_role("button", name="Edit this claim (note 1)").click()
    line = dialog(page).get_by_label("The claim, in one line")
    expect(line).to_have_value("The dam holds if the rain stops")
    expect(dialog(page).get_by_label("Leave it out")).to_be_checked()
    press(page, "Save")
    expect(dialog(page).get_by_text("Nothing was changed.")).to_be_visible()
    # Changed by another hand meanwhile: the form says so, and keeps what was typed.
    claims = claims.replace("The engineer", "An engineer")
    preview.claims.write_text(claims)
    line.fill("It holds")
    press(page, "Save")
    expect(dialog(page).locator(".summary")).to_contain_text("was changed in the file")
    expect(line).to_have_value("It holds")
    assert preview.claims.read_text() == claims


def test_a_proposed_date_of_a_new_claim_is_asked_about(
    context: BrowserContext, preview: Preview
) -> None:
    text = preview.article.read_text()
    preview.article.write_text(text + "\nTwo months ago he resigned.\n")
    preview.until("/repo/articles/dam/", lambda reply: "resigned" in reply.text)
    page = open_page(context, preview, "articles/dam/")
    begin(page, "Two months ago he resigned").fill("He resigned")
    dialog(page).get_by_label("Who made the claim").fill("A farmer")
    date = dialog(page).get_by_role("group", name="“Two months ago”")
    expect(date.locator("input:checked")).to_have_count(0)
    press(page, "Save")
    expect(date).to_be_focused()
    expect(dialog(page).locator(".wrong", has_text="nothing is chosen")).to_be_visible()
    assert preview.claims.read_text() == CLAIMS
    date.get_by_label("Leave it out").check()
    press(page, "Save")
    expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
    assert "relative" not in preview.claims.read_text()


def test_the_letter_opens_the_form_wherever_its_key_is(
    context: BrowserContext, preview: Preview
) -> None:
    """On AZERTY, A is where others have Q; on a Mac, Alt makes another character of it."""
    page = open_page(context, preview, "articles/dam/")
    expect(page.get_by_role("button", name="Edit this claim (note 1)")).to_be_attached()
    send = """one => document.body.dispatchEvent(
      new KeyboardEvent("keydown", { bubbles: true, altKey: true, ...one }))"""
    page.evaluate(send, {"key": "q", "code": "KeyA"})
    for pressed in ({"key": "a", "code": "KeyQ"}, {"key": "\u00e5", "code": "KeyA"}):
        expect(dialog(page)).to_have_count(0)
        page.evaluate(send, pressed)
        expect(dialog(page)).to_be_visible()
        page.keyboard.press("Escape")


def test_a_claim_is_changed_field_by_field(context: BrowserContext, preview: Preview) -> None:
    old = preview.claims.read_text()
    page = open_page(context, preview, "articles/dam/")
    page.get_by_role("button", name="Edit this claim (note 1)").click()
    expect(dialog(page).get_by_label("The claim, in one line")).to_have_value(
        "The dam holds if the rain stops"
    )
    expect(dialog(page).get_by_label("Under which condition")).to_have_value("if")
    press(page, "Save")
    expect(dialog(page).get_by_text("Nothing was changed.")).to_be_visible()
    dialog(page).get_by_label("What became of it").select_option("pending")
    dialog(page).get_by_label("The day you looked").fill("2026-03-01")
    press(page, "Save")
    expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
    lines = preview.claims.read_text().splitlines()
    assert [line for line in old.splitlines() if line not in lines] == [
        "    condition: { if: the rain stops, quote: if the rain stops }"
    ]
    assert "state: pending" in preview.claims.read_text()
    press(page, "Close")
    expect(page.locator("#ref_dam a")).to_be_focused()


def test_a_passage_that_means_the_same_is_taken_with_one_click(
    context: BrowserContext, preview: Preview
) -> None:
    page = open_page(context, preview, "articles/dam/")
    expect(page.locator("mark[data-claims]")).not_to_have_count(0)
    text = preview.article.read_text()
    preview.article.write_text(text.replace("The dam will", "The old dam surely will"))
    # An error stands now, so that the last good page is what is shown.
    panel = page.locator(".selon-lost")
    expect(panel.locator("summary")).to_have_text("1 claim to look at again", timeout=WAIT * 1000)
    panel.locator("summary").click()
    assert "".join(panel.locator("ins").all_inner_texts()).split() == ["old", "surely"]
    panel.get_by_role("button", name="Take this passage").click()
    expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
    press(page, "Close")
    assert "quote: The old dam surely will hold if the rain stops" in preview.claims.read_text()
    expect(panel).to_have_count(0, timeout=WAIT * 1000)
    expect(page.locator("mark[data-claims~=dam]").first).to_contain_text(
        "The old dam surely", timeout=WAIT * 1000
    )


def test_what_means_something_else_must_be_judged_anew(
    context: BrowserContext, preview: Preview
) -> None:
    before = preview.claims.read_bytes()
    text = preview.article.read_text()
    page = open_page(context, preview, "articles/dam/")
    expect(page.get_by_role("button", name="Edit this claim (note 1)")).to_be_attached()
    preview.article.write_text(text.replace("will hold", "will never hold"))
    panel = page.locator(".selon-lost")
    panel.locator("summary").click(timeout=WAIT * 1000)
    expect(panel.get_by_role("button", name="Take this passage")).to_have_count(0)
    expect(panel).to_contain_text("negation")
    # The button at the note leads to the same form.
    page.get_by_role("button", name="Edit this claim (note 1)").click()
    expect(dialog(page).get_by_label("I have read the new passage")).to_be_visible()
    page.keyboard.press("Escape")
    panel.get_by_role("button", name="Judge it anew").click()
    expect(dialog(page).locator(".lost")).to_contain_text("negation: “never” was added")
    press(page, "Save")
    box = dialog(page).get_by_label("I have read the new passage")
    expect(box).to_be_focused()
    assert preview.claims.read_bytes() == before
    box.check()
    dialog(page).get_by_label("The claim, in one line").fill("The dam fails even if it stops")
    press(page, "Save")
    expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
    assert "quote: The dam will never hold if the rain stops" in preview.claims.read_text()


def test_a_source_is_made_within_the_form(context: BrowserContext, preview: Preview) -> None:
    page = open_page(context, preview, "articles/dam/")
    begin(page, "the rain stops")
    page.keyboard.type("The rain stops")
    dialog(page).get_by_text("New source", exact=True).click()
    press(page, "Make this source")
    expect(dialog(page).get_by_label("Id", exact=True)).to_be_focused()
    expect(dialog(page).get_by_label("Id", exact=True)).to_have_attribute("aria-invalid", "true")
    dialog(page).get_by_label("Name, as readers should see it").fill("Météo du Lac")
    dialog(page).get_by_label("Its address").focus()
    expect(dialog(page).get_by_label("Id", exact=True)).to_have_value("meteo-du-lac")
    dialog(page).get_by_label("What it is (kind)").select_option("institution")
    press(page, "Make this source")
    expect(dialog(page).get_by_label("Carrier", exact=True)).to_have_value("meteo-du-lac")
    press(page, "Save")
    expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
    assert (preview.root / "content/sources/meteo-du-lac.yaml").exists()
    assert "- meteo-du-lac" in preview.claims.read_text()


def test_what_an_article_says_never_becomes_markup(
    context: BrowserContext, preview: Preview
) -> None:
    evil = '<img src=x onerror="document.title = 1">'
    preview.article.write_text(preview.article.read_text() + f"\nHe wrote {evil} twice.\n")
    preview.until("/repo/articles/dam/", lambda reply: "twice" in reply.text)
    page = open_page(context, preview, "articles/dam/")
    begin(page, f"wrote {evil}")
    expect(dialog(page).locator("blockquote")).to_contain_text(evil)
    page.keyboard.type(evil)
    dialog(page).get_by_label("Who made the claim").fill(evil)
    press(page, "Save")
    expect(dialog(page).locator("pre")).to_contain_text("onerror")
    assert page.locator(".selon-annotating img").count() == 0
    assert page.title() != "1"


def test_on_a_phone_and_from_right_to_left(chromium: Browser, preview: Preview) -> None:
    folder = preview.root / "content/articles/arabic"
    folder.mkdir()
    head = "title: T\ndescription: D\nbyline: B\npublished: 2026-03-06\nlanguage: ar\n"
    text = "قال الوزير إن الاتفاق قريب. وقال السفير إن الاتفاق قريب أيضا."
    (folder / "article.md").write_text(f"---\n{head}---\n\n{text}\n")
    preview.until("/repo/articles/arabic/", lambda reply: reply.status == 200)
    context = chromium.new_context(viewport={"width": 360, "height": 700}, has_touch=True)
    try:
        page = open_page(context, preview, "articles/arabic/")
        assert page.evaluate(SELECT, "السفير إن الاتفاق قر")
        page.get_by_role("button", name="Annotate (Alt+A)").tap()
        expect(dialog(page).locator("blockquote mark")).to_have_text("السفير إن الاتفاق قريب")
        ways = "one => getComputedStyle(one).direction"
        assert dialog(page).evaluate(ways) == "ltr"
        assert dialog(page).locator("blockquote").evaluate(ways) == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert dialog(page).evaluate("one => one.scrollWidth <= one.clientWidth")
        page.keyboard.type("الاتفاق قريب")
        dialog(page).get_by_label("Who made the claim").fill("السفير")
        press(page, "Save")
        expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
    finally:
        context.close()
    assert "quote: السفير إن الاتفاق قريب" in (folder / "annotations.yaml").read_text("utf-8")


@pytest.mark.npm
def test_nothing_stands_in_anybodys_way(chromium: Browser, preview: Preview) -> None:
    """axe-core on the form, on its errors, on what was saved, and on the list of lost quotes."""
    axe = web.package("axe-core/axe.min.js")
    context = chromium.new_context(bypass_csp=True)
    try:
        page = open_page(context, preview, "articles/dam/")
        page.add_script_tag(path=axe)
        assert page.evaluate(SELECT, "the rain stops")
        expect(page.get_by_role("button", name="Annotate (Alt+A)")).to_be_visible()
        found = _violations(page, "the button")
        page.keyboard.press("Alt+a")
        expect(dialog(page).get_by_label("The claim, in one line")).to_be_focused()
        press(page, "Add a carrier")
        found += _violations(page, "the form")
        press(page, "Save")
        found += _violations(page, "errors")
        dialog(page).get_by_label("The claim, in one line").fill("It stops")
        dialog(page).get_by_label("Who made the claim").fill("A farmer")
        press(page, "Save")
        expect(dialog(page).get_by_role("heading", name="Saved")).to_be_visible()
        found += _violations(page, "what was saved")
        press(page, "Close")
        expect(page.locator(".selon-saved")).to_contain_text("Saved")
        found += _violations(page, "the way back")
        text = preview.article.read_text()
        preview.article.write_text(text.replace("will hold", "will never hold"))
        page.locator(".selon-lost summary").click(timeout=WAIT * 1000)
        found += _violations(page, "lost quotes")
        page.get_by_role("button", name="Judge it anew").click()
        expect(dialog(page).locator(".lost")).to_be_focused()
        found += _violations(page, "judging anew")
    finally:
        context.close()
    assert "\n".join(found) == ""


def _violations(page: Page, what: str) -> list[str]:
    """Look at the preview's own elements, in every light and width that changes them."""
    page.evaluate(
        "document.querySelectorAll('[data-selon-own] details').forEach(one => one.open = true)"
    )
    found = []
    for scheme, width in (("light", 1280), ("dark", 1280), ("dark", 360)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        result = page.evaluate(
            "axe.run({ include: [['.selon-annotating'], ['.selon-edit']] },"
            " { rules: { 'target-size': { enabled: true } } })"
        )
        assert result["passes"]
        found += [
            f"{what} ({scheme}, {width}): {entry['id']}: {node['target']} {node['failureSummary']}"
            for entry in result["violations"]
            for node in entry["nodes"]
        ]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found
