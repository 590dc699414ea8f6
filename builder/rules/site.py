"""Rules about the site as a whole: its policies, and the links of its finished pages.

In: `World`, `Built`. Out: findings. Must not know templates.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urljoin, urlsplit

from builder import urls
from builder.diagnostics import Place, Severity
from builder.model import Policies, table
from builder.rules.context import Built, World
from builder.rules.rule import Finding, Rule, Scope

_TOP = frozenset({"", "top"})
_TEXT_FRAGMENT = re.compile(r":~:.*", re.DOTALL)
_TYPED = re.compile(
    r"\]\(\s*(?:<([^<>]*)>|([^\s()]+(?:\([^\s()]*\)[^\s()]*)*))"
    r"|\[[^\]]+\]:\s*<?([^\s>]+)|<(https?://[^\s<>]+)>"
)
"""Addresses as Markdown has them: behind a text, in a definition, or alone."""

_ARTICLES = "content/articles/"
_FOR_MACHINES = (".atom", ".csv", ".json", ".jsonld", ".txt", ".xml")
"""No editor who mistypes an address means one of these files."""

_NO_PAGE = "write the address of a page that the site has, or take the link out"


def policy_page_missing(world: World) -> Iterator[Finding]:
    """A policy that readers can expect has no page.

    What it checks
        That `policies` of site.yaml names a page for each of four policies: how mistakes are put
        right, how claims are chosen and checked, who pays, and when a source may stay unnamed.
    Why it matters
        Whoever checks others owes an account of themselves. Networks of fact-checkers ask for these
        pages, and so do search engines.
    Example
        `policies: { corrections: corrections }`
    Use instead
        `policies: { corrections: corrections, methodology: how-we-work, funding: who-pays,
        unnamed_sources: unnamed-sources }`, with a file under content/pages/ for each.
    """
    policies = world.site.policies or Policies(at=world.site.at)
    for name, row in table(Policies).items():
        if getattr(policies, name) is None:
            at = policies.at if world.site.policies is None else world.site.key_place("policies")
            message = f"no page says {row.description}"
            help_ = f"write one under content/pages/, and name it under policies: {row.name}: …"
            yield Finding(at, message, help_)


def broken_link(built: Built) -> Iterator[Finding]:
    """A link within the site leads to a page that is not there.

    What it checks
        Every address in the finished pages that lies on the site: links, pictures, styles, scripts.
        There must be a file that answers for it. Addresses that begin with a slash must begin with
        the path of `base_url`.
    Why it matters
        Readers who want to check what an article rests on must not end at an error page.
    Example
        `[our method](../pages/metod/)`
    Use instead
        `[our method](../../pages/method/)`: the address of the page as the site has it.
    """
    told: set[str] = set()
    base = unquote(urls.Urls(built.base_url).base_path)
    everything = sorted(name.removesuffix("index.html") for name in built.files)
    addresses = [name for name in everything if not name.endswith(_FOR_MACHINES)]
    folded = {address.casefold(): address for address in everything}
    for one in _links(built):
        if one.file is not None:
            continue
        if one.path.startswith(base):
            address = one.path[len(base) :]
            message = f"this link leads to /{address}, and nothing is there"
            if address.casefold() in folded:
                help_ = f"there is /{folded[address.casefold()]}: capital letters count"
            else:
                near = get_close_matches(address, addresses, 1)
                help_ = f"did you mean /{near[0]}?" if near else _NO_PAGE
        else:
            message = f"this link leads to {one.path}, which is not on this site"
            help_ = f"addresses on this site begin with {base}"
        yield from _finding(built, one, message, help_, told)


def broken_fragment(built: Built) -> Iterator[Finding]:
    """A link leads to a place on a page that is not there.

    What it checks
        Every address in the finished pages with a fragment (`#notes`) that leads to a page of the
        site: that page must have an element with this id. Fragments that quote a text
        (`#:~:text=`) are left to browsers.
    Why it matters
        The reader arrives at the top of a long page and does not find what the link promised.
    Example
        `[the second note](#note-2)`, where no heading or note has this id.
    Use instead
        The id as it stands in the finished page: `#ref_` and the id of a claim leads to the passage
        of that claim.
    """
    told: set[str] = set()
    for one in _links(built, lambda link: "#" in link):
        linked = built.pages.get(one.file or "")
        if linked is None:
            continue
        fragment = _TEXT_FRAGMENT.sub("", unquote(one.link.partition("#")[2]))
        if fragment in _TOP or fragment in linked.ids:
            continue
        page = f"/{one.file}".removesuffix("index.html")
        near = get_close_matches(fragment, sorted(linked.ids), 1)
        message = f"this link leads to #{fragment} on {page}, and nothing there has this id"
        help_ = f"did you mean #{near[0]}?" if near else "leave out what follows the #"
        yield from _finding(built, one, message, help_, told)


def redirecting_link(built: Built) -> Iterator[Finding]:
    """A link leads to a page by an address without its last slash.

    What it checks
        Every address in the finished pages that leads to a page of the site. A page has one
        address, and it ends with a slash.
    Why it matters
        Hosts answer such an address with another one. Readers wait twice, search engines count two
        pages, and a host that does not redirect shows an error instead.
    Example
        `[our sources](/sources)`
    Use instead
        `[our sources](/sources/)`
    """
    told: set[str] = set()
    base = unquote(urls.Urls(built.base_url).base_path)
    for one in _links(built, lambda link: not link.partition("#")[0].endswith("/")):
        if one.file is not None and one.path.startswith(base):
            address = one.path[len(base) :]
            if one.file == f"{address}/index.html":
                message = f"this link leads to /{address}, and the page stands at /{address}/"
                yield from _finding(built, one, message, f"write /{address}/", told)


RULES = (
    Rule(policy_page_missing, Severity.WARNING, Scope.WORLD),
    Rule(broken_link, Severity.ERROR, Scope.BUILT),
    Rule(broken_fragment, Severity.ERROR, Scope.BUILT),
    Rule(redirecting_link, Severity.WARNING, Scope.BUILT),
)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link within the site: where it stands, and what it leads to.

    `page` and `file` are paths in the output folder, `path` is the address without query and
    fragment, base path included. `file` is None where no file answers for the address.
    """

    page: str
    link: str
    path: str
    file: str | None


