"""The contract of the article's page: what is ours can be taken out, the author's text stays."""

import re
from functools import partial
from html import unescape

from builder import load, prose, urls
from builder.anchor import locate
from builder.examine import examine
from builder.fields import read_article
from builder.fold import fold
from tests.site.sites import BuiltSite

_START = re.compile(r"<div [^>]*\bdata-reader-text\b[^>]*>")
_TAG = re.compile(r"<(/?)([a-z0-9]+)((?:[^>\"]|\"[^\"]*\")*)>")
_VOID = {"br", "hr", "img", "input", "wbr"}


def test_taking_out_asides_and_marks_gives_the_unannotated_html(site: BuiltSite) -> None:
    checked = 0
    content = load.site(site.content.parent)[0]
    settings = content.site
    assert settings is not None
    for bundle in content.bundles:
        page = site.pages.get(f"{site.base_url}articles/{bundle.slug}/")
        if page is None:
            continue
        article, body, line, _ = read_article(bundle.article_path, bundle.article_text)
        assert article
        resolve = partial(urls.Urls(settings.base_url).resolve, page=urls.article(bundle.slug))
        plain, _ = prose.parse(bundle.article_path, body, line, resolve)
        shown = prose.typeset(plain, article.language or settings.language)
        assert stripped(reader_text(page)) == shown.prose.html()
        checked += 1
    assert checked >= 2


def test_each_claim_is_marked_by_exactly_its_quote(site: BuiltSite) -> None:
    checked = 0
    content = load.site(site.content.parent)[0]
    assert content.site is not None
    for bundle in content.bundles:
        page = site.pages.get(f"{site.base_url}articles/{bundle.slug}/")
        if page is None:
            continue
        text = reader_text(page)
        for claim in examine(bundle, content.site).claims:
            found = locate(claim.quotation, fold(_visible(stripped(text, keep_marks=True))))
            assert not hasattr(found, "why"), claim.id
            marked = "".join(
                mark[1]
                for mark in re.finditer(
                    rf'<mark data-claims="(?:[^"]* )?{claim.id}(?: [^"]*)?"[^>]*>(.*?)</mark>',
                    text,
                    re.DOTALL,
                )
            )
            assert _bare(_visible(marked)) == _bare(claim.quote), claim.id
            checked += 1
    assert checked >= 10


def reader_text(page: str) -> str:
    """What stands inside the element with data-reader-text."""
    start = _START.search(page)
    assert start
    depth = 1
    for tag in _TAG.finditer(page, start.end()):
        if tag[2] == "div":
            depth += -1 if tag[1] else 1
        if depth == 0:
            return page[start.end() : tag.start()]
    raise AssertionError("the element is not closed")


def stripped(html: str, *, keep_marks: bool = False) -> str:
    """Take out the elements with data-aside, whatever lies in them, and unwrap the marks."""
    out = []
    at = depth = 0
    for tag in _TAG.finditer(html):
        closing, name, attributes = tag[1], tag[2], tag[3]
        if depth:
            if name not in _VOID:
                depth += -1 if closing else 1
            if depth == 0:
                at = tag.end()
        elif re.search(r"\sdata-aside(?=[\s>=]|$)", attributes):
            out.append(html[at : tag.start()])
            depth = 1
    out.append(html[at:])
    text = "".join(out)
    return text if keep_marks else re.sub(r"</?mark[^>]*>", "", text)


def _visible(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", fold(text).folded)
