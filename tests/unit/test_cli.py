"""The command line, with a pipeline of straw: options, exit codes, and what an editor reads."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest

from builder import __version__, cli, rules
from builder.build import CACHE_RULE, Crew, Order, Wish
from builder.cli import outcome, terminal
from builder.dataclass import fields
from builder.diagnostics import Place, Problems, error, has_errors, warning
from builder.serve import Site
from builder.write import Written
from tests.support import ROOT

ERROR = error("claim-id", Place("content/x.yaml", 1, 5), "two claims have the id x", "rename one")
WARNING = warning("stale", Place("content/x.yaml", 2, 1), "this is old")
PATIENT = "content/x.yaml:1:5: error[claim-id] two claims have the id x\n"


@dataclass
class Result:
    problems: Problems = ()
    texts: Mapping[str, str] = field(default_factory=lambda: {"content/x.yaml": "id: x\nold\n"})
    files: Mapping[str, bytes] = field(default_factory=dict)
    pages: int = 31
    total: int = 31
    written: Written | None = None
    why: Mapping[str, str] = field(default_factory=dict)
    count: Mapping[str, int] = field(default_factory=dict)
    after: None = None

    @property
    def failed(self) -> bool:
        return has_errors(self.problems)


class Straw(ModuleType):
    """Stands for builder.build and builder.serve, and remembers how it was called."""

    Crew, Order, Wish, CACHE_RULE, Site = Crew, Order, Wish, CACHE_RULE, Site

    result: Result = Result()
    failure: BaseException | None = None
    calls: ClassVar[list[tuple[str, dict[str, Any]]]] = []

    def check(
        self,
        root: Path,
        as_of: Any,
        base_url: str | None,
        report: Callable[..., None],
        **options: Any,
    ) -> Any:
        call = {"root": root, "as_of": as_of, "base_url": base_url, "report": report}
        return self._call("check", **call, **options)

    def build(self, order: Any, report: Callable[..., None], wish: Any) -> Any:
        asked = {one.name: getattr(order, one.name) for one in fields(order)}
        return self._call("build", report=report, strict=wish.strict, anew=wish.anew, **asked)

    def run(self, site: Any, **options: Any) -> Any:
        self._call("serve", site=site, **options)
        return 0

    def _call(self, name: str, **options: Any) -> Result:
        self.calls.append((name, options))
        if "report" in options:
            for done in range(3):
                options["report"]("render", done, 3)
        if self.failure is not None:
            raise self.failure
        return self.result


@pytest.fixture
def straw(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Straw:
    module = Straw("straw")
    for name in ("build", "serve"):
        monkeypatch.setitem(sys.modules, f"builder.{name}", module)
        monkeypatch.setattr(f"builder.{name}", module, raising=False)
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    module.calls.clear()
    return module


def usage_error(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    with pytest.raises(SystemExit) as stop:
        cli.main(argv)
    out, err = capsys.readouterr()
    assert stop.value.code == 2
    assert out == ""
    assert err.count("\n") == 1
    return err


# What is run


def test_no_command_builds(straw: Straw, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    ((name, options),) = straw.calls
    assert name == "build"
    assert (options["root"], options["output"]) == (Path(), Path("site"))
    assert options["base_url"] is None
    assert options["as_of"].is_day
    assert capsys.readouterr().out.endswith("→ site/\n")


@pytest.mark.parametrize("command", [[], ["build"]])
@pytest.mark.parametrize("before", [True, False])
def test_options_stand_before_or_after_the_command(
    straw: Straw, tmp_path: Path, command: list[str], *, before: bool
) -> None:
    (tmp_path / "desk").mkdir()
    given = [
        "--root", "desk", "--output", "out", "--as-of", "2026-03-01",
        "--base-url", "https://desk.github.io/repo",
    ]  # fmt: skip
    assert cli.main(given + command if before else command + given) == 0
    ((name, options),) = straw.calls
    del options["report"]
    assert name == "build"
    assert options.pop("crew").away is None
    assert {key: str(value) for key, value in options.items()} == {
        "root": "desk",
        "output": "out",
        "as_of": "2026-03-01",
        "base_url": "https://desk.github.io/repo",
        "strict": "False",
        "anew": "False",
        "off": "()",
        "past": "None",
        "drafts": "False",
        "pictures": "True",
        "staging": "None",
        "damaged": "frozenset()",
        "patient": "False",
    }


def test_the_output_is_the_site_folder_of_the_root(straw: Straw, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    cli.main(["--root", "desk"])
    assert straw.calls[0][1]["output"] == Path("desk/site")


def test_check_writes_nothing(straw: Straw, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == 0
    assert [name for name, _ in straw.calls] == ["check"]
    assert capsys.readouterr().out.startswith("Checked 31 pages in ")


def test_serve_is_given_what_it_needs(straw: Straw) -> None:
    arguments = ["serve", "--port", "0", "--host", "::1", "--open", "--as-of", "2026-03-01"]
    assert cli.main(arguments) == 0
    ((name, options),) = straw.calls
    assert name == "serve"
    site = options.pop("site")
    assert (site.root, site.base_url, str(site.today())) == (Path(), None, "2026-03-01")
    assert options == {"host": "::1", "port": 0, "open_browser": True, "colour": False}


# What is said


def test_a_build_with_warnings(straw: Straw, capsys: pytest.CaptureFixture[str]) -> None:
    straw.result = Result((WARNING, WARNING), written=Written(3, 28, 1))
    assert cli.main(["-v"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Built 31 pages in ")
    assert out.endswith(" s, 2 warnings → site/\n")
    assert "warning[stale]: this is old\n --> content/x.yaml:2:1\n  |\n2 | old\n  | ^\n" in err
    assert err.endswith("files: 3 written, 28 unchanged, 1 removed\n")


def test_a_build_with_errors(straw: Straw, capsys: pytest.CaptureFixture[str]) -> None:
    straw.result = Result((ERROR, WARNING))
    assert cli.main(["--format", "concise"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("Not built: 1 error, 1 warning (")
    assert err == PATIENT + "content/x.yaml:2:1: warning[stale] this is old\n"


def test_with_strict_warnings_are_errors(straw: Straw, capsys: pytest.CaptureFixture[str]) -> None:
    straw.result = Result((WARNING,))
    assert cli.main(["--strict"]) == 1
    assert straw.calls[-1][1]["strict"]
    assert capsys.readouterr().out.startswith("Not built: 1 warning, and --strict allows none (")
    straw.result = Result()
    assert cli.main(["--strict"]) == 0
    assert straw.calls[-1][0] == "build"
    assert cli.main(["check", "--strict"]) == 0


def test_why_says_what_was_made_again(straw: Straw, capsys: pytest.CaptureFixture[str]) -> None:
    why = {f"article:a{number:02}": "its text" for number in range(12)} | {"/": "its rows"}
    straw.result = Result(written=Written(3, 28, 1), why=why)
    assert cli.main(["--why"]) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("made again, because of its text: a00, a01, ")
    assert first.endswith(", a09 and 2 more")
    assert second == "made again, because of its rows: /"
    assert cli.main(["--why", "-v"]) == 0
    assert ", a09, a10, a11\n" in capsys.readouterr().err
    straw.result = Result(written=Written(0, 31, 0))
    assert cli.main(["--why", "--rebuild"]) == 0
    assert straw.calls[-1][1]["anew"]
    assert capsys.readouterr().err == "nothing was made again\n"


def test_one_page_is_one_page(straw: Straw, capsys: pytest.CaptureFixture[str]) -> None:
    straw.result = Result(pages=1)
    cli.main(["check"])
    assert capsys.readouterr().out.startswith("Checked 1 page in ")


def test_on_github_problems_become_annotations(
    straw: Straw, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    straw.result = Result((ERROR,))
    cli.main([])
    assert capsys.readouterr().err.startswith("::error file=content/x.yaml,line=1,")
    cli.main(["--format", "concise"])
    assert capsys.readouterr().err == PATIENT


def test_documents_go_to_standard_output_alone(
    straw: Straw, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    straw.result = Result((ERROR, WARNING))
    for name in ("json", "sarif"):
        assert cli.main(["check", "--format", name]) == 1
        out, err = capsys.readouterr()
        assert set(json.loads(out)) >= {"problems" if name == "json" else "runs"}
        assert err.startswith("Checked: 1 error, 1 warning (")


def test_select_and_ignore_name_what_is_not_to_run(straw: Straw) -> None:
    everything = {rule.name for rule in rules.RULES if not rule.structural}
    cli.main(["check"])
    cli.main(["check", "--ignore", "silent-edit, rules-skipped"])
    cli.main(["--select", "silent-edit,quote-not-found", "build"])
    cli.main(["--select", "silent-edit", "--ignore", "silent-edit"])
    none, two, others, every = (set(options["off"]) for _, options in straw.calls)
    assert none == set()
    assert two == {"silent-edit", "rules-skipped"}
    assert others == everything - {"silent-edit"}
    assert every == everything


@pytest.mark.parametrize(
    ("environ", "screen", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colour(
    straw: Straw,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    environ: dict[str, str],
    *,
    screen: bool,
    coloured: bool,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: screen)
    straw.result = Result((ERROR,))
    cli.main([])
    assert ("\x1b[1;31m" in capsys.readouterr().err) == coloured


def test_no_bar_without_a_screen_or_within_half_a_second(
    straw: Straw, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("builder.progress.bar", never)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert cli.main([]) == 0
    monkeypatch.setattr(terminal, "_PATIENCE", -1.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    assert cli.main([]) == 0


def test_a_bar_where_it_takes_long(
    straw: Straw, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "_PATIENCE", -1.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert cli.main([]) == 0
    out, err = capsys.readouterr()
    assert "render" in err
    assert out.startswith("Built 31 pages")


# What is not understood


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["biuld"], "'biuld'"),
        (["--as-of", "2026-02-30"], "'2026-02-30' is not a day; write one such as 2026-03-01"),
        (["--as-of", "2026-02"], "'2026-02' is not a day"),
        (["check", "--as-of", "2026-02-01~"], "'2026-02-01~' is not a day"),
        (["--base-url", "desk.example"], "does not begin with https://"),
        (["serve", "--port", "70000"], "'70000' is not a port"),
        (["--format", "xml"], "'xml'"),
        (["--root", "nowhere"], "there is no folder nowhere"),
        (["serve", "--root", "nowhere"], "there is no folder nowhere"),
        (["--stri"], "--stri"),
    ],
)
def test_usage_errors_are_one_sentence(
    straw: Straw, capsys: pytest.CaptureFixture[str], argv: list[str], said: str
) -> None:
    assert said in usage_error(capsys, *argv)
    assert straw.calls == []


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            ["--ignore", "silent-edits"],
            "no rule is called 'silent-edits'; did you mean silent-edit?",
        ),
        (["check", "--select", "xyz"], "no rule is called 'xyz'; selon rule lists them all"),
        (
            ["--ignore", "quote-not-found"],
            "quote-not-found cannot be ignored: it is always an error",
        ),
        (["rule", "silent-edits"], "no rule is called 'silent-edits'; did you mean silent-edit?"),
        (["check", "--against", "HEAD"], "lies in no Git repository that can be read"),
    ],
)
def test_what_cannot_be_done_as_asked(
    straw: Straw, capsys: pytest.CaptureFixture[str], argv: list[str], said: str
) -> None:
    assert cli.main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert straw.calls == []


def test_a_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rule", "silent-edit"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("silent-edit (error)\n\nA published check says")
    titles = [line for line in out.splitlines()[3:] if line and not line.startswith(" ")]
    assert titles[-4:] == ["What it checks", "Why it matters", "Example", "Use instead"]
    assert max(map(len, out.splitlines())) <= 80
    cli.main(["rule", "fixed-rule"])
    assert capsys.readouterr().out.startswith("fixed-rule (error, cannot be turned off)\n")


def test_all_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rule"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(rule.name for rule in rules.RULES)
    assert any(
        re.fullmatch(r"rules-skipped +warning  Articles are in .*\.", line) for line in lines
    )


def test_help_and_version(straw: Straw, capsys: pytest.CaptureFixture[str]) -> None:
    every = ([command.NAME, "-h"] for command in cli.COMMANDS)
    for argv in (["--help"], *every, ["--version"]):
        with pytest.raises(SystemExit) as stop:
            cli.main(argv)
        assert stop.value.code == 0
    out = capsys.readouterr().out
    assert out.endswith(f"selon {__version__}\n")
    assert "examples:" in out


# What goes wrong


def test_ctrl_c_is_one_line(straw: Straw, capsys: pytest.CaptureFixture[str]) -> None:
    straw.failure = KeyboardInterrupt()
    assert cli.main([]) == 130
    assert capsys.readouterr() == ("", "\nselon: stopped\n")


def test_a_fault_of_ours_is_owned_and_kept(
    straw: Straw,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    straw.failure = KeyError("é\udc80")
    assert cli.main([]) == 1
    out, err = capsys.readouterr()
    (kept,) = tmp_path.glob("selon-*.txt")
    assert out == ""
    assert err.count("\n") == 1
    assert "a fault of selon, not of your text (KeyError)" in err
    assert str(kept) in err
    assert "Traceback" in kept.read_text(encoding="utf-8")
    assert cli.main(["-v"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_fault_is_told_even_where_nothing_can_be_kept(
    straw: Straw,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    straw.failure = RecursionError()
    assert cli.main([]) == 1
    assert "run it again with -v" in capsys.readouterr().err


RUN = """
import sys
from builder import cli
from tests.unit.test_cli import Straw, Result, WARNING
straw = sys.modules["builder.build"] = Straw("straw")
straw.result = Result((WARNING,))
import builder; builder.build = straw
sys.exit(cli.main(sys.argv[1:]))
"""


def run(cwd: Path, **options: Any) -> subprocess.Popen[bytes]:
    """Start the command in a folder where nothing is remembered."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.Popen(
        [sys.executable, "-c", RUN], cwd=cwd, stderr=subprocess.PIPE, env=environ, **options
    )


def test_a_reader_who_leaves_is_no_fault(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    process = run(tmp_path, stdout=write)
    os.close(write)
    _, err = process.communicate()
    assert process.returncode == outcome.NO_READER
    assert b"Broken" not in err
    assert b"fault" not in err


def test_a_terminal_without_the_letters_is_no_fault(tmp_path: Path) -> None:
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    process = run(tmp_path, stdout=subprocess.PIPE, env=plain)
    out, _ = process.communicate()
    assert process.returncode == 0
    assert out.endswith(b" s, 1 warning \\u2192 site/\n")
