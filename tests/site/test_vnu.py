"""The Nu Html Checker over every page and style sheet."""

import json
import re
import shutil
import subprocess

import pytest

from tests.site.sites import BuiltSite
from tests.support import ROOT

# CSS Anchor Positioning Level 1, which the checker does not know yet, stands in a sheet of its own.
UNKNOWN = re.compile(
    r"CSS: “(?:anchor-name|top|inset-block-start)”: "
    r"(?:Property “anchor-name” doesn't exist|“anchor\(--a start\)” is not|Parse Error)"
)

JAR = ROOT / "tests" / "web" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.mark.npm
def test_html_and_css_are_valid(site: BuiltSite) -> None:
    if not JAR.exists():
        pytest.skip("npm packages absent: run `npm ci --prefix tests/web`")
    java = shutil.which("java")
    if java is None:
        pytest.skip("npm packages absent: vnu.jar needs Java")
    options = ["--errors-only", "--also-check-css", "--skip-non-html", "--format", "json"]
    done = subprocess.run(
        [java, "-jar", str(JAR), *options, str(site.output)],
        capture_output=True,
        check=False,
        timeout=300,
    )
    messages = json.loads(done.stderr)["messages"]
    found = {
        f"{_page(site, entry)}: {entry['message']}"
        for entry in messages
        if not (entry["url"].endswith("/margin.css") and UNKNOWN.match(entry["message"]))
    }
    assert "\n".join(sorted(found)) == ""


def _page(site: BuiltSite, message: dict[str, str]) -> str:
    return f"{message.get('url', '').partition(site.output.name)[2]}:{message.get('lastLine')}"
