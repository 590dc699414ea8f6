"""Pictures for social networks: what fits, what is never lost, and what they look like."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from builder import cards, render
from builder.cards import drawing, fonts
from builder.cards.fitting import CUT, Box, fit, one_line, shrink
from builder.model import words
from builder.views import (
    ArticlePictureView,
    ClaimPageView,
    ClaimPictureView,
    ConditionView,
    HeadView,
    Page,
    PictureView,
    SummaryView,
    VerdictView,
)
from tests.unit.test_exports import PAGE, SITE

SIZES = (60, 40, 30)
SENTENCE = "Le barrage tiendra si la pluie s’arrête avant le premier mars "
PAPER = (0xFD, 0xFC, 0xFA)


def page(claim_text: str, phrase: str | None, *labels: str, language: str = "fr") -> Page:
    targets = tuple(words.Target)
    claim = replace(
        PAGE.claim,
        claim=claim_text,
        verdicts=tuple(
            VerdictView(target, label, 1, f"v{number % 6}", primary=number == 0)
            for number, (target, label) in enumerate(zip(targets, labels, strict=False))
        ),
        condition=CONDITION if phrase else None,
        summary=SummaryView(
            "Dit.", "une", "ouverte", "hier", language, phrase, state="en suspens", as_of=None
        ),
    )
    link = replace(PAGE.article, language=language)
    direction = "rtl" if language == "ar" else "ltr"
    picture = PictureView("/cards/a/c.png", "https://d.example/cards/a/c.png", 1200, 630, "alt")
    head = HeadView(claim_text, "d", language, direction, "https://d.example/", picture=picture)
    content = replace(PAGE, claim=claim, article=link)
    return Page("/articles/a/c/", "claim.html", SITE, head, content)


CONDITION = ConditionView(
    kind=words.ConditionKind.IF,
    concession=False,
    text="la pluie s’arrête",
    quote=None,
    state=words.ConditionState.PENDING,
    as_of=None,
    deadline=None,
    evidence=(),
    consequent=None,
    consequent_state=None,
    cell=None,
    rests_on=None,
)


def laid(made: Page) -> tuple[Page, ClaimPictureView]:
    (drawn,) = cards.pictures([made])
    assert isinstance(drawn.content, ClaimPictureView)
    return drawn, drawn.content


def drawn(made: Page) -> Image.Image:
    svg = render.render(render.environment(Path("/nowhere")), made)
    assert isinstance(svg, bytes), svg
    return Image.open(io.BytesIO(drawing.draw(svg))).convert("RGB")


def test_widths_are_those_of_the_fonts() -> None:
    # n is 618 units of 1000 wide in Noto Sans, the space 260.
    assert fonts.width("n", fonts.SANS) == pytest.approx(0.618)
    assert fonts.width("nn n", fonts.SANS) == pytest.approx(3 * 0.618 + 0.26)
    assert fonts.width("e\u0301", fonts.SANS) == fonts.width("e", fonts.SANS)
    assert fonts.width("漢", fonts.SANS) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le barrage tiendra si la pluie s’arrête", fonts.SERIF),
        ("AVATAR Wave, To Yo: « Ça », dit-il", fonts.SERIF),
        ("Ἑλληνικά, Привет, Tiếng Việt, straße", fonts.SANS_BOLD),
        ("قال الوزير إن القرار سيصدر قبل نهاية الشهر", fonts.SERIF),
        ("لا يوجد دليل على أن الشركة دفعت مليون يورو", fonts.SANS),
    ],
)
def test_what_is_drawn_is_no_wider_than_measured(text: str, name: str) -> None:
    family, weight = {
        fonts.SERIF: ("Noto Serif", 700),
        fonts.SANS: ("Noto Sans", 400),
        fonts.SANS_BOLD: ("Noto Sans", 700),
    }[name]
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="120">'
        '<rect width="2000" height="120" fill="#fff"/>'
        f'<text x="10" y="80" font-size="50" font-family="{family}" font-weight="{weight}">'
        f"{text}</text></svg>"
    )
    picture = Image.open(io.BytesIO(drawing.draw(svg.encode()))).convert("L")
    box = picture.point(lambda value: 255 - value).getbbox()
    assert box is not None
    seen, measured = box[2] - box[0], fonts.width(text, name) * 50
    assert 0.75 * measured < seen < measured + 4


@given(st.text(max_size=400), st.integers(100, 1200), st.integers(10, 400))
@settings(max_examples=200, deadline=None)
def test_lines_never_leave_the_box(text: str, width: int, height: int) -> None:
    fitted = fit(text, fonts.SANS, Box(width, height, 1.2), SIZES)
    assert fitted.size in SIZES
    for line in fitted.lines:
        assert fonts.width(line, fonts.SANS) * fitted.size <= width * 1.001 or len(line) <= 2
    assert fitted.height <= max(height, fitted.leading)
    if not fitted.lines[-1].endswith(CUT):
        assert "".join("".join(fitted.lines).split()) == "".join(text.split())


def test_a_text_is_as_large_as_fits_and_then_cut() -> None:
    box = Box(1056, 200, 1.25)
    sizes = [fit(SENTENCE * count, fonts.SERIF, box, SIZES).size for count in (1, 3, 20)]
    assert sizes == [60, 40, 30]
    cut = fit(SENTENCE * 20, fonts.SERIF, box, SIZES)
    assert cut.lines[-1].endswith(CUT)
    assert " ".join(SENTENCE.split()) in " ".join(cut.lines)
    assert len(cut.lines) == 5


def test_lines_are_balanced_and_no_break_spaces_hold() -> None:
    fitted = fit("un deux trois quatre\u00a0: cinq", fonts.SERIF, Box(700, 400, 1.2), (60,))
    assert len(fitted.lines) == 2
    assert any("quatre\u00a0:" in line for line in fitted.lines)
    first, second = (fonts.width(line, fonts.SERIF) for line in fitted.lines)
    assert 0.5 < first / second < 2


def test_one_line_and_shrinking() -> None:
    assert one_line("  court ", fonts.SANS, 500, 24) == "court"
    assert one_line(SENTENCE * 3, fonts.SANS, 500, 24).endswith(CUT)
    assert shrink("Vrai", fonts.SANS_BOLD, 900, 36) == 36
    assert 8 < shrink("Vrai " * 30, fonts.SANS_BOLD, 900, 36) < 36


def test_the_condition_is_on_the_picture_whole_before_the_claim_is() -> None:
    _, view = laid(page(SENTENCE * 12, f"si {SENTENCE * 3}".strip(), "Vrai", "Faux"))
    assert view.condition is not None
    said = " ".join(view.condition.lines)
    assert said == f"Condition (en suspens)\u00a0: si {SENTENCE * 3}".strip()
    assert view.condition.size >= 26
    assert view.title.lines[-1].endswith(CUT)
    assert [row.label for row in view.verdicts] == ["Vrai", "Faux"]


@pytest.mark.parametrize("count", range(7))
@pytest.mark.parametrize("length", [0, 1, 10, 40])
def test_nothing_overlaps_however_much_there_is(count: int, length: int) -> None:
    labels = ("Plutôt vrai", "Faux", "Vrai", "Faux", "Vrai", "Récits divergents")[:count]
    _, view = laid(page(SENTENCE * 9, f"si {SENTENCE * length}" if length else None, *labels))
    assert len(view.verdicts) == count
    title_end = view.title.y + (len(view.title.lines) - 1) * view.title.leading
    rows = [row.y for row in view.verdicts] or [view.unjudged_y]
    tall = view.verdicts[0].size if view.verdicts else 32
    assert view.title.y > 126 + view.title.size * 0.7
    assert title_end + view.title.size * 0.3 < rows[0] - tall * 0.75
    assert rows == sorted(rows)
    assert (view.condition is not None) == bool(length)
    if view.condition:
        last = view.condition.y + (len(view.condition.lines) - 1) * view.condition.leading
        assert rows[-1] + tall * 0.25 < view.condition.y - view.condition.size * 0.7
        assert last + view.condition.size * 0.3 < 562
        cut = view.condition.lines[-1].endswith(CUT)
        assert not cut or len(view.title.lines) == 1
        assert "en suspens" in " ".join(view.condition.lines)
    else:
        assert rows[-1] < 562


def test_a_concession_is_no_condition() -> None:
    made = page("Oui", "même si elle monte", "Vrai")
    assert isinstance(made.content, ClaimPageView)
    claim = replace(made.content.claim, condition=replace(CONDITION, concession=True))
    assert cards.condition_text(claim) == "Même si elle monte"


def test_a_long_label_is_smaller_and_whole() -> None:
    _, view = laid(page("Oui", None, "Un verdict dont le nom est très long " * 3))
    assert view.verdicts[0].size < 36
    svg = render.render(
        render.environment(Path("/nowhere")), laid(page("Oui", None, "Vrai " * 40))[0]
    )
    assert isinstance(svg, bytes)
    assert ("Vrai " * 40).encode() in svg


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_margins_stay_paper_and_the_start_is_written_on(language: str) -> None:
    text = "قال الوزير إن السدود ستصمد أمام الأمطار " * 4 if language == "ar" else SENTENCE * 4
    made, _ = laid(page(text, text, "Vrai", "Faux", language=language))
    picture = drawn(made)
    assert picture.size == (cards.WIDTH, cards.HEIGHT)
    colours = {
        picture.getpixel((x, y)) for x in (*range(60), *range(1140, 1200)) for y in range(630)
    }
    assert colours == {PAPER}
    side = (1060, 1128) if language == "ar" else (72, 140)
    box = (side[0], 140, side[1], 540)
    assert len(picture.crop(box).getcolors(1 << 16) or ()) > 10


def test_arabic_verdicts_carry_their_line_on_the_right() -> None:
    made, view = laid(page("السد", None, "صحيح", language="ar"))
    picture = drawn(made)
    y = view.verdicts[0].y - 10
    row = [picture.getpixel((x, y)) != PAPER for x in range(1200)]
    assert any(row[1056:1128])
    assert not any(row[72:300])


def test_the_same_picture_is_the_same_bytes() -> None:
    svg = render.render(render.environment(Path("/nowhere")), laid(page("Oui", "si", "Vrai"))[0])
    assert isinstance(svg, bytes)
    assert drawing.draw(svg) == drawing.draw(svg)
    assert drawing.key(svg) == drawing.key(svg)
    assert drawing.key(svg) != drawing.key(svg + b" ")


def test_what_the_fonts_cannot_write_is_not_drawn() -> None:
    assert cards.covers("Le barrage 🙂 – قال, Привет")
    assert not cards.covers("漢字")


def test_an_articles_picture_judges_nothing() -> None:
    assert not {"verdicts", "condition"} & set(ArticlePictureView.__dataclass_fields__)
