"""Diagnostics → SARIF 2.1.0, which code hosts show beside the lines and remember from run to run.

In: problems, and the rules with their manuals, since this module must not know any. Out: one log
with one run. The sections named below are those of the standard (OASIS, SARIF version 2.1.0).
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from builder import __version__
from builder.diagnostics import Diagnostic, Place, Problems, Severity
from builder.formats.printable import printable

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Described(Protocol):
    """A rule, as far as its description goes."""

    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def summary(self) -> str: ...
    @property
    def manual(self) -> str: ...


def as_sarif(problems: Problems, rules: Sequence[Described]) -> str:
    """Write one run: all rules, whether or not they found something, and every problem."""
    numbers = {rule.name: number for number, rule in enumerate(rules)}
    driver = {
        "name": "selon",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, numbers) for problem in problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Described) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": _text(rule.summary)},
        "fullDescription": {"text": _text(rule.summary)},
        "help": {"text": _text(rule.manual)},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _result(problem: Diagnostic, numbers: Mapping[str, int]) -> dict[str, Any]:
    """Give a result; problems of reading belong to no rule that is described, and have no index."""
    number = numbers.get(problem.rule)
    return {
        "ruleId": problem.rule,
        **({} if number is None else {"ruleIndex": number}),
        "level": problem.severity.value,
        "message": {"text": _text("\n".join(filter(None, [problem.message, problem.help])))},
        "locations": [_location(problem.at)],
        "relatedLocations": [
            {"id": at, **_location(also.at), "message": {"text": _text(also.message)}}
            for at, also in enumerate(problem.also)
        ],
    }


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    uri = quote(printable(place.path))
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


def _text(text: str) -> str:
    """Keep braces from being placeholders (3.11.5), and brackets from being links (3.11.6)."""
    whole = "\n".join(printable(line) for line in text.split("\n"))
    return whole.replace("{", "{{").replace("}", "}}").replace("](", "] (")
