"""A new site: it has no problem on any day, goes over nothing, and leaves nothing half-made."""

import argparse
import io
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
import yaml

from builder import __version__, build, cli, scaffold
from builder.cli import init
from builder.edtf import Date
from builder.scaffold import STAGING, ScaffoldError, Wishes
from tests.terminal import answered

languages = pytest.mark.parametrize("language", scaffold.LANGUAGES)


def wishes(language: str = "en", title: str = "The desk") -> Wishes:
    return Wishes(title, language, "https://desk.example/", "1.2.3")


def standing(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@languages
@pytest.mark.parametrize("day", ["2026-01-20", "2026-12-31", "2040-01-01"])
def test_a_new_site_has_no_problem(tmp_path: Path, language: str, day: str) -> None:
    scaffold.create(tmp_path / "desk", scaffold.files(wishes(language)))
    result = build.check(tmp_path / "desk", Date.parse(day), None, lambda *_: None)
    assert result.problems == ()
    assert result.pages > 15


@languages
def test_the_example_shows_all_three_axes_and_says_that_it_is_invented(language: str) -> None:
    files = scaffold.files(wishes(language))
    text = files["content/articles/example-pool/annotations.yaml"].decode()
    claims = yaml.safe_load(text)["claims"]
    assert any(claim.get("condition") for claim in claims)
    assert any(claim["dates"].get("relative") for claim in claims)
    assert any(len(claim["sourcing"]["via"]) > 1 for claim in claims)
    invented = {"en": "nvented", "fr": "nvent", "ar": "مختلَق"}[language]
    assert all(invented in claim["claim"] and invented in claim["finding"] for claim in claims)
    for path, data in files.items():
        if path.startswith("content/sources/"):
            assert invented in yaml.safe_load(data)["name"], path


@languages
def test_its_yaml_fits_the_schemas_that_it_names(tmp_path: Path, language: str) -> None:
    scaffold.create(tmp_path / "desk", scaffold.files(wishes(language)))
    seen = 0
    for file in sorted((tmp_path / "desk/content").rglob("*.yaml")):
        line = file.read_text("utf-8").partition("\n")[0]
        schema = file.parent / line.removeprefix("# yaml-language-server: $schema=")
        value = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings
        jsonschema.validate(value, json.loads(schema.read_text("utf-8")))
        seen += 1
    assert seen == 7


@languages
def test_its_settings_for_editors_lead_to_its_schemas(language: str) -> None:
    files = scaffold.files(wishes(language))
    settings = json.loads(files[".vscode/settings.json"])
    for schema in settings["yaml.schemas"]:
        assert schema.removeprefix("./") in files
    assert json.loads(files[".vscode/extensions.json"])["recommendations"]


@languages
def test_nothing_is_left_to_fill_in(language: str) -> None:
    for path, data in scaffold.files(wishes(language)).items():
        assert not re.search(r"(?<!\w)@[a-z_]+@", data.decode()), path


@pytest.mark.parametrize("title", ['Say "no"', "A: b # c", "@version@", "- x", "O’Hara & fils \\"])
def test_any_title_survives(tmp_path: Path, title: str) -> None:
    scaffold.create(tmp_path / "desk", scaffold.files(wishes(title=title)))
    result = build.check(tmp_path / "desk", Date.parse("2026-03-06"), None, lambda *_: None)
    assert result.problems == ()
    settings = yaml.safe_load((tmp_path / "desk/content/site.yaml").read_text("utf-8"))
    assert settings["title"] == settings["publisher"]["name"] == title


def test_the_version_is_pinned() -> None:
    assert b"\nselon==1.2.3\n" in scaffold.files(wishes())["requirements.txt"]


def test_the_command_knows_the_same_languages() -> None:
    assert init._LANGUAGES == scaffold.LANGUAGES == tuple(sorted(scaffold.TITLES))


# What stands there already


def make(folder: Path) -> None:
    scaffold.create(folder, scaffold.files(wishes()))


@pytest.mark.parametrize("name", ["desk", "a/b/desk"])
def test_a_folder_that_is_not_there_is_made(tmp_path: Path, name: str) -> None:
    make(tmp_path / name)
    assert standing(tmp_path / name) == scaffold.files(wishes())


def test_a_repository_without_files_is_filled(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    make(tmp_path)
    assert standing(tmp_path) == {**scaffold.files(wishes()), ".git/config": b"x"}


def test_what_a_crash_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / STAGING / "content").mkdir(parents=True)
    (tmp_path / STAGING / "content/half").write_text("x")
    make(tmp_path)
    assert standing(tmp_path) == scaffold.files(wishes())


@pytest.mark.parametrize(
    ("present", "said"),
    [
        ({"notes.txt": b""}, r"is not empty \(notes.txt\); nothing was changed"),
        (dict.fromkeys("abcde", b""), r"\(a, b, c and 2 more\)"),
        ({"content/site.yaml": b"x"}, r"holds a site already \(content/\)"),
        ({".env": b""}, r"\(.env\)"),
    ],
)
def test_a_folder_with_content_is_refused(
    tmp_path: Path, present: Mapping[str, bytes], said: str
) -> None:
    for path, data in present.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    with pytest.raises(ScaffoldError, match=said):
        make(tmp_path)
    assert standing(tmp_path) == present


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("x")
    with pytest.raises(ScaffoldError, match="is a file; name a folder"):
        make(tmp_path / "desk")
    with pytest.raises(ScaffoldError, match="no site can be made"):
        make(tmp_path / "desk/inner")
    assert standing(tmp_path) == {"desk": b"x"}


def failing(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Let the disk refuse after so many steps: folders, files, renames."""
    left = iter(range(steps))
    for name in ("mkdir", "write_bytes", "rename"):
        whole = getattr(Path, name)

        def once(self: Path, *args: object, _whole: object = whole, **more: object) -> object:
            if next(left, None) is None:
                raise OSError(28, "No space left on device", str(self))
            return _whole(self, *args, **more)  # type: ignore[operator]

        monkeypatch.setattr(Path, name, once)


@pytest.mark.parametrize("folder", ["a/desk", "."])
def test_whatever_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    for step in range(100):
        with monkeypatch.context() as patch:
            failing(patch, step)
            try:
                make(tmp_path / folder)
            except ScaffoldError as failure:
                said = str(failure)
            else:
                break
        assert "no space left on device" in said
        assert "nothing was left there" in said
        assert list(tmp_path.iterdir()) == []
    assert step > 50
    assert standing(tmp_path / folder) == scaffold.files(wishes())


# The command


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = cli.main(["init", *argv])
    return code, *capsys.readouterr()


def test_without_a_terminal_nothing_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("x\n"))
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    code, out, err = run(capsys, str(tmp_path / "desk"))
    assert (code, err) == (0, "")
    assert f"→ {tmp_path}/desk/" in out
    settings = yaml.safe_load((tmp_path / "desk/content/site.yaml").read_text("utf-8"))
    assert settings["title"] == scaffold.TITLES["fr"]
    assert settings["base_url"] == "https://example.org/"
    assert __version__ in (tmp_path / "desk/requirements.txt").read_text()


def test_what_is_given_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--title", " Ana’s ", "--language", "ar", "--base-url", "https://ana.example/x/"]
    assert run(capsys, *given, str(tmp_path / "desk"))[0] == 0
    settings = yaml.safe_load((tmp_path / "desk/content/site.yaml").read_text("utf-8"))
    assert (settings["title"], settings["language"]) == ("Ana’s", "ar")
    assert settings["base_url"] == "https://ana.example/x/"


def test_a_refusal_is_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").write_text("")
    code, out, err = run(capsys, str(tmp_path))
    assert (code, out) == (1, "")
    assert err.startswith(f"selon: {tmp_path} is not empty (x); nothing was changed\nname a folder")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--title", " "], "is no title"),
        (["--title", "a\nb"], "is no title"),
        (["--language", "de"], "invalid choice: 'de'"),
        (["--base-url", "desk.example"], "is not the address of a site"),
        ([], "the following arguments are required: DIR"),
    ],
)
def test_what_cannot_be_used_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, given: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["init", *given, *([str(tmp_path / "desk")] if given else [])])
    assert stop.value.code == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "desk").exists()


def test_on_a_terminal_what_is_missing_is_asked_for(tmp_path: Path) -> None:
    typed = ("de\n", "fr\n", "Le bureau\n", "nowhere\n", "\n")
    code, screen = answered(["init", str(tmp_path / "desk")], *typed)
    assert code == 0, screen
    assert "Language, one of ar, en, fr [en]: " in screen
    assert "'de' is none of ar, en, fr" in screen
    assert "Title of the site [La vérification]: " in screen
    assert "'nowhere' is not the address of a site" in screen
    settings = yaml.safe_load((tmp_path / "desk/content/site.yaml").read_text("utf-8"))
    assert (settings["language"], settings["title"]) == ("fr", "Le bureau")
    assert settings["base_url"] == "https://example.org/"


def test_the_end_of_input_makes_nothing(tmp_path: Path) -> None:
    code, screen = answered(["init", str(tmp_path / "desk")], "\x04")
    assert code == 2
    assert "nothing was made" in screen
    assert not (tmp_path / "desk").exists()


def test_values_are_read_alike_wherever_they_come_from() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="none of ar, en, fr"):
        init._known_language("de")
