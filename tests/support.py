"""What several tests share: where the real material lies."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def data_path(name: str) -> Path:
    """Give a file of the shared data, or skip the test and say why."""
    folder = Path(os.environ.get("SELON_DATA") or ROOT.parent / "shared" / "data")
    path = folder / name
    if not path.exists():
        pytest.skip(f"shared data absent: {path} (set SELON_DATA)")
    return path


def json_lines(name: str) -> Iterator[dict[str, Any]]:
    """Give the records of a .jsonl file of the shared data."""
    with data_path(name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
