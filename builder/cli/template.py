"""`selon template`: what pages are drawn with, and a copy of it for the site to change."""

import argparse
import sys
from pathlib import Path

from builder.cli.options import add_root_option, add_verbose_option
from builder.cli.outcome import GOOD, PROBLEMS, MisuseError

NAME = "template"
PURPOSE = "list the templates, or copy some into templates/ to change them"

_COPY = "copy"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.description = (
        "List the templates, their parts and the assets that come with selon; or copy some into"
        " the site's templates/, file by file. What lies there goes before what comes with selon,"
        " so copy no more than you change: what you leave out keeps up with new versions."
    )
    parser.add_argument(
        "words",
        nargs="*",
        default=[],
        metavar="copy NAME",
        help="copy these, such as parts/note.html (left out: list all, in a line each)",
    )
    add_root_option(parser)
    add_verbose_option(parser)


def run(options: argparse.Namespace) -> int:
    """List, or copy."""
    from builder import render  # noqa: PLC0415

    known = render.default_files()
    own = options.root / "templates"
    if not options.words:
        width = max(map(len, known))
        for name, data in known.items():
            path = own / name
            mark = "*" if path.is_file() and path.read_bytes() != data else " "
            sys.stdout.write(f"{mark} {name:<{width}}  {render.purpose(data)}".rstrip() + "\n")
        sys.stdout.write("\n* the site's own differs\n")
        return GOOD
    names = options.words[1:]
    if options.words[0] != _COPY or not names:
        raise MisuseError(f"write selon {NAME}, or selon {NAME} {_COPY} and the names of some")
    return _copied({name: known[_existing(name, known)] for name in names}, own)


def _existing(name: str, known: dict[str, bytes]) -> str:
    if name in known:
        return name
    from difflib import get_close_matches  # noqa: PLC0415 - seldom needed

    near = get_close_matches(name, known, 1)
    ending = [one for one in known if one.rpartition("/")[2] == name]
    hint = next(iter(ending + near), "")
    help_ = f"did you mean {hint}?" if hint else f"selon {NAME} lists them all"
    raise MisuseError(f"no template is called {name!r}; {help_}")


def _copied(files: dict[str, bytes], own: Path) -> int:
    """Write the copies, unless one of them would go over a file of the site."""
    for name in files:
        if (own / name).exists() or (own / name).is_symlink():
            sys.stderr.write(
                f"selon: {(own / name).as_posix()} is there already; nothing was copied\n"
                "move it away to begin anew with the one that comes with selon\n"
            )
            return PROBLEMS
    for name, data in files.items():
        path = own / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as failure:
            reason = (failure.strerror or "unknown reason").lower()
            sys.stderr.write(f"selon: {path.as_posix()} cannot be written: {reason}\n")
            return PROBLEMS
        sys.stdout.write(f"{path.as_posix()} now goes before the one that comes with selon\n")
    return GOOD
