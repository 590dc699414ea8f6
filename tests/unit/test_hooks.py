"""The hook definition for pre-commit: it is read, and what it runs exists."""

import re
import tomllib
from importlib import import_module

import pytest
import yaml

from tests.support import ROOT

# What pre-commit requires and knows of a hook, of which this project uses some.
KNOWN = {
    *("id", "name", "description", "entry", "language", "minimum_pre_commit_version", "files"),
    *("pass_filenames", "require_serial", "stages", "args", "exclude", "types", "verbose"),
}


def hook() -> dict[str, object]:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [one["id"] for one in hooks] == ["selon-check"]
    assert isinstance(hooks[0], dict)
    return hooks[0]


def test_its_keys_are_known() -> None:
    assert {"id", "name", "entry", "language"} <= set(hook()) <= KNOWN


def test_it_runs_the_command_that_is_installed(capsys: pytest.CaptureFixture[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    program, command = str(hook()["entry"]).split()
    module, _, function = project["scripts"][program].partition(":")
    with pytest.raises(SystemExit) as stop:
        getattr(import_module(module), function)([command, "--help"])
    assert stop.value.code == 0
    assert "selon check" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "runs"),
    [
        ("content/site.yaml", True),
        ("content/articles/one/article.md", True),
        ("templates/article.html", True),
        ("README.md", False),
        ("old/content/site.yaml", False),
    ],
)
def test_it_runs_when_the_site_changes(path: str, *, runs: bool) -> None:
    assert bool(re.search(str(hook()["files"]), path)) is runs
