"""Rules about the finished files as a host holds them: their sizes and their names.

In: `Built`. Out: findings. Must not know what stands in a file.

The limits are those of GitHub Pages, from GitHub's documentation ("GitHub Pages limits", "About
large files on GitHub") and the source of its action deploy-pages, as read in 2026.
"""

import re
import unicodedata
from collections.abc import Iterator

from builder.diagnostics import Place, Severity
from builder.rules.context import Built
from builder.rules.rule import Finding, Rule, Scope

SITE_LIMIT = 1024**3
"""Bytes of a site: "no larger than 1 GB", and deploy-pages warns above this number."""

FILE_LIMIT = 100 * 1024**2
"""Bytes of a file: GitHub refuses a push that holds a larger one."""

_FORBIDDEN = re.compile(r'["*:<>?|]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for itself, whatever their ending."""

_ARTICLES = "content/articles/"


def site_too_large(built: Built) -> Iterator[Finding]:
    """The finished site is larger than GitHub Pages publishes.

    What it checks
        The size of all finished files together. GitHub Pages publishes up to 1 GB, counted here as
        1,073,741,824 bytes, the number above which its own action warns.
    Why it matters
        Above it, a publication may fail, and readers go on seeing the old site. GitHub also breaks
        off a publication after ten minutes. It names no speed; in public logs of 2023 and 2024,
        sites of 2.0 to 2.9 GB took two to five minutes, so that the size is met first. For the
        number of files GitHub names no limit, and neither does this rule.
    Example
        Forty recordings of 30 MB each, beside the articles that they belong to.
    Use instead
        Recordings and data sets in an archive made for them, with a link; pictures no wider than
        the page shows them; `cards: no` in site.yaml where the pictures for social networks weigh
        most.
    """
    if built.size > SITE_LIMIT:
        named = ", ".join(f"{path} ({_megabytes(size)})" for path, size in built.largest)
        yield Finding(
            Place("content/"),
            f"the site has {_megabytes(built.size)}, and GitHub Pages publishes 1,024 MB",
            f"put large files elsewhere and link to them; the largest are {named}",
        )


def file_too_large(built: Built) -> Iterator[Finding]:
    """A file is larger than GitHub takes.

    What it checks
        The size of each finished file: 100 MiB (104,857,600 bytes) at most.
    Why it matters
        What lies beside an article goes into the repository as well, and GitHub refuses a push with
        a larger file in it, even one whose next commit takes the file out again.
    Example
        `content/articles/2026-02-bridge/hearing.mp4` with 300 MB
    Use instead
        A link to the recording where it was published, and to an archived copy of it; the passage
        that matters as a quotation.
    """
    for path, size in built.files.items():
        if size > FILE_LIMIT:
            message = f"this file has {_megabytes(size)}, and GitHub takes 100 MB at most"
            yield _finding(
                built, path, message, "put it elsewhere and link to it, or make it smaller"
            )


def names_differ_by_case(built: Built) -> Iterator[Finding]:
    """Two names in the finished site differ only in capital letters, or in how accents are stored.

    What it checks
        The files and folders of the finished site, wherever they come from: a picture beside an
        article and the page of a claim may meet here and nowhere else.
    Why it matters
        On the web these are two addresses. On most computers with Windows or macOS they are one
        file, so that a copy of the site loses one of them, and a preview looks right where the
        published site does not.
    Example
        A folder of pictures `Bridge/` beside an article with a claim `bridge`.
    Use instead
        Small letters, digits and hyphens in all names, and `bridge-pictures/`.
    """
    first: dict[tuple[str, str], str] = {}
    told: set[str] = set()
    for path in sorted(built.files):
        for part in _with_folders(path):
            folder, _, name = part.rpartition("/")
            known = first.setdefault((folder, _folded(name)), part)
            if known != part and part not in told:
                told.add(part)
                message = f"/{part} and /{known} are one file to many computers"
                yield _finding(built, path, message, "rename one of them")


def unportable_name(built: Built) -> Iterator[Finding]:
    """A file or folder has a name that not every system can hold.

    What it checks
        The names in the finished site, which are those of articles, claims, sources and of what
        lies beside articles: none of the characters `" * : < > ? |`, no dot or space at the end,
        and none of the names that Windows keeps for devices, such as `aux` and `con`.
    Why it matters
        Nobody with Windows can copy the site or clone its repository, and GitHub's upload-artifact
        refuses files with such characters.
    Example
        `content/articles/2026-02-bridge/at 10:30.png`
    Use instead
        `content/articles/2026-02-bridge/at-10-30.png`
    """
    told: set[str] = set()
    for path in sorted(built.files):
        for part in _with_folders(path):
            name = part.rpartition("/")[2]
            reason = _refusal(name)
            if reason is not None and part not in told:
                told.add(part)
                help_ = "rename what it is made from, with small letters, digits and hyphens"
                yield _finding(built, path, f"/{part} cannot be copied everywhere: {reason}", help_)


RULES = (
    Rule(site_too_large, Severity.WARNING, Scope.FINISHED),
    Rule(file_too_large, Severity.WARNING, Scope.BUILT),
    Rule(names_differ_by_case, Severity.WARNING, Scope.BUILT),
    Rule(unportable_name, Severity.WARNING, Scope.BUILT),
)


def _finding(built: Built, path: str, message: str, help_: str) -> Finding:
    """Report a file of the output at what it is made from, as far as that is known."""
    origin = next(iter(built.written.get(path, ())), path)
    slug = origin.split("/")[2] if origin.startswith(_ARTICLES) else ""
    return Finding(Place(origin), message, help_, article=slug)


def _with_folders(path: str) -> Iterator[str]:
    """`a/b/c` → `a`, `a/b`, `a/b/c`."""
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)
    yield path


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _refusal(name: str) -> str | None:
    found = _FORBIDDEN.search(name)
    if found:
        return f"{found[0]} may not stand in a name"
    if name.endswith((".", " ")):
        return "it ends with a dot or a space"
    return "Windows keeps this name for a device" if _DEVICE.fullmatch(name) else None


def _megabytes(size: int) -> str:
    return f"{size / 1024**2:,.0f} MB"
