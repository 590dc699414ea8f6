"""`selon init`: a new site, ready to be built, previewed and published."""

import argparse
import os
import sys
from pathlib import Path

from builder import __version__
from builder.cli.asking import ask, asks
from builder.cli.options import add_base_url_option, add_verbose_option, web_address
from builder.cli.outcome import GOOD, PROBLEMS

NAME = "init"
PURPOSE = "start a site of your own in an empty folder"

_LANGUAGES = ("ar", "en", "fr")
_BASE_URL = "https://example.org/"

_NEXT = """\
Wrote {count} files → {folder}/

Next:
  cd {folder}
  selon serve --open      look at it; it is rebuilt as you write
  selon check --strict    look for problems
README.md there says how to write and publish.
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "Start a site of your own: settings, an annotated example that is marked as invented,"
        " drafts of the policy pages, workflows for GitHub, and schemas for editors' programs."
        " The folder must be empty, but for .git, or not there yet; nothing is ever overwritten."
        " On a terminal, what is not given is asked for."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder of the new site")
    parser.add_argument("--title", type=_title, metavar="TEXT", default=None, help="its name")
    parser.add_argument(
        "--language",
        choices=_LANGUAGES,
        default=None,
        help="the language of its interface and its texts (default: that of the system, or en)",
    )
    add_base_url_option(
        parser,
        f"its address (default: {_BASE_URL}; on GitHub Pages the workflow puts in the right one)",
    )
    add_verbose_option(parser)


def run(options: argparse.Namespace) -> int:
    """Make the site, and say what comes next."""
    from builder import scaffold  # noqa: PLC0415

    asked = asks()
    language = options.language or _language()
    if asked and options.language is None:
        language = ask(f"Language, one of {', '.join(_LANGUAGES)}", language, _known_language)
    title = options.title or scaffold.TITLES[language]
    if asked and options.title is None:
        title = ask("Title of the site", title, _title)
    base_url = options.base_url or _BASE_URL
    if asked and options.base_url is None:
        base_url = ask("Address, if not on GitHub Pages", base_url, web_address)
    new = scaffold.files(scaffold.Wishes(title, language, base_url, __version__))
    try:
        scaffold.create(options.folder, new)
    except scaffold.ScaffoldError as refusal:
        sys.stderr.write(f"selon: {refusal}\n")
        return PROBLEMS
    sys.stdout.write(_NEXT.format(count=len(new), folder=options.folder.as_posix()))
    return GOOD


def _language() -> str:
    """Guess the language from what the system says: `fr_CA.UTF-8`."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return said[:2] if said[:2] in _LANGUAGES else "en"


def _title(text: str) -> str:
    title = text.strip()
    if not title or not title.isprintable():
        raise argparse.ArgumentTypeError(f"{text!r} is no title; write some words on one line")
    return title


def _known_language(text: str) -> str:
    if text not in _LANGUAGES:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(_LANGUAGES)}")
    return text
