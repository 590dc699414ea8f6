"""Attacks on the running server: each is tried, and must come to nothing."""

import json
import re
import socket
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from builder.serve import guarding
from tests.serve.conftest import ARTICLE, WAIT, Preview, Reply, run, write_site

HOST = "127.0.0.1:{port}"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - it is named, and not listened on
API = "/repo/__selon/api/nothing"
ARTICLE_PAGE = "/repo/articles/dam/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One server for all attacks: none of them may change anything."""
    root = tmp_path_factory.mktemp("attacked") / "site"
    write_site(root)
    (root / "content/articles/dam/.env").write_text("secret")
    (root / "content/.secret").write_text("secret")
    (root / "templates/assets").mkdir(parents=True)
    (root / "templates/assets/.secret").write_text("secret")
    (root / "secret.txt").write_text("secret")
    running = run(root, 8740)
    yield next(running)
    running.close()


@pytest.fixture(scope="module")
def token(site: Preview) -> str:
    """As a page of the preview has it."""
    found = re.search(r'data-token="([^"]+)"', site.get(ARTICLE_PAGE).text)
    assert found
    return found[1]


def send(site: Preview, method: str, path: str, body: bytes = b"", /, **headers: str) -> Reply:
    """Send a request exactly so."""
    names = {"Host": HOST.format(port=site.port), "Content-Length": str(len(body))}
    names |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in names.items())]
    return raw(site, "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body)


def raw(site: Preview, data: bytes) -> Reply:
    with socket.create_connection(("127.0.0.1", site.port), WAIT) as line:
        line.sendall(data)
        with line.makefile("rb") as answer:
            return read(answer.read())


def read(answer: bytes) -> Reply:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    message = Message()
    for line in lines:
        name, _, value = line.partition(": ")
        message[name] = value
    return Reply(int(status.split()[1]), message, body.decode("utf-8", "replace"))


def post(site: Preview, token: str, body: bytes = b"{}", /, **headers: str) -> Reply:
    """Ask for something to be written, as a page of the preview does, but for `headers`."""
    usual = {
        "Content-Type": "application/json",
        "X-Selon-Token": token,
        "Origin": f"http://127.0.0.1:{site.port}",
        "Sec-Fetch-Site": "same-origin",
    }
    given = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    return send(site, "POST", API, body, **{k: v for k, v in given.items() if v != "-"})


def test_a_page_of_the_preview_is_answered(site: Preview, token: str) -> None:
    reply = post(site, token)
    assert reply.status == 404
    assert reply.headers["content-type"] == "application/json"
    assert "nothing" in json.loads(reply.text)["error"]
    assert post(site, token, Content_Type="application/json; charset=utf-8").status == 404
    assert post(site, token, Origin="-", Sec_Fetch_Site="-").status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "http://localhost:8740"}, 403),
        ({"Origin": "https://127.0.0.1:8740"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"X-Selon-Token": "-"}, 403),
        ({"X-Selon-Token": ""}, 403),
        ({"X-Selon-Token": "guessed"}, 403),
        ({"X-Selon-Token": "gu\u00e9ss\u00e9d"}, 403),
        ({"Content-Type": "-"}, 415),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=application/json"}, 415),
    ],
    ids=str,
)
def test_what_others_ask_for_is_refused(
    site: Preview, token: str, headers: dict[str, str], status: int
) -> None:
    assert post(site, token, **headers).status == status


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_json_object_is_refused(site: Preview, token: str, body: bytes) -> None:
    reply = post(site, token, body)
    assert reply.status == 400
    assert "error" in json.loads(reply.text)


