"""Nodes → YAML, in the way the file at hand is written.

In: nodes and a `Style`. Out: lines, or text for within brackets. Text goes without quotation marks
where the reader gives it back as it is. Must not know where it is put.
"""

from builder.dataclass import dataclass
from builder.yamlnodes import Mapping, Node, Scalar, Sequence, compose

LONGEST_LINE = 80
"""Text that is longer goes below a `|`."""

# What YAML 1.1 counts as a line end and nobody else does, and marks that are not seen.
_UNSEEN = frozenset("\x85\u2028\u2029\ufeff")


@dataclass(slots=True)
class Style:
    """How a file is written.

    Columns from a key to the keys below it, from a key to the hyphens below it, from a hyphen to
    what is behind it; and what stands inside braces at both ends.
    """

    step: int = 2
    dash: int = 2
    gap: int = 2
    pad: str = " "


def pair(name: str, value: Node, column: int, style: Style) -> list[str]:
    """Write a key with its value, the key being in a column; the first line has no indentation."""
    head, *rest = behind_key(value, column, style)
    return [f"{scalar(name)}:{' ' if head else ''}{head}", *rest]


def behind_key(value: Node, column: int, style: Style) -> list[str]:
    """Write a value: what stands beside its key, and lines below it."""
    if isinstance(value, Scalar):
        return _text(value.text, column + style.step)
    if isinstance(value, Mapping) and value.pairs:
        return ["", *_indented(group(value, column + style.step, style), column + style.step)]
    if isinstance(value, Sequence) and value.items:
        inner = column + style.dash
        lines = [
            line for item in value.items for line in _indented(entry(item, inner, style), inner)
        ]
        return ["", *lines]
    return [within_brackets(value, style)]


def entry(value: Node, column: int, style: Style) -> list[str]:
    """Write an entry of a list, its hyphen being in a column; the first line has no indentation."""
    head, *rest = behind_hyphen(value, column, style)
    return [f"-{' ' * (style.gap - 1)}{head}", *rest]


def behind_hyphen(value: Node, column: int, style: Style) -> list[str]:
    """Write an entry of a list without its hyphen."""
    inner = column + style.gap
    if isinstance(value, Mapping) and value.pairs:
        return group(value, inner, style)
    if isinstance(value, Sequence) and value.items:
        first, *others = (entry(item, inner, style) for item in value.items)
        return [*first, *(line for lines in others for line in _indented(lines, inner))]
    if isinstance(value, Scalar):
        return _text(value.text, inner)
    return [within_brackets(value, style)]


def group(value: Mapping, column: int, style: Style) -> list[str]:
    """Write keys in a column; the first line has no indentation."""
    first, *others = (pair(key.text, inner, column, style) for key, inner in value.pairs)
    return [*first, *(line for lines in others for line in _indented(lines, column))]


def within_brackets(value: Node, style: Style) -> str:
    """Write a value on one line, for within brackets."""
    if isinstance(value, Scalar):
        return scalar(value.text, in_brackets=True)
    if isinstance(value, Sequence):
        return f"[{', '.join(within_brackets(item, style) for item in value.items)}]"
    inner = ", ".join(
        f"{scalar(key.text, in_brackets=True)}: {within_brackets(item, style)}"
        for key, item in value.pairs
    )
    return f"{{{style.pad}{inner}{style.pad}}}" if inner else "{}"


def scalar(text: str, *, in_brackets: bool = False) -> str:
    """Write text on one line, in quotation marks only where it needs them."""
    if _is_plain(text, in_brackets=in_brackets):
        return text
    if not _UNSEEN.isdisjoint(text) or "\n" in text or "\t" in text:
        return _escaped(text)
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _text(text: str, column: int) -> list[str]:
    is_long = len(text) > LONGEST_LINE and " " in text
    if ("\n" in text or is_long) and _UNSEEN.isdisjoint(text):
        return ["|", *(" " * column + line if line else "" for line in text.split("\n"))]
    return [scalar(text)]


def _is_plain(text: str, *, in_brackets: bool) -> bool:
    """Ask the reader whether it gives the text back as it is."""
    if "\n" in text:
        return False
    node, problems = compose("", f"[{{ k: {text} }}]" if in_brackets else f"k: {text}\n")
    if isinstance(node, Sequence) and len(node.items) == 1:
        node = node.items[0]
    if problems or not isinstance(node, Mapping) or len(node.pairs) != 1:
        return False
    read = node.pairs[0][1]
    is_text = isinstance(read, Scalar) and read.plain and read.text == text
    return is_text and text not in ("", "~", "null")


def _escaped(text: str) -> str:
    """Write text in double quotation marks, with escapes for what would not be seen."""
    known = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
    known |= {sign: f"\\u{ord(sign):04X}" for sign in _UNSEEN}
    return '"' + "".join(known.get(sign, sign) for sign in text) + '"'


def _indented(lines: list[str], column: int) -> list[str]:
    """Indent the first line; the others are."""
    return [" " * column + lines[0], *lines[1:]]
