"""The short ways through the Markdown parser against the parser's own: nothing differs but time."""

from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink

from builder import urls
from builder.prose import addresses, parser

PARTS = (
    *"ab é1 .,;:()\"'’%@${}/^|+=-#>",
    *("\n", "\n\n", "\n\n", "  \n", "\\\n", "\t", "    ", "\n    ", "\r\n", "\u2028", "\u00a0"),
    *("*", "**", "_", "~~", "`", "[", "]", "!", "<", "&", "&amp;", "\\", " *", "* ", " **", "** "),
    *("mot ", "deux mots ", " **mot** ", " *un mot*,", "**l’été**", "x**y**"),
    *(
        "[un mot](http://a.b/c)",
        "[x](../y/)",
        "[**x**](/y)",
        "](/x)",
        "![i](p.png)",
        "<http://a.b>",
    ),
    *("[^1]", "\n\n[^1]: ", "[a]", "\n\n[a]: /x\n", "\n- ", "\n1. ", "\n> ", "\n# ", "\n---\n"),
    *("\n===\n", "\n\n| a | b |\n|---|---|\n", "\n```\n"),
)
MARKDOWN = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@pytest.fixture(scope="module")
def long_way() -> MarkdownIt:
    parser._markdown.cache_clear()
    with mock.patch.object(parser, "use_shortcuts"):
        slow = parser._markdown()
    parser._markdown.cache_clear()
    return slow


@settings(max_examples=500)
@given(MARKDOWN)
@example("*un **mot** de* plus, **et** un [lien](http://a.b/c) : *fin*")
@example("[**a** b](http://c.d) et ![*x*](y.png) **non** c** d*")
@example("mot\nmot\n===\n\nmot\n| a |\n|---|\n\n- mot\nmot\n- [x]: y")
def test_short_and_long_way_give_the_same(long_way: MarkdownIt, text: str) -> None:
    short = parser.parse("a.md", text, 3, lambda address: f"/r/{address}", "n_")
    with mock.patch.object(parser, "_markdown", return_value=long_way):
        assert parser.parse("a.md", text, 3, lambda address: f"/r/{address}", "n_") == short


@given(st.from_regex(addresses._PLAIN, fullmatch=True))
def test_a_plain_address_is_written_as_typed_and_refused_by_nobody(address: str) -> None:
    assert normalizeLink(address) == address
    assert urls.refusal(address) is None
