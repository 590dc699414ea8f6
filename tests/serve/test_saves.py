"""What the preview shows after whatever editors and their programs save."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.edtf import Date
from builder.serve import overlay
from builder.serve.answering import answer
from builder.serve.desk import Desk, Site
from tests.serve.conftest import ARTICLE, CLAIMS, SITE, Preview, Reply, write_site

PAGE = "/repo/articles/dam/"
DUE = CLAIMS.replace(
    "condition: {", "condition: { state: pending, as_of: 2026-03-01, deadline: 2026-03-10,"
)


def test_saves_while_the_site_is_built_are_not_lost(preview: Preview) -> None:
    for number, pause in enumerate((0.0, 0.01, 0.03, 0.06, 0.1, 0.2)):
        preview.article.write_text(f"{ARTICLE}\nDraft {number}.\n")
        time.sleep(pause)
        preview.article.write_text(f"{ARTICLE}\nWord {number}.\n")
        assert f"Word {number}." in preview.until(PAGE, _says(f"Word {number}.")).text


def test_a_file_that_was_saved_while_another_was_wrong_is_shown_once_that_is_mended(
    preview: Preview,
) -> None:
    preview.claims.write_text(CLAIMS + "    tpye: event\n")
    assert "unknown-key" in preview.until(PAGE, _says("selon_problems")).text
    version = preview.builds
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    preview.until(PAGE, lambda _: preview.builds > version)
    assert "second paragraph" not in preview.get(PAGE).text
    preview.claims.write_text(CLAIMS)
    mended = preview.until(PAGE, _says("second paragraph")).text
    assert "second paragraph" in mended
    assert "selon_problems" not in mended


def test_articles_that_come_and_go(preview: Preview) -> None:
    other = preview.root / "content/articles/dike"
    shutil.copytree(preview.article.parent, other)
    assert preview.until("/repo/articles/dike/", _is(200)).status == 200
    (other / "article.md").write_text(ARTICLE + "\nOf the dike.\n")
    assert "Of the dike" in preview.until("/repo/articles/dike/", _says("Of the dike")).text
    shutil.rmtree(preview.article.parent)
    assert preview.until(PAGE, _is(404)).status == 404
    assert "articles/dam/" not in preview.get("/repo/").text
    assert "articles/dike/" in preview.get("/repo/").text
    other.rename(preview.article.parent)
    assert "Of the dike" in preview.until(PAGE, _says("Of the dike")).text


def test_a_file_that_goes_is_told_of(preview: Preview) -> None:
    preview.article.unlink()
    assert "selon_problems" in preview.until(PAGE, _says("selon_problems")).text
    preview.article.write_text(ARTICLE)
    assert "selon_problems" not in preview.until(PAGE, _says("selon_problems", no=True)).text


def test_a_template_that_comes_and_goes(preview: Preview) -> None:
    (preview.root / "templates").mkdir()
    home = preview.root / "templates/home.html"
    home.write_text("<p>Ours</p>")
    assert "Ours" in preview.until("/repo/", _says("Ours")).text
    home.write_text("<p>Still ours</p>")
    assert "Still ours" in preview.until("/repo/", _says("Still ours")).text
    home.unlink()
    assert "A small article" in preview.until("/repo/", _says("A small article")).text


def test_other_settings_are_seen_on_every_page(preview: Preview) -> None:
    settings = preview.root / "content/site.yaml"
    settings.write_text(SITE.replace("title: Desk", "title: Another name"))
    for path in ("/repo/", PAGE, "/repo/sources/"):
        assert "Another name" in preview.until(path, _says("Another name")).text


def test_a_save_of_a_program_that_writes_beside_the_file_is_one_rebuild(preview: Preview) -> None:
    version = preview.builds
    for number in range(3):
        aside = preview.article.with_name(".article.md.part")
        with aside.open("w") as file:
            file.write(f"{ARTICLE}\nWord {number}.\n")
            file.flush()
            os.fsync(file.fileno())
            time.sleep(0.03)  # a slow disk
        aside.replace(preview.article)
        preview.until(PAGE, _says(f"Word {number}."))
    time.sleep(0.5)
    assert preview.builds == version + 3


def test_a_save_of_a_program_that_keeps_a_copy_is_one_rebuild(preview: Preview) -> None:
    version = preview.builds
    copy = preview.article.with_name("article.md~")
    preview.article.rename(copy)
    preview.article.write_text(f"{ARTICLE}\nAnother word.\n")
    copy.unlink()
    assert "Another word" in preview.until(PAGE, _says("Another word")).text
    time.sleep(0.5)
    assert preview.builds == version + 1


def test_a_day_that_passes(tmp_path: Path) -> None:
    write_site(tmp_path)
    claims = tmp_path / "content/articles/dam/annotations.yaml"
    claims.write_text(DUE)
    days = ["2026-03-06"]
    desk = Desk(Site(tmp_path, None, lambda: Date.parse(days[-1])), colour=False)
    desk.build()
    assert not _rules(desk)
    days.append("2026-03-11")
    desk.build([claims])
    assert _rules(desk) == ["stale-condition"]
    days.append("2026-03-06")
    desk.build([claims])
    assert not _rules(desk)


def test_of_many_problems_the_terminal_shows_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_site(tmp_path)
    named = tmp_path / "content/site.yaml"
    named.write_text(SITE.replace(" policy-page-missing: off", " policy-page-missing: warning"))
    desk = Desk(Site(tmp_path, None, lambda: Date.parse("2026-03-06")), colour=False)
    desk.build()
    count = len(desk.preview.problems)
    assert count > 1
    every = capsys.readouterr().err
    assert every.count("warning[") == count
    assert "more: selon check" not in every
    monkeypatch.setattr(overlay, "MOST", 1)
    desk.build()
    some = capsys.readouterr().err
    assert some.count("warning[") == 1
    assert f"… and {count - 1} more: selon check lists them all" in some
    assert f"built: {count} warnings" in some


def test_a_link_leads_to_what_it_leads_to_now(tmp_path: Path) -> None:
    write_site(tmp_path)
    folder = tmp_path / "content/articles/dam"
    (folder / "article.md").rename(folder / "text.md.txt")
    (folder / "article.md").symlink_to("text.md.txt")
    desk = Desk(Site(tmp_path, None, lambda: Date.parse("2026-03-06")), colour=False)
    desk.build()
    (folder / "text.md.txt").write_text(ARTICLE + "\nBehind a link.\n")
    desk.build([folder / "text.md.txt"])
    assert b"Behind a link" in answer(desk.preview, PAGE).body


@pytest.mark.parametrize("path", ["data/claims.json", "data/claims.csv"])
def test_what_holds_all_claims_is_made_when_it_is_asked_for(tmp_path: Path, path: str) -> None:
    write_site(tmp_path)
    claims = tmp_path / "content/articles/dam/annotations.yaml"
    desk = Desk(Site(tmp_path, None, lambda: Date.parse("2026-03-06")), colour=False)
    desk.build()
    claims.write_text(CLAIMS.replace("claim: The dam holds", "claim: The big dam holds"))
    desk.build([claims])
    made = desk.preview.files[path]
    assert b"The big dam holds" in made
    desk.build()
    assert desk.preview.files[path] is made
    other = Desk(Site(tmp_path, None, lambda: Date.parse("2026-03-06")), colour=False)
    other.build()
    assert other.preview.files[path] == made


def _says(text: str, *, no: bool = False) -> Callable[[Reply], bool]:
    def wanted(reply: Reply) -> bool:
        return (text in reply.text) is not no

    return wanted


def _is(status: int) -> Callable[[Reply], bool]:
    return lambda reply: reply.status == status


def _rules(desk: Desk) -> list[str]:
    return [problem.rule for problem in desk.preview.problems]


VIM = ("4913", ".article.md.swp", ".article.md.swx")
BESIDE = ("#article.md#", ".#article.md", "article.md___jb_tmp___", "article.md___jb_old___")
"""What Emacs and the programs of JetBrains put beside a file."""


def test_a_save_of_vim_is_one_rebuild(preview: Preview) -> None:
    builds, folder = preview.builds, preview.article.parent
    for name in VIM:
        (folder / name).write_text("of no account")
    (folder / "4913").unlink()
    preview.article.rename(folder / "article.md~")
    preview.article.write_text(f"{ARTICLE}\nAnother word.\n")
    (folder / "article.md~").unlink()
    assert "Another word" in preview.until(PAGE, _says("Another word")).text
    time.sleep(0.5)
    for name in VIM[1:]:
        (folder / name).unlink()
    time.sleep(0.5)
    assert preview.builds == builds + 1


def test_what_programs_put_beside_a_file_is_none_of_the_site(preview: Preview) -> None:
    builds, folder = preview.builds, preview.article.parent
    for name in BESIDE:
        (folder / name).write_text("half a sentence")
    time.sleep(0.5)
    assert preview.builds == builds
    preview.article.write_text(f"{ARTICLE}\nAnother word.\n")
    assert "Another word" in preview.until(PAGE, _says("Another word")).text
    assert "selon_problems" not in preview.get(PAGE).text
    for name in BESIDE:
        (folder / name).unlink()
    time.sleep(0.5)
    assert preview.builds == builds + 1


def test_sources_and_pages_come_and_go(preview: Preview) -> None:
    content = preview.root / "content"
    source = content / "sources/gazette.yaml"
    source.parent.mkdir()
    source.write_text("name: The Gazette\nkind: outlet\n")
    page = "/repo/sources/gazette/"
    assert "The Gazette" in preview.until(page, _is(200)).text
    source.write_text("name: The Town Gazette\nkind: outlet\n")
    assert "Town Gazette" in preview.until(page, _says("Town Gazette")).text
    source.rename(source.with_name("town-gazette.yaml"))
    assert preview.until("/repo/sources/town-gazette/", _is(200)).status == 200
    assert preview.get(page).status == 404
    (content / "pages").mkdir()
    (content / "pages/about.md").write_text(
        "---\ntitle: About\ndescription: Us\n---\n\nWe check.\n"
    )
    assert "We check" in preview.until("/repo/pages/about/", _is(200)).text
    shutil.rmtree(content / "pages")
    assert preview.until("/repo/pages/about/", _is(404)).status == 404
