"""The repository's site in a browser: built once, served below its base path, no scripts run."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.host import hosted
from tests.site import sites
from tests.site.sites import BuiltSite

CHROMIUM = Path("/usr/bin/chromium-headless-shell")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


@dataclass(frozen=True)
class Served:
    """The built site, and where it answers."""

    site: BuiltSite
    origin: str

    def at(self, address: str) -> str:
        """`articles/x/` → the address to open."""
        return self.origin + self.site.base_path + address

    @property
    def richest(self) -> str:
        """The address of the article with the most notes."""
        found = {
            name.removesuffix("index.html"): path.read_text("utf-8").count("data-slot=")
            for name, path in self.site.files.items()
            if re.fullmatch(r"articles/[^/]+/index\.html", name)
        }
        return max(found, key=lambda address: (found[address], address))

    @property
    def kinds(self) -> list[str]:
        """One page of each kind."""
        start = len(self.site.base_url)
        return [url[start:] for url in sites.one_of_each_kind(self.site)]


Open = Callable[..., Page]
"""open_page(address, width, scheme="light"): a page, whose console may not complain."""


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Build the site and serve it below its base path."""
    site = sites.make("repository", tmp_path_factory.mktemp("host"))
    with hosted(site.output, site.base_path) as host:
        yield Served(site, host.origin)


# Not for the session: while it is there, an event loop runs, and no other test may have its own.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium absent: {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, built_site: Served) -> Iterator[Open]:
    """Open pages without JavaScript; the console must stay silent and nothing may be missing."""
    complaints: list[str] = []
    contexts = []

    def open_page(address: str, width: int, scheme: str = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=False,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{address}: {message.text}"))
        page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
        page.goto(built_site.at(address))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
