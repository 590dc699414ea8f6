"""One line of YAML as an editor typed it → its parts, and the same line mended.

In: lines. Out: columns and lines to copy. Must not know what the parser made of them.
"""

import re

KEYED = re.compile(
    r"([ \t]*(?:-[ \t]+)*)"
    r"([^\s:#'\"\[\]{}&*!|>%@`,-](?:[^:]*[^\s:])?)[ \t]*:"
    r"(?:[ \t]+(.*))?$"
)
ITEM = re.compile(r"([ \t]*(?:-[ \t]+)*-[ \t]+)(\S.*)$")
UNSPACED = re.compile(r"([ \t]*(?:-[ \t]+)*)([A-Za-z_][\w-]*):(\S.*)$")
ONE_WORD = re.compile(r"[A-Za-z_][\w-]*$")


def split_indent(line: str) -> tuple[int, str]:
    """Give the column from 0 where a line begins, and its text."""
    text = line.strip()
    return len(line) - len(line.lstrip()), text


def value_column(line: str) -> int:
    """Column from 0 where the value of a line begins: after its key, or after its hyphen."""
    keyed = KEYED.match(line)
    if keyed:
        return keyed.start(3) if keyed[3] else len(line)
    item = ITEM.match(line)
    return item.start(2) if item else len(line) - len(line.lstrip())


def as_block(line: str, more: str = "") -> str:
    """Show a line mended: its text below `|`, further in. Empty where the line has no text."""
    keyed = KEYED.match(line)
    if keyed and keyed[3]:
        lead, head, value = keyed[1], f"{keyed[2]}: |", keyed[3]
    elif (item := ITEM.match(line)) is not None:
        lead, head, value = item[1], "|", item[2]
    else:
        return ""
    value = re.sub(r"^[|>]\s*", "", value.strip())
    if len(value) > 1 and value[0] == value[-1] and value[0] in ("'", '"'):
        value = value[1:-1]
    margin = " " * (len(lead) + 2)
    text = "".join(f"\n{margin}{part}" for part in (value, more) if part)
    return f"put the text on lines of its own:\n{lead}{head}{text}"
