"""Which rules are to run, and which revision is to be compared with.

In: options. Out: what `build` wants of them; a `MisuseError` where a name is unknown. Must not know
what any rule is about.
"""

import argparse
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.cli.outcome import MisuseError

if TYPE_CHECKING:
    from builder.history import Past
    from builder.rules.rule import Rule

_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Git sets these for its hooks, and they would lead it past the folder that is asked about."""


def rules_off(options: argparse.Namespace) -> tuple[str, ...]:
    """Names of the rules that are not to run, for --select and --ignore."""
    if not (options.select or options.ignore):
        return ()
    from builder.rules import RULES  # noqa: PLC0415

    known = {rule.name: rule for rule in RULES}
    for problem in _misuses(options, known):
        raise MisuseError(problem)
    return tuple(
        rule.name
        for rule in RULES
        if not rule.structural
        and (rule.name in options.ignore or (options.select and rule.name not in options.select))
    )


def past(options: argparse.Namespace) -> "Past | None":
    """The content at the revision of --against."""
    if options.against is None:
        return None
    from builder import history  # noqa: PLC0415

    environ = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        return history.read(history.Repository(options.root, environ), options.against)
    except history.HistoryError as failure:
        raise MisuseError(str(failure)) from failure


def nearly(name: str, known: "dict[str, Rule]") -> str:
    """Say that there is no such rule, and which may be meant."""
    from difflib import get_close_matches  # noqa: PLC0415 - seldom needed

    near = get_close_matches(name, known, 1)
    hint = f"did you mean {near[0]}?" if near else "selon rule lists them all"
    return f"no rule is called {name!r}; {hint}"


def _misuses(options: argparse.Namespace, known: "dict[str, Rule]") -> Iterator[str]:
    for name in (*options.select, *options.ignore):
        if name not in known:
            yield nearly(name, known)
    for name in options.ignore:
        if name in known and known[name].structural:
            yield f"{name} cannot be ignored: it is always an error"
