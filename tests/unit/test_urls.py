"""Addresses: which may stand in content, and how those of the site are written."""

import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import urls
from builder.urls import Urls, file_of, refusal, web_refusal
from tests.support import json_lines

BASES = {
    "https://desk.example": "/",
    "https://desk.example/": "/",
    "https://desk.example/repo": "/repo/",
    "https://desk.example/repo/": "/repo/",
    "https://desk.example/a/b//": "/a/b/",
    "https://desk.example/été/": "/%C3%A9t%C3%A9/",
    "https://desk.example:8443/repo/": "/repo/",
}
DROPPED_BY_BROWSERS = "\t\n\r"
STRIPPED_BY_BROWSERS = "".join(map(chr, range(0x21)))

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
paths = st.text(st.sampled_from("abé/.?#%:@\\ \t=&;\u202e日"), max_size=20)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "  javascript:alert(1)",
        "\x01javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript\r:alert(1)",
        "java\x00script:alert(1)",
        "java\u00adscript:alert(1)",
        "java\u200bscript:alert(1)",
        "\ufeffjavascript:alert(1)",
        "\u202ejavascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "DATA:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox(1)",
        "v\nbscript:msgbox(1)",
        "blob:https://example.org/1",
        "file:///etc/passwd",
        "ftp://example.org/",
        "view-source:https://example.org/",
        "intent://scan/#Intent;end",
        "x:y",
        "//example.org/",
        "/\\example.org/",
        "\\\\example.org/",
        "\\/example.org/",
        "/\t/example.org/",
        "\n//example.org/",
        "///example.org/",
        "https:",
        "https://",
        "https:///example.org/",
        "https:example.org",
        "https:\\\\example.org",
        "https://user@example.org/",
        "https://user:word@example.org/",
        "https://example.org\\@elsewhere.example/",
        "https://example.org:port/",
        "https://[::1/",
        "https://example.org\u2100.example/",
        "https://example.org/\x00",
        "https://example.org/\x9f",
        "https://example.org/\ud800",
        "/articles/\x7f/",
        "mailto:desk@example.org\nbcc:all@example.org",
    ],
)
def test_refused(address: str) -> None:
    assert refusal(address)
    assert web_refusal(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "HTTP://example.org/",
        "https://example.org:8443/a?b=c#d",
        "https://[2001:db8::1]/",
        "https://مثال.example/مقال",
        "https://example.org/a%20b",
        "https://example.org/a:b",
        "https://example.org/?u=javascript:alert(1)",
        "https://example.org/#:~:text=si%20un%20accord",
    ],
)
def test_allowed_anywhere(address: str) -> None:
    assert refusal(address) is None
    assert web_refusal(address) is None


@pytest.mark.parametrize(
    "address",
    ["mailto:desk@example.org", "/pages/method/", "../b/", "b.png", "", "#x", "?page=2", "a/b:c"],
)
def test_allowed_in_markdown_only(address: str) -> None:
    assert refusal(address) is None
    assert web_refusal(address)


def test_web_addresses_hold_no_spaces() -> None:
    assert web_refusal("https://example.org/a b")
    assert web_refusal("https://example.org/a\u00a0b")


@given(
    st.sampled_from(["javascript:", "data:", "vbscript:", "file:", "blob:"]),
    st.lists(st.booleans(), min_size=12, max_size=12),
    st.lists(st.tuples(st.integers(0, 10), st.sampled_from(DROPPED_BY_BROWSERS)), max_size=5),
    st.text(st.sampled_from(STRIPPED_BY_BROWSERS), max_size=3),
    texts,
)
def test_no_disguise_that_browsers_see_through_gets_through(
    scheme: str, upper: list[bool], holes: list[tuple[int, str]], before: str, rest: str
) -> None:
    disguised = "".join(
        char.upper() if big else char for char, big in zip(scheme, upper, strict=False)
    )
    for at, char in holes:
        disguised = disguised[:at] + char + disguised[at:]
    assert refusal(before + disguised + rest)


@given(texts)
def test_what_is_allowed_leads_to_the_web_or_stays_on_the_site(address: str) -> None:
    if refusal(address) is not None:
        return
    seen = _as_a_browser(address, "https://desk.example/repo/")
    assert seen.startswith(("https:", "http:", "mailto:")), seen


@given(st.sampled_from(["/", "\\"]), st.sampled_from(["/", "\\"]), texts)
def test_nothing_that_begins_with_two_slashes_is_allowed(
    first: str, second: str, rest: str
) -> None:
    assert refusal(first + second + rest)


