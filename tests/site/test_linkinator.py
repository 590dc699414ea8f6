"""Every link and every fragment once more, by linkinator, over HTTP below the base path.

Links that leave the site are skipped: what answers there today is no mistake of the site.
"""

from pathlib import Path
from typing import Any

import pytest

from tests import web
from tests.host import Hosted, hosted
from tests.site.sites import BuiltSite

pytestmark = pytest.mark.npm


def test_every_link_is_answered(every_site: BuiltSite) -> None:
    with hosted(every_site.output, every_site.base_path) as host:
        pages = [host.at(url) for url in every_site.pages]
        found = _follow(host, pages, every_site.base_url)
    assert found["broken"] == []
    assert found["followed"] > 10 * len(pages)


def test_it_can_fail(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").write_text('<p id="here">Here</p>', "utf-8")
    (tmp_path / "index.html").write_text(
        '<a href="other/#here">1</a> <a href="other/#there">2</a> <a href="#nowhere">3</a>'
        '<a href="missing/">4</a> <a href="/elsewhere/">5</a> <a href="other">6</a>'
        '<a href="https://desk.example/missing/too/">7</a> <a href="https://example.org/">8</a>',
        "utf-8",
    )
    with hosted(tmp_path, "/desk/") as host:
        found = _follow(host, [host.home], "https://desk.example/")
        links = sorted({one["link"].removeprefix(host.origin) for one in found["broken"]})
    assert links == [
        *("/desk/#nowhere", "/desk/missing/", "/desk/missing/too/"),
        *("/desk/other", "/desk/other/#there", "/elsewhere/"),
    ]
    assert found["skipped"] == 1


def _follow(host: Hosted, pages: list[str], base_url: str) -> dict[str, Any]:
    given = {"pages": pages, "origin": host.origin, "served": host.home, "base_url": base_url}
    found: dict[str, Any] = web.ask("links.mjs", "linkinator", given)
    return found
