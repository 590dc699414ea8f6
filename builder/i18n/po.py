r"""Catalogs as translators write them, in the format PO of gettext.

In: the text of a catalog. Out: the same in the format MO, as Python's gettext reads it. What is not
translated, or marked as fuzzy, is left out. Must not know any language. Babel can do the same, but
takes six times as long, and half of that to be imported.
"""

import re
import struct
from collections.abc import Iterator

_LINE = re.compile(
    r'^(?:(?P<word>msg[a-z_]+)(?:\[\d\])?\s+)?"(?P<text>.*)"\s*$|^#,.*(?P<fuzzy>\bfuzzy\b)',
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_MAGIC, _HEADER = 0x950412DE, 28

Entry = dict[str, list[str]]
"""What stands in an entry: keyword → its texts, of which only `msgstr` has more than one."""


def compiled(text: str) -> bytes:
    """Give a catalog in the format MO."""
    messages = sorted(_messages(text))
    table, texts = [], b""
    for side in zip(*messages, strict=True):
        for one in side:
            table.append((len(one), _HEADER + 16 * len(messages) + len(texts)))
            texts += one + b"\0"
    sizes = [number for row in table for number in row]
    head = (_MAGIC, 0, len(messages), _HEADER, _HEADER + 8 * len(messages), 0, 0)
    return struct.pack(f"<7I{len(sizes)}I", *head, *sizes) + texts


def _messages(text: str) -> Iterator[tuple[bytes, bytes]]:
    for entry in _entries(text):
        ids = "\0".join(entry["msgid"] + entry.get("msgid_plural", []))
        context = "".join(f"{one}\x04" for one in entry.get("msgctxt", []))
        if all(entry["msgstr"]) and "fuzzy" not in entry:
            yield f"{context}{ids}".encode(), "\0".join(entry["msgstr"]).encode()


def _entries(text: str) -> Iterator[Entry]:
    entry: Entry = {}
    word = ""
    for line in _LINE.finditer(text):
        word = line["word"] or word
        if "msgstr" in entry and (line["fuzzy"] or line["word"] in ("msgctxt", "msgid")):
            yield entry
            entry = {}
        if line["fuzzy"]:
            entry["fuzzy"] = []
        elif line["word"]:
            entry.setdefault(word, []).append(_unescaped(line["text"]))
        else:
            entry[word][-1] += _unescaped(line["text"])
    if "msgstr" in entry:
        yield entry


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)
