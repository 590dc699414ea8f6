"""Our own checker of ClaimReview pages: HTML in, broken rules out.

In: the pages of a site as HTML by address, the site's verdict scale, and which pages are to carry a
ClaimReview. Out: `Violation`s of the rules that we keep, by number. Shares no code with the builder
but folding, so that it can find what the builder gets wrong.

1 one ClaimReview, at the root of its script, on the pages of reviewed claims and nowhere else;
2 what is required; 3 the address; 4 the reviewer; 5 the claim; 6 the numbers; 7 expiry and
corrections; 8 all words are visible; 9 nothing can end the script.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from builder.fold import fold

Scale = Mapping[str, int | None]
"""Every label of the site's verdicts, in all its languages, with its rating."""

BEST, WORST = 5, 1
CONTEXT = "https://schema.org"
NUMBERS = ("ratingValue", "bestRating", "worstRating")
DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
DATES = ("datePublished", "dateModified", "expires")
SPOKEN = ("claimReviewed", "alternateName", "name", "reviewBody", "ratingExplanation", "text")
PARTIES = ("Person", "Organization")


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule: its number, the page's address, and what is wrong."""

    rule: int
    address: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a machine and a reader find on a page.

    `scripts` are the JSON-LD elements as they stand in the file, `days` what `time` elements say.
    """

    scripts: tuple[str, ...]
    canonical: str | None
    text: str
    days: frozenset[str]
    itemtypes: tuple[str, ...]


def check_site(
    pages: Mapping[str, str], reviewed: Collection[str], scale: Scale
) -> tuple[Violation, ...]:
    """Check all pages; `reviewed` are the addresses of those that are to carry a ClaimReview."""
    found: list[Violation] = []
    addresses: Counter[str] = Counter()
    for address, html in pages.items():
        found += check_page(address, html, scale, reviewed=address in reviewed)
        for _, review in reviews(read(html).scripts):
            addresses[str(review.get("url"))] += 1
    found += (
        Violation(3, url, f"{count} reviews have this url")
        for url, count in addresses.items()
        if count > 1
    )
    return tuple(found)


def check_page(
    address: str, html: str, scale: Scale, *, reviewed: bool = True
) -> tuple[Violation, ...]:
    """Check one page."""
    page = read(html)
    found = [(9, message) for script in page.scripts for message in _escapes(script)]
    found += ((1, message) for message in _placement(page, reviewed=reviewed))
    for at_root, review in reviews(page.scripts):
        found += ((1, "it stands within something else"),) if not at_root else ()
        found += _review(review, page, scale)
    return tuple(Violation(rule, address, message) for rule, message in found)


def reviews(scripts: Collection[str]) -> Iterator[tuple[bool, dict[str, Any]]]:
    """Every ClaimReview in the scripts, at whatever depth, and whether it is a script's root."""
    for script in scripts:
        document = _document(script)
        for node in _nodes(document):
            if _is(node, "ClaimReview"):
                yield node is document, node


