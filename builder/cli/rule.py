"""`selon rule`: the manual of a rule, or the list of them all."""

import argparse
import sys
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from builder.cli.choosing import nearly
from builder.cli.options import add_verbose_option
from builder.cli.outcome import GOOD, MisuseError

if TYPE_CHECKING:
    from builder.rules.rule import Rule

NAME = "rule"
PURPOSE = "explain a rule, or list them all"

_WIDTH = 80


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument(
        "name",
        nargs="?",
        default=None,
        metavar="NAME",
        help="the rule; left out: all, in a line each",
    )
    add_verbose_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the manual, or one line for each rule."""
    from builder.rules import RULES  # noqa: PLC0415

    known = {rule.name: rule for rule in RULES}
    if options.name is None:
        sys.stdout.write("".join(_listed(known)))
    elif options.name in known:
        sys.stdout.write("".join(_manual(known[options.name])))
    else:
        raise MisuseError(nearly(options.name, known))
    return GOOD


def _listed(rules: "dict[str, Rule]") -> Iterator[str]:
    name_width = max(map(len, rules))
    for name, rule in sorted(rules.items()):
        yield f"{name:<{name_width}}  {rule.severity.value:<7}  {rule.summary}\n"


def _manual(rule: "Rule") -> Iterator[str]:
    fixed = ", cannot be turned off" if rule.structural else ""
    yield f"{rule.name} ({rule.severity.value}{fixed})\n\n"
    yield _filled(rule.summary) + "\n"
    for title, text in rule.sections.items():
        yield f"\n{title}\n"
        for is_fixed, lines in groupby(text.split("\n"), lambda line: line.startswith(" ")):
            yield from _indented(list(lines), is_fixed=is_fixed)


def _indented(lines: list[str], *, is_fixed: bool) -> Iterator[str]:
    """Fill paragraphs; what is indented further, such as an example, stays as it is."""
    if is_fixed:
        yield from (f"    {line}\n" for line in lines)
        return
    for is_empty, paragraph in groupby(lines, lambda line: not line):
        if is_empty:
            yield "\n"
        else:
            whole = " ".join(paragraph)
            filled = _filled(whole, "    ")
            yield filled + "\n"


def _filled(text: str, indent: str = "") -> str:
    from textwrap import fill  # noqa: PLC0415 - seldom needed

    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)
