"""What stands over a page when something is wrong: legible and reachable, for everybody."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests import web
from tests.serve.conftest import ARTICLE, CLAIMS, SITE, Preview, run, write_site

pytestmark = [pytest.mark.browser, pytest.mark.npm]

PAGE = "/repo/articles/dam/"
WRONG = CLAIMS + '    tpye: "قال الوزير إن السد"\n' + "    quoet: x\n"
WARNED = SITE.replace(" policy-page-missing: off", " policy-page-missing: warning")
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1280), ("dark", 360))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("overlay") / "site"
    write_site(root)
    (root / "content/site.yaml").write_text(WARNED)
    yield from run(root, 8760)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("wrong", [False, True], ids=["warnings", "errors"])
def test_problems_stand_in_nobodys_way(
    site: Preview, chromium: Browser, language: str, *, wrong: bool
) -> None:
    site.claims.write_text(CLAIMS)
    site.article.write_text(ARTICLE.replace("byline", f"language: {language}\nbyline"))
    site.until(PAGE, lambda reply: f'<html lang="{language}"' in reply.text)
    if wrong:
        site.claims.write_text(WRONG)
    kind = "selon-errors" if wrong else "selon-warnings"
    site.until(PAGE, lambda reply: f'class="{kind}"' in reply.text)
    axe = web.package("axe-core/axe.min.js")
    for scheme, width in LOOKS:
        size = ViewportSize(width=width, height=640)
        page = chromium.new_page(color_scheme=scheme, viewport=size, bypass_csp=True)
        page.goto(site.address + "articles/dam/")
        page.add_script_tag(path=axe)
        assert violations(page) == []
        for _ in range(2):  # as it comes, and the other way
            page.locator("#selon_problems summary").click()
            assert violations(page) == []
        check_place(page, width)
        page.close()


def violations(page: Page) -> list[str]:
    result = page.evaluate("axe.run({ rules: { 'target-size': { enabled: true } } })")
    assert result["passes"]
    return [
        f"{rule['id']}: {node['html']}" for rule in result["violations"] for node in rule["nodes"]
    ]


def check_place(page: Page, width: int) -> None:
    """It lies within the window, reads from left to right, and only source lines need scrolling."""
    problems = page.locator("#selon_problems")
    box = problems.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 640
    assert problems.get_attribute("dir") == "ltr"
    wide = "spans => spans.some(span => span.getBoundingClientRect().right > innerWidth)"
    assert not page.locator("#selon_problems .selon-wrap").evaluate_all(wide)
