"""The command line: options in, an exit code out, and everything an editor reads in between.

In: argv, the environment and the clock, which nobody else reads. Out: 0 all is well, 1 there are
problems, 2 the command was not understood, 130 stopped by Ctrl-C. Must not know how a site is
built. The rest of the builder is imported when needed, so that help and usage errors are instant.
"""

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from builder import __version__

if TYPE_CHECKING:
    from builder.build import Result
    from builder.edtf import Date

GOOD, PROBLEMS, USAGE, STOPPED, NO_READER = 0, 1, 2, 130, 141
FORMATS = ("full", "concise", "github")

_PATIENCE = 0.5  # seconds without a progress bar

_DESCRIPTION = """\
Publish fact-checks as a static site: who says so, under which condition, and when.

Without a command, selon builds the site of the folder it is started in."""

_EXAMPLES = """\
examples:
  selon                                   build ./content to ./site
  selon check                             look for problems, write nothing
  selon serve --open                      preview in the browser, rebuilt as you write
  selon build --root desk --output /tmp/desk
  selon check --format concise --strict   for scripts: one line for each problem

exit codes: 0 all is well, 1 there are problems, 2 the command was not understood"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. Usage errors and --help end in SystemExit."""
    _spell_out_what_cannot_be_encoded()
    options = _parse(sys.argv[1:] if argv is None else argv)
    try:
        code = _serve(options) if options.command == "serve" else _build(options)
        sys.stdout.flush()
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
    _add_build_options(parser)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, purpose, add_options in (
        ("build", "check the content and write the site (the default)", _add_build_options),
        ("check", "check the content and write nothing", _add_check_options),
        ("serve", "preview the site, rebuilt as you write", _add_serve_options),
    ):
        add_options(commands.add_parser(name, help=purpose, description=purpose))
    parser.set_defaults(
        command="build", root=Path(), output=None, as_of=None, base_url=None, verbose=False,
        format=None, strict=False, host="127.0.0.1", port=8000, open=False,
    )  # fmt: skip
    options = parser.parse_args(argv)
    if not options.root.is_dir():
        parser.error(f"there is no folder {options.root}")
    options.output = options.output or options.root / "site"
    return options


def _add_site_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root", type=Path, metavar="DIR", help="the folder that holds content/ (default: .)"
    )
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="build as on this day (default: today)"
    )
    parser.add_argument(
        "--base-url",
        type=_web_address,
        metavar="URL",
        help="address of the site (default: base_url of site.yaml)",
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="tell more, and show faults of selon in full"
    )


def _add_check_options(parser: argparse.ArgumentParser) -> None:
    _add_site_options(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="how problems are shown (default: full, on GitHub's machines github)",
    )
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")


def _add_build_options(parser: argparse.ArgumentParser) -> None:
    _add_check_options(parser)
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where the site goes (default: site/ in --root)"
    )


def _add_serve_options(parser: argparse.ArgumentParser) -> None:
    _add_site_options(parser)
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=_port, help="port to listen on (default: 8000)")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")


def _day(text: str) -> "Date":
    from builder.edtf import Date, DateError  # noqa: PLC0415

    try:
        date = Date.parse(text)
    except DateError:
        date = None
    if (
        date is None
        or not date.is_day
        or date.year is None
        or date.month is None
        or date.day is None
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write one such as 2026-03-01")
    return Date.of_day(date.year, date.month, date.day)


def _web_address(text: str) -> str:
    from builder.urls import web_refusal  # noqa: PLC0415

    refusal = web_refusal(text)
    if refusal is not None:
        raise argparse.ArgumentTypeError(f"{text!r} is not the address of a site: {refusal}")
    return text


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 1 << 16:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port; write a number below 65536")


def _today() -> "Date":
    from builder.edtf import Date  # noqa: PLC0415

    now = datetime.now().astimezone()
    return Date.of_day(now.year, now.month, now.day)


def _serve(options: argparse.Namespace) -> int:
    from builder import serve  # noqa: PLC0415

    return serve.run(
        root=options.root,
        host=options.host,
        port=options.port,
        open_browser=options.open,
        today=lambda: options.as_of or _today(),
        base_url=options.base_url,
        colour=_wants_colour(sys.stderr, os.environ),
    )


def _build(options: argparse.Namespace) -> int:
    from builder import build  # noqa: PLC0415

    started = monotonic()
    as_of = options.as_of or _today()
    with _progress(shown=_is_screen(sys.stderr, os.environ)) as report:
        if options.command == "check":
            result = build.check(options.root, as_of, options.base_url, report)
        else:
            result = build.build(
                options.root,
                options.output,
                as_of,
                options.base_url,
                report,
                strict=options.strict,
            )
    seconds = monotonic() - started
    failed = result.failed or (options.strict and bool(result.problems))
    _tell(options, result)
    sys.stdout.write(_last_line(options, result, seconds, failed=failed))
    return PROBLEMS if failed else GOOD


def _tell(options: argparse.Namespace, result: "Result") -> None:
    from builder import formats  # noqa: PLC0415

    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    match options.format or ("github" if on_github else "full"):
        case "github":
            text = formats.github(result.problems)
        case "concise":
            text = formats.concise(result.problems)
        case _:
            colour = _wants_colour(sys.stderr, os.environ)
            text = formats.full(result.problems, result.texts, colour)
    sys.stderr.write(text)
    if options.verbose and result.written is not None:
        counts = result.written
        sys.stderr.write(
            f"files: {counts.written} written, {counts.unchanged} unchanged,"
            f" {counts.removed} removed\n"
        )


def _last_line(
    options: argparse.Namespace, result: "Result", seconds: float, *, failed: bool
) -> str:
    from builder import formats  # noqa: PLC0415

    counts = formats.summary(result.problems)
    pages = f"{result.pages} page{'' if result.pages == 1 else 's'}"
    if failed:
        strict = "" if result.failed else ", and --strict allows none"
        verb = "Checked" if options.command == "check" else "Not built"
        return f"{verb}: {counts}{strict} ({seconds:.1f} s)\n"
    if options.command == "check":
        return f"Checked {pages} in {seconds:.1f} s, {counts or 'no problems'}\n"
    return (
        f"Built {pages} in {seconds:.1f} s{', ' if counts else ''}{counts}"
        f" → {options.output.as_posix()}/\n"
    )


def _wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Say whether to colour: never with NO_COLOR, always with FORCE_COLOR, else on a screen."""
    if environ.get("NO_COLOR"):
        return False
    return bool(environ.get("FORCE_COLOR")) or _is_screen(stream, environ)


def _is_screen(stream: TextIO, environ: Mapping[str, str]) -> bool:
    return stream.isatty() and environ.get("TERM") != "dumb"


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Give what a build reports to; a bar appears once it has taken longer than `_PATIENCE`."""
    started = monotonic()
    with ExitStack() as stack:
        move: Callable[[str, int, int], None] | None = None

        def report(stage: str, done: int, total: int) -> None:
            nonlocal move
            if move is None and shown and monotonic() - started > _PATIENCE:
                from builder.progress import bar  # noqa: PLC0415

                move = stack.enter_context(bar())
            if move is not None:
                move(stage, done, total)

        yield report


def _own_fault(fault: Exception, *, verbose: bool) -> int:
    """Say that it is not the editor's doing, and keep what is needed to find out why."""
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
