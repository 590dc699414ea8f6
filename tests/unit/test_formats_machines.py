"""Diagnostics for programs: JSON of a stable shape, SARIF that its own schema accepts."""

import json
import shutil
import subprocess
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.diagnostics import Also, Place, Problems, error, warning
from builder.formats import as_json, as_sarif
from builder.formats.printable import printable
from builder.rules import RULES
from tests.support import ROOT
from tests.unit.test_formats import ODD

PATH = "content/articles/été/annotations.yaml"
TWICE = error(
    "quote-ambiguous",
    Place(PATH, 4, 9),
    "l'article dit « oui » twice",
    "write one of these:\nbefore: il [-a-]{+aurait+} dit [ici](https://x.example)",
    Also(Place(PATH, 2, 3), "1. {0}"),
    Also(Place("content/a b.md", 1, 1), "2. here"),
)
PLAIN = warning("stray-file", Place("content/x#1.yaml"), "nothing reads this file")
PROBLEMS: Problems = (TWICE, PLAIN)

MODULES = ROOT / "tests" / "web" / "node_modules"
SCHEMA = MODULES / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
VALIDATE = """
const Ajv = require("ajv-draft-04");
const schema = require(process.argv[1]);
const log = JSON.parse(require("fs").readFileSync(0, "utf8"));
const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false });
console.log(JSON.stringify(ajv.validate(schema, log) ? [] : ajv.errors));
"""


def sarif(problems: Problems) -> dict[str, Any]:
    log = json.loads(as_sarif(problems, RULES))
    (run,) = log["runs"]
    return dict(run)


def test_json_is_the_problems_as_they_are() -> None:
    assert json.loads(as_json(PROBLEMS)) == {
        "problems": [
            {
                "rule": "quote-ambiguous",
                "severity": "error",
                "path": PATH,
                "line": 4,
                "column": 9,
                "message": TWICE.message,
                "help": TWICE.help,
                "also": [
                    {"path": PATH, "line": 2, "column": 3, "message": "1. {0}"},
                    {"path": "content/a b.md", "line": 1, "column": 1, "message": "2. here"},
                ],
            },
            {
                "rule": "stray-file",
                "severity": "warning",
                "path": "content/x#1.yaml",
                "line": 1,
                "column": 1,
                "message": "nothing reads this file",
                "help": "",
                "also": [],
            },
        ]
    }
    assert json.loads(as_json(())) == {"problems": []}


def test_sarif_describes_every_rule() -> None:
    driver = sarif(())["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.name for rule in RULES]
    for shown, rule in zip(driver["rules"], RULES, strict=True):
        assert shown["defaultConfiguration"]["level"] == rule.severity.value
        assert shown["shortDescription"]["text"].endswith(".")
        assert shown["help"]["text"]


def test_sarif_says_where() -> None:
    run = sarif(PROBLEMS)
    assert run["columnKind"] == "unicodeCodePoints"
    first, second = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"]
    assert (first["level"], second["level"]) == ("error", "warning")
    (place,) = first["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "content/articles/%C3%A9t%C3%A9/annotations.yaml"},
        "region": {"startLine": 4, "startColumn": 9},
    }
    assert [one["id"] for one in first["relatedLocations"]] == [0, 1]
    other = first["relatedLocations"][1]["physicalLocation"]["artifactLocation"]["uri"]
    assert other == "content/a%20b.md"
    assert (second["ruleId"], "ruleIndex" in second) == ("stray-file", False)
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(
        "%231.yaml"
    )


def test_sarif_texts_hold_neither_placeholders_nor_links() -> None:
    first = sarif(PROBLEMS)["results"][0]
    assert first["message"]["text"] == (
        "l'article dit « oui » twice\n"
        "write one of these:\nbefore: il [-a-]{{+aurait+}} dit [ici] (https://x.example)"
    )
    assert first["relatedLocations"][0]["message"]["text"] == "1. {{0}}"


@given(text=ODD, path=ODD, line=st.integers(1, 99), column=st.integers(1, 400))
def test_whatever_stands_in_content(text: str, path: str, line: int, column: int) -> None:
    problems = (error("r", Place(path, line, column), text, text, Also(Place(path), text)),)
    written = as_json(problems) + as_sarif(problems, ())
    assert written.isascii()
    assert written.replace("\n", " ").isprintable()
    (shown,) = json.loads(as_json(problems))["problems"]
    assert (shown["path"], shown["message"], shown["help"]) == (path, text, text)
    (result,) = sarif(problems)["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri, errors="strict") == printable(path)


@pytest.mark.npm
def test_sarif_is_valid() -> None:
    node = shutil.which("node")
    if node is None or not SCHEMA.exists():
        pytest.skip("npm packages absent: run `npm ci --prefix tests/web`")

    def errors(log: str) -> Any:
        command = [node, "-e", VALIDATE, str(SCHEMA)]
        done = subprocess.run(
            command, cwd=MODULES.parent, input=log, check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout)

    written = as_sarif(PROBLEMS, RULES)
    assert errors(written) == []
    assert errors(as_sarif((), ())) == []
    assert errors(written.replace('"level": "warning"', '"level": "perhaps"')) != []
