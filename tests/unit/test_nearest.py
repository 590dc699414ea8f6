"""The passage most like a quote, and the diff by words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.fold import fold
from builder.nearest import Kind, likeness, nearest, one_line, word_diff

ARTICLE = (
    "Le ministre a parlé hier soir.\n\n"
    "Trump a déclaré qu’il soutient des frappes israéliennes. Il n’a rien dit de plus.\n\n"
    "À Téhéran, le gouvernement dément : « Rien de tout cela n’est vrai. » Les marchés ont baissé."
)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("il soutiendrait des frappes israéliennes", "il soutient des frappes israéliennes"),
        ("Il n'a rien dit.", "Il n’a rien dit de plus."),
        ("A Teheran, le gouvernement dément", "À Téhéran, le gouvernement dément"),
        ("Rien de tout ça n'est vrai.", "Rien de tout cela n’est vrai. »"),
        ("Les marches ont beaucoup baissé", "Les marchés ont baissé"),
        ("israelienne", "israéliennes"),
        ("marhcés", "marchés"),
    ],
)
def test_the_passage_is_found(quote: str, passage: str) -> None:
    found = nearest(quote, ARTICLE)
    assert found is not None
    assert ARTICLE[found.start : found.end] == passage
    assert 0.5 < found.likeness < 1


def test_words_in_scripts_without_spaces() -> None:
    text = "日本の船は大きい。東洋汽船は大きな会社でした。"
    found = nearest("東洋汽船は小さな会社でした", text)
    assert found is not None
    assert text[found.start : found.end] == "東洋汽船は大きな会社でした"


@pytest.mark.parametrize(("quote", "text"), [("", "abc"), ("abc", ""), ("«»", "« a »"), ("q", "b")])
def test_nothing_alike(quote: str, text: str) -> None:
    assert nearest(quote, text) is None


def test_a_quote_beyond_bounds_is_not_looked_for() -> None:
    assert nearest("mot " * 501, "mot " * 600) is None


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "il soutiendrait des frappes",
            "il soutient des frappes",
            "il [-soutiendrait-]{+soutient+} des frappes",
        ),
        ("il a bien dit", "il a dit", "il a [-bien -]dit"),
        ("il a dit", "il a bien dit", "il a {+bien +}dit"),
        ("l'été « indien »", "l’été “indien”", "l’été “indien”"),
        ("un deux", "trois quatre", "[-un deux-]{+trois quatre+}"),
        ("e\u0301te\u0301", "été", "été"),
        ("", "a", "{+a+}"),
        ("a\nb", "a\nc", "a [-b-]{+c+}"),
    ],
)
def test_diff_on_one_line(old: str, new: str, line: str) -> None:
    assert one_line(word_diff(old, new)) == line


@settings(deadline=None)
@given(st.text("ab ,«’\n", max_size=20), st.text("ab ,«'\n", max_size=20))
def test_a_diff_holds_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    olds = "".join(piece.text for piece in pieces if piece.kind is not Kind.INSERTED)
    news = "".join(piece.text for piece in pieces if piece.kind is not Kind.DELETED)
    assert "".join(fold(olds).folded.split()) == "".join(fold(old).folded.split())
    assert news == new.lstrip()


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) == 1


WORDS = st.lists(
    st.sampled_from(["un", "deux", "trois", "été,", "«", "Fin.", "\n\n", "的"]), max_size=20
)


@settings(deadline=None)
@given(WORDS, WORDS)
def test_a_passage_lies_within_the_text(quote: list[str], text: list[str]) -> None:
    whole = " ".join(text)
    found = nearest(" ".join(quote), whole)
    if found is not None:
        assert 0 <= found.start < found.end <= len(whole)
        assert whole[found.start : found.end].strip() == whole[found.start : found.end]
        assert 0 <= found.likeness <= 1
