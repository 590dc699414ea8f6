"""The preview when things go wrong around it: folders that come and go, and faults of selon."""

import asyncio
import shutil
from pathlib import Path

import pytest

from builder import build
from builder.edtf import Date
from builder.serve import application
from builder.serve.answering import answer
from builder.serve.desk import Desk, Site
from builder.serve.dressing import dress
from builder.serve.preview import Preview as State
from tests.serve.conftest import ARTICLE, SITE, Preview, run, write_site

PAGE = "/repo/articles/dam/"


def desk_at(root: Path) -> Desk:
    return Desk(Site(root, None, lambda: Date.parse("2026-03-06")), colour=False)


def test_a_fault_of_selon_is_told_and_the_last_good_version_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_site(tmp_path)
    desk = desk_at(tmp_path)
    desk.build()
    good = desk.preview

    def fail(*_: object) -> None:
        raise LookupError("secret details")

    with monkeypatch.context() as patch:
        patch.setattr(build.Workshop, "make", fail)
        desk.build()
    assert desk.preview.files == good.files
    (problem,) = desk.preview.problems
    assert problem.rule == "fault"
    assert "LookupError" in problem.message
    assert "fault of selon" in problem.help
    assert "error[fault]" in capsys.readouterr().err
    assert "error[fault]" in desk.preview.shown
    assert "last good version" in desk.preview.shown
    desk.build()
    assert desk.preview.problems == good.problems


@pytest.mark.parametrize("late", [False, True])
def test_where_watching_fails_the_server_ends_and_says_why(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    late: bool,
) -> None:
    write_site(tmp_path)
    desk = desk_at(tmp_path)
    ended = asyncio.Event()
    desk.stop = ended.set
    announced: list[str] = []

    async def fail(_: Desk, started: asyncio.Event) -> None:
        if late:
            started.set()
            await asyncio.sleep(0)
        raise OSError("no watches left")

    async def serve() -> None:
        monkeypatch.setattr(application, "watch", fail)
        app = application.application(desk, "127.0.0.1", announced.append)
        async with app.router.lifespan_context(app):
            await ended.wait()

    asyncio.run(asyncio.wait_for(serve(), 10))
    assert desk.failed
    assert announced == (["/"] if late else [])
    assert "cannot go on (OSError: no watches left)" in capsys.readouterr().err


def test_content_that_went_and_came_back_is_followed(preview: Preview, tmp_path: Path) -> None:
    aside = tmp_path.parent / f"{tmp_path.name}-aside"
    shutil.copytree(preview.root / "content", aside)
    shutil.rmtree(preview.root / "content")
    gone = preview.until(PAGE, lambda reply: "selon_problems" in reply.text)
    assert "this folder has no content/" in gone.text
    shutil.copytree(aside, preview.root / "content")
    assert "selon_problems" not in preview.until(PAGE, _is_clean).text
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    assert "second paragraph" in preview.until(PAGE, lambda reply: "second" in reply.text).text


def test_templates_that_were_not_there_at_the_start_are_followed(preview: Preview) -> None:
    (preview.root / "templates").mkdir()
    home = preview.root / "templates/home.html"
    for text in ("<p>First of all</p>", "<p>Then another</p>"):
        home.write_text(text)
        assert text in preview.until("/repo/", lambda reply, text=text: text in reply.text).text  # type: ignore[misc]
    shutil.rmtree(preview.root / "templates")
    assert "Desk" in preview.until("/repo/", lambda reply: "Desk" in reply.text).text


def test_a_template_that_fails_does_not_end_the_preview(preview: Preview) -> None:
    (preview.root / "templates").mkdir()
    (preview.root / "templates/home.html").write_text("{{ 1 / 0 }}")
    broken = preview.until(PAGE, lambda reply: "selon_problems" in reply.text)
    assert "ZeroDivisionError" in broken.text
    (preview.root / "templates/home.html").write_text("<p>Mended</p>")
    assert "Mended" in preview.until("/repo/", lambda reply: "Mended" in reply.text).text


def test_a_base_path_beyond_ascii_is_served(tmp_path: Path) -> None:
    write_site(tmp_path)
    site = SITE.replace("/repo/", "/é/")
    (tmp_path / "content/site.yaml").write_text(site, encoding="utf-8")
    running = run(tmp_path)
    preview = next(running)
    assert preview.address.endswith("/%C3%A9/")
    assert preview.get("/").headers["location"] == "/%C3%A9/"
    assert preview.get("/%C3%A9/").status == 200
    assert preview.get("/%C3%A9/articles/dam").headers["location"] == "/%C3%A9/articles/dam/"
    assert preview.get("/%C3%A9/__selon/reload.js").status == 200
    running.close()


def test_a_redirect_is_encoded_once() -> None:
    state = State("/%C3%A9/", files={"ü ?/index.html": b""})
    assert answer(state, "/é/ü ?").location == "/%C3%A9/%C3%BC%20%3F/"


def _is_clean(reply: object) -> bool:
    return "selon_problems" not in getattr(reply, "text", "")


def test_the_preview_says_that_it_has_no_search_index(tmp_path: Path) -> None:
    write_site(tmp_path)
    (tmp_path / "content/site.yaml").write_text(SITE.replace("cards: no\nsearch: no\n", ""))
    desk = desk_at(tmp_path)
    desk.build()
    for path, says in (("/repo/search/", True), (PAGE, False)):
        page = dress(desk.preview, path, answer(desk.preview, path))
        assert (b"selon build makes it" in page.body) is says
    assert not any(path.startswith(("pagefind/", "cards/")) for path in desk.preview.files)
