"""From saving a file to the new page: `python -m tests.bench.preview N [--rounds 20] [--browser]`.

In: how many articles, how often one of them is saved. Out: a table on stdout. An editor's program
writes beside the file and renames; the page is asked for over HTTP, again and again, until it has
the new words. With `--browser`, Chromium has the page open instead, and the time is taken until the
new words stand in it: only then does whoever writes see them. selon and Hugo take turns, each with
a server that runs all the time. Hugo gets its content converted, and is left at what it does if not
told otherwise: it draws the pages that were looked at lately, and leaves the others as they were.
"""

import argparse
import http.client
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from tests.bench import hugo

REPOSITORY = Path(__file__).parents[2]
KINDS = ("text", "annotation")

_POLL = 0.005  # seconds between two questions: a server that is asked all the time does little else
_WAIT = 60.0
_CHROMIUM = "/usr/bin/chromium-headless-shell"
_ADDRESS = re.compile(r"http://[\w.:\[\]]+\S*")


_Edit = Callable[[str, str], str]
"""Gives a text with a word more."""


class PreviewError(Exception):
    """A server did not start, or did not show what was saved."""


@dataclass
class Served:
    """A server that runs. `files` are what is saved, by kind, and `page` shows both."""

    name: str
    address: str
    page: str
    files: Mapping[str, Path]
    edit: Mapping[str, _Edit]
    seconds: dict[str, list[float]] = field(default_factory=dict)
    tab: Page | None = None

    def save(self, kind: str, number: int) -> float:
        """Save a file as editors' programs do, and wait until the page says so."""
        path, word = self.files[kind], f"nouveau{kind}{number}"
        text = self.edit[kind](path.read_text("utf-8"), word)
        aside = path.with_name(f".{path.name}.tmp")
        aside.write_text(text, "utf-8")
        started = time.perf_counter()
        aside.replace(path)
        self.until(word)
        return time.perf_counter() - started

    def until(self, word: str) -> None:
        """Wait until the open page has a word, or ask for the page until it has."""
        if self.tab:
            has = "word => document.body.textContent.includes(word)"
            self.tab.wait_for_function(has, arg=word, polling=_POLL * 1000, timeout=_WAIT * 1000)
            return
        parts = urlsplit(self.address)
        wanted, deadline = word.encode("ascii"), time.perf_counter() + _WAIT
        connection = http.client.HTTPConnection(parts.netloc, timeout=_WAIT)
        while time.perf_counter() < deadline:
            connection.request("GET", self.page)
            if wanted in connection.getresponse().read():
                connection.close()
                return
            time.sleep(_POLL)
        raise PreviewError(f"{self.name} does not show {word} at {self.page}")


def main(articles: int, rounds: int, tools: Sequence[str], *, browser: bool) -> None:
    """Measure, and print what was found."""
    with tempfile.TemporaryDirectory(dir=_memory()) as place, ExitStack() as stack:
        folder = Path(place)
        _make("corpus", str(articles), folder / "selon")
        if any(tool.startswith("hugo") for tool in tools):
            _make("convert", folder / "selon", folder)
        slug = sorted(path.name for path in (folder / "selon/content/articles").iterdir())
        running = [
            stack.enter_context(_serve(tool, folder / tool, slug[len(slug) // 2])) for tool in tools
        ]
        if browser:
            _open(running, stack)
        for number in range(rounds):
            for kind in KINDS:
                for server in running:
                    took = server.save(kind, number)
                    server.seconds.setdefault(kind, []).append(took)
                    time.sleep(0.2)  # as between two saves: whatever follows the page is done
        for line in _table(articles, running, "seen in Chromium" if browser else "served"):
            sys.stdout.write(f"{line}\n")


def _open(running: Sequence[Served], stack: ExitStack) -> None:
    """Open the page of each server in a tab of its own, which follows from then on."""
    playwright = stack.enter_context(sync_playwright())
    chromium = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
    stack.callback(chromium.close)
    for server in running:
        server.tab = chromium.new_page()
        parts = urlsplit(server.address)
        server.tab.goto(f"{parts.scheme}://{parts.netloc}{server.page}")


def _table(articles: int, running: Sequence[Served], end: str) -> Iterator[str]:
    """Median and worst of each server, and the ratio of the medians to that of the first."""
    yield f"{articles} articles: milliseconds from a save to the new page {end}, median (worst)"
    for server in running:
        row = [f"{server.name:12}"]
        for kind, seconds in server.seconds.items():
            row.append(f"{kind} {median(seconds) * 1000:7.1f} ({max(seconds) * 1000:.1f})")
            if server is not running[0]:
                row.append(f"x {median(seconds) / median(running[0].seconds[kind]):.1f}")
        yield "  ".join(row)


@contextmanager
def _serve(tool: str, folder: Path, slug: str) -> Iterator[Served]:
    """Start a server, and end it."""
    edit = {"text": _append, "annotation": _reword}
    if tool == "selon":
        command: list[str | Path] = [sys.executable, "-m", "builder", "serve"]
        command += ["--root", folder, "--port", "8800"]
        content = folder / "content/articles" / slug
        files = {"text": content / "article.md", "annotation": content / "annotations.yaml"}
    else:
        port = 1400 + hugo.VARIANTS.index(tool.removeprefix("hugo-"))
        command = [hugo.binary(), "server", "--source", folder, "--bind", "127.0.0.1"]
        command += ["--port", str(port)]
        text = folder / f"content/articles/{slug}.md"
        claims = folder / f"data/claims/{slug}.json"
        files = {"text": text, "annotation": claims if claims.exists() else text}
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            address = _address(process)
            page = f"{urlsplit(address).path.rstrip('/')}/articles/{slug}/"
            yield Served(tool, address, page, files, edit)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    """Read where a server can be asked, from what it says once it is ready."""
    assert process.stdout is not None
    for line in process.stdout:
        found = _ADDRESS.search(line)
        if found:
            return found[0]
    raise PreviewError("the server has ended")


def _append(text: str, word: str) -> str:
    """Write a paragraph more, in the place of the last one that was written so."""
    kept = re.sub(r"\nEncore nouveautext\d+\.\n$", "", text)
    return f"{kept}\nEncore {word}.\n"


def _reword(text: str, word: str) -> str:
    """Reword what is said of the first claim, in the place of the word before."""
    wording = r"Le propos (?:nouveauannotation\d+ )?figure dans"
    return re.sub(wording, f"Le propos {word} figure dans", text, count=1)


def _make(module: str, *arguments: str | Path) -> None:
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    subprocess.run(command, cwd=REPOSITORY, check=True)


def _memory() -> str | None:
    memory = Path("/dev/shm")  # noqa: S108
    return str(memory) if memory.is_dir() else None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure previews.")
    parser.add_argument("articles", type=int)
    parser.add_argument("--rounds", type=int, default=20)
    choices = ("selon", *(f"hugo-{variant}" for variant in hugo.VARIANTS))
    parser.add_argument("--tools", nargs="+", choices=choices, default=choices)
    parser.add_argument("--browser", action="store_true", help="until Chromium shows it")
    options = parser.parse_args()
    main(options.articles, options.rounds, options.tools, browser=options.browser)
