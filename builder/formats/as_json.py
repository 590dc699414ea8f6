"""Diagnostics → JSON, for programs.

    {"problems": [
        {"rule": "claim-id", "severity": "error", "path": "content/…", "line": 4, "column": 9,
         "message": "…", "help": "…", "also": [
             {"path": "content/…", "line": 2, "column": 9, "message": "…"}]}]}

Lines and columns count from 1, a column counts code points. `help` may be empty and may have
several lines. Keys may be added one day; none goes or changes its meaning.
"""

import json
from typing import Any

from builder.diagnostics import Diagnostic, Place, Problems


def as_json(problems: Problems) -> str:
    """Write all problems as one JSON object, in ASCII, so that no letter acts on a terminal."""
    return json.dumps({"problems": [_problem(one) for one in problems]}, indent=2) + "\n"


def _problem(problem: Diagnostic) -> dict[str, Any]:
    return {
        "rule": problem.rule,
        "severity": problem.severity.value,
        **_place(problem.at),
        "message": problem.message,
        "help": problem.help,
        "also": [{**_place(also.at), "message": also.message} for also in problem.also],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}
