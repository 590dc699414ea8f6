"""`selon new`: an article, a claim or a source, written where it belongs."""

import argparse
import sys
from typing import TYPE_CHECKING

from builder.cli.asking import words
from builder.cli.options import add_root_option, add_verbose_option
from builder.cli.outcome import GOOD, PROBLEMS

if TYPE_CHECKING:
    from builder.diagnostics import Problems

NAME = "new"
PURPOSE = "write a new article, claim or source"

_EXAMPLES = """\
examples:
  selon new article 2026-winter-ferry --title "Will the ferry run?"
  selon new source island-gazette --name "Island Gazette" --kind outlet --url https://…
  selon new claim 2026-winter-ferry --quote "it would sail every day" --via island-gazette
  selon new claim 2026-winter-ferry --quote "the company" --occurrence 2 --set dates.said=2026-01-12
  selon new claim --help                  what a claim can be given"""

_SET = "any other key, such as dates.said=2026-01-12 or evidence.0.source=cbs; may be repeated"


def add(parser: argparse.ArgumentParser) -> None:
    """Add what can be made, each with its options."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = (
        "Write a new article, claim or source. On a terminal, what is needed and not given is\n"
        "asked for. What would bring an error is not written; all else in a file stays as it is."
    )
    parser.epilog = _EXAMPLES
    things = parser.add_subparsers(
        dest="thing", metavar="THING", title="what to write", required=True
    )
    for name, purpose, fill in (
        ("article", "a folder with article.md, a draft, and annotations.yaml", _add_article),
        ("claim", "a claim at a quote of an article", _add_claim),
        ("source", "the file of a source", _add_source),
    ):
        fill(thing := things.add_parser(name, help=purpose, description=f"Write {purpose}."))
        thing.add_argument(
            "--set", action="append", type=_setting, default=[], metavar="KEY=TEXT", help=_SET
        )
        thing.add_argument(
            "--diff", action="store_true", default=False, help="show it, and write nothing"
        )
        add_root_option(thing)
        add_verbose_option(thing)


def run(options: argparse.Namespace) -> int:
    """Ask for what is missing, write it, and say where."""
    from builder.cli import making  # noqa: PLC0415
    from builder.scaffold import entries  # noqa: PLC0415

    change, problems = making.MAKERS[options.thing](options)
    _tell(problems)
    if change is None:
        return PROBLEMS
    if options.diff:
        sys.stdout.write(change.diff())
        return GOOD
    try:
        entries.commit(change)
    except entries.CommitError as refusal:
        sys.stderr.write(f"selon: {refusal}\n")
        return PROBLEMS
    for one in (change, *change.more):
        sys.stdout.write(f"Wrote {one.name}\n")
    sys.stdout.write("selon check tells what is still missing\n")
    return GOOD


def _add_article(parser: argparse.ArgumentParser) -> None:
    _add_name(parser, "SLUG", "the name of its folder, which becomes its address")
    _add_texts(
        parser,
        title="the headline",
        description="the standfirst, one sentence",
        byline="who wrote it (default: the publisher of the site)",
        published="the day of publication (default: today)",
        language="its language (default: that of the site)",
    )


def _add_claim(parser: argparse.ArgumentParser) -> None:
    _add_name(parser, "SLUG", "the article: the name of its folder")
    _add_texts(
        parser,
        quote="the words as they stand in the article",
        before="the words just before them, where they stand there more than once",
        after="the words just after them",
        claim="the claim in one line (default: the quote)",
        id="its id (default: the first words of the claim)",
        type="what sort of claim it is, such as event, quote or promise",
        speaker="who made it: the id of a source",
        stance="how the article puts it, such as asserted or reported",
    )
    parser.add_argument(
        "--occurrence", type=_number, default=None, metavar="N", help="which of them, from the top"
    )
    parser.add_argument(
        "--via",
        action="append",
        default=[],
        metavar="ID",
        help="a source that carries it; may be repeated",
    )
    parser.add_argument(
        "--behind", default=None, metavar="ID", help="the claim that it follows (default: the last)"
    )


def _add_source(parser: argparse.ArgumentParser) -> None:
    _add_name(parser, "ID", "its id, which is the name of its file")
    _add_texts(
        parser,
        name="as readers should see it",
        kind="what it is, such as outlet, person or document",
        identity="how far it is identified, such as named or anonymous",
        url="its address",
        published="when it was published",
        language="the language it is in",
        description="one sentence about it",
    )
    parser.add_argument(
        "--relays",
        action="append",
        default=[],
        metavar="ID[:HOW]",
        help="a source that it has it from, and how, such as cbs:attribution; may be repeated",
    )


def _add_name(parser: argparse.ArgumentParser, name: str, about: str) -> None:
    parser.add_argument("called", metavar=name, help=about)


def _add_texts(parser: argparse.ArgumentParser, **about: str) -> None:
    for name, help_ in about.items():
        parser.add_argument(f"--{name}", type=words, default=None, metavar="TEXT", help=help_)


def _tell(problems: "Problems") -> None:
    """Say what is wrong, and in which file; its lines are not those that are there now."""
    for problem in problems:
        help_ = "".join(f"\n  {line}" for line in problem.help.splitlines())
        kind = f"{problem.severity.value}[{problem.rule}]"
        sys.stderr.write(f"{problem.at.path}: {kind} {problem.message}{help_}\n")


def _number(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number; write 1, 2 and so on")


def _setting(text: str) -> tuple[list[str], str]:
    name, sign, value = text.partition("=")
    path = name.strip().split(".")
    if not sign or not value.strip() or not all(path):
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=TEXT, such as dates.said=2026-01-12")
    return path, value.strip()