def read(html: str) -> Reading:
    """Read a page as HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Reading(
        tuple(reader.scripts),
        reader.canonical,
        fold("".join(reader.seen)).folded,
        frozenset(reader.days),
        tuple(reader.itemtypes),
    )


def _placement(page: Reading, *, reviewed: bool) -> Iterator[str]:
    documents = [_document(script) for script in page.scripts]
    if any(document is None for document in documents):
        yield "a JSON-LD script is no JSON object"
    for document in documents:
        if document is not None and document.get("@context") != CONTEXT:
            yield f"the context is {document.get('@context')}"
        if document is not None and "@graph" in document:
            yield "there is a @graph"
    count = sum(1 for _ in reviews(page.scripts))
    if count != int(reviewed):
        yield f"there are {count} ClaimReviews where {int(reviewed)} should be"
    if any("ClaimReview" in itemtype for itemtype in page.itemtypes):
        yield "there is a ClaimReview as microdata or RDFa"


def _escapes(script: str) -> Iterator[str]:
    for char in "<>&\u2028\u2029":
        if char in script:
            yield f"U+{ord(char):04X} is not escaped"


def _review(review: dict[str, Any], page: Reading, scale: Scale) -> Iterator[tuple[int, str]]:
    yield from ((2, message) for message in _required(review))
    yield from ((3, message) for message in _address(review.get("url"), page.canonical))
    yield from ((4, message) for message in _reviewer(review.get("author")))
    yield from ((5, message) for message in _claim(review.get("itemReviewed")))
    yield from ((6, message) for message in _numbers(_dict(review.get("reviewRating")), scale))
    yield from ((7, message) for message in _corrections(review.get("correction", [])))
    yield from ((8, message) for message in _visible(review, page))
    rules = {"expires": 7, "dateModified": 7, "datePublished": 5}
    for node in _nodes(review):
        for key in DATES:
            if key in node and not (isinstance(node[key], str) and DAY.fullmatch(node[key])):
                yield rules[key], f"{key} is no day: {node[key]}"
            elif key in node and node[key] not in page.days:
                yield rules[key], f"{key} is a day that the page does not show: {node[key]}"


def _required(review: dict[str, Any]) -> Iterator[str]:
    rating = _dict(review.get("reviewRating"))
    for name, value in (
        ("claimReviewed", review.get("claimReviewed")),
        ("alternateName", rating.get("alternateName")),
        ("url", review.get("url")),
    ):
        if not isinstance(value, str) or not value.strip():
            yield f"there is no {name}"
    claimed = str(review.get("claimReviewed")).casefold()
    label = str(rating.get("alternateName")).casefold()
    if re.match(rf"{re.escape(label)}\s*[:–—]", claimed):
        yield "claimReviewed begins with the verdict"


def _address(url: object, canonical: str | None) -> Iterator[str]:
    if not isinstance(url, str):
        return
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.netloc:
        yield f"the url is not absolute with https: {url}"
    if not parts.path.endswith("/") or parts.query or parts.fragment:
        yield f"the url is not in slash form: {url}"
    if url != canonical:
        yield f"the url is {url}, the canonical address {canonical}"


def _reviewer(author: object) -> Iterator[str]:
    reviewer = _dict(author)
    if not any(_is(reviewer, party) for party in PARTIES):
        yield "the author is neither a person nor an organization"
    if not (reviewer.get("name") or reviewer.get("url")):
        yield "the author has neither name nor url"


def _claim(item: object) -> Iterator[str]:
    claim = _dict(item)
    if not _is(claim, "Claim"):
        yield "itemReviewed is no Claim"
    if "author" in claim:
        author = _dict(claim["author"])
        if not any(_is(author, party) for party in PARTIES):
            yield "the claimant is neither a person nor an organization"
        if not author.get("name"):
            yield "the claimant has no name"
    if "appearance" in claim and "firstAppearance" in claim:
        yield "there are appearance and firstAppearance"
    works = claim.get("appearance", [])
    for work in works if isinstance(works, list) else [works]:
        if not str(_dict(work).get("url", "")).startswith(("https://", "http://")):
            yield "an appearance has no address"


def _numbers(rating: dict[str, Any], scale: Scale) -> Iterator[str]:
    label = str(rating.get("alternateName"))
    value = rating.get("ratingValue")
    numbers = [rating[name] for name in NUMBERS if name in rating]
    if not _is(rating, "Rating"):
        yield "reviewRating is no Rating"
    if "image" in rating:
        yield "the rating shows a picture, and nobody can tell what that says beside its label"
    if label not in scale:
        yield f"the site has no verdict {label}"
    elif scale[label] != value:
        yield f"{label} counts {value}, on the site's scale {scale[label]}"
    if not numbers:
        return
    if len(numbers) != len(NUMBERS) or any(type(number) not in {int, float} for number in numbers):
        yield "ratingValue, bestRating and worstRating are not three numbers"
        numbers = [number for number in numbers if type(number) in {int, float}]
    if rating.get("bestRating", BEST) != BEST or rating.get("worstRating", WORST) != WORST:
        yield "the rating does not run from 1 to 5"
    if numbers and not all(WORST <= number <= BEST for number in numbers):
        yield "a number is out of bounds"


def _corrections(entries: object) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else [entries]:
        if not _is(_dict(entry), "CorrectionComment") or not _dict(entry).get("text"):
            yield "a correction is no CorrectionComment with a text"


def _visible(review: dict[str, Any], page: Reading) -> Iterator[str]:
    for node in _nodes(review):
        for key in SPOKEN:
            value = node.get(key)
            if isinstance(value, str) and fold(value.strip()).folded not in page.text:
                yield f"{key} is not visible on the page: {value!r}"


def _document(script: str) -> dict[str, Any] | None:
    try:
        document = json.loads(script)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _nodes(inner)


def _is(node: dict[str, Any], name: str) -> bool:
    types = node.get("@type")
    return name in (types if isinstance(types, list) else [types])


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


class _Reader(HTMLParser):
    """Collects what `Reading` holds. All but inline elements part words."""

    INLINE = frozenset(
        (
            *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "img", "ins"),
            *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time"),
            *("var", "wbr"),
        )
    )
    HIDDEN = frozenset({"head", "script", "style", "template", "noscript"})
    VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.canonical: str | None = None
        self.seen: list[str] = []
        self.days: set[str] = set()
        self.itemtypes: list[str] = []
        self.hidden: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and given.get("type") == "application/ld+json":
            self.in_script = True
            self.scripts.append("")
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href")
        if tag == "time" and given.get("datetime"):
            self.days.add(str(given["datetime"]))
        self.itemtypes += [str(given[name]) for name in ("itemtype", "typeof") if given.get(name)]
        if tag not in self.VOID and (self.hidden or tag in self.HIDDEN or "hidden" in given):
            self.hidden.append(tag)
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False
        if tag in self.hidden:
            while self.hidden.pop() != tag:
                pass
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if self.in_script:
            self.scripts[-1] += data
        if not self.hidden:
            self.seen.append(data)

    def _part(self, tag: str) -> None:
        if tag not in self.INLINE and not self.hidden:
            self.seen.append(" ")
