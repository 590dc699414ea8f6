"""A real preview server on a small site, for as long as a test runs."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support import ROOT

CHROMIUM = Path("/usr/bin/chromium-headless-shell")

SITE = """\
title: Desk
base_url: https://desk.example/repo/
language: en
publisher: { name: Desk }
cards: no
search: no
rules: { attribution-distance: off, policy-page-missing: off }
verdicts:
  - { id: true-one, label: { en: "True" }, rating: 5 }
"""
ARTICLE = """\
---
title: A small article
description: Says one thing.
byline: Someone
published: 2026-03-01
---

The dam will hold if the rain stops.
"""
CLAIMS = """\
claims:
  - id: dam
    quote: The dam will hold if the rain stops
    claim: The dam holds if the rain stops
    speaker: { name: The engineer }
    condition: { if: the rain stops, quote: if the rain stops }
"""
WAIT = 20.0
FIRST = 8700


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Message
    text: str


@dataclass(frozen=True)
class Preview:
    """A running server and the folder that it watches."""

    root: Path
    address: str
    log: Path

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def builds(self) -> int:
        """How often the site was built: the server says so each time."""
        return len(re.findall(r"^(?:not )?built[,:]", self.log.read_text(), re.MULTILINE))

    @property
    def article(self) -> Path:
        return self.root / "content/articles/dam/article.md"

    @property
    def claims(self) -> Path:
        return self.root / "content/articles/dam/annotations.yaml"

    def get(self, path: str, **headers: str) -> Reply:
        """Ask for a path from the root of the host; redirects are not followed."""
        parts = urlsplit(self.address)
        request = urllib.request.Request(  # noqa: S310 - loopback
            f"{parts.scheme}://{parts.netloc}{path}", headers=headers
        )
        opener = urllib.request.build_opener(_Still)
        try:
            with opener.open(request, timeout=WAIT) as answer:
                return Reply(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as answer:
            return Reply(answer.code, answer.headers, answer.read().decode())

    def until(self, path: str, wanted: Callable[[Reply], bool]) -> Reply:
        """Ask again until the reply is as wanted."""
        deadline = time.monotonic() + WAIT
        while True:
            reply = self.get(path)
            if wanted(reply) or time.monotonic() > deadline:
                return reply
            time.sleep(0.05)


class _Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def write_site(root: Path) -> None:
    folder = root / "content/articles/dam"
    folder.mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE)
    (folder / "article.md").write_text(ARTICLE)
    (folder / "annotations.yaml").write_text(CLAIMS)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    write_site(tmp_path)
    yield from run(tmp_path)


def run(root: Path, port: int = FIRST, *more: str) -> Generator[Preview, None, None]:
    """Run a server; it is ended, without a word, where the generator is closed."""
    command = [sys.executable, "-m", "builder", "serve", "--root", str(root)]
    command += ["--port", str(port), *more]
    log = root.parent / f"{root.name}-{port}.log"
    with (
        log.open("w") as said,
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=said, text=True
        ) as server,
    ):
        assert server.stdout is not None
        line = server.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        try:
            yield Preview(root, found[0], log)
        finally:
            server.terminate()
            server.wait(WAIT)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium absent: {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()
