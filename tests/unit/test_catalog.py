"""The French catalog says what the templates, the labels and the modules say, and no more."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from builder.labels import LABELS
from tests.support import ROOT

FRENCH = ROOT / "builder" / "locale" / "fr.po"
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
PLACEHOLDER = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}")

Said = tuple[str | None, str]
"""A message as gettext looks it up: its context, and its text in the singular."""


def test_every_message_is_translated() -> None:
    catalog = _catalog()
    missing = [
        f"{where}: {said[1]!r} (context {said[0]})"
        for said, (where, _) in _said().items()
        if not _translated(catalog, said)
    ]
    assert not missing, "\n".join(missing)


def test_every_plural_has_its_forms() -> None:
    catalog = _catalog()
    for (context, one), (where, plural) in _said().items():
        message = catalog.get(one, context)
        assert message is not None, f"{where}: {one!r} has no translation"
        assert message.pluralizable == (plural is not None), f"{where}: {one!r}"


def test_no_translation_outlives_its_message() -> None:
    said = set(_said())
    stale = [str(entry) for entry in map(_key, _messages(_catalog())) if entry not in said]
    assert not stale, "\n".join(stale)


def test_nothing_is_fuzzy() -> None:
    assert [entry.id for entry in _messages(_catalog()) if entry.fuzzy] == []


def test_placeholders_agree() -> None:
    for entry in _messages(_catalog()):
        # The singular of a plural may spell its number out, in either language.
        forms = list(zip(_texts(entry.id), _texts(entry.string), strict=True))
        for english, french in forms[-1:]:
            assert sorted(PLACEHOLDER.findall(french)) == sorted(PLACEHOLDER.findall(english)), (
                f"{english!r} → {french!r}"
            )
        for english, french in forms[:-1]:
            allowed = {*PLACEHOLDER.findall(english), *PLACEHOLDER.findall(forms[-1][0])}
            assert set(PLACEHOLDER.findall(french)) <= allowed, f"{english!r} → {french!r}"


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (r"'", "a straight apostrophe"),
        (r"\.\.\.", "three full stops for an ellipsis"),
        (r"(?<![\u202f])[;!?»](?!\w)", "no narrow no-break space before ; ! ? »"),
        (r"«(?!\u202f)", "no narrow no-break space after «"),
        (r"(?<![\u00a0]):(?!//)", "no no-break space before a colon"),
        (r"\s{2}", "two spaces in a row"),
    ],
)
def test_french_typography(wrong: str, what: str) -> None:
    found = [
        text
        for entry in _messages(_catalog())
        for text in _texts(entry.string)
        if re.search(wrong, text)
    ]
    assert not found, f"{what}: {found}"


def _catalog() -> Catalog:
    with FRENCH.open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def _messages(catalog: Catalog) -> list[Message]:
    return [entry for entry in catalog if entry.id]


def _translated(catalog: Catalog, said: Said) -> bool:
    message = catalog.get(said[1], said[0])
    return message is not None and all(_texts(message.string))


def _texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)


def _key(entry: Message) -> Said:
    return (entry.context, _texts(entry.id)[0])


def _said() -> dict[Said, tuple[str, str | None]]:
    """All that the site says: message → where, and its plural."""
    found: dict[Said, tuple[str, str | None]] = {}
    for path, texts, context in (*_in_templates(), *_in_modules()):
        where = path.relative_to(ROOT).as_posix()
        plural = texts[1] if len(texts) > 1 else None
        found.setdefault((context, texts[0]), (where, plural))
    for word, label in LABELS.items():
        found.setdefault((type(word).__name__, label), ("builder/labels.py", None))
    return found


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
            yield path, _texts(message), context
