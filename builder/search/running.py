"""Pages of one language → their index, through Pagefind's command line.

In: pages by language. Out: files. Must not know what the pages say.

Pagefind's Python interface looks at most ten times a second for an answer to each page (6.5 s for
65 pages that the command line indexes in 0.07 s) and waits for ever for an answer longer than 2 MB;
so it is the command line, over a folder that is gone afterwards. Each language is indexed by
itself, since one index in a browser reduces all words to their stems as one language does.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from builder.diagnostics import Diagnostic, Place, error
from builder.search.settling import ENTRY, Files, settle

UNREAD = ("[data-aside]", "section > h2[id$=_title]", "dt")
"""What is no page's own text: notes within the article's text, and headings that all pages have."""

_NEEDED = ("fragment/", "index/", "filter/", "pagefind.", "pagefind-worker.js", ENTRY, "wasm.")
"""How the names of the files begin that a search fetches; the rest are interfaces of Pagefind's."""

_PATIENCE = 600.0  # seconds
_HELP = 'install it with: pip install "pagefind[bin]"; `search: no` in site.yaml does without'
_NO_ERROR_SAID = "it did not say why"


def pagefind_version() -> str:
    """Name the version of Pagefind that is installed; empty where there is none."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - takes 9 ms

    try:
        return version("pagefind-bin")
    except PackageNotFoundError:
        return ""


def index(pages: Mapping[str, Files]) -> Files | Diagnostic:
    """Index the pages of each language: language → path → HTML. A diagnostic says what failed."""
    try:
        from pagefind_bin import get_executable  # noqa: PLC0415 - only who indexes needs it

        program = get_executable()
    except (ImportError, OSError):
        return _failure("a search index needs Pagefind, which is not installed", _HELP)
    made: dict[str, bytes] = {}
    for language, files in sorted(pages.items()):
        found = _index(Path(program), files)
        if isinstance(found, Diagnostic):
            return found
        made |= {f"{language}/{path}": data for path, data in found.items()}
    return made


def _index(program: Path, pages: Files) -> Files | Diagnostic:
    """Index the pages of one language."""
    try:
        with tempfile.TemporaryDirectory(prefix="selon-search-") as folder:
            site, out = Path(folder, "site"), Path(folder, "out")
            for path, data in pages.items():
                target = site / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            failed = _run(program, site, out)
            return failed or settle(dict(_results(out)))
    except OSError as failure:
        return _failure(f"the search index cannot be made ({failure.strerror or failure})", "")


def _run(program: Path, site: Path, out: Path) -> Diagnostic | None:
    command = [str(program), "--silent", "--site", str(site), "--output-path", str(out)]
    command += ["--exclude-selectors", ", ".join(UNREAD)]
    try:
        done = subprocess.run(  # noqa: S603 - the program of the package, without a shell
            command,
            cwd=site,  # so that no pagefind.toml of somebody else's is found
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _failure(f"Pagefind did not finish within {_PATIENCE:.0f} seconds", "")
    if done.returncode == 0 and (out / ENTRY).is_file():
        return None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    reason = said[-1].strip() if said else _NO_ERROR_SAID
    return _failure(f"Pagefind could not index the site: {reason}", "")


def _results(out: Path) -> Iterator[tuple[str, bytes]]:
    """Give the files that a search fetches."""
    entry = json.loads((out / ENTRY).read_bytes())
    stemmers = {f"wasm.{language['wasm']}.pagefind" for language in entry["languages"].values()}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        spare = name.startswith("wasm.") and name not in stemmers
        if path.is_file() and name.startswith(_NEEDED) and not spare:
            yield name, path.read_bytes()


def _failure(message: str, help_: str) -> Diagnostic:
    return error("search", Place("content/site.yaml"), message, help_)
