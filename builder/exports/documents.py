"""What all exports share: JSON objects, their text, and dates as machines have them.

In: values. Out: values and text. Must not know views.
"""

import json
import re
from typing import Any

from builder.edtf import Date

Document = dict[str, Any]
"""A JSON object: str, int, bool, None, and lists and dicts of them."""

_UNWRITABLE = re.compile("[\ud800-\udfff]")
"""Halves of a surrogate pair cannot be written in UTF-8 at all."""


def present(name: str, value: Any) -> Document:
    """Give a field, or nothing where nobody wrote anything."""
    return {name: value} if value else {}


def day(date: Date | None) -> str | None:
    """Give the calendar day of a date; None where it is not exactly one."""
    return str(date).partition("T")[0] if date is not None and date.is_day else None


def moment(date: Date | None) -> str | None:
    """Give midnight UTC of a day, for formats that have no days (RFC 3339); None without one."""
    known = day(date)
    return f"{known}T00:00:00Z" if known else None


one_line = json.JSONEncoder(ensure_ascii=False).encode
"""Write a value as JSON, made once and not for each value."""


def json_text(document: Document) -> str:
    """Write a document as the text of a file of its own."""
    return writable(one_line(document)) + "\n"


def writable(text: str) -> str:
    """Replace what UTF-8 has no bytes for."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # to look for such characters takes ten times as long as to write
        return _UNWRITABLE.sub("\ufffd", text)
    return text
