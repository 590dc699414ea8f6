"""Where links lead, found out page by page: the same as when the whole site is looked at."""

from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builder.model import Publisher, Site
from builder.rules import check_finished, leads
from builder.rules.context import Built, Linked

ORIGIN = "https://desk.example"
FOLDERS = ("", "a/", "a/b/", "a/éa/", "sources/", "sources/a/")
FILES = ("404.html", "a/b.png", "a/index.html.txt", "a/fooindex.html", "a/b.html", "feed.atom")
IDS = ("", "x", "top", "a b", "é")
BASES = st.sampled_from([f"{ORIGIN}/", f"{ORIGIN}/repo/", f"{ORIGIN}/d%C3%A9sk/"])

Parts = list[dict[str, Linked]]
"""A site in units: the pages of each, and other files, which have no ids and no links."""


@st.composite
def links(draw: st.DrawFn, base_url: str, files: list[str]) -> str:
    """A link as it may stand on a page: most are right, else roundabout, wrong, or lead out."""
    base_path = base_url.removeprefix(ORIGIN)
    fragment = draw(st.sampled_from(["", "", *(f"#{one}" for one in IDS), "#a%20b", "#x:~:text=q"]))
    right = draw(st.sampled_from(files))
    if draw(st.integers(0, 3)):
        address = right.removesuffix("index.html") if right.endswith("/index.html") else right
        return draw(st.sampled_from([base_path, base_path, base_url])) + address + fragment
    path = draw(st.sampled_from([right, right.removesuffix("/index.html"), *FOLDERS, *FILES]))
    start = draw(st.sampled_from([base_path, base_url, "/", "", "../", "./", "//desk.example/"]))
    end = draw(st.sampled_from(["", "?q=1", "?q=/a/"]))
    odd = st.sampled_from(["", fragment, "mailto:a@desk.example", "http://[", "https://a.example/"])
    return draw(st.just(start + path + end + fragment) | st.just(start + path) | odd)


@st.composite
def sites(draw: st.DrawFn) -> tuple[str, Parts]:
    """A little site, cut into units anyhow."""
    base_url = draw(BASES)
    pages = draw(st.sets(st.sampled_from(FOLDERS), min_size=1))
    files = sorted({f"{one}index.html" for one in pages} | draw(st.sets(st.sampled_from(FILES))))
    parts: Parts = [{} for _ in range(draw(st.integers(1, 3)))]
    for path in files:
        linked = Linked(frozenset(), ())
        if path.endswith(".html"):
            ids = frozenset(draw(st.sets(st.sampled_from(IDS[1:]))))
            linked = Linked(ids, tuple(draw(st.lists(links(base_url, files), max_size=2))))
        draw(st.sampled_from(parts))[path] = linked
    return base_url, parts


def told(base_url: str, parts: Parts) -> list[str]:
    """What is wrong with the links, going by the whole site."""
    every = {path: one for part in parts for path, one in part.items()}
    pages = html(every)
    ids = {path: one.ids for path, one in pages.items()}
    built = Built(dict.fromkeys(every, 1), pages, ids, base_url, {}, {})
    site = Site(title="t", base_url=base_url, publisher=Publisher(name="p"), verdicts=())
    return [str(tagged.diagnostic) for tagged in check_finished(built, site)]


def doubted(base_url: str, parts: Parts) -> bool:
    """Whether a link is in doubt, going by what each unit leads to."""
    targets = {
        (path, own) for part in parts for path, one in part.items() for own in ("", *one.ids)
    }
    bare = {path for part in parts for path in part if not path.endswith(".html")}
    found = [leads(html(part), part.keys(), base_url) for part in parts]
    return any(one.doubtful for one in found) or not all(
        target in targets or target[0] in bare for one in found for target in one.to
    )


def html(part: Mapping[str, Linked]) -> dict[str, Linked]:
    return {path: one for path, one in part.items() if path.endswith(".html")}


@given(sites())
def test_where_nothing_is_in_doubt_nothing_is_wrong(site: tuple[str, Parts]) -> None:
    assert doubted(*site) or not told(*site)


@given(sites())
def test_what_is_in_doubt_is_wrong(site: tuple[str, Parts]) -> None:
    assume(not leaves_an_ending_out(site[1]))
    assert told(*site) or not doubted(*site)


def test_an_ending_left_out_is_in_doubt_and_not_wrong() -> None:
    """GitHub Pages finds `/404.html` for `/404`: whether it does is to be looked at each time."""
    site = [{"index.html": Linked(frozenset(), ("/404",))}, {"404.html": Linked(frozenset(), ())}]
    assert doubted(f"{ORIGIN}/", site)
    assert not told(f"{ORIGIN}/", site)


def leaves_an_ending_out(parts: Parts) -> bool:
    """Whether the last part of a link is the name of a file but for `.html`."""
    names = {path.rpartition("/")[2] for part in parts for path in part}
    links = {link for part in parts for one in part.values() for link in one.links}
    lasts = {link.partition("#")[0].partition("?")[0].rpartition("/")[2] for link in links}
    return any(f"{last}.html" in names for last in lasts if last)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/repo/a/", {("a/index.html", "")}),
        ("/repo/a/index.html", {("a/index.html", "")}),
        ("/repo/a/?q=1#x", {("a/index.html", ""), ("a/index.html", "x")}),
        ("/repo/a/#top", {("a/index.html", "")}),
        ("/repo/a/#:~:text=x", {("a/index.html", "")}),
        ("https://desk.example/repo/a", {("a", "")}),
        ("../feed.atom#x", {("feed.atom", ""), ("feed.atom", "x")}),
        ("#x", set()),
        ("./", set()),
        ("https://elsewhere.example/repo/a/", set()),
    ],
)
def test_what_a_link_rests_on(link: str, expected: set[tuple[str, str]]) -> None:
    """The file in any case, so that a link is looked at again once that has gone."""
    page = {"own/index.html": Linked(frozenset({"x"}), (link,))}
    found = leads(page, page.keys(), f"{ORIGIN}/repo/")
    assert (found.to, found.doubtful) == (frozenset(expected), False)
