"""What the tests of prose and marks know of HTML: independent of the code that writes it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img"}
ELEMENTS = {
    *VOID,
    *("a", "blockquote", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "mark"),
    *("ol", "p", "pre", "s", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    "a": {"href", "title", "id", "class", "aria-label"},
    "code": {"class"},
    "div": {"class", "role"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "mark": {"data-claims", "aria-details", "class"},
    "ol": {"start"},
    "sup": {"data-aside", "data-n", "class", "id"},
    "td": {"class"},
    "th": {"class"},
}
PHRASING_PARENTS = {
    *("a", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "s", "strong", "td", "th"),
}


def stripped(html: str) -> str:
    """Take out what carries data-aside and unwrap the marks."""
    html = re.sub(r"<sup data-aside.*?</sup>", "", html, flags=re.DOTALL)
    return re.sub(r"<mark [^>]*>|</mark>", "", html)


@dataclass(frozen=True)
class Element:
    tag: str
    attributes: dict[str, str | None]


@dataclass
class Page:
    """What an HTML text holds, and what is wrong with its tags.

    `quotes` are the joined marks of each claim, `parents` the tags that they stand in, `numbers`
    the claims whose number is there, `shown` the text without numbers, footnotes' and ours.
    """

    faults: list[str] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    quotes: dict[str, str] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    parents: dict[str, set[str]] = field(default_factory=dict)
    shown: str = ""


def read(html: str) -> Page:
    """Parse; every end tag must match, marks stand flat, links are not in links."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.stack:
        reader.page.faults.append(f"left open: {[element.tag for element in reader.stack]}")
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.stack: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.page.elements.append(element)
        tags = [above.tag for above in self.stack]
        self._judge(element, tags)
        if tag == "mark":
            self.page.marks.append("")
            for claim in (element.attributes["data-claims"] or "").split():
                self.page.parents.setdefault(claim, set()).update(tags)
        if "data-aside" in element.attributes:
            self.page.numbers.append((element.attributes["id"] or "").removeprefix("ref_"))
        if tag not in VOID:
            self.stack.append(element)

    def _judge(self, element: Element, tags: list[str]) -> None:
        if element.tag not in ELEMENTS:
            self.page.faults.append(f"element {element.tag}")
        if unknown := set(element.attributes) - ATTRIBUTES.get(element.tag, set()):
            self.page.faults.append(f"attributes of {element.tag}: {sorted(unknown)}")
        if element.tag in tags and element.tag in {"a", "mark", "code", "p"}:
            self.page.faults.append(f"{element.tag} within {element.tag}")
        if element.tag == "mark" and (not tags or tags[-1] not in PHRASING_PARENTS):
            self.page.faults.append(f"mark in {tags}")
        if "mark" in tags and element.tag != "br":
            self.page.faults.append(f"{element.tag} in a mark")

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack[-1].tag != tag:
            self.page.faults.append(f"</{tag}> does not match")
        else:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        classes = {element.attributes.get("class") for element in self.stack}
        if any("data-aside" in element.attributes for element in self.stack):
            return
        if classes & {"footnote-ref", "footnote-back"}:
            return
        self.page.shown += data
        if self.stack and self.stack[-1].tag == "mark":
            self.page.marks[-1] += data
            for claim in (self.stack[-1].attributes["data-claims"] or "").split():
                self.page.quotes[claim] = self.page.quotes.get(claim, "") + data

    def handle_comment(self, data: str) -> None:
        self.page.faults.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.page.faults.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.page.faults.append(f"processing instruction {data}")
