"""npm's packages: each at one version, today and next year."""

import json
import re

from tests.support import ROOT

WEB = ROOT / "tests" / "web"
EXACT = re.compile(r"\d+\.\d+\.\d+(?:-[\w.]+)?")
TAG = re.compile(r"[a-z]+")


def test_versions_are_exact() -> None:
    asked = json.loads((WEB / "package.json").read_text("utf-8"))["devDependencies"]
    assert {name: version for name, version in asked.items() if not EXACT.fullmatch(version)} == {}


def test_what_is_asked_for_by_a_tag_is_overridden() -> None:
    """Else the lock is called out of date on the day on which there is a later version."""
    lock = json.loads((WEB / "package-lock.json").read_text("utf-8"))["packages"]
    overrides = json.loads((WEB / "package.json").read_text("utf-8"))["overrides"]
    by_tag = {
        name
        for entry in lock.values()
        for name, version in entry.get("dependencies", {}).items()
        if TAG.fullmatch(version)
    }
    assert by_tag
    assert {name: version for name, version in overrides.items() if EXACT.fullmatch(version)} == {
        name: lock[f"node_modules/{name}"]["version"] for name in by_tag
    }


def test_no_address_is_written() -> None:
    """A lock with the addresses of one registry asks that one, whatever is set up."""
    assert "resolved" not in (WEB / "package-lock.json").read_text("utf-8")
