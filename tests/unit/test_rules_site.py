"""Links of finished pages: what is found in them, and where it leads."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from html import unescape
from re import ASCII, IGNORECASE, findall

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.rules.context import Built
from builder.rules.links import read_links
from builder.rules.rule import Finding
from builder.rules.site import broken_fragment, broken_link

BASE = "https://desk.example/repo/"


def built(
    pages: Mapping[str, str],
    *others: str,
    texts: Mapping[str, str] | None = None,
    written: Mapping[str, tuple[str, ...]] | None = None,
) -> Built:
    files = {path: text.encode() for path, text in pages.items()} | dict.fromkeys(others, b"")
    sizes = {path: len(data) for path, data in files.items()}
    linked = read_links(files)
    ids = {path: one.ids for path, one in linked.items()}
    return Built(sizes, linked, ids, BASE, texts or {}, written or {})


def broken(link: str, page: str = "articles/one/index.html") -> bool:
    site = {
        "index.html": '<h1 id="top_story">Desk</h1>',
        "articles/one/index.html": '<p id="a&amp;b">',
        "articles/one/claim/index.html": "",
        "sources/ana/index.html": "",
        "404.html": "",
    }
    site[page] += f'<a href="{link}">x</a>'
    others = ("assets/style.css", "articles/one/a picture.png", "feed.atom")
    return bool(found(built(site, *others)))


def found(site: Built) -> list[Finding]:
    return [*broken_link(site), *broken_fragment(site)]


@pytest.mark.parametrize(
    "link",
    [
        "/repo/",
        "/repo/index.html",
        "/repo/404",
        "/repo/404.html",
        "/repo/sources/ana/",
        "/repo/sources/ana",
        "/repo/sources/ana/?utm=1#top",
        "/repo/#top_story",
        "/repo/#top%5Fstory",
        "/repo/articles/one/#a&amp;b",
        "#a&amp;b",
        "#",
        "",
        "#:~:text=anything",
        "#a&amp;b:~:text=anything",
        "claim/",
        "../../sources/ana/",
        "a%20picture.png",
        "/repo/articles/../feed.atom",
        "https://desk.example/repo/sources/ana/",
        "https://desk.example/other/",
        "https://desk.example.org/repo/nowhere/",
        "//elsewhere.example/repo/nowhere/",
        "http://[broken",
        "mailto:ana@desk.example",
        "data:image/png;base64,AAAA",
        "/repo/feed.atom#entry",
    ],
)
def test_leads_somewhere_or_out(link: str) -> None:
    assert not broken(link)


@pytest.mark.parametrize(
    "link",
    [
        "/repo/nowhere/",
        "/repo/sources/",
        "/sources/ana/",
        "/",
        "nowhere",
        "../ana/",
        "/repo/assets/",
        "/repo/Sources/ana/",
        "https://desk.example/repo/nowhere/",
        "//desk.example/repo/nowhere/",
        "#nowhere",
        "/repo/#a&amp;b",
        "/repo/sources/ana/#x",
    ],
)
def test_leads_nowhere(link: str) -> None:
    assert broken(link)


def test_addresses_are_found_in_every_attribute_and_in_either_quotation_marks() -> None:
    page = """<!doctype html><html><head>
    <link rel="stylesheet" href='/repo/style.css'><script src="/repo/reader.js" defer></script>
    </head><body><img alt="x > y" src="/repo/picture.png"><blockquote cite="/repo/quoted/">
    <A HREF = "/repo/loud/"> <object data="/repo/object"></object><form action="/repo/form/">"""
    names = ("style.css", "reader.js", "picture.png", "quoted/", "loud/", "object", "form/")
    linked = read_links({"index.html": page.encode()})["index.html"]
    assert sorted(linked.links) == sorted(f"/repo/{name}" for name in names)


PIECES = st.sampled_from(
    (
        *("id", "href", "SRC", "cite", "data", "action", "poster", "data-id"),
        *(" id=", "\tHref=", " src = ", "\nposter =", "=", '="', "' ", "' id='", '"', "'"),
        *("\u0131d", "\u017frc", " ", "\n", "\u00a0", "\x1f", "x", "<a", ">", "&amp;"),
    )
)


@settings(max_examples=1000)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_attributes_are_those_that_are_read_from_their_names_on(text: str) -> None:
    """Looking from the signs of equality is another way to the same end."""
    names = "id|href|src|poster|cite|action|data"
    pattern = rf"\s({names})\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
    found = [
        (name.lower() == "id", unescape(double or single).strip())
        for name, double, single in findall(pattern, text, IGNORECASE | ASCII)
    ]
    linked = read_links({"index.html": text.encode()})["index.html"]
    assert linked.ids == {value for is_id, value in found if is_id}
    assert linked.links == tuple(dict.fromkeys(value for is_id, value in found if not is_id))


def test_what_a_browser_does_not_follow_is_no_link() -> None:
    page = """<!-- <a href="/a/"> --><script>let x = ' href="/b/"';</script>
    <style>a[ href="/c/"] {}</style><p data-href="/d/">&lt;a href=&quot;/e/&quot;&gt;
    <script type="application/ld+json">{"@id": "x", "html": "<a href=\\"/f/\\">"}</script>"""
    linked = read_links({"index.html": page.encode(), "feed.atom": b'<link href="/g/"/>'})
    assert linked["index.html"].links == ()
    assert list(linked) == ["index.html"]


def test_a_link_that_a_template_made_is_told_once_and_one_that_was_typed_each_time() -> None:
    html = '<a href="/repo/gone/">x</a><a href="/repo/typed/">x</a>'
    pages = {f"articles/{name}/index.html": html for name in ("one", "two")}
    texts = {
        "content/articles/one/article.md": "---\n---\n\nSee [it](/typed/).",
        "content/articles/two/article.md": "---\n---\n[it]: </typed/>",
    }
    written = {
        f"articles/{name}/index.html": (f"content/articles/{name}/article.md",)
        for name in ("one", "two")
    }
    places = [
        (str(finding.at), finding.article)
        for finding in broken_link(built(pages, texts=texts, written=written))
    ]
    assert places == [
        ("articles/one/index.html:1:1", ""),
        ("content/articles/one/article.md:4:10", "one"),
        ("content/articles/two/article.md:3:8", "two"),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        "[a](/x/)",
        "[a](</x/>)",
        '[a](/x/ "title")',
        "[a]( ../../x/ )",
        "[a](https://desk.example/repo/x/)",
        "<https://desk.example/repo/x/>",
        "[a]: /x/ 'title'",
        "![a](/x/)",
    ],
)
def test_however_a_link_is_typed_its_place_is_found(typed: str) -> None:
    href = "https://desk.example/repo/x/" if "https" in typed else "/repo/x/"
    page, path = "articles/one/index.html", "content/articles/one/article.md"
    site = built({page: f'<a href="{href}">'}, texts={path: typed}, written={page: (path,)})
    (finding,) = broken_link(site)
    assert finding.at.path == path
    assert "/x/" in typed[finding.at.column - 1 :]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was compared with every address or id of the site, which takes long."""
    seen: list[str] = []

    def counting(word: str, possibilities: Sequence[str], n: int) -> list[str]:
        seen.append(word)
        return get_close_matches(word, possibilities, n)

    monkeypatch.setattr("builder.rules.site.get_close_matches", counting)
    return seen


