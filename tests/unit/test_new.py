"""`selon new`: flags in scripts, questions on a terminal, and nothing written that is wrong."""

from pathlib import Path

import pytest
import yaml

from builder import build, cli, scaffold
from builder.edtf import Date
from tests.terminal import answered

SLUG = "example-pool"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    wishes = scaffold.Wishes("The desk", "en", "https://desk.example/", "1")
    scaffold.create(tmp_path / "desk", scaffold.files(wishes))
    return tmp_path / "desk"


def run(capsys: pytest.CaptureFixture[str], root: Path, *argv: str) -> tuple[int, str, str]:
    code = cli.main(["new", *argv, "--root", str(root)])
    return code, *capsys.readouterr()


def claims(root: Path, slug: str = SLUG) -> list[dict[str, object]]:
    text = (root / f"content/articles/{slug}/annotations.yaml").read_text("utf-8")
    found: list[dict[str, object]] = yaml.load(text, yaml.CBaseLoader)["claims"]  # noqa: S506
    return found


def test_an_article_a_source_and_a_claim(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, root, "article", "2026-ferry", "--title", "Will it run?")
    assert (code, err) == (0, "")
    assert out == (
        "Wrote content/articles/2026-ferry/article.md\n"
        "Wrote content/articles/2026-ferry/annotations.yaml\n"
        "selon check tells what is still missing\n"
    )
    article = root / "content/articles/2026-ferry/article.md"
    text = article.read_text("utf-8")
    assert "title: Will it run?\ndescription: …\nbyline: The desk\npublished: 20" in text
    assert "draft: yes\n---\n" in text
    article.write_text(f"{text}\nThe company said that it would sail every day.\n", "utf-8")

    given = ["--name", "The company", "--kind", "institution", "--relays", "example-mayor"]
    assert (
        run(capsys, root, "source", "company", *given, "--relays", "example-radio:exclusive")[0]
        == 0
    )
    source = yaml.safe_load((root / "content/sources/company.yaml").read_text("utf-8"))
    assert source["relays"] == [
        {"source": "example-mayor"},
        {"source": "example-radio", "as": "exclusive"},
    ]

    given = ["--quote", "it would sail every day", "--via", "company", "--stance", "reported"]
    given += ["--set", "dates.said=2026-01", "--set", "evidence.0.source=company"]
    assert run(capsys, root, "claim", "2026-ferry", *given, "--claim", "It sails daily")[0] == 0
    assert claims(root, "2026-ferry") == [
        {
            "id": "sails-daily",
            "quote": "it would sail every day",
            "claim": "It sails daily",
            "sourcing": {"via": ["company"], "stance": "reported"},
            "dates": {"said": "2026-01"},
            "evidence": [{"source": "company"}],
        }
    ]
    assert not build.check(root, Date.parse("2026-03-01"), None, lambda *_: None).failed


def test_what_stands_twice_is_told_by_its_context(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, root, "claim", SLUG, "--quote", "the mayor")
    assert (code, out) == (2, "")
    assert err.startswith("selon: the article says it 2 times; add one of these\n  1. ")
    assert "--before 'example),'\n" in err
    given = ["claim", SLUG, "--quote", "the mayor", "--behind", "conditional-reopening"]
    assert run(capsys, root, *given, "--occurrence", "1")[0] == 0
    assert claims(root)[1] == {
        "id": "mayor",
        "quote": "the mayor",
        "before": "example),",
        "claim": "the mayor",
    }
    assert run(capsys, root, *given, "--after", "told")[0] == 0
    assert claims(root)[1]["id"] == "mayor-2"
    code, _, err = run(capsys, root, *given, "--before", "nothing")
    assert code == 1
    assert "error[context-changed]" in err
    assert run(capsys, root, *given, "--occurrence", "3")[0] == 1


