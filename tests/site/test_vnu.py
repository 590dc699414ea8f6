"""The Nu Html Checker over every page and style sheet."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import web
from tests.site.sites import BuiltSite

# CSS Anchor Positioning Level 1, which the checker does not know yet, stands in a sheet of its own.
UNKNOWN = re.compile(
    r"CSS: “(?:anchor-name|top|inset-block-start)”: "
    r"(?:Property “anchor-name” doesn't exist|“anchor\(--a start\)” is not|Parse Error)"
)


@pytest.mark.npm
def test_html_and_css_are_valid(every_site: BuiltSite) -> None:
    found = {
        f"{_page(every_site.output, entry)}: {entry['message']}"
        for entry in _messages(every_site.output)
        if not (entry["url"].endswith("/margin.css") and UNKNOWN.match(entry["message"]))
    }
    assert "\n".join(sorted(found)) == ""


@pytest.mark.npm
def test_it_can_fail(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<!DOCTYPE html><html lang="en">\n<title>A page</title><p><div></p></html>', "utf-8"
    )
    (tmp_path / "style.css").write_text("p { colour: red }", "utf-8")
    found = {_page(tmp_path, entry) for entry in _messages(tmp_path)}
    assert found == {"/index.html:1", "/style.css:1"}


def _messages(folder: Path) -> list[dict[str, Any]]:
    java = web.program("java", "vnu.jar")
    jar = web.package("vnu-jar/build/dist/vnu.jar")
    options = ["--errors-only", "--also-check-css", "--skip-non-html", "--format", "json"]
    done = subprocess.run(
        [java, "-jar", str(jar), *options, str(folder)],
        capture_output=True,
        check=False,
        timeout=300,
    )
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return messages


def _page(folder: Path, message: dict[str, Any]) -> str:
    return f"{message.get('url', '').partition(str(folder))[2]}:{message.get('lastLine')}"
