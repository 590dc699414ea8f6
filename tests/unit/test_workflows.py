"""The workflows for GitHub, ours and those of a new site: pinned, and with few rights."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder import cli, scaffold
from tests.support import ROOT

OURS = ROOT / ".github/workflows"
THEIRS = scaffold.files(scaffold.Wishes("x", "en", "https://desk.example/", "1.2.3"))
TEXTS = {
    **{f"ours/{path.name}": path.read_text("utf-8") for path in sorted(OURS.glob("*.yml"))},
    **{
        f"theirs/{Path(path).name}": data.decode()
        for path, data in THEIRS.items()
        if path.startswith(".github/workflows/")
    },
}
PINNED = re.compile(r"^\s*(?:- )?uses: (actions/[\w-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$")
MAY_WRITE = {("pages.yml", "publish"): {"pages": "write", "id-token": "write"}}

workflows = pytest.mark.parametrize("name", TEXTS)


def steps(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for job, body in yaml.safe_load(TEXTS[name])["jobs"].items():
        yield from ((job, step) for step in body["steps"])


def test_there_are_two_of_each() -> None:
    assert sorted(TEXTS) == [
        *("ours/check.yml", "ours/pages.yml", "theirs/check.yml", "theirs/pages.yml"),
    ]


@workflows
def test_every_action_is_pinned_by_its_commit(name: str) -> None:
    lines = [line for line in TEXTS[name].splitlines() if "uses:" in line]
    assert lines
    assert [line for line in lines if not PINNED.match(line)] == []


def test_an_action_has_one_version_everywhere() -> None:
    pins = {
        match.groups()
        for text in TEXTS.values()
        for line in text.splitlines()
        if (match := PINNED.match(line))
    }
    assert len(pins) == len({action for action, _, _ in pins}) == 6


@workflows
def test_rights_are_given_by_job_and_no_more_than_needed(name: str) -> None:
    workflow = yaml.safe_load(TEXTS[name])
    assert workflow["permissions"] == {}
    for job, body in workflow["jobs"].items():
        allowed = MAY_WRITE.get((name.partition("/")[2], job))
        if allowed is None:
            assert set(body["permissions"].values()) == {"read"}, job
        else:
            assert body["permissions"] == allowed
            assert [step for where, step in steps(name) if where == job and "run" in step] == []
        assert body["timeout-minutes"] <= 45


@workflows
def test_a_fork_can_do_no_harm(name: str) -> None:
    """No secrets, nothing of the pull request within a command, no credentials left behind."""
    text = TEXTS[name]
    assert "pull_request_target" not in text
    assert "secrets." not in text
    for _, step in steps(name):
        assert "${{" not in step.get("run", ""), step
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@workflows
def test_what_runs_selon_is_understood(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its options exist, whatever they would do."""
    for _, step in steps(name):
        for line in step.get("run", "").splitlines():
            found = re.match(r"(?:selon|\.venv/bin/python -m builder) (.*)", line)
            if found:
                words = found[1].replace('"https://${BASE_URL#*://}/"', "https://desk.example/")
                with pytest.raises(SystemExit) as stop:
                    cli.main([*words.split(), "--help"])
                assert stop.value.code == 0
                options = set(re.findall(r"--[a-z-]+", words))
                assert options <= set(re.findall(r"--[a-z-]+", capsys.readouterr().out))


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_each_run_saves_a_cache_and_begins_with_the_last(whose: str) -> None:
    (cache,) = [
        step["with"]
        for _, step in steps(f"{whose}/pages.yml")
        if step.get("uses", "").startswith("actions/cache@")
    ]
    assert cache["path"].split() == [".cache", "site"]
    assert cache["key"].startswith(cache["restore-keys"])
    assert "github.run_id" in cache["key"]
    assert "github.run_attempt" in cache["key"]
