"""A site that is made again and again in memory is the one that is made at once, byte for byte.

Editors do what they do in `test_incremental`; whoever makes the site again is told of what was
saved, as a preview is.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from builder import build
from builder.edtf import Date
from tests.property.test_incremental import Editing


class Previewing(Editing):
    """Edits of a desk, and what a preview shows after each of them."""

    def __init__(self) -> None:
        super().__init__()
        order = build.Order(root=self.root, as_of=Date.parse(self.day), patient=True)
        self.workshop = build.Workshop(order)
        self.shown: dict[str, bytes] = {}

    def look(self) -> None:
        """Make the site again, and at once, and compare."""
        before = self.lying()
        self.save()
        after = self.lying()
        paths = before.keys() | after.keys()
        saved = {path for path in paths if before.get(path) != after.get(path)}
        day = Date.parse(self.day)
        again = self.workshop.make(lambda *_: None, day, saved)
        clean = build.check(self.root, day, None, lambda *_: None)
        assert again.problems == clean.problems
        assert again.texts == clean.texts
        if not clean.failed:
            old, self.shown = self.shown, dict(clean.files)
            self.good = dict(clean.files)
            others = {path for path, data in self.good.items() if old.get(path) != data}
            assert again.moved is None or others | (old.keys() - self.good.keys()) <= {*again.moved}
            assert dict(again.files) == self.good
            assert list(again.files) == list(clean.files)
            assert again.pages == clean.pages

    def lying(self) -> Mapping[Path, tuple[int, int]]:
        """Give files and folders, with what tells that one was written to."""
        found = {path: path.stat() for path in self.root.rglob("*")}
        return {
            path: (state.st_ino, state.st_mtime_ns if path.is_file() else 0)
            for path, state in found.items()
        }


def run(examples: int) -> None:
    run_state_machine_as_test(
        Previewing,
        settings=settings(
            max_examples=examples,
            phases=(Phase.explicit, Phase.generate),
            stateful_step_count=6,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_few_saves() -> None:
    run(3)


@pytest.mark.long
def test_many_saves() -> None:
    run(30)