def test_what_is_too_much_is_refused(site: Preview, token: str) -> None:
    body = json.dumps({"claim": "x" * (1 << 18)}).encode()
    assert post(site, token, body).status == 413
    chunks = b"".join(b"10000\r\n%b\r\n" % (b"x" * (1 << 16)) for _ in range(5)) + b"0\r\n\r\n"
    head = (
        f"POST {API} HTTP/1.1\r\nHost: {HOST.format(port=site.port)}\r\n"
        f"Content-Type: application/json\r\nX-Selon-Token: {token}\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    assert raw(site, head.encode() + chunks).status == 413


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", API, "POST"),
        ("HEAD", API, "POST"),
        ("POST", ARTICLE_PAGE, "GET, HEAD"),
        ("POST", "/repo/__selon/events", "GET, HEAD"),
        ("POST", "/repo/__selon/reload.js", "GET, HEAD"),
        ("PUT", ARTICLE_PAGE, ""),
        ("DELETE", API, ""),
        ("OPTIONS", API, ""),
        ("TRACE", ARTICLE_PAGE, ""),
    ],
)
def test_other_methods_are_refused(site: Preview, method: str, path: str, allowed: str) -> None:
    reply = send(site, method, path, Origin="http://evil.example")
    assert reply.status == 405
    assert allowed in reply.headers["allow"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_other_pages_hear_of_nothing(site: Preview, headers: dict[str, str]) -> None:
    reply = send(site, "GET", "/repo/__selon/events?page=/repo/", **headers)
    assert reply.status == 403
    assert "data:" not in reply.text


def test_a_request_has_one_host(site: Preview) -> None:
    ours = f"Host: {HOST.format(port=site.port)}\r\n"
    for hosts in ("", ours + "Host: evil.example\r\n", "Host: evil.example\r\n" + ours):
        reply = raw(site, f"GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n".encode())
        assert reply.status in (400, 421)
    absolute = f"GET http://evil.example/repo/ HTTP/1.1\r\n{ours}Connection: close\r\n\r\n"
    assert "location" not in raw(site, absolute.encode()).headers


@pytest.mark.parametrize(
    "path",
    [ARTICLE_PAGE, "/repo/assets/style.css", "/repo/__selon/reload.js", "/repo/no", API, "/"],
)
def test_no_other_origin_may_read_or_frame_us(site: Preview, path: str) -> None:
    reply = send(site, "GET", path, Origin="http://evil.example")
    assert not [name for name in reply.headers if name.lower().startswith("access-control")]
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"
    assert reply.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/repo/../secret.txt",
        "/repo/../../secret.txt",
        "/repo/%2e%2e/secret.txt",
        "/repo/..%2f..%2fsecret.txt",
        "/repo/..\\secret.txt",
        "/repo/..%5csecret.txt",
        "/repo/%252e%252e/secret.txt",
        "/repo/articles/dam/../../../secret.txt",
        "/repo//etc/passwd",
        "/repo/%2fetc/passwd",
        "/repo/%00",
        "/repo/%ff",
        "/repo/assets/../../secret.txt",
        "/repo/__selon/../secret.txt",
        "/repo/__selon/..%2fserver.py",
        "/repo/__selon/../annotating.py",
        "/repo/__selon/idiomorph-LICENSE",
        "/repo/__selon/",
        "/repo/content/site.yaml",
        "/repo/articles/dam/article.md",
        "/repo/articles/dam/annotations.yaml",
        "/repo/articles/dam/.env",
        "/repo/.secret",
        "/repo/.selon",
        "/repo/.git/config",
        "/repo/assets/.secret",
        "/repo/secret.txt",
        "/secret.txt",
        "//evil.example/",
        "/repo//evil.example/",
        "/\\evil.example",
    ],
)
def test_nothing_but_the_site_is_served(site: Preview, path: str) -> None:
    reply = send(site, "GET", path)
    assert reply.status in (400, 404)
    assert "secret" not in reply.text
    assert "location" not in reply.headers


def test_links_out_of_the_site_are_refused(preview: Preview, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}.outside"
    outside.write_text("secret")
    (tmp_path / "templates/assets").mkdir(parents=True)
    for link in (preview.article.with_name("map.png"), tmp_path / "templates/assets/more.css"):
        link.symlink_to(outside)
        preview.article.write_text(ARTICLE + "\n![A map](map.png)\n")
        told = preview.until(ARTICLE_PAGE, lambda reply: "link-outside" in reply.text)
        assert "link-outside" in told.text
        assert preview.get(f"{ARTICLE_PAGE}map.png").status == 404
        assert preview.get("/repo/assets/more.css").status == 404
        link.unlink()
        preview.article.write_text(ARTICLE)
        preview.until(ARTICLE_PAGE, lambda reply: "link-outside" not in reply.text)


def test_what_is_asked_changes_nothing(site: Preview) -> None:
    """Last in this file: after all attacks, the site is as it was and still served."""
    assert (site.root / "content/articles/dam/article.md").read_text() == ARTICLE
    assert not (site.root / "site").exists()
    assert site.get(ARTICLE_PAGE).status == 200
    assert site.builds == 1
    assert "Traceback" not in site.log.read_text()


def test_only_this_machine_is_listened_to(site: Preview) -> None:
    # Whoever listened everywhere would answer here too.
    with pytest.raises(OSError, match=r"refused|timed out|assign|unreachable"):
        socket.create_connection(("127.0.0.2", site.port), 2).close()


@pytest.mark.parametrize(
    ("name", "host", "ours"),
    [
        ("192.168.1.7:8000", EVERYWHERE, True),
        ("[fe80::1]:8000", "::", True),
        ("evil.example:8000", EVERYWHERE, False),
        ("0x7f000001", EVERYWHERE, False),
        ("192.168.1.7.evil.example", EVERYWHERE, False),
        ("192.168.1.7", "127.0.0.1", False),
        ("desk.local:8000", "desk.local", True),
        ("evil.example", "desk.local", False),
        ("LOCALHOST:8000", "127.0.0.1", True),
        ("localhost.evil.example", "127.0.0.1", False),
        ("[::1].evil.example", "127.0.0.1", False),
        ("127.0.0.1@evil.example", "127.0.0.1", False),
        ("", "127.0.0.1", False),
    ],
)
def test_names_that_we_answer_for(name: str, host: str, *, ours: bool) -> None:
    """Where we listen everywhere, any number will do: no name has led anybody here."""
    assert guarding._is_ours(guarding._bare(name), host) is ours
