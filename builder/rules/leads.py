"""Where the links of a page lead within the site.

In: links as they stand on finished pages. Out: paths, files, fragments; and for a few pages that
are made together, which files they lead to beside them. Must not know whether these are there.
"""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from builder import urls
from builder.dataclass import dataclass
from builder.rules.context import Linked

TOP = frozenset({"", "top"})
_INDEX = "index.html"
_TEXT_FRAGMENT = re.compile(r":~:.*", re.DOTALL)
_PLAIN = re.compile(r"(/(?:(?!\.)[\w%~.-]+/)*(?:(?!\.)[\w%~.-]+)?)(?:#[\w%~.-]*)?", re.ASCII)
"""An address that is a path as it stands: no host, query, dots to follow or stray characters."""


@dataclass(frozen=True, slots=True)
class Leads:
    """Where pages that are made together lead: (file, id on it), and with an empty id the file.

    A file has the name that an address means where nothing needs to be guessed. Links among the
    pages themselves are left out. `doubtful` says that one of these leads nowhere, or by a
    roundabout way, or that a link leaves the base path.
    """

    to: frozenset[tuple[str, str]]
    doubtful: bool


def leads(pages: Mapping[str, Linked], files: Collection[str], base_url: str) -> Leads:
    """Follow the links of pages; `files` are all that are made together with them."""
    addresses = urls.Urls(base_url)
    base = unquote(addresses.base_path)
    to: set[tuple[str, str]] = set()
    seen: set[str] = set()
    doubtful = False
    for page, linked in pages.items():
        here = base + bare_of(page)
        for link in linked.links:
            if link in seen:
                continue
            if link.startswith(("/", "http:", "https:")):  # the same from every page
                seen.add(link)
            path = here if link.startswith("#") else path_of(link, here, addresses)
            if path is None:
                continue
            if not path.startswith(base):
                doubtful = True
                continue
            file, fragment = exact_file(path[len(base) :]), fragment_of(link)
            if file not in files:
                to.add((file, ""))
                if fragment not in TOP:
                    to.add((file, fragment))
            elif fragment not in TOP and file in pages and fragment not in pages[file].ids:
                doubtful = True
    return Leads(frozenset(to), doubtful)


def exact_file(bare: str) -> str:
    """Give the file that an address means where nothing needs to be guessed."""
    return f"{bare}{_INDEX}" if bare == "" or bare.endswith("/") else bare


def bare_of(file: str) -> str:
    """Give the address of a file, below the base path."""
    return file.removesuffix(_INDEX) if f"/{file}".endswith(f"/{_INDEX}") else file


def path_of(link: str, here: str, addresses: urls.Urls) -> str | None:
    """Give the path that a link leads to; None where it leads out of the site."""
    if link.startswith("/") and (plain := _plain_path(link)):
        return plain
    if link.startswith(("https://", "http://")) and not link.startswith(addresses.origin):
        return None
    try:
        parts = urlsplit(urljoin(f"{addresses.origin}{here}", link))
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}" != addresses.origin:
        return None
    if urlsplit(link).netloc and not parts.path.startswith(addresses.base_path):
        return None
    return unquote(parts.path)


@lru_cache(maxsize=2048)
def _plain_path(link: str) -> str | None:
    """Give the path of a link that is a plain one; some stand on every page."""
    plain = _PLAIN.fullmatch(link)
    return unquote(plain[1]) if plain else None


def file_of(path: str, base: str, files: Collection[str]) -> str | None:
    """Give the file that answers for a path, as GitHub Pages looks for it."""
    if not path.startswith(base):
        return None
    bare = path[len(base) :]
    if bare == "" or bare.endswith("/"):
        tried = [f"{bare}{_INDEX}"]
    else:
        tried = [bare, f"{bare}.html", f"{bare}/{_INDEX}"]
    return next((name for name in tried if name in files), None)


def fragment_of(link: str) -> str:
    """Give the id that a link leads to; empty where it has none, or quotes a text."""
    fragment = link.partition("#")[2]
    return _TEXT_FRAGMENT.sub("", unquote(fragment)) if fragment else ""
