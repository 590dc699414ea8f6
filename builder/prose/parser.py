"""Markdown → `Prose` and what is wrong with it.

In: the text of an article or a page. Out: `Prose` and problems. Must not know front matter,
annotations or the site beyond the function that resolves an address.
"""

import functools
import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from builder.diagnostics import Diagnostic, Place, Problems, error, in_order, warning
from builder.prose.addresses import settle
from builder.prose.layout import lay_out
from builder.prose.shortcuts import use_shortcuts
from builder.prose.values import Prose

# Quotes and lists within each other; a list takes two levels. The parser leaves out what is deeper,
# so that no input can exhaust Python's stack.
MAX_NESTING = 100

_CONTAINERS = ("blockquote_open", "list_item_open")
_FOOTNOTE_REFERENCE = re.compile(r"\[\^[^\s\[\]]+\]")

_SIDES = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}


def parse(
    path: str,
    text: str,
    first_line: int = 1,
    resolve: Callable[[str], str] = str,
    notes: str = "",
) -> tuple[Prose, Problems]:
    """Read Markdown; `text` begins on line `first_line` of the file at `path`.

    `resolve` is called once for each link and picture within the site and gives the address to
    write. A refused address is a problem, and its link or picture is left out. `notes` goes into
    the ids of footnotes, so that several texts may stand on one page.
    """
    markdown = _markdown()
    tokens = markdown.parse(text, {})
    _align_by_class(tokens)
    refused = settle(tokens, path, text, first_line, resolve)
    misplaced = tuple(_misplaced(tokens, path, first_line))
    return lay_out(tokens, first_line, markdown.options, notes), in_order(refused + misplaced)


def _align_by_class(tokens: Sequence[Token]) -> None:
    """Aligned cells get a class: the pages' policy forbids style attributes, and sides mirror."""
    for token in tokens:
        if token.type in ("th_open", "td_open"):
            side = _SIDES.get(str(token.attrs.pop("style", "")))
            if side:
                token.attrs["class"] = f"align-{side}"


class _Markdown(MarkdownIt):
    """Takes every address as it is typed; `addresses` judges them, and says so."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (the library's name)
        return url

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True


@functools.cache
def _markdown() -> MarkdownIt:
    markdown = _Markdown("js-default", {"html": False, "maxNesting": MAX_NESTING})
    use_shortcuts(markdown)
    markdown.disable(["html_block", "html_inline", "linkify", "replacements", "smartquotes"])
    markdown.use(footnote_plugin, inline=False)
    markdown.inline.ruler.at("footnote_ref", _footnote_ref)
    markdown.block.ruler.at("footnote_def", _footnote_def, {"alt": ["paragraph", "reference"]})
    return markdown


def _footnote_ref(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the library calls it)
    """The plugin's rule, which alone would walk to the end of the paragraph for each `[^`."""
    if not _FOOTNOTE_REFERENCE.match(state.src, state.pos, state.posMax):
        return False
    return footnote_ref(state, silent)


def _footnote_def(
    state: StateBlock,
    start_line: int,
    end_line: int,
    silent: bool,  # noqa: FBT001 (the library calls it)
) -> bool:
    """The plugin's rule, but not within a footnote: there it would leave tags unbalanced."""
    if silent:
        return footnote_def(state, start_line, end_line, silent)
    if state.env.get("in_footnote"):
        return False
    state.env["in_footnote"] = True
    try:
        return footnote_def(state, start_line, end_line, silent)
    finally:
        state.env["in_footnote"] = False


def _misplaced(tokens: Sequence[Token], path: str, first_line: int) -> Iterator[Diagnostic]:
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h1":
            yield warning(
                "top-heading",
                _place(token, path, first_line),
                "this heading is of level 1, as the title of the page is",
                "begin it with ## instead of #",
            )
        elif token.type in _CONTAINERS and token.level >= MAX_NESTING - 1:
            yield error(
                "deep-nesting",
                _place(token, path, first_line),
                "quotes and lists stand too deep within each other to be read",
                "take out some of the > and - at the beginning of this line",
            )


def _place(token: Token, path: str, first_line: int) -> Place:
    return Place(path, first_line + (token.map or [0])[0])
