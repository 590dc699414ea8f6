"""What is drawn for a site: every page with the views that its template sees, and what was read.

In: the root of a site. Out: pages as they reach `render`, and the fields that somebody read of them
on the way. Must not know what a page says.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest
from jinja2 import Environment

from builder import build, cards, render
from builder.derive import lists, sitemap
from builder.diagnostics import Diagnostic
from builder.edtf import Date
from builder.views import Page, View
from tests.site.sites import AS_OF, ROOTS


@dataclass(frozen=True)
class Drawn:
    """The pages of a site, and the fields that were read: (class, field)."""

    pages: tuple[Page, ...]
    read: frozenset[tuple[str, str]]


@cache
def everything() -> Drawn:
    """Draw the two sites that the tests have."""
    both = [drawn(root) for root in ROOTS.values()]
    pages = tuple(page for one in both for page in one.pages)
    return Drawn(pages, frozenset().union(*(one.read for one in both)))


def drawn(root: Path) -> Drawn:
    """Draw all pages of a site without writing them."""
    pages: list[Page] = []
    draw = render.render

    def noting(env: Environment, page: Page) -> bytes | Diagnostic:
        pages.append(page)
        return draw(env, page)

    with pytest.MonkeyPatch.context() as patch, _reading() as read:
        patch.setattr(render, "render", noting)
        # So little to a page that numbered ones and the index of sitemaps are drawn as well.
        patch.setattr(lists, "PER_PAGE", 1)
        patch.setattr(sitemap, "shared_out", partial(sitemap.shared_out, most=40))
        result = build.check(root, Date.parse(AS_OF), None, lambda *_: None)
        env = render.environment(root)
        for picture in cards.pictures(tuple(pages)):
            noting(env, picture)
    assert not result.failed, result.problems
    assert pages
    return Drawn(tuple(pages), frozenset(read))


@contextmanager
def _reading() -> Iterator[set[tuple[str, str]]]:
    """Note every field that is read, but for what dataclasses do by themselves."""
    read: set[tuple[str, str]] = set()

    def noting(self: View, name: str) -> object:
        asking = sys._getframe(1).f_code.co_filename
        if asking != "<string>" and not asking.endswith("dataclass.py"):
            read.add((type(self).__name__, name))
        return object.__getattribute__(self, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(View, "__getattribute__", noting, raising=False)
        yield read
