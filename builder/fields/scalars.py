"""One piece of text → the value of its kind.

In: a kind and a text that is not empty. Out: the value, or a `Refusal` that says why not. Must not
know where the text stood.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from builder.dataclass import dataclass
from builder.edtf import Date, DateError, Duration
from builder.model.kinds import (
    Address,
    DateText,
    DurationText,
    Kind,
    Language,
    OneOf,
    Slug,
    Text,
    Whole,
    Word,
    YesNo,
)
from builder.urls import web_refusal

MAX_SLUG = 100
"""Longer ids make file names that some computers refuse."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# BCP 47 (RFC 5646) without its private and grandfathered tags.
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}

D = TypeVar("D", Date, Duration)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is no value of a kind."""

    rule: str
    message: str
    help: str


def parse(kind: Kind, text: str) -> Any:
    """Give the value of a text stripped at both ends, or a `Refusal`."""
    return READERS[type(kind)](kind, text)


def is_slug(text: str) -> bool:
    """Say whether a text is an id: small letters a to z, digits, single hyphens."""
    return len(text) <= MAX_SLUG and _SLUG.fullmatch(text) is not None


def slug_of(text: str) -> str:
    """Make the id that is nearest to a text; empty where nothing of it is left."""
    letters = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss").replace("œ", "oe"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare)[:MAX_SLUG].strip("-")


def shown(text: str) -> str:
    """Shorten a text for a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"  # noqa: PLR2004


def nearest(text: str, names: tuple[str, ...], cutoff: float = 0.6) -> str:
    """Give the name that looks most like a text; empty where none does."""
    by_lower = {name.lower(): name for name in names}
    found = get_close_matches(text.lower()[:MAX_SLUG], by_lower, n=1, cutoff=cutoff)
    return by_lower[found[0]] if found else ""


def _id(text: str) -> str | Refusal:
    return text if is_slug(text) else _bad_id(text)


def _bad_id(text: str) -> Refusal:
    slug = slug_of(text)
    rule = f"small letters a to z, digits and single hyphens, at most {MAX_SLUG} characters"
    help_ = f"write {slug} ({rule})" if slug else f"use {rule}"
    return Refusal("bad-id", f'"{shown(text)}" is no id', help_)


def _language(text: str) -> str | Refusal:
    tag = text.replace("_", "-")
    found = _LANGUAGE.fullmatch(tag)
    if found is None:
        help_ = "write a language tag, such as fr, en, ar or pt-BR"
        return Refusal("bad-language", f'"{shown(text)}" is no language tag', help_)
    language, script, region = found.groups(default="")
    parts = (language.lower(), script.title(), region.upper())
    written = "-".join(part for part in parts if part)
    if "_" in text:
        message = f'"{shown(text)}" is no language tag'
        return Refusal("bad-language", message, f"write {written}, with a hyphen")
    return written


def _dated(read: Callable[[str], D], text: str, rule: str) -> D | Refusal:
    try:
        return read(text)
    except DateError as problem:
        return Refusal(rule, problem.message, problem.help)


def _address(text: str) -> str | Refusal:
    refused = web_refusal(text)
    if refused is None:
        return text
    help_ = "write the whole address, beginning with https://; leave the key out if you have none"
    return Refusal("bad-address", f'"{shown(text)}" is no web address: {refused}', help_)


def _whole(kind: Whole, text: str) -> int | Refusal:
    if re.fullmatch(r"[0-9]{1,9}", text) and kind.low <= int(text) <= kind.high:
        return int(text)
    message = f'"{shown(text)}" is no whole number from {kind.low} to {kind.high}'
    return Refusal("bad-number", message, "write it in digits, without spaces, commas or points")


def _yes_no(text: str) -> bool | Refusal:
    value = _YES_NO.get(text.lower())
    return _no_word(text, ("yes", "no")) if value is None else value


def _word(words: type[Word], text: str) -> Word | Refusal:
    by_text = _by_text(words)
    word = by_text.get(text)
    return _no_word(text, tuple(by_text)) if word is None else word


@cache
def _by_text(words: type[Word]) -> Mapping[str, Word]:
    return {word.value: word for word in words}


def _no_word(text: str, words: tuple[str, ...]) -> Refusal:
    close = nearest(text, words)
    guess = f"did you mean {close}? " if close else ""
    message = f'"{shown(text)}" is none of the words that may stand here'
    return Refusal("unknown-word", message, f"{guess}write one of: {', '.join(words)}")


READERS: Mapping[type[Kind], Callable[[Any, str], Any]] = {
    Text: lambda _, text: text,
    Slug: lambda _, text: _id(text),
    Language: lambda _, text: _language(text),
    DateText: lambda _, text: _dated(Date.parse, text, "bad-date"),
    DurationText: lambda _, text: _dated(Duration.parse, text, "bad-duration"),
    Address: lambda _, text: _address(text),
    YesNo: lambda _, text: _yes_no(text),
    Whole: _whole,
    OneOf: lambda kind, text: _word(kind.words, text),
}
"""The kinds of value that are one piece of text, each with what reads it."""
