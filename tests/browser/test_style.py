"""The style sheet keeps its promises: small, self-contained, mirrored by itself, readable."""

import gzip
import re
from pathlib import Path

import pytest

from tests.support import ROOT

SHEETS = [ROOT / "templates" / "assets" / name for name in ("style.css", "margin.css")]
APART = [ROOT / "templates" / "assets" / name for name in ("search.css", "embed.css")]
"""Sheets of one kind of page only."""

INKS = ("--ink", "--soft", "--link", "--v0", "--v1", "--v2", "--v3", "--v4", "--v5")
SCHEMES = ("light", "dark")


def test_it_is_small() -> None:
    """As a reader loads it; the whole page is weighed elsewhere."""
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in SHEETS) < 10_000


def test_it_asks_for_nothing() -> None:
    assert not re.search(r"url\(|@import|@font-face", _rules())


def test_it_mirrors_by_itself() -> None:
    physical = r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*[:;]"
    assert not re.findall(physical, _rules())


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("paper", ["--paper", "--tint"])
@pytest.mark.parametrize("ink", INKS)
def test_words_stand_out(ink: str, paper: str, scheme: str) -> None:
    """At least 4.5 to 1 (WCAG 2.2, 1.4.3), in both schemes, on the page and in a note."""
    colours = _colours(scheme)
    light, dark = sorted((_luminance(colours[ink]), _luminance(colours[paper])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_sheets_of_single_pages_do_the_same() -> None:
    rules = _rules(APART)
    physical = r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*[:;]"
    assert not re.search(rf"url\(|@import|@font-face|{physical}", rules)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_card_in_a_frame_has_the_colours_of_the_site(scheme: str) -> None:
    card = _colours(scheme, APART[1:])
    assert card.keys() >= {*INKS, "--paper"}
    assert card.items() <= _colours(scheme).items()


@pytest.mark.parametrize("tone", range(6))
def test_a_picture_has_the_colours_of_the_site(tone: int) -> None:
    svg = (ROOT / "templates" / "parts" / "card.svg").read_text("utf-8")
    assert f'"v{tone}": "{_colours("light")[f"--v{tone}"]}"' in svg


def _rules(paths: list[Path] = SHEETS) -> str:
    sheets = "".join(sheet.read_text("utf-8") for sheet in paths)
    return re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL)


def _colours(scheme: str, paths: list[Path] = SHEETS) -> dict[str, str]:
    root = re.findall(r":root \{(.*?)\}", _rules(paths), flags=re.DOTALL)[SCHEMES.index(scheme)]
    return dict(re.findall(r"(--\w+): (#[0-9a-f]{6})", root))


def _luminance(colour: str) -> float:
    """Relative luminance, from 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
