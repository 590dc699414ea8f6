"""The base of all views, and what needs no other: markup, texts and links."""

from builder.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """Base of all views."""


@dataclass(frozen=True, slots=True)
class Html(View):
    """Markup made by the builder; everything else is escaped by the templates."""

    text: str

    def __html__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class TextView(View):
    """A text, and the language it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class LinkView(View):
    """A link within the site; `language` is that of the page it leads to."""

    text: str
    url: str
    language: str
    """Of the page it leads to."""


@dataclass(frozen=True, slots=True)
class FeedLinksView(View):
    """Where to follow what a page gathers."""

    atom_url: str
    json_url: str
