"""Questions on a terminal.

In: a question, what is taken where nobody answers, and what reads the answer. Out: the answer. Must
not know what it is for.
"""

import argparse
import sys
from collections.abc import Callable

from builder.cli.outcome import MisuseError


def asks() -> bool:
    """Say whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, default: str, read: Callable[[str], str]) -> str:
    """Ask until the answer can be used; no answer is the default, if there is one."""
    shown = f"{question} [{default}]: " if default else f"{question}: "
    while True:
        try:
            answer = input(shown).strip()
        except EOFError:
            raise MisuseError("nothing was made; --help lists the options") from None
        try:
            return read(answer or default)
        except argparse.ArgumentTypeError as problem:
            sys.stdout.write(f"  {problem}\n")


def words(text: str) -> str:
    """Read what is more than white space, as an argparse type."""
    if not text.strip():
        raise argparse.ArgumentTypeError("write some words")
    return text.strip()
