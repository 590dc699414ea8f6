"""Rules about the site as a whole: its policies, and the links of its finished pages.

In: `World`, `Built`. Out: findings. Must not know templates.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, partial
from urllib.parse import unquote

from builder import urls
from builder.dataclass import dataclass
from builder.diagnostics import Place, Severity
from builder.model import Policies, table
from builder.rules.context import Built, World
from builder.rules.leads import TOP, bare_of, file_of, fragment_of, path_of
from builder.rules.rule import Finding, Rule, Scope

_TYPED = re.compile(
    r"\]\(\s*(?:<([^<>]*)>|([^\s()]+(?:\([^\s()]*\)[^\s()]*)*))"
    r"|\[[^\]]+\]:\s*<?([^\s>]+)|<(https?://[^\s<>]+)>"
)
"""Addresses as Markdown has them: behind a text, in a definition, or alone."""

_HELPED = 20
"""So many of the wrong links that templates made get help."""

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
    for name, row in table(Policies).items() if world.whole else ():
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
    base = unquote(urls.Urls(built.base_url).base_path)

    addresses_of = cache(partial(_addresses, built))  # only asked where a link is wrong

    @cache
    def hint(address: str) -> str:
        addresses, folded = addresses_of()
        if address.casefold() in folded:
            return f"there is /{folded[address.casefold()]}: capital letters count"
        near = get_close_matches(address, addresses, 1)
        return f"did you mean /{near[0]}?" if near else _NO_PAGE

    def wrong() -> Iterator[_Wrong]:
        for page, one in _links(built, lambda one: one.file is None):
            if one.path.startswith(base):
                address = one.path[len(base) :]
                message = f"this link leads to /{address}, and nothing is there"
                yield _Wrong(page, one.link, message, partial(hint, address))
            else:
                message = f"this link leads to {one.path}, which is not on this site"
                help_ = partial("addresses on this site begin with {}".format, base)
                yield _Wrong(page, one.link, message, help_)

    yield from _findings(built, wrong())


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

    @cache
    def hint(file: str, fragment: str) -> str:
        near = get_close_matches(fragment, sorted(built.ids.get(file, ())), 1)
        return f"did you mean #{near[0]}?" if near else "leave out what follows the #"

    def wrong() -> Iterator[_Wrong]:
        for page, one in _links(built, lambda one: _lost(one, built.ids), "#"):
            file, fragment = one.file or "", fragment_of(one.link)
            where = f"/{file}".removesuffix("index.html")
            message = f"this link leads to #{fragment} on {where}, and nothing there has this id"
            yield _Wrong(page, one.link, message, partial(hint, file, fragment))

    yield from _findings(built, wrong())


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
    base = unquote(urls.Urls(built.base_url).base_path)

    def wrong() -> Iterator[_Wrong]:
        for page, one in _links(
            built, lambda one: one.file == f"{one.path[len(base) :]}/index.html"
        ):
            address = one.path[len(base) :]
            message = f"this link leads to /{address}, and the page stands at /{address}/"
            yield _Wrong(page, one.link, message, partial("write /{}/".format, address))

    yield from _findings(built, wrong())


RULES = (
    Rule(policy_page_missing, Severity.WARNING, Scope.WORLD),
    Rule(broken_link, Severity.ERROR, Scope.FINISHED),
    Rule(broken_fragment, Severity.ERROR, Scope.FINISHED),
    Rule(redirecting_link, Severity.WARNING, Scope.FINISHED),
)


@dataclass(frozen=True, slots=True)
class _Link:
    """A link within the site, as it stands on a page, and what it leads to.

    `path` is the address without query and fragment, base path included; `file` the path in the
    output folder, None where no file answers for the address.
    """

    link: str
    path: str
    file: str | None


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A link on a page (path in the output folder), what is wrong with it, and who knows help."""

    page: str
    link: str
    message: str
    help: Callable[[], str]


def _links(
    built: Built, asked: Callable[[_Link], bool], mark: str = ""
) -> Iterator[tuple[str, _Link]]:
    """Give page and link for each link with `mark` that is asked for and stays within the site.

    What begins with a slash or a scheme leads to the same place from every page, and is looked at
    once: the frame of the pages has the same links on each of them.
    """
    addresses = urls.Urls(built.base_url)
    files = built.files
    base = unquote(addresses.base_path)
    known: dict[str, _Link | None] = {}

    def look(link: str, here: str) -> _Link | None:
        path = here if link.startswith("#") else path_of(link, here, addresses)
        if path is None:
            return None
        found = _Link(link, path, file_of(path, base, files))
        return found if asked(found) else None

    for page, linked in built.pages.items():
        here = base + bare_of(page)
        for link in linked.links:
            if mark not in link:
                continue
            if link in known:
                found = known[link]
            else:
                found = look(link, here)
                if link.startswith(("/", "http:", "https:")):
                    known[link] = found
            if found is not None:
                yield page, found


def _addresses(built: Built) -> tuple[list[str], dict[str, str]]:
    """Give the addresses that people read, and all of them by their small letters."""
    found = sorted(name.removesuffix("index.html") for name in built.files)
    read = [name for name in found if not name.endswith(_FOR_MACHINES)]
    return read, {address.casefold(): address for address in found}


def _lost(one: _Link, ids: Mapping[str, Collection[str]]) -> bool:
    """Whether a link leads to a page that has no element with the id in its fragment."""
    fragment = fragment_of(one.link)
    if fragment in TOP or one.file is None:
        return False
    own = ids.get(one.file)
    return own is not None and fragment not in own


def _findings(built: Built, wrong: Iterable[_Wrong]) -> Iterator[Finding]:
    """Report a link where an editor wrote it; one that a template made on its first page only.

    The message then counts the other pages. Templates that make many wrong links make them for one
    reason: the first of them get help, since to look for it takes as long as the site is large.
    """
    typed = cache(partial(_typed, built))
    every = [(one, _written(built, one, typed)) for one in wrong]
    count = Counter(one.link for one, place in every if place is None)
    told: set[str] = set()
    for one, place in every:
        if place is not None:
            slug = place.path.split("/")[2] if place.path.startswith(_ARTICLES) else ""
            yield Finding(place, one.message, one.help(), article=slug)
        elif one.link not in told:
            told.add(one.link)
            more = count[one.link] - 1
            pages = "one other page has it" if more == 1 else f"{more} other pages have it"
            message = f"{one.message}; {pages} too" if more else one.message
            help_ = one.help() if len(told) <= _HELPED else ""
            yield Finding(Place(one.page), message, help_)


def _written(
    built: Built, one: _Wrong, typed: Callable[[str], Mapping[str, Place]]
) -> Place | None:
    """Find where an editor wrote a link; what is typed as an entity is not found."""
    link = unquote(one.link)
    places = (typed(path).get(link) for path in built.written.get(one.page, ()))
    return next((place for place in places if place is not None), None)


def _typed(built: Built, path: str) -> dict[str, Place]:
    """Give the links in a file that an editor wrote: address in the finished page → first place."""
    addresses = urls.Urls(built.base_url)
    name = path.split("/")[2]
    page = urls.article(name) if path.startswith(_ARTICLES) else urls.page(name[:-3])
    found: dict[str, Place] = {}
    for number, line in enumerate(built.texts.get(path, "").split("\n"), 1):
        for match in _TYPED.finditer(line):
            group = match.lastindex or 0
            link = unquote(addresses.resolve(match[group], page))
            found.setdefault(link, Place(path, number, match.start(group) + 1))
    return found