def test_no_payload_gets_through() -> None:
    """Every payload as an address, and whatever in it has a scheme that runs."""
    running = re.compile(r"(?:java|vb|live)script:|data:|mocha:", re.IGNORECASE)
    seen = 0
    for record in json_lines("security/xss.jsonl"):
        payload = record["payload"]
        found = [payload[match.start() :] for match in running.finditer(payload)]
        bare = _browsers_read(payload)
        found += [bare[match.start() :] for match in running.finditer(bare)]
        for address in found:
            assert refusal(address), address
        seen += len(found)
        if refusal(payload) is None:
            landing = _as_a_browser(payload, "https://desk.example/repo/")
            assert landing.startswith(("https:", "http:", "mailto:")), payload
    assert seen > 100


@pytest.mark.parametrize(("base", "path"), BASES.items())
def test_base_path(base: str, path: str) -> None:
    site = Urls(base)
    assert site.base_path == path
    assert site.path(urls.HOME) == path
    assert site.path(urls.article("x")) == f"{path}articles/x/"
    assert site.absolute(urls.claim("x", "y")) == f"{site.origin}{path}articles/x/y/"
    assert site.absolute("/").startswith("https://desk.example")


def test_what_is_no_address_of_the_site_stays() -> None:
    site = Urls("https://desk.example/repo/")
    for address in ("https://example.org/", "//example.org/", "#x", "mailto:a@example.org"):
        assert site.path(address) == address
        assert site.absolute(address) == address


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("../b/", "/repo/articles/b/"),
        ("", "/repo/articles/a/"),
        ("photo.png", "/repo/articles/a/photo.png"),
        ("photo été.png", "/repo/articles/a/photo%20%C3%A9t%C3%A9.png"),
        ("/pages/method/", "/repo/pages/method/"),
        ("/pages/method/#why", "/repo/pages/method/#why"),
        ("../../../../../pages/x/", "/repo/pages/x/"),
        ("?page=2", "/repo/articles/a/?page=2"),
        ("100%", "/repo/articles/a/100%25"),
        ("%C3%A9/", "/repo/articles/a/%C3%A9/"),
        ("/.//example.org/", "/repo/example.org/"),
        ("/a/..//example.org/", "/repo/example.org/"),
        ("/\\example.org/", "/repo/%5Cexample.org/"),
        ("#note", "#note"),
        ("https://example.org/a", "https://example.org/a"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
    ],
)
def test_resolve(typed: str, expected: str) -> None:
    assert Urls("https://desk.example/repo/").resolve(typed, "/articles/a/") == expected


@given(st.sampled_from(sorted(BASES)), paths)
def test_links_within_the_site_stay_below_the_base_path(base: str, typed: str) -> None:
    site = Urls(base)
    if refusal(typed) is not None or typed.startswith("#") or ":" in typed.partition("/")[0]:
        return
    url = site.resolve(typed, "/articles/a/")
    assert url.startswith(site.base_path)
    assert re.fullmatch(r"(?:[!#$&'()*+,\-./0-9:;=?@A-Z_a-z~]|%[0-9A-Fa-f]{2})*", url), url
    assert _as_a_browser(url, site.absolute("/")).startswith(site.origin + "/")


@given(paths)
def test_writing_an_address_twice_changes_nothing(typed: str) -> None:
    once = Urls("https://desk.example/").path("/" + typed.lstrip("/"))
    assert Urls("https://desk.example/").path(once) == once
    assert not typed.isascii() or "%" in typed or unquote(once) == "/" + typed.lstrip("/")


def test_files() -> None:
    assert file_of(urls.HOME) == "index.html"
    assert file_of(urls.claim("x", "y")) == "articles/x/y/index.html"
    assert file_of(urls.source("x")) == "sources/x/index.html"
    assert file_of(urls.page("x")) == "pages/x/index.html"
    assert file_of(urls.NOT_FOUND) == "404.html"
    assert file_of(urls.FEED) == "feed.atom"


def _browsers_read(address: str) -> str:
    """What the URL standard drops before parsing: tabs and line ends, and C0 at both ends."""
    return re.sub("[\t\n\r]", "", address.strip(STRIPPED_BY_BROWSERS))


def _as_a_browser(address: str, base: str) -> str:
    """Resolve as the URL standard has it, backslashes and all."""
    bare = _browsers_read(address)
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.\-]*:", bare)
    if scheme:
        return scheme[0].lower() + bare[scheme.end() :]
    path, *rest = re.split("(?=[?#])", bare, maxsplit=1)
    path = path.replace("\\", "/")
    if path.startswith("//"):
        return "elsewhere:" + path
    return urljoin(base, urlsplit(path).path + "".join(rest))
