"""Where the tests meet npm's packages: one way to run a tool, one place that says what is absent.

The scripts in tests/web/*.mjs read one JSON value from standard input and answer with one. Node.js
finds their packages beside them, in tests/web/node_modules, where `npm ci` puts them.
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT

FOLDER = ROOT / "tests" / "web"
MODULES = FOLDER / "node_modules"


def package(path: str) -> Path:
    """Give a file of an npm package, or skip the test and say why."""
    found = MODULES / path
    if not found.exists():
        pytest.skip(f"npm packages absent: no {path}; run `npm ci --prefix tests/web`")
    return found


def program(name: str, wanted_by: str) -> str:
    """Give the path of a program that packages need, or skip the test and say why."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"npm packages absent: {wanted_by} needs {name}")
    return found


def ask(script: str, needs: str, given: Any, *, patience: float = 300) -> Any:
    """Run a script of tests/web; `needs` is the package that it wraps, `patience` in seconds."""
    node = program("node", script)
    package(f"{needs}/package.json")
    done = subprocess.run(
        [node, str(FOLDER / script)],
        input=json.dumps(given),
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        timeout=patience,
    )
    assert done.returncode == 0, f"{script}: {done.stderr}"
    return json.loads(done.stdout)
