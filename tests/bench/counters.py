"""What a build of selon counted: numbers that no busy machine can change.

In: the JSON file that a build writes, told by `--counters` or by the environment. Out: the numbers
that the report knows, or nothing where the builder does not count. Must not import the builder.
"""

import json
import os
from pathlib import Path

from tests.bench.trees import Tree

VARIABLE = "SELON_COUNTERS"
OPTION = "--counters"

NAMES = (
    "articles_examined",
    "pages_rendered",
    "files_written",
    "files_removed",
    "files_statted",
    "third_party_modules",
)

Counted = dict[str, int]


def file(folder: Path) -> Path:
    """Where the builds of this run count: where the environment says, else in the folder."""
    return Path(os.environ.get(VARIABLE) or folder / "counters.json")


def asked(tree: Tree, path: Path) -> tuple[str | Path, ...]:
    """What the command of a tree is given so that it counts."""
    return (OPTION, path) if OPTION in tree.options else ()


def read(path: Path) -> Counted:
    """Take what the last build counted, so that the next one cannot be mistaken for it."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    path.unlink()
    if not isinstance(found, dict):
        return {}
    return {name: found[name] for name in NAMES if isinstance(found.get(name), int)}
