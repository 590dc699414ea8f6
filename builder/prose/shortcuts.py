"""What most Markdown is, read without asking every rule of the parser about it.

In: the parser's states. Out: the very tokens that its own rules would make. What is not as plain as
can be is left to those rules: whatever stands here may be taken out, and nothing changes but time.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, paragraph
from markdown_it.rules_core import StateCore, block
from markdown_it.rules_inline import StateInline, emphasis, link
from markdown_it.token import Token
from markdown_it.utils import EnvType

_BLOCK = frozenset("`~>*+-_#=|:[0123456789")
"""What a line begins with that is more than a line of a paragraph."""

_ONE_PARAGRAPH = re.compile(r"(?:[^\s`~>*+\-_#=|:\[0-9][^\n]*(?:\n|\Z))+")

_SIGNS = r"\n\\`~*_\[\]!<&"
"""What rules within a paragraph are about: each begins with one of these, or ends with `]`."""

_SIGN = re.compile(f"[{_SIGNS}]")
_LINK = re.compile(rf"\[([^{_SIGNS}]+)\]\(([A-Za-z0-9/:._~?=#-]+)\)")

# Between spaces or before punctuation, so that the first marks can only open, the last only close.
_EMPHASIS = re.compile(
    rf"(?:\A|(?<=[ \n]))(\*\*?)([^\W_](?:[^{_SIGNS}]*[^\W_])?)\1(?=[ \n.,;:)]|\Z)"
)


def use_shortcuts(markdown: MarkdownIt) -> None:
    """Let a parser go the short ways; to be called before its rules are chosen."""
    markdown.inline = _Inline()
    markdown.inline.ruler.at("link", _link)
    markdown.inline.ruler.at("emphasis", _emphasis)
    markdown.block.ruler.before("table", "plain_paragraph", _paragraph)
    markdown.core.ruler.at("block", _blocks)


class _Inline(ParserInline):
    """Leaves text alone in which nothing stands that a rule could be about."""

    def __init__(self) -> None:
        super().__init__()
        self.terminator_re = _SIGN

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        if _SIGN.search(src):
            return super().parse(src, md, env, tokens)
        if src:
            tokens.append(Token("text", "", 0, content=src))
        return tokens


def _blocks(state: StateCore) -> None:
    """Take a text of one paragraph, as most notes are."""
    if not _ONE_PARAGRAPH.fullmatch(state.src):
        block(state)
        return
    lines = [0, len(state.src.removesuffix("\n").split("\n"))]
    content = mdTrim(state.src)
    state.tokens += (
        Token("paragraph_open", "p", 1, map=lines, block=True),
        Token("inline", "", 0, map=lines, level=1, children=[], content=content, block=True),
        Token("paragraph_close", "p", -1, block=True),
    )


def _link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the library calls it)
    """Take a link of plain text to a plain address."""
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return link(state, silent)
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": match[2]}
        state.append_pending(match[1])
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (the library calls it)
    """Take plain text between marks that can belong to nothing else."""
    match = None if silent else _EMPHASIS.match(state.src, state.pos, state.posMax)
    if match is None:
        return emphasis.tokenize(state, silent)
    kind = "strong" if match[1] == "**" else "em"
    state.push(f"{kind}_open", kind, 1).markup = match[1]
    state.append_pending(match[2])
    state.push(f"{kind}_close", kind, -1).markup = match[1]
    state.pos = match.end()
    return True


def _paragraph(
    state: StateBlock,
    start_line: int,
    end_line: int,
    silent: bool,  # noqa: FBT001 (the library calls it)
) -> bool:
    """Take a paragraph none of whose lines begins as any other block does."""
    if state.is_code_block(start_line):
        return False
    line = start_line
    while line < state.lineMax and not state.isEmpty(line):
        if state.src[state.bMarks[line] + state.tShift[line]] in _BLOCK:
            return False
        line += 1
    return paragraph(state, start_line, end_line, silent)