def test_a_link_that_a_template_breaks_on_every_page_is_told_and_compared_once(
    compared: list[str],
) -> None:
    html = '<a href="/repo/sourcs/">x</a><a href="#nte">x</a><p id="note">'
    pages = {f"articles/{number:02}/index.html": html for number in range(50)}
    pages["sources/index.html"] = ""
    told = [(str(one.at), one.message, one.help) for one in found(built(pages))]
    first, others = "articles/00/index.html:1:1", "49 other pages have it too"
    assert told == [
        (
            first,
            f"this link leads to /sourcs/, and nothing is there; {others}",
            "did you mean /sources/?",
        ),
        (
            first,
            f"this link leads to #nte on /articles/00/, and nothing there has this id; {others}",
            "did you mean #note?",
        ),
    ]
    assert compared == ["sourcs/", "nte"]


def test_a_link_that_an_editor_typed_is_compared_once_for_all_the_pages_that_show_it(
    compared: list[str],
) -> None:
    path = "content/articles/one/article.md"
    pages = [f"articles/one/{name}index.html" for name in ("", "yes/", "no/")]
    site = built(
        dict.fromkeys(pages, '<a href="/repo/sourcs/">x</a>'),
        texts={path: "[it](/sourcs/)"},
        written=dict.fromkeys(pages, (path,)),
    )
    assert {(str(one.at), one.article) for one in broken_link(site)} == {(f"{path}:1:6", "one")}
    assert compared == ["sourcs/"]


def test_however_many_links_templates_break_few_are_compared(compared: list[str]) -> None:
    html = {f"a/{number}/index.html": f'<a href="/repo/b/{number}/">' for number in range(100)}
    told = list(broken_link(built(html)))
    assert len(told) == 100
    assert len(compared) == 20
    assert [bool(one.help) for one in told] == [True] * 20 + [False] * 80
