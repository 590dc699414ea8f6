"""`selon serve`: a preview in the browser."""

import argparse
import sys

from builder.cli.options import add_site_options, today
from builder.cli.terminal import wants_colour

NAME = "serve"
PURPOSE = "preview the site, rebuilt as you write"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    add_site_options(parser)
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--port", type=_port, default=8000, help="port to listen on (default: 8000)"
    )
    parser.add_argument(
        "--open", action="store_true", default=False, help="open the site in the browser"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    from builder import serve  # noqa: PLC0415

    site = serve.Site(options.root, options.base_url, lambda: options.as_of or today())
    return serve.run(
        site,
        host=options.host,
        port=options.port,
        open_browser=options.open,
        colour=wants_colour(sys.stderr),
    )


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 1 << 16:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port; write a number below 65536")
