"""What a page asks for → checked values, or `RefusedError`.

In: JSON that anybody may have written. Out: texts, ids and what YAML holds, within bounds. Must not
know what is done with them.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from builder.fields import is_slug, slug_of

Asked = Mapping[str, object]
Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]

LONGEST = 20_000
"""Characters of the longest text: a finding is a paragraph or two."""

_DEEPEST = 6
_MOST = 200
"""Entries of the longest list, and keys of the largest group."""


class RefusedError(Exception):
    """What was asked for cannot be done; says why, and what to do instead.

    `field` names the field of the form that it is about, as `sourcing.via.0.source`.
    """

    def __init__(
        self,
        status: HTTPStatus,
        message: str,
        help: str = "",  # noqa: A002
        field: str = "",
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.help, self.field = status, message, help, field

    def answer(self) -> tuple[int, Mapping[str, object]]:
        """Give it as it is sent."""
        return int(self.status), {"error": self.message, "help": self.help, "field": self.field}


def text(asked: Asked, name: str, *, longest: int = LONGEST, missing: str | None = None) -> str:
    """Read a text; `missing` stands for one that was left out."""
    value = asked.get(name, missing)
    if not isinstance(value, str):
        raise _bad(f"{name} is to be text", "send it in quotation marks", name)
    return _checked(value, name, longest)


def slug(asked: Asked, name: str) -> str:
    """Read an id."""
    value = text(asked, name, longest=LONGEST).strip()
    if not is_slug(value):
        better = slug_of(value)
        rule = "small letters a to z, digits and single hyphens"
        help_ = f"write {better} ({rule})" if better else f"use {rule}"
        raise _bad(f"this is no id: “{value[:60]}”", help_, name)
    return value


def group(asked: Asked, name: str) -> Mapping[str, Plain]:
    """Read a group of keys as YAML would hold it, without what is empty."""
    value = asked.get(name)
    if not isinstance(value, Mapping):
        raise _bad(f"{name} is to be a group of keys", "send an object", name)
    found = plain(value, "")
    return found if isinstance(found, Mapping) else {}


def plain(value: object, field: str, depth: int = 0) -> Plain | None:
    """Check a value, and leave out what is empty in it; None where nothing is left."""
    if isinstance(value, str):
        return _checked(value, field, LONGEST).strip() or None
    if depth >= _DEEPEST:
        raise _bad("this is nested too deep", "send what the form has", field)
    if isinstance(value, Mapping):
        _bounded(value, field)
        pairs = (
            (_checked(str(key), field, LONGEST), plain(one, _below(field, key), depth + 1))
            for key, one in value.items()
        )
        return {key: one for key, one in pairs if one is not None} or None
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        _bounded(value, field)
        items = (plain(one, _below(field, n), depth + 1) for n, one in enumerate(value))
        return [one for one in items if one is not None] or None
    if value is None:
        return None
    raise _bad("this is to be text", "send numbers and dates in quotation marks", field)


def _bounded(value: Mapping[object, object] | Sequence[object], field: str) -> None:
    if len(value) > _MOST:
        raise _bad(f"this has more than {_MOST} entries", "write them into the file", field)


def _below(field: str, key: object) -> str:
    return f"{field}.{key}" if field else str(key)


def _checked(value: str, field: str, longest: int) -> str:
    if len(value) > longest:
        help_ = f"{longest} characters are the most that is taken here"
        raise _bad("this text is too long", help_, field)
    if any(_is_control(character) for character in value):
        raise _bad("this text has a control character in it", "type it anew", field)
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _is_control(character: str) -> bool:
    return (ord(character) < ord(" ") and character not in "\t\n\r") or (
        "\x7f" <= character <= "\x9f" or "\ud800" <= character <= "\udfff"
    )


def _bad(message: str, help: str, field: str) -> RefusedError:  # noqa: A002
    return RefusedError(HTTPStatus.BAD_REQUEST, message, help, field)
