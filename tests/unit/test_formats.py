"""Diagnostics as text: what an editor sees, and what must never reach a terminal."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.diagnostics import Also, Diagnostic, Place, Severity, error, warning
from builder.formats import concise, full, github, summary
from builder.formats.full import WIDTH, clip
from builder.formats.printable import cells, printable
from tests.support import json_lines

YAML = """\
claims:
  - id: promesse
    quote: soutiendrait des frappes
  - id: promesse
\tquote: 日本語の引用 ici
    claim: قال الوزير إن الاتفاق ممكن
    note: e\u0301te\u0301 là
"""
PATH = "content/articles/x/annotations.yaml"
TEXTS = {PATH: YAML}
TWICE = error(
    "claim-id",
    Place(PATH, 4, 9),
    "two claims have the id promesse",
    "give one of them another id;\nan address once published should stay",
    Also(Place(PATH, 2, 9), "the first one"),
)


def frame(problem: Diagnostic, text: str = YAML) -> list[str]:
    return full((problem,), {problem.at.path: text}, colour=False).splitlines()


def test_a_frame_shows_the_line_the_other_place_and_the_help() -> None:
    assert full((TWICE,), TEXTS, colour=False) == (
        "error[claim-id]: two claims have the id promesse\n"
        f" --> {PATH}:4:9\n"
        "  |\n"
        "4 |   - id: promesse\n"
        "  |         ^\n"
        f" --> {PATH}:2:9: the first one\n"
        "  |\n"
        "2 |   - id: promesse\n"
        "  |         -\n"
        "  = help: give one of them another id;\n"
        "          an address once published should stay\n"
        "\n"
    )


def test_the_gutter_is_as_wide_as_the_widest_number() -> None:
    text = "a\n" * 99 + "b\n"
    problem = error("r", Place("p", 100, 1), "m", "", Also(Place("p", 7, 1), "n"))
    assert frame(problem, text)[1:] == [
        "   --> p:100:1",
        "    |",
        "100 | b",
        "    | ^",
        "   --> p:7:1: n",
        "    |",
        "  7 | a",
        "    | -",
        "",
    ]


def test_colours_change_nothing_but_colours() -> None:
    coloured = full((TWICE,), TEXTS, colour=True)
    assert "\x1b[1;31merror" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == full((TWICE,), TEXTS, colour=False)
    assert "\x1b[1;33mwarning" in full((warning("r", Place("p"), "m"),), {}, colour=True)


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        (5, 2, "    quote: 日本語の引用 ici", "    ^"),
        (5, 10, "    quote: 日本語の引用 ici", " " * 13 + "^"),
        (5, 17, "    quote: 日本語の引用 ici", " " * 25 + "^"),
        (7, 15, "    note: e\u0301te\u0301 là", " " * 12 + "^"),
        (7, 12, "    note: e\u0301te\u0301 là", " " * 10 + "^"),
        (6, 12, "    claim: قال الوزير إن الاتفاق ممكن", " " * 11 + "^ قال"),
        (3, 900, "    quote: soutiendrait des frappes", " " * 35 + "^"),
        (3, 0, "    quote: soutiendrait des frappes", "^"),
    ],
)
def test_the_caret_stands_under_what_is_meant(
    line: int, column: int, shown: str, caret: str
) -> None:
    assert frame(error("r", Place(PATH, line, column), "m"))[3:5] == [
        f"{line} | {shown}",
        f"  | {caret}",
    ]


@pytest.mark.parametrize("column", [1, 50, 5000, 9_990])
def test_a_long_line_is_cut_around_the_caret(column: int) -> None:
    line = "".join(chr(97 + number % 26) for number in range(10_000))
    cut = clip(line, column)
    assert cut.text[cut.caret] == line[column - 1]
    assert cells(cut.text) <= WIDTH + 2
    assert cut.text.startswith("…") == (column > WIDTH)
    assert cut.text.endswith("…") == (column < 9_000)
    assert cut.text.strip("…") in line


def test_a_line_that_fits_is_not_cut() -> None:
    line = "x" * WIDTH
    assert {clip(line, column).text for column in range(1, WIDTH + 2)} == {line}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_end(end: str) -> None:
    assert frame(error("r", Place("p", 2, 1), "m"), f"one{end}two{end}three")[3] == "2 | two"


def test_separators_within_a_line_do_not_end_it() -> None:
    text = "one \u2028 \x85 \x0b still one\ntwo"
    assert frame(error("r", Place("p", 2, 1), "m"), text)[3] == "2 | two"


@pytest.mark.parametrize(
    "place", [Place("elsewhere", 1, 1), Place(PATH, 0, 1), Place(PATH, 99, 1), Place(PATH, -1, -1)]
)
def test_a_place_that_is_not_in_the_text_is_only_named(place: Place) -> None:
    lines = full((error("r", place, "m", "h"),), TEXTS, colour=False).splitlines()
    assert [line.strip() for line in lines] == ["error[r]: m", f"--> {place}", "= help: h", ""]


ODD = st.text(
    st.characters() | st.sampled_from("\x1b\x9b\x00\t\r\u202e\u2066\u200f\u200d\u0301日ال\ud800"),
    max_size=300,
)


def dangers(text: str) -> str:
    allowed = "\n\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
    return "".join(
        character
        for character in text
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        and character not in allowed
    )


@given(text=ODD, message=ODD, path=ODD, column=st.integers(-5, 400), line=st.integers(-1, 4))
def test_nothing_that_acts_reaches_the_terminal(
    text: str, message: str, path: str, column: int, line: int
) -> None:
    place = Place(path, line, column)
    problems = (error("r", place, message, message, Also(place, message)),)
    out = full(problems, {path: text}, colour=False)
    assert dangers(out) == dangers(concise(problems)) == dangers(github(problems)) == ""
    assert concise(problems).count("\n") == github(problems).count("\n") == 1


def test_real_attacks_stay_visible_and_tame() -> None:
    seen = 0
    for record in json_lines("security/xss.jsonl"):
        payload = record["payload"]
        problems = (error("r", Place("p", 1, 1), payload, payload),)
        assert dangers(full(problems, {"p": payload}, colour=False) + github(problems)) == ""
        seen += 1
    assert seen > 500


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u2066b\u2069", "a<U+2066>b<U+2069>"),
        ("\x7f\x9b", "␡<U+009B>"),
        ("\udc80", "<U+DC80>"),
        ("می\u200cروم", "می\u200cروم"),
        ("👩\u200d⚖️", "👩\u200d⚖️"),
        ("été « 1\u00a0000 »", "été « 1\u00a0000 »"),
    ],
)
def test_what_is_shown_instead(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_mountain_of_marks_is_cut() -> None:
    line = "e" + "\u0301" * 1_000_000
    assert len(clip(line, 500_000).text) < 3_000


def test_concise() -> None:
    problems = (TWICE, warning("stale", Place("content/site.yaml"), "a\nb"))
    assert concise(problems) == (
        f"{PATH}:4:9: error[claim-id] two claims have the id promesse\n"
        "content/site.yaml:1:1: warning[stale] a␊b\n"
    )


def test_github_escapes_and_puts_errors_first() -> None:
    problems = (
        warning("stale", Place("a,b:c%.yaml", 2, 3), "50 %: a, b"),
        error("r", Place("p"), "m", "one\ntwo", Also(Place("q", 5, 6), "here")),
    )
    assert github(problems) == (
        "::error file=p,line=1,col=1,title=r::m%0Aq:5:6: here%0Aone%0Atwo\n"
        "::warning file=a%2Cb%3Ac%25.yaml,line=2,col=3,title=stale::50 %25: a, b\n"
    )


@given(path=ODD, rule=ODD, message=ODD)
def test_github_reads_back_what_was_meant(path: str, rule: str, message: str) -> None:
    """Parsed as the runner does: the command up to the next `::`, properties by `,` and `=`."""
    line = github((Diagnostic(rule, Severity.WARNING, Place(path, 3, 4), message),)).rstrip("\n")
    command, properties, data = re.fullmatch(r"::(\w+) (.*?)::(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
    read = dict(entry.split("=", 1) for entry in properties.split(","))
    assert command == "warning"
    assert list(read) == ["file", "line", "col", "title"]
    assert unquote(data, errors="strict") == printable(message)


def test_summary() -> None:
    one, two = error("r", Place("p"), "m"), warning("r", Place("p"), "m")
    assert summary(()) == ""
    assert summary((one,)) == "1 error"
    assert summary((two, one, two)) == "1 error, 2 warnings"
