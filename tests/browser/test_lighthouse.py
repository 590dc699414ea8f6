"""Home, an article and a claim as Lighthouse sees them, on a phone over a slow network."""

from pathlib import Path
from typing import Any

import pytest

from tests import web
from tests.browser.conftest import CHROMIUM, Served
from tests.host import Hosted, hosted
from tests.site import sites

pytestmark = [pytest.mark.browser, pytest.mark.npm]

PERFECT = 100
FAST = 95
RUNS = 3
KINDS = {"home": "", "article": "articles/[^/]+/", "claim": "articles/[^/]+/[^/]+/"}


@pytest.mark.parametrize("kind", KINDS)
def test_scores(built_site: Served, kind: str) -> None:
    host = Hosted(built_site.origin, built_site.site.base_path)
    found = _judge(host.at(sites.longest(built_site.site, KINDS[kind])))
    scores = found["scores"]
    perfect = {name: scores[name] for name in ("accessibility", "best-practices", "seo")}
    assert perfect == dict.fromkeys(perfect, PERFECT), found["costs"]
    assert scores["performance"] >= FAST, (found["speeds"], found["costs"])
    assert found["shift"] == 0


def test_it_can_fail(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(bytes(range(256)) * 12_000)
    (tmp_path / "index.html").write_text(
        '<!DOCTYPE html><meta name="robots" content="noindex"><img src="picture.png">'
        "<script>document.write('<h1>Late</h1>'); console.error('broken'); missing()</script>"
        "<script>for (const start = Date.now(); Date.now() < start + 4000;);</script>",
        "utf-8",
    )
    with hosted(tmp_path, "/desk/") as host:
        scores = _judge(host.home, runs=1)["scores"]
    assert scores["performance"] < FAST
    del scores["performance"]
    assert max(scores.values()) < PERFECT


def _judge(page: str, runs: int = RUNS) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"Chromium absent: {CHROMIUM}")
    given = {"chromium": str(CHROMIUM), "pages": [page], "runs": runs, "enough": FAST}
    found: list[dict[str, Any]] = web.ask("lighthouse.mjs", "lighthouse", given)
    return found[0]