def test_a_diff_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = claims(root)
    code, out, _ = run(capsys, root, "claim", SLUG, "--quote", "The region did", "--diff")
    assert code == 0
    assert "+  - id: region\n+    quote: The region did\n" in out
    assert claims(root) == before


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["claim", SLUG, "--quote", "A dragon was seen"], 1, "error[quote-not-found] the article"),
        (["claim", "nix", "--quote", "x"], 1, "there is no article nix"),
        (["claim", SLUG, "--quote", "The region did", "--via", "x"], 1, "there is no source x"),
        (["claim", SLUG, "--quote", "The region did", "--behind", "x"], 1, 'there is no claim "x"'),
        (["claim", SLUG], 2, "selon: --quote is missing"),
        (["source", "x"], 2, "selon: --name is missing"),
        (["source", "example-mayor", "--name", "x"], 1, "example-mayor is there already"),
        (["article", "A B", "--title", "x"], 1, "is no id\n  write a-b"),
        (["article", "x"], 2, "selon: --title is missing"),
        (
            ["claim", SLUG, "--quote", "The region did", "--set", "claim.x=1"],
            2,
            "--set claim.x does not fit",
        ),
        (
            ["claim", SLUG, "--quote", "The region did", "--set", "evidence.2.source=x"],
            2,
            "--set evidence.2.source does not fit",
        ),
    ],
)
def test_what_cannot_be_written_is_told(
    root: Path, capsys: pytest.CaptureFixture[str], argv: list[str], code: int, said: str
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done, out, err = run(capsys, root, *argv)
    assert (done, out) == (code, "")
    assert said in err
    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["claim", SLUG, "--occurrence", "0"], "'0' is no number"),
        (["claim", SLUG, "--set", "x"], "'x' is not KEY=TEXT"),
        (["claim", SLUG, "--set", "a..b=c"], "is not KEY=TEXT"),
        (["claim", SLUG, "--quote", " "], "write some words"),
        (["claim"], "required: SLUG"),
        ([], "required: THING"),
        (["page", "x"], "invalid choice: 'page'"),
    ],
)
def test_what_is_not_understood(
    capsys: pytest.CaptureFixture[str], argv: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["new", *argv])
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("thing", [[], ["article"], ["claim"], ["source"]])
def test_help_shows_how(capsys: pytest.CaptureFixture[str], thing: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["new", *thing, "--help"])
    assert stop.value.code == 0
    assert ("--diff" if thing else "selon new claim 2026-winter-ferry") in capsys.readouterr().out


def test_a_file_that_cannot_be_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / f"content/articles/{SLUG}/annotations.yaml").chmod(0o444)
    code, out, err = run(capsys, root, "claim", SLUG, "--quote", "The region did")
    assert (code, out) == (1, "")
    assert err == "selon: annotations.yaml is write-protected; nothing was changed\n"


def test_on_a_terminal_what_is_missing_is_asked_for(root: Path) -> None:
    typed = (
        "\n",
        "the mayor\n",
        "7\n",
        "2\n",
        "It is so\n",
        "\n",
        "example-mayor, example-radio\n",
    )
    code, screen = answered(["new", "claim", SLUG, "--root", str(root)], *typed)
    assert code == 0, screen
    assert "Quote, as it stands in the article: " in screen
    assert "write some words" in screen
    assert "The article says it 2 times:\n  1. " in screen
    assert "write a number from 1 to 2" in screen
    assert "Claim, in one line [the mayor]: " in screen
    assert "Its id [it-is-so]: " in screen
    assert claims(root)[-1]["id"] == "it-is-so"
    assert claims(root)[-1]["sourcing"] == {"via": ["example-mayor", "example-radio"]}

    argv = ["new", "source", "wire", "--root", str(root)]
    assert answered(argv, "A wire\n", "wire\n", "\n")[0] == 0
    source = (root / "content/sources/wire.yaml").read_text("utf-8")
    assert source.endswith("name: A wire\nkind: wire\nidentity: named\n")

    code, screen = answered(["new", "article", "next", "--root", str(root)], "Title\n", "\x04")
    assert code == 2
    assert "nothing was made" in screen
    assert not (root / "content/articles/next").exists()
