"""The addresses of links and pictures: judged, resolved, or taken out.

In: the parser's tokens, with addresses as typed. Out: the same tokens, whose addresses are safe to
write, and a problem for each that is not; links and pictures that must not be written are hidden.
No link stands within another, whatever was typed.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.token import Token

from builder.dataclass import dataclass
from builder.diagnostics import Diagnostic, Place, Problems, error
from builder.urls import refusal

Resolve = Callable[[str], str]
_ADDRESSED = ("link_open", "image")

# Addresses on the web that are good as they stand, which most are: whatever is asked of others
# below would come to the same.
_PLAIN = re.compile(r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}(?:/[A-Za-z0-9._~/-]*)?")

# Of the addresses that are not refused, those that do not lead into the site.
_OUTSIDE = re.compile(r"(https?|mailto):", re.IGNORECASE)


def settle(
    tokens: Sequence[Token], path: str, text: str, first_line: int, resolve: Resolve
) -> Problems:
    """Put every address into the form in which it is written, and hide what may not stand."""
    source = _Source(path, text, first_line)
    problems: list[Diagnostic] = []
    for token in tokens:
        children = token.children
        if children and any(child.type in _ADDRESSED for child in children):
            problems.extend(_judge(token, source, resolve))
            _hide_links(children)
    return tuple(problems)


def _judge(block: Token, source: "_Source", resolve: Resolve) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for child in block.children or ():
        if child.type not in _ADDRESSED:
            continue
        name = "src" if child.type == "image" else "href"
        typed = str(child.attrs[name])
        written, reason, outside = _settled(typed, resolve)
        child.attrs[name] = written
        child.hidden = reason is not None or (name == "src" and outside)
        if child.hidden:
            at, seen[typed] = source.find(block, typed, seen.get(typed, 0))
            yield _problem(at, reason)


def _settled(typed: str, resolve: Resolve) -> tuple[str, str | None, bool]:
    """Give an address as it is written, why it cannot stand, and whether it leads elsewhere."""
    if _PLAIN.fullmatch(typed):
        return typed, None, True
    written = normalizeLink(typed)
    reason = refusal(typed) or (refusal(written) if written != typed else None)
    outside = _OUTSIDE.match(written) is not None
    if reason is None and not outside:
        written = resolve(written)
        reason = refusal(written)
    return written, reason, outside


def _problem(at: Place, reason: str | None) -> Diagnostic:
    if reason is None:
        return error(
            "foreign-image",
            at,
            "this picture lies on another host, which would learn who reads the page",
            "save the picture beside the article and write the name of its file",
        )
    return error(
        "bad-address",
        at,
        f"this address cannot stand here: {reason}",
        "write an address that begins with https://, http:// or mailto:, or a path within the site",
    )


def _hide_links(children: Sequence[Token]) -> None:
    """Hide what closes a hidden link, and every link within a link."""
    links: list[Token] = []
    for child in children:
        if child.type == "link_open":
            child.hidden = child.hidden or any(not link.hidden for link in links)
            links.append(child)
        elif child.type == "link_close":
            child.hidden = links.pop().hidden


@dataclass(frozen=True, slots=True)
class _Source:
    """The Markdown as typed, searched only when there is something to point at."""

    path: str
    text: str
    first_line: int

    @property
    def lines(self) -> Sequence[str]:
        """The lines without their ends."""
        return re.split("\r\n?|\n", self.text)

    def find(self, block: Token, address: str, begin: int) -> tuple[Place, int]:
        """Find an address in a block, from an offset on, and say where to go on after it.

        One that stands in a definition elsewhere is found there; one that was typed with entities
        or escapes is not found, and the beginning of the block stands for it.
        """
        lines = self.lines
        first, last = block.map or (0, 0)
        text = "\n".join(lines[first:last])
        offset = text.find(address, begin)
        if offset >= 0:
            return self._place(first, text, offset), offset + 1
        for number, line in enumerate(lines):
            if address in line:
                return self._place(number, line, line.index(address)), begin
        return self._place(first, text, 0), begin

    def _place(self, line: int, text: str, offset: int) -> Place:
        line += text.count("\n", 0, offset)
        column = offset - text.rfind("\n", 0, offset)
        return Place(self.path, self.first_line + line, column)
