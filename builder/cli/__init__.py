"""The command line: options in, an exit code out, and everything an editor reads in between.

In: argv, the environment and the clock, which nobody else reads. Out: 0 all is well, 1 there are
problems, 2 the command was not understood, 130 stopped by Ctrl-C. Must not know how a site is
built. The rest of the builder is imported when needed, so that help and usage errors are instant.

One module for each command: `NAME`, `PURPOSE` (one line of help), `add(parser)`, which adds its
options, and `run(options)`, which gives the exit code. A command's own options carry their
defaults; those of `options.py` get theirs here, since they may also stand before the command.
"""

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

from builder import __version__
from builder.cli import build, check, init, new, rule, schema, serve, stale, template
from builder.cli.options import DEFAULTS, add_build_options
from builder.cli.outcome import NO_READER, PROBLEMS, STOPPED, USAGE, MisuseError

COMMANDS = (build, check, serve, init, new, rule, stale, schema, template)

_DESCRIPTION = """\
Publish fact-checks as a static site: who says so, under which condition, and when.

Without a command, selon builds the site of the folder it is started in."""

_EXAMPLES = """\
examples:
  selon                                   build ./content to ./site
  selon check                             look for problems, write nothing
  selon check --against main              also look for changes that no correction tells of
  selon serve --open                      preview in the browser, rebuilt as you write
  selon init desk                         start a site of your own in the folder desk
  selon new claim 2026-winter-ferry       write a claim; it asks for what it needs
  selon build --root desk --output /tmp/desk
  selon check --format concise --strict   for scripts: one line for each problem
  selon rule quote-not-found              what a rule checks, and why

exit codes: 0 all is well, 1 there are problems, 2 the command was not understood"""

FEW_CIRCLES = 200_000
"""Values that grow into a site hold no circles: to look for some after each 700 new ones took a
fifth of the time at 1,000 articles."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. Usage errors and --help end in SystemExit."""
    _spell_out_what_cannot_be_encoded()
    options = _parse(sys.argv[1:] if argv is None else argv)
    (command,) = (one for one in COMMANDS if options.command == one.NAME)
    gc.set_threshold(FEW_CIRCLES)
    # Nor is a last look through all that is left of any use: it took a tenth of a short build.
    atexit.register(gc.freeze)
    try:
        code: int = command.run(options)
        sys.stdout.flush()
    except MisuseError as misuse:
        sys.stderr.write(f"selon: {misuse}\n")
        return USAGE
    except KeyboardInterrupt:
        sys.stderr.write("\nselon: stopped\n")
        return STOPPED
    except BrokenPipeError:
        # Whoever read us has gone, and the interpreter would say so when it flushes at the end.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.dup2(nowhere, sys.stderr.fileno())
        return NO_READER
    except Exception as fault:  # noqa: BLE001 - the last hand that can catch it
        return _own_fault(fault, verbose=options.verbose)
    return code


def _spell_out_what_cannot_be_encoded() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


class _Parser(argparse.ArgumentParser):
    def __init__(self, **settings: Any) -> None:
        # Suppressed, lest the defaults of a command undo options given before it.
        super().__init__(**settings, allow_abbrev=False, argument_default=argparse.SUPPRESS)

    def error(self, message: str) -> NoReturn:
        """Say what was not understood in one sentence, without a wall of usage before it."""
        self.exit(USAGE, f"selon: {message} (selon --help lists the options)\n")


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the options; those of `build` may also stand before the command, or without one."""
    parser = _Parser(
        prog="selon",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"selon {__version__}")
    add_build_options(parser)
    commands = parser.add_subparsers(  # without `prog`, argparse imports `shutil` to make one
        prog=parser.prog, dest="command", metavar="COMMAND", title="commands"
    )
    for command in _offered(argv):
        command.add(
            commands.add_parser(command.NAME, help=command.PURPOSE, description=command.PURPOSE)
        )
    parser.set_defaults(command=build.NAME, **DEFAULTS)
    options = parser.parse_args(argv)
    if not options.root.is_dir():
        parser.error(f"there is no folder {options.root}")
    options.output = options.output or options.root / "site"
    return options


def _offered(argv: Sequence[str]) -> Sequence[ModuleType]:
    """Give the commands that are named; all where none is, or where help or a hint lists them."""
    named = [command for command in COMMANDS if command.NAME in argv]
    return COMMANDS if not named or {"-h", "--help"} & {*argv} else named


def _own_fault(fault: Exception, *, verbose: bool) -> int:
    """Say that it is not the editor's doing, and keep what is needed to find out why."""
    import tempfile  # noqa: PLC0415 - seldom needed
    import traceback  # noqa: PLC0415

    details = "".join(traceback.format_exception(fault))
    if verbose:
        sys.stderr.write(details)
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="selon-", suffix=".txt", encoding="utf-8", errors="backslashreplace",
            delete=False,
        ) as file:  # fmt: skip
            file.write(details)
        kept = f"the details are in {file.name}; please send that file along when you report it"
    except OSError:
        kept = "run it again with -v, and please send what it prints along when you report it"
    sys.stderr.write(
        f"selon: this is a fault of selon, not of your text ({type(fault).__name__}); {kept}\n"
    )
    return PROBLEMS
