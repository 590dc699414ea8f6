"""The preview server as an editor meets it: a real process, real requests, real saves."""

import asyncio
import http.client
import json
import queue
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from builder.serve import running as running_
from builder.serve.listening import ListenError, listen
from tests.serve.conftest import ARTICLE, CLAIMS, FIRST, WAIT, Preview, run, write_site
from tests.support import ROOT

PAGE = "/repo/articles/dam/"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A server for those who only look."""
    root = tmp_path_factory.mktemp("good") / "site"
    write_site(root)
    (root / "content/articles/dam/map.webp").write_bytes(b"RIFFxxxxWEBP")
    (root / "content/articles/dam/article.md").write_text(ARTICLE + "\n![A map](map.webp)\n")
    yield from run(root)


def test_serves_below_the_base_path_as_pages_does(preview: Preview) -> None:
    assert preview.get("/").headers["location"] == "/repo/"
    assert preview.get(PAGE[:-1]).status == 301
    assert preview.get(PAGE[:-1]).headers["location"] == PAGE
    page = preview.get(PAGE)
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "A small article" in page.text
    assert preview.get("/repo/assets/style.css").headers["content-type"].startswith("text/css")
    assert preview.get("/repo/feed.atom").headers["content-type"].startswith("application/atom+xml")
    assert preview.get("/repo").headers["location"] == "/repo/"
    for path in ("/repo/nowhere/", "/repo/nowhere", "/repo/articles/dam/nowhere", "/nowhere/"):
        missing = preview.get(path)
        assert missing.status == 404
        assert "This page does not exist" in missing.text
        assert "/repo/__selon/reload.js" in missing.text
    assert preview.get("/repo/404").status == 200
    assert preview.get(f"{PAGE[:-1]}?q=1").headers["location"] == f"{PAGE}?q=1"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (PAGE, "text/html; charset=utf-8"),
        ("/repo/assets/style.css", "text/css; charset=utf-8"),
        ("/repo/__selon/reload.js", "text/javascript; charset=utf-8"),
        ("/repo/feed.json", "application/json"),
        ("/repo/sitemap.xml", "application/xml"),
        ("/repo/robots.txt", "text/plain; charset=utf-8"),
        ("/repo/data/claims.csv", "text/csv; charset=utf-8"),
        (f"{PAGE}annotations.jsonld", "application/ld+json"),
        (f"{PAGE}map.webp", "image/webp"),
        ("/repo/nowhere", "text/html; charset=utf-8"),
    ],
)
def test_files_have_their_types_and_a_head(good: Preview, path: str, kind: str) -> None:
    whole = good.get(path)
    assert whole.headers["content-type"] == kind
    line = http.client.HTTPConnection(urlsplit(good.address).netloc, timeout=WAIT)
    line.request("HEAD", path)
    reply = line.getresponse()
    assert (reply.status, reply.read()) == (whole.status, b"")
    assert reply.getheader("content-type") == kind
    assert reply.getheader("content-length") == whole.headers["content-length"]
    line.close()


def test_only_served_pages_can_reload_themselves(preview: Preview) -> None:
    page = preview.get(PAGE).text
    assert "/repo/__selon/reload.js" in page
    assert "script-src 'self'" in page
    assert "Idiomorph" in preview.get("/repo/__selon/reload.js").text
    subprocess.run(
        [sys.executable, "-m", "builder", "--root", preview.root],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    written = (preview.root / "site/articles/dam/index.html").read_text()
    assert "__selon" not in written
    assert "script-src" not in written


def test_a_saved_file_is_seen_and_told_to_the_open_tabs(preview: Preview) -> None:
    parts = urlsplit(preview.address)
    tab = http.client.HTTPConnection(parts.netloc, timeout=WAIT)
    tab.request("GET", f"/repo/__selon/events?page={PAGE}&page=/repo/sources/")
    stream = tab.getresponse()
    assert stream.getheader("content-type", "").startswith("text/event-stream")
    told = (json.loads(line[6:]) for line in stream if line.startswith(b"data: "))
    first, other = next(told), next(told)
    assert (first["page"], other["page"]) == (PAGE, "/repo/sources/")
    preview.article.write_text(ARTICLE + "\nAnd a second paragraph.\n")
    then = next(told)
    assert then["page"] == PAGE
    assert {key for key in then["state"] if then["state"][key] != first["state"][key]} == {"page"}
    assert "And a second paragraph." in preview.get(PAGE).text
    preview.claims.write_text("claims: [")
    both = [next(told), next(told)]
    tab.close()
    assert [state["page"] for state in both] == [PAGE, "/repo/sources/"]
    assert [state["state"]["page"] for state in both] == [
        then["state"]["page"],
        other["state"]["page"],
    ]
    assert all(state["state"]["problems"] for state in both)


def test_an_error_stands_above_the_last_good_version_until_it_is_mended(preview: Preview) -> None:
    preview.claims.write_text(CLAIMS.replace("hold if", "hold <b>unless"))
    broken = preview.until(PAGE, lambda reply: "selon_problems" in reply.text)
    assert broken.status == 200
    assert "error[meaning-changed]" in broken.text
    assert "&lt;b&gt;" in broken.text
    assert "<b>" not in broken.text.partition('id="selon_problems"')[2]
    assert "The dam will hold if the rain stops" in broken.text
    preview.claims.write_text(CLAIMS)
    mended = preview.until(PAGE, lambda reply: "selon_problems" not in reply.text)
    assert "selon_problems" not in mended.text


def test_a_site_that_was_never_good_shows_its_problems(tmp_path: Path) -> None:
    write_site(tmp_path)
    (tmp_path / "content/articles/dam/annotations.yaml").write_text("claims: [")
    running = run(tmp_path)
    preview = next(running)
    page = preview.get("/repo/")
    assert page.status == 503
    assert "error[yaml-syntax]" in page.text
    assert "selon_annotate" not in page.text
    lost = preview.get("/repo/articles/dam/")  # there, quotes can be mended none the less
    assert lost.status == 503
    assert 'data-slug="dam"' in lost.text
    (tmp_path / "content/articles/dam/annotations.yaml").write_text(CLAIMS)
    assert preview.until("/repo/", lambda reply: reply.status == 200).status == 200
    running.close()


@pytest.mark.parametrize(
    "name", ["evil.example", "evil.example:8700", "127.0.0.1.evil.example", ""]
)
def test_refuses_a_foreign_host(good: Preview, name: str) -> None:
    reply = good.get(PAGE, Host=name)
    assert reply.status == 421
    assert "A small article" not in reply.text


@pytest.mark.parametrize("name", ["localhost", "localhost:8700", "127.0.0.1:1", "[::1]:8700"])
def test_answers_for_its_own_names(good: Preview, name: str) -> None:
    assert good.get(PAGE, Host=name).status == 200


def test_drafts_are_shown_and_never_published(preview: Preview) -> None:
    preview.article.write_text(ARTICLE.replace("byline:", "draft: yes\nbyline:"))
    subprocess.run(
        [sys.executable, "-m", "builder", "--root", preview.root],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    assert not (preview.root / "site/articles/dam").exists()
    assert preview.get(PAGE).status == 200


def test_takes_the_next_port_when_one_is_taken(preview: Preview, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write_site(other)
    running = run(other)
    second = next(running)
    assert second.port != preview.port
    assert f"port {FIRST} is taken, {second.port} is not" in second.log.read_text()
    running.close()


def test_where_nobody_can_listen_it_says_so() -> None:
    with pytest.raises(ListenError, match=r"cannot listen on 192.0.2.77 .*--host"):
        listen("192.0.2.77", 8000)
    taken = [listen("127.0.0.1", 65_535)]
    with pytest.raises(ListenError, match=r"no port is free on 127.0.0.1 from 65535 on"):
        listen("127.0.0.1", 65_535)
    taken[0].close()


def test_answers_are_sent_at_once() -> None:
    """Else the system waits 40 ms with the second half of each."""

    async def accepted() -> int:
        found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def connected(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            own = writer.get_extra_info("socket")
            found.set_result(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listener = listen("127.0.0.1", 8790)
        async with await asyncio.start_server(connected, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            writer.close()
            return await asyncio.wait_for(found, WAIT)

    assert asyncio.run(accepted()) == 1


def test_the_browser_is_opened_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: queue.Queue[str] = queue.Queue()
    monkeypatch.setattr("webbrowser.open", opened.put)
    running_._announcer("http://127.0.0.1:8000", open_browser=False)("/repo/")
    assert opened.empty()
    running_._announcer("http://127.0.0.1:8000", open_browser=True)("/repo/")
    assert opened.get(timeout=WAIT) == "http://127.0.0.1:8000/repo/"
    assert capsys.readouterr().out.count("Preview at http://127.0.0.1:8000/repo/ (Ctrl-C") == 2
