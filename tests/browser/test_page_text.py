"""The text in which annotations count their positions is the one that a browser gives."""

import json

import pytest
from playwright.sync_api import Browser

from builder.prose import page_text, parse
from tests.site import sites
from tests.support import data_path

pytestmark = pytest.mark.browser

READ = """pages => pages.map(html => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const text = page.querySelector("[data-reader-text]");
  text.querySelectorAll("[data-aside]").forEach(aside => aside.remove());
  return text.textContent;
})"""

TRICKY = [
    "|a|b|\n|-|:-:|\n|c|d|\n\nAnd[^1] more[^1].\n\n[^1]: A note,\n    of two lines.\n",
    "```\n\n  code & <b>\n```\n\n    in\n\n- a\n\n  c\n\n***\n\n![alt <x>](a.png) end  \nline",
    "&lt;b&gt; &amp;amp; \u00a0 \u2028 ~~struck~~ `` ` ``\n\n> quoted\n> > twice\n",
]


def test_positions_count_what_a_browser_reads(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = chromium.new_page()
    for name in sorted(sites.ROOTS):
        site = sites.make(name, tmp_path_factory.mktemp(name))
        slugs = [article.slug for article in site.articles if article.annotations.get("claims")]
        html = [site.pages[f"{site.base_url}articles/{slug}/"] for slug in slugs]
        for slug, text in zip(slugs, page.evaluate(READ, html), strict=True):
            collection = json.loads(site.files[f"articles/{slug}/annotations.jsonld"].read_bytes())
            for entry in collection["first"]["items"]:
                quote, position = entry["target"]["selector"]
                assert text[position["start"] : position["end"]] == quote["exact"]
    page.close()


def test_whatever_the_markdown(chromium: Browser) -> None:
    examples = json.loads(data_path("formats/commonmark-0.31.2.json").read_text("utf-8"))
    texts = [example["markdown"] for example in examples] + TRICKY
    parsed = [parse("article.md", text)[0] for text in texts]
    html = [f"<body><div data-reader-text>{prose.html()}</div>" for prose in parsed]
    page = chromium.new_page()
    found = page.evaluate(READ, html)
    page.close()
    for text, prose, seen in zip(texts, parsed, found, strict=True):
        shown = page_text(prose)
        assert shown.text == seen, text
        for leaf in prose.blocks:
            start, end = shown.place(leaf)
            inner = "".join(shown.text[start:end].split())
            assert "".join(prose.text[leaf.start : leaf.end].split()) in inner or "[" in inner, text