def _links(built: Built, asked: Callable[[str], bool] = lambda _link: True) -> Iterator[_Link]:
    """Give every link of the finished pages that is asked for and stays within the site."""
    addresses = urls.Urls(built.base_url)
    files = frozenset(built.files)
    base = unquote(addresses.base_path)
    known: dict[str, str | None] = {}
    answering: dict[str, str | None] = {}
    for page, linked in built.pages.items():
        here = base + page.removesuffix("index.html")
        for link in linked.links:
            if not asked(link):
                continue
            if link.startswith("#"):
                path: str | None = here
            elif link.startswith(("/", "http:", "https:")):
                if link not in known:
                    known[link] = _path(link, here, addresses)
                path = known[link]
            else:
                path = _path(link, here, addresses)
            if path is None:
                continue
            if path not in answering:
                answering[path] = _file(path, base, files)
            yield _Link(page, link, path, answering[path])


def _path(link: str, here: str, addresses: urls.Urls) -> str | None:
    """Give the path that a link leads to; None where it leads out of the site."""
    try:
        parts = urlsplit(urljoin(f"{addresses.origin}{here}", link))
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}" != addresses.origin:
        return None
    if urlsplit(link).netloc and not parts.path.startswith(addresses.base_path):
        return None
    return unquote(parts.path)


def _file(path: str, base: str, files: frozenset[str]) -> str | None:
    """Give the file that answers for a path, as GitHub Pages looks for it."""
    if not path.startswith(base):
        return None
    bare = path[len(base) :]
    if bare == "" or bare.endswith("/"):
        tried = [f"{bare}index.html"]
    else:
        tried = [bare, f"{bare}.html", f"{bare}/index.html"]
    return next((name for name in tried if name in files), None)


def _finding(
    built: Built, link: _Link, message: str, help_: str, told: set[str]
) -> Iterator[Finding]:
    """Report a link where an editor wrote it; one that a template made, on its first page only."""
    written = _written(built, link)
    if written is not None:
        slug = written.path.split("/")[2] if written.path.startswith(_ARTICLES) else ""
        yield Finding(written, message, help_, article=slug)
    elif link.link not in told:
        told.add(link.link)
        yield Finding(Place(link.page), message, help_)


def _written(built: Built, link: _Link) -> Place | None:
    """Find where an editor wrote a link; what is typed as an entity is not found."""
    addresses = urls.Urls(built.base_url)
    for path in built.written.get(link.page, ()):
        name = path.split("/")[2]
        page = urls.article(name) if path.startswith(_ARTICLES) else urls.page(name[:-3])
        for number, line in enumerate(built.texts.get(path, "").split("\n"), 1):
            for match in _TYPED.finditer(line):
                typed = match[match.lastindex or 0]
                if unquote(addresses.resolve(typed, page)) == unquote(link.link):
                    return Place(path, number, match.start(match.lastindex or 0) + 1)
    return None
