"""What the site says, and what the catalogs of builder/locale lack of it.

In: templates, labels, modules, catalogs. Out: messages. `python -m tests.catalog`, or `make
catalogs`, prints what each catalog lacks, ready to be translated and appended to it; with the name
of a language, what that catalog lacks, or the whole of one that is not there yet.
"""

import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from builder.labels import LABELS
from tests.support import ROOT

LOCALE = ROOT / "builder" / "locale"
LANGUAGES = tuple(sorted(path.stem for path in LOCALE.glob("*.po")))
KEYWORDS = {
    "_": None,
    "say": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# As the environment of `render` reads them; a template that cannot be read fails the test.
JINJA = {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}

Said = tuple[str | None, str]
"""A message as gettext looks it up: its context, and its text in the singular."""

Found = Mapping[Said, tuple[str, str | None]]
"""Message → where it stands, and its plural."""


def catalog(language: str) -> Catalog:
    """Read a catalog; one that is not there is empty."""
    path = LOCALE / f"{language}.po"
    if not path.is_file():
        return Catalog(locale=language)
    return read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)


def messages(found: Catalog) -> list[Message]:
    """Give the messages without the header."""
    return [entry for entry in found if entry.id]


def texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Give all forms of a message."""
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)


def key(entry: Message) -> Said:
    """Give a message of a catalog as gettext looks it up."""
    return (entry.context, texts(entry.id)[0])


def translated(found: Catalog, said: Said) -> bool:
    """Say whether a message is there with all the plural forms that the header promises."""
    message = found.get(said[1], said[0])
    if message is None or not all(texts(message.string)):
        return False
    return not message.pluralizable or len(texts(message.string)) == found.num_plurals


def said() -> Found:
    """Give all that the site says."""
    found: dict[Said, tuple[str, str | None]] = {}
    for path, forms, context in (*_in_templates(), *_in_modules()):
        where = path.relative_to(ROOT).as_posix()
        plural = forms[1] if len(forms) > 1 else None
        found.setdefault((context, forms[0]), (where, plural))
    for word, label in LABELS.items():
        found.setdefault((type(word).__name__, label), ("builder/labels.py", None))
    return found


def missing(language: str) -> str:
    """Write what a catalog lacks as entries to translate, each below the file that says it."""
    have = catalog(language)
    lacking = Catalog(locale=Locale.parse(language, sep="-"))
    if (LOCALE / f"{language}.po").is_file():
        lacking.mime_headers = have.mime_headers
    plurals = get_plural(language).num_plurals
    for (context, one), (where, plural) in said().items():
        if not translated(have, (context, one)):
            text = one if plural is None else (one, plural)
            empty = "" if plural is None else ("",) * plurals
            lacking.add(text, empty, auto_comments=[where], context=context)
    out = BytesIO()
    write_po(out, lacking, width=0, omit_header=True)
    return out.getvalue().decode()


def _in_templates() -> Iterator[tuple[Path, tuple[str, ...], str | None]]:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file() and "assets" not in path.parts:
            yield from _extracted("jinja2.ext:babel_extract", path)


def _in_modules() -> Iterator[tuple[Path, tuple[str, ...], str | None]]:
    for path in sorted((ROOT / "builder").rglob("*.py")):
        yield from _extracted("python", path)


def _extracted(method: str, path: Path) -> Iterator[tuple[Path, tuple[str, ...], str | None]]:
    with path.open("rb") as file:
        options = JINJA if method.startswith("jinja2") else {}
        for _, message, _, context in extract(method, file, KEYWORDS, options=options):
            yield path, texts(message), context


def main(languages: list[str]) -> None:
    """Print what the catalogs lack."""
    for language in languages or LANGUAGES:
        lacking = missing(language)
        sys.stdout.write(
            f"# {language} lacks {'the following' if lacking else 'nothing'}\n{lacking}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
