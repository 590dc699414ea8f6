"""The same content gives the same bytes, wherever and by whomever it is built."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site import sites
from tests.support import ROOT

HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
THERE = {
    "TZ": "America/Los_Angeles",
    "LC_ALL": "POSIX",
    "LANGUAGE": "ar",
    "PYTHONHASHSEED": "4242",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


@pytest.mark.parametrize("name", sorted(sites.ROOTS))
def test_two_builds_are_the_same_bytes(name: str, tmp_path: Path) -> None:
    root = sites.ROOTS[name]
    first = _build(root, tmp_path / "first", ROOT, HERE)
    second = _build(root, tmp_path / "elsewhere" / "second", tmp_path, THERE)
    assert list(first) == list(second)
    assert [path for path, data in first.items() if data != second[path]] == []


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    output = tmp_path / "site"
    _build(sites.FIXTURE, output, ROOT, HERE)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    _build(sites.FIXTURE, output, tmp_path, THERE)
    after = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    pages = {path for path in before if not path.name.startswith(".")}
    assert {path: after[path] for path in pages} == {path: before[path] for path in pages}


def _build(root: Path, output: Path, folder: Path, changes: dict[str, str]) -> dict[str, bytes]:
    command = [sys.executable, "-m", "builder", "build", "--root", str(root)]
    command += ["--output", str(output), "--as-of", sites.AS_OF, "--rebuild"]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **changes}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False, timeout=300
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }
