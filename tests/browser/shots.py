"""Pictures of the site, to be looked at: `python -m tests.browser.shots DIR` (or `make shots`).

Every kind of page of the repository's site, and of the fixture in each language: the whole page at
three widths, light and dark. Articles also with forced colours and on paper, as PDF, and as PNG
where there is pdftoppm of poppler-utils. `--kinds` and `--sites` ask for fewer.
"""

import argparse
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.host import Hosted, hosted
from tests.site import sites
from tests.site.sites import BuiltSite

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--sites", nargs="+", choices=sites.SITES, default=sites.SITES)
    asked.add_argument("--kinds", default=".", help="pattern that a picture's name must contain")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as built:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name in given.sites:
            site = sites.named(name, Path(built) / name)
            with hosted(site.output, site.base_path) as host:
                _show(browser, site, host, given.folder / name, re.compile(given.kinds))
        browser.close()


def _show(
    browser: Browser, site: BuiltSite, host: Hosted, folder: Path, kinds: re.Pattern[str]
) -> None:
    folder.mkdir(exist_ok=True)
    seen: set[str] = set()
    for url in sites.one_of_each_kind(site):
        name = _name(url.removeprefix(site.base_url))
        if not kinds.search(name):
            continue
        if name in seen:
            name += "-own"
        seen.add(name)
        for width in WIDTHS:
            for scheme in SCHEMES:
                path = folder / f"{name}-{width}-{scheme}.png"
                _shoot(browser, host.at(url), path, width, color_scheme=scheme)
        if name.startswith("article"):
            forced = folder / f"{name}-forced.png"
            _shoot(browser, host.at(url), forced, 1440, forced_colors="active")
            _print(browser, host.at(url), folder / f"{name}-print.pdf")
    print(folder)  # noqa: T201 - this is a command


def _name(address: str) -> str:
    """`articles/x/` → article, `articles/x/y/` → claim, `sources/` → sources, '' → home."""
    first, *rest = address.removesuffix(".html").strip("/").split("/")
    if first == "articles" and len(rest) > 1:
        return "-".join(["claim", *rest[2:]])
    return (first.removesuffix("s") if rest else first) or "home"


def _shoot(browser: Browser, url: str, path: Path, width: int, **looks: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, **looks)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    page.screenshot(path=path, full_page=True)
    context.close()


def _print(browser: Browser, url: str, path: Path) -> None:
    page = browser.new_page()
    page.goto(url)
    page.pdf(path=path, format="A4")
    page.close()
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-r", "70", "-png", path, path.with_suffix("")], check=True)


if __name__ == "__main__":
    main()
