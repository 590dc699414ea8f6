"""html-validate over every page: what the standard allows and readers' tools still stumble on."""

from pathlib import Path

import pytest

from tests import web
from tests.site.sites import BuiltSite

pytestmark = pytest.mark.npm


def test_every_page_is_sound(every_site: BuiltSite) -> None:
    pages = [path for name, path in every_site.files.items() if name.endswith(".html")]
    assert _problems(pages) == ""


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ("<main><h1>One</h1><h3>Three</h3></main>", "heading-level"),
        ('<main><h1>One</h1><p aria-labelledby="nowhere">Two</p></main>', "no-missing-references"),
        ('<main><h1>One</h1><p style="color: red">Two</p></main>', "no-inline-style"),
        ('<main role="main"><h1>One</h1></main>', "no-redundant-role"),
    ],
)
def test_it_can_fail(broken: str, rule: str, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    head = '<head><meta charset="utf-8"><title>A page</title></head>'
    page.write_text(
        f'<!DOCTYPE html>\n<html lang="en">{head}<body>{broken}</body></html>\n', "utf-8"
    )
    assert f"[{rule}]" in _problems([page])


def _problems(pages: list[Path]) -> str:
    assert pages
    found = web.ask("html.mjs", "html-validate", [str(page) for page in pages])
    return "\n".join(
        f"{one['file']}:{one['line']}:{one['column']}: {one['message']} [{one['rule']}]"
        for one in found
    )
