"""`selon template`: the list is whole, and a copy goes over nothing."""

from pathlib import Path

import pytest

from builder import cli, render
from tests.support import ROOT

DEFAULTS = render.default_files()


def run(
    capsys: pytest.CaptureFixture[str], root: Path, *words: str, code: int = 0
) -> tuple[str, str]:
    assert cli.main(["--root", str(root), "template", *words]) == code
    return tuple(capsys.readouterr())  # type: ignore[return-value]


def test_every_file_is_listed_with_its_purpose(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = run(capsys, tmp_path)[0].split("\n\n")[0].splitlines()
    files = {
        path.relative_to(ROOT / "templates").as_posix()
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    assert {line.split()[0] for line in lines} == files
    silent = [line.strip() for line in lines if len(line.split()) < 3]
    assert not silent, f"begin these with a comment that says what they draw: {silent}"


def test_copies_go_to_the_site_and_are_marked_once_they_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = run(capsys, tmp_path, "copy", "parts/note.html", "robots.txt")
    assert out.count("now goes before the one that comes with selon") == 2
    own = tmp_path / "templates"
    assert (own / "parts/note.html").read_bytes() == DEFAULTS["parts/note.html"]
    assert (own / "robots.txt").read_bytes() == DEFAULTS["robots.txt"]
    (own / "robots.txt").write_text("x")
    marked = [line for line in run(capsys, tmp_path)[0].splitlines() if line.startswith("* ")]
    assert [line.split()[1] for line in marked] == ["robots.txt", "the"]


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/robots.txt").write_text("mine")
    _, err = run(capsys, tmp_path, "copy", "404.html", "robots.txt", code=1)
    assert "robots.txt is there already; nothing was copied" in err
    assert (tmp_path / "templates/robots.txt").read_text() == "mine"
    assert not (tmp_path / "templates/404.html").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["copy", "note.html"], "did you mean parts/note.html?"),
        (["copy", "artcle.html"], "did you mean article.html?"),
        (["copy", "../../etc/passwd"], "no template is called"),
        (["copy"], "write selon template, or selon template copy"),
        (["article.html"], "write selon template, or selon template copy"),
    ],
)
def test_what_is_not_understood(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    _, err = run(capsys, tmp_path, *words, code=2)
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "templates").write_text("a file")
    _, err = run(capsys, tmp_path, "copy", "robots.txt", code=1)
    assert "cannot be written" in err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{# One thing. And more. #}\nx", "One thing."),
        ("\n{#- Two\n   lines -#}", "Two lines"),
        ("/* A style: of its own.\n\n More. */", "A style: of its own."),
        ("// A script.\nx()", "// A script."),
        ("<p>{# later #}", ""),
        ("", ""),
    ],
)
def test_the_purpose_is_the_first_sentence_of_the_first_comment(text: str, said: str) -> None:
    assert render.purpose(text.encode()) == said
