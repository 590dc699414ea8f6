"""`selon schema`: files with which editors' programs check and complete YAML as one writes."""

import argparse
import sys
from pathlib import Path

from builder.cli.options import add_root_option, add_verbose_option
from builder.cli.outcome import GOOD, PROBLEMS

NAME = "schema"
PURPOSE = "write JSON Schemas for editors' programs"

_LANGUAGES = ("en", "fr")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    add_root_option(parser)
    parser.add_argument(
        "--output",
        dest="folder",
        type=Path,
        default=None,
        metavar="DIR",
        help="where the schemas go, below a folder for each language (default: schemas/ in --root)",
    )
    parser.add_argument(
        "--language",
        choices=_LANGUAGES,
        default=None,
        help="describe keys and words in this language only (default: all, one folder each)",
    )
    add_verbose_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the schemas."""
    from builder import schema  # noqa: PLC0415

    folder: Path = options.folder or options.root / "schemas"
    languages = schema.LANGUAGES if options.language is None else (options.language,)
    files = {
        folder / language / name: text
        for language in languages
        for name, text in schema.schemas(language).items()
    }
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        except OSError as problem:
            reason = (problem.strerror or "unknown reason").lower()
            sys.stderr.write(f"selon: {path.as_posix()} cannot be written: {reason}\n")
            return PROBLEMS
    sys.stdout.write(f"Wrote {len(files)} schemas → {folder.as_posix()}/\n")
    return GOOD
