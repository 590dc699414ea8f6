"""Every address: those of the site, with the base path, and those that may stand in content.

In: the site's base_url, ids, and what an editor typed. Out: strings. Must not know pages or files
beyond their addresses. Addresses within the site are written without the base path, starting and,
unless they name a file, ending with a slash: `/articles/x/`.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

from builder.dataclass import dataclass

SCHEMES = ("https", "http", "mailto")

# Browsers drop these before they read the scheme, so that "java\nscript:" runs.
_DROPPED = re.compile("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
# To a browser, a backslash is a slash.
_NO_SCHEME = re.compile(r"[/\\]{2}")
# Control characters and halves of a surrogate pair: nothing that an address can be written with.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def refusal(address: str) -> str | None:
    """Say why an address may not stand in content; None where it may.

    Anything but https, http, mailto and addresses within the site is refused: a list of what is
    good cannot be outwitted by a new spelling of what is bad.
    """
    bare = _DROPPED.sub("", address)
    scheme = _SCHEME.match(bare)
    name = scheme[1].lower() if scheme else ""
    if name and name not in SCHEMES:
        return f"addresses that begin with {name}: are not allowed"
    if _UNWRITABLE.search(address):
        return "it contains a control character"
    if not name:
        return "it begins with two slashes and no https:" if _NO_SCHEME.match(bare) else None
    if name == "mailto":
        return None
    return _host_refusal(bare)


def web_refusal(address: str) -> str | None:
    """Say why a text is no absolute http or https address; None where it is one."""
    if re.search(r"\s", address):
        return "it contains a space"
    if not re.match(r"https?://", address, re.IGNORECASE):
        return refusal(address) or "it does not begin with https:// or http://"
    return refusal(address)


def _host_refusal(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as problem:
        return f"it cannot be read ({problem})"
    if not host:
        return "it names no host"
    if parts.username is not None:
        return "it contains a user name"
    return None


@dataclass(frozen=True, slots=True)
class Urls:
    """The addresses of one site, from its base_url."""

    base_url: str

    @property
    def base_path(self) -> str:
        """The path below which the site lies, with a slash at both ends."""
        return _split(self.base_url)[1]

    @property
    def origin(self) -> str:
        """Scheme and host."""
        return _split(self.base_url)[0]

    def path(self, address: str) -> str:
        """`/articles/x/` → `/repo/articles/x/`; what is no address of the site stays as it is."""
        if not address.startswith("/") or address.startswith("//"):
            return address
        return self.base_path + _encode(address[1:])

    def absolute(self, address: str) -> str:
        """`/articles/x/` → `https://desk.github.io/repo/articles/x/`."""
        path = self.path(address)
        return self.origin + path if re.match(r"/(?!/)", path) else path

    def resolve(self, typed: str, page: str) -> str:
        """What a link typed in Markdown leads to, from the page at an address of the site.

        `../b/` on `/articles/a/` is `/repo/articles/b/`; a root-relative link gets the base path;
        links with a scheme and fragments stay as they are.
        """
        if typed.startswith(("#", "//")) or _SCHEME.match(typed):
            return typed
        # `/.//host` joins to `//host`, which would lead out of the site.
        return self.path("/" + urljoin(page, typed).lstrip("/"))


@lru_cache(maxsize=8)
def _split(base_url: str) -> tuple[str, str]:
    """Part a base_url into origin and base path; asked for with every link that is written."""
    parts = urlsplit(base_url)
    names = (f"{part}/" for part in parts.path.split("/") if part)
    return f"{parts.scheme}://{parts.netloc}", _encode("/" + "".join(names))


@lru_cache(maxsize=8192)
def _encode(path: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", path), safe="/#?&=%:;,+@!$'()*~-._")


def article(slug: str) -> str:
    """Address of an article."""
    return f"/articles/{slug}/"


def claim(slug: str, claim_id: str) -> str:
    """Address of a claim's own page."""
    return f"/articles/{slug}/{claim_id}/"


def source(source_id: str) -> str:
    """Address of a source."""
    return f"/sources/{source_id}/"


def page(name: str) -> str:
    """Address of a policy page."""
    return f"/pages/{name}/"


def home_page(number: int | None = None) -> str:
    """Address of a page of the list of articles, counted from the oldest; None: the front page."""
    return numbered(HOME, number)


def topic(name: str, number: int | None = None) -> str:
    """Address of a topic, or of a numbered page of its list."""
    return numbered(f"/topics/{name}/", number)


def verdict(level: str, number: int | None = None) -> str:
    """Address of a step of the verdict scale, or of a numbered page of its claims."""
    return numbered(f"/verdicts/{level}/", number)


def author(slug: str, number: int | None = None) -> str:
    """Address of an author, or of a numbered page of what they wrote."""
    return numbered(f"/authors/{slug}/", number)


def conditions(number: int | None = None) -> str:
    """Address of all conditions, or of a numbered page of them."""
    return numbered(CONDITIONS, number)


def corrections(number: int | None = None) -> str:
    """Address of the log of corrections, or of a numbered page of the older ones."""
    return numbered(CORRECTIONS, number)


def numbered(address: str, number: int | None) -> str:
    """Address of a numbered page of a list, counted from the oldest, from 1; None for the list."""
    return address if number is None else f"{address}page/{number}/"


def timeline(year: int) -> str:
    """Address of one year of the timeline."""
    return f"/timeline/{year}/"


def topic_feed(name: str, ending: str = "atom") -> str:
    """Address of a topic's feed; `ending` is atom or json."""
    return f"/topics/{name}/feed.{ending}"


def annotations(slug: str) -> str:
    """Address of an article's annotations as Web Annotations."""
    return f"/articles/{slug}/annotations.jsonld"


def sitemap_part(number: int) -> str:
    """Address of one of several sitemaps, from 1."""
    return f"/sitemap-{number}.xml"


def embed(slug: str, claim_id: str) -> str:
    """Address of a claim's card, made to stand in a frame on somebody else's page."""
    return f"/articles/{slug}/{claim_id}/card/"


def article_card(slug: str) -> str:
    """Address of the picture of an article for social networks."""
    return f"/cards/{slug}.png"


def claim_card(slug: str, claim_id: str) -> str:
    """Address of the picture of a claim for social networks."""
    return f"/cards/{slug}/{claim_id}.png"


HOME = "/"
SOURCES = "/sources/"
CONDITIONS = "/conditions/"
TIMELINE = "/timeline/"
TOPICS = "/topics/"
VERDICTS = "/verdicts/"
AUTHORS = "/authors/"
CORRECTIONS = "/corrections/"
SEARCH = "/search/"
SEARCH_INDEX = "/pagefind/"
NOT_FOUND = "/404.html"
FEED = "/feed.atom"
JSON_FEED = "/feed.json"
CORRECTIONS_FEED = "/corrections/feed.atom"
CORRECTIONS_JSON_FEED = "/corrections/feed.json"
CLAIM_REVIEWS = "/claimreview.json"
CLAIMS_CSV = "/data/claims.csv"
CLAIMS_JSON = "/data/claims.json"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"


def file_of(address: str) -> str:
    """Path of the file in the output folder that answers for an address."""
    return address[1:] + "index.html" if address.endswith("/") else address[1:]
