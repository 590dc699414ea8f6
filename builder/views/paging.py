"""The way through a list that is longer than a page."""

from builder.dataclass import dataclass
from builder.views.base import View


@dataclass(frozen=True, slots=True)
class PageLinkView(View):
    """A page of a list. No `number`: the list itself, which begins with the newest.

    `gap` says that pages are left out between the one before it in the row and this one.
    """

    number: int | None
    url: str
    current: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class PagingView(View):
    """The pages around one page of a list, newest first; numbers count from the oldest, from 1."""

    number: int | None
    newer_url: str | None
    older_url: str | None
    pages: tuple[PageLinkView, ...]
