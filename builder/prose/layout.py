"""Tokens → `Prose`: HTML in pieces beside the text that they show.

In: the parser's tokens, with their addresses settled. Out: `Prose`. Must not judge content.
"""

import functools
from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from builder.dataclass import dataclass, field
from builder.prose.values import Leaf, Piece, Prose

# Parts of the HTML of code, on both sides of what the reader sees.
_CODE_END = "</code></pre>\n"
_CELLS = ("th_open", "td_open")


def lay_out(
    tokens: Sequence[Token], first_line: int, options: OptionsDict, notes: str = ""
) -> Prose:
    """Write the HTML of all tokens, and note what a reader sees of it; `notes` as for `parse`."""
    draft = _Draft(notes)
    with_notes = bool(tokens) and tokens[-1].type == "footnote_block_close"
    references = _references(tokens) if with_notes else frozenset()
    depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if token.type == "inline":
            _inline(draft, token.children or [], options)
            gap = "\t" if tokens[index - 1].type in _CELLS else "\n\n"
            draft.end_leaf(first_line + (token.map or [0])[0], gap)
        elif token.type in ("fence", "code_block"):
            _code(draft, token, options)
            line = first_line + (token.map or [0])[0]
            draft.end_leaf(line + (token.type == "fence"), "\n\n")
        elif token.type.startswith("footnote"):
            draft.markup(_footnote(token, references, notes))
        else:
            draft.markup(_renderer().renderToken(tokens, index, options, {}))
            draft.leave(token.type)
        if depth == 0:
            draft.end_chunk()
    return Prose("".join(draft.shown), tuple(draft.blocks), tuple(draft.chunks))


@dataclass(slots=True)
class _Draft:
    """A `Prose` as it grows."""

    notes: str
    shown: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Leaf] = field(default_factory=list)
    chunks: list[tuple[Piece, ...]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    leaf_start: int | None = None
    gap: str = ""
    sealed: bool = False

    def markup(self, html: str) -> None:
        """Add what shows no text."""
        if html:
            self.pieces.append(Piece(html, self.length, self.length, self.sealed))

    def text(self, html: str, text: str, *, fixed: bool = False) -> None:
        """Add a run of the reader's text; the first of a leaf is parted from the leaf before."""
        if not text:
            return
        if self.leaf_start is None:
            self._show(self.gap)
            self.leaf_start = self.length
        start = self.length
        self._show(text)
        self.pieces.append(Piece(html, start, self.length, self.sealed, fixed))

    def end_leaf(self, line: int, gap: str) -> None:
        """End a block of text, if it showed any; `gap` is what parts it from the next."""
        if self.leaf_start is not None:
            self.blocks.append(Leaf(self.leaf_start, self.length, line))
            self.leaf_start = None
            self.gap = gap

    def leave(self, kind: str) -> None:
        """Widen the gap where a row or a table ends."""
        if kind == "tr_close" and self.gap == "\t":
            self.gap = "\n"
        elif kind == "table_close" and self.gap:
            self.gap = "\n\n"

    def end_chunk(self) -> None:
        """End a top-level block."""
        if self.pieces:
            self.chunks.append(tuple(self.pieces))
            self.pieces.clear()

    def _show(self, text: str) -> None:
        self.shown.append(text)
        self.length += len(text)


@functools.cache
def _renderer() -> RendererHTML:
    return RendererHTML()


def _inline(draft: _Draft, children: Sequence[Token], options: OptionsDict) -> None:
    run = ""
    for index, child in enumerate(children):
        if child.type == "text":
            run += child.content
            continue
        if child.type == "softbreak":
            run += "\n"
            continue
        _flush(draft, run)
        run = ""
        if child.type == "hardbreak":
            draft.text("<br>\n", "\n", fixed=True)
        elif child.type == "code_inline":
            _inline_code(draft, child.content)
        elif child.type == "footnote_ref":
            draft.markup(_footnote_reference(child, draft.notes))
        elif child.type == "image":
            if not child.hidden:
                draft.markup(_renderer().image(children, index, options, {}))
        else:
            if child.tag == "a" and not child.hidden:
                draft.sealed = child.nesting == 1
            draft.markup(_tag(children, index, options))
    _flush(draft, run)


def _flush(draft: _Draft, run: str) -> None:
    if run:
        draft.text(escapeHtml(run), run)


def _tag(tokens: Sequence[Token], index: int, options: OptionsDict) -> str:
    token = tokens[index]
    if token.block or token.attrs or token.hidden:
        return _renderer().renderToken(tokens, index, options, {})
    return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>"


def _inline_code(draft: _Draft, content: str) -> None:
    in_link, draft.sealed = draft.sealed, True
    draft.markup("<code>")
    draft.text(escapeHtml(content), content, fixed=True)
    draft.sealed = in_link
    draft.markup("</code>")


def _code(draft: _Draft, token: Token, options: OptionsDict) -> None:
    """Write a code block; the line break that always ends it is not part of the reader's text."""
    empty = [token.copy(content="")]
    rule = _renderer().fence if token.type == "fence" else _renderer().code_block
    content = token.content.removesuffix("\n")
    draft.markup(rule(empty, 0, options, {}).removesuffix(_CODE_END))
    draft.text(escapeHtml(content), content, fixed=True)
    draft.markup(token.content[len(content) :] + _CODE_END)


# Footnotes. Their ids hold an underscore, which no claim's id does.

References = frozenset[tuple[int, int]]
"""The footnote references that are shown: (footnote, which of its references), both from 0."""


def _references(tokens: Sequence[Token]) -> References:
    return frozenset(
        (child.meta["id"], child.meta["subId"])
        for token in tokens
        for child in token.children or ()
        if child.type == "footnote_ref"
    )


def _footnote(token: Token, references: References, notes: str) -> str:
    match token.type:
        case "footnote_block_open":
            return '<div class="footnotes" role="doc-endnotes">\n<ol>\n'
        case "footnote_block_close":
            return "</ol>\n</div>\n"
        case "footnote_open":
            return f'<li id="fn_{notes}{token.meta["id"] + 1}">'
        case "footnote_close":
            return "</li>\n"
        case _:
            if (token.meta["id"], token.meta["subId"]) not in references:
                return ""
            return (
                f' <a class="footnote-back" href="#{_reference_id(token, notes)}">\u21a9\ufe0e</a>'
            )


def _footnote_reference(token: Token, notes: str) -> str:
    number = token.meta["id"] + 1
    link = f'<a href="#fn_{notes}{number}" id="{_reference_id(token, notes)}">[{number}]</a>'
    return f'<sup class="footnote-ref">{link}</sup>'


def _reference_id(token: Token, notes: str) -> str:
    again = f"_{token.meta['subId'] + 1}" if token.meta["subId"] else ""
    return f"fnref_{notes}{token.meta['id'] + 1}{again}"
