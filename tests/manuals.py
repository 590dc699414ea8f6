"""The manuals of the rules → docs/rules.md.

In: rules. Out: Markdown between the markers `<!-- rules -->` and `<!-- end -->`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from builder.rules import RULES
from builder.rules.rule import Rule, Scope

TITLES = ("What it checks", "Why it matters", "Example", "Use instead")

_MARKED = re.compile(r"(<!-- rules -->\n).*(<!-- end -->)", re.DOTALL)
_ONLY_WITH = {Scope.REVISION: "only with `--against`"}


def filled(text: str) -> str:
    """Fill what stands between the markers anew."""
    return _MARKED.sub(lambda match: f"{match[1]}\n{manuals(RULES)}{match[2]}", text)


def manuals(rules: Sequence[Rule]) -> str:
    """Write a table of all rules, and the manual of each below it, by name."""
    ordered = sorted(rules, key=lambda rule: rule.name)
    lines = ["| rule | | |", "|---|---|---|"]
    lines += [
        f"| [{rule.name}](#{rule.name}) | {rule.severity.value} | {rule.summary} |"
        for rule in ordered
    ]
    return "\n".join(lines) + "\n\n" + "".join(map(_manual, ordered))


def _manual(rule: Rule) -> str:
    lines = [f"### {rule.name}", "", rule.summary, "", f"*{_about(rule)}*"]
    for title, text in rule.sections.items():
        lines += ["", f"**{title}.**", *_paragraphs(text)]
    return "\n".join(lines) + "\n\n"


def _about(rule: Rule) -> str:
    notes = [rule.severity.value.capitalize()]
    notes += ["cannot be turned off"] if rule.structural else []
    notes += ["needs the word lists of the article's language"] if rule.words else []
    notes += [_ONLY_WITH[rule.scope]] if rule.scope in _ONLY_WITH else []
    return ", ".join(notes)


def _paragraphs(text: str) -> Iterator[str]:
    """What is indented further is an example, and shown as it was typed."""
    for is_fixed, group in groupby(text.split("\n"), lambda line: line.startswith(" ")):
        lines = list(group)
        if is_fixed:
            least = min(len(line) - len(line.lstrip()) for line in lines)
            lines = ["", "```text", *(line[least:] for line in lines), "```"]
        yield from lines
