"""Templates and views: the page about them is current, and neither has what the other lacks."""

import re
import shutil
from pathlib import Path

import pytest
from jinja2 import nodes

from builder import build, render, views
from builder.dataclass import fields
from builder.diagnostics import Problems
from builder.edtf import Date
from builder.render.parts import PartsEnvironment
from tests.drawn import everything
from tests.site.sites import FIXTURE
from tests.support import ROOT
from tests.template_names import misses
from tests.templates_page import classes, contents, filled, holds

PAGE = ROOT / "docs" / "templates.md"
DEFAULTS = render.default_files()
DRAWING = [name for name in DEFAULTS if not name.startswith(("parts/", "assets/"))]

NOT_READ = {("TrackView", "bottom"), ("TrackView", "top")}
"""Where a track lies, by which tests measure what is drawn on it."""


def test_the_page_is_current(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text(encoding="utf-8")
    if request.config.getoption("--update"):
        PAGE.write_text(filled(text), encoding="utf-8")
    else:
        assert text == filled(text), "make docs"


def test_every_template_says_what_it_draws() -> None:
    silent = [name for name, data in DEFAULTS.items() if not render.purpose(data)]
    assert not silent, f"begin these with a comment that says what they draw: {silent}"


def test_jinjas_own_code_draws_the_same_and_is_needed_by_no_default() -> None:
    env = render.environment(ROOT)
    assert isinstance(env, PartsEnvironment)
    for page in everything().pages:
        if page.template:
            template = env.get_template(page.template)
            values = {name: getattr(page, name) for name in ("site", "head", "content", "address")}
            drawn = template.render(values)
            assert getattr(template, "plain", None) is None, page.address
            assert drawn == env.plain.get_template(page.template).render(values)


def test_every_template_is_drawn_by_a_page_or_another_template() -> None:
    """So that StrictUndefined sees every one of them with real views."""
    assert [name for name in DRAWING if name != "base.html" and name not in contents()] == []
    texts = b"".join(DEFAULTS.values()).decode()
    parts = [name for name in DEFAULTS if name.startswith("parts/")]
    assert [name for name in (*parts, "base.html") if f'"{name}"' not in texts] == []


def test_every_import_of_a_template_is_used() -> None:
    idle = []
    for name in DEFAULTS:
        if name.startswith("assets/"):
            continue
        tree = render.environment(ROOT).parse(DEFAULTS[name].decode())
        used = {found.name for found in tree.find_all(nodes.Name)}
        for imported in tree.find_all(nodes.FromImport):
            names = [one if isinstance(one, str) else one[1] for one in imported.names]
            idle += [f"{name}:{imported.lineno}: {one}" for one in names if one not in used]
    assert idle == []


def test_every_class_of_the_style_sheets_is_drawn() -> None:
    """By a template, a script, or what makes markup in builder/."""
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "builder").rglob("*.py")]
    drawing = [data.decode() for name, data in DEFAULTS.items() if not name.endswith(".css")]
    words = set(re.findall(r"[\w-]+", "\n".join(code + drawing)))
    made_of_parts = {f"align-{side}" for side in ("start", "center", "end")}
    idle = []
    for name in (name for name in DEFAULTS if name.endswith(".css")):
        rules = re.sub(r"/\*.*?\*/", "", DEFAULTS[name].decode(), flags=re.DOTALL)
        for selector in re.findall(r"([^{};]+)\{", rules):
            found = set(re.findall(r"[.#]([a-z][\w-]*)", selector)) - words - made_of_parts
            idle += [f"{name}: {one}" for one in sorted(found)]
    assert idle == []


def test_no_template_names_what_no_view_has() -> None:
    sources = {
        name: data.decode() for name, data in DEFAULTS.items() if not name.startswith("assets/")
    }
    seen = {
        name: frozenset(getattr(views, view) for view in found)
        for name, found in contents().items()
    }
    assert misses(render.environment(ROOT), sources, seen) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{{ content.titel }}", 1),
        ("{{ site.title.nothing }}", 1),
        ("\n{% for claim in content.claims %}{{ claim.qote }}{% endfor %}", 2),
        ("{% for block in content.blocks %}{{ block.claims[0].qote }}{% endfor %}", 1),
        ("{% set x = content.examined %}{% if x %}\n{{ x.adress }}{% endif %}", 2),
        ("{{ (content.examined or site).nothing }}", 1),
        ("{{ ('a' if content.examined.nothing else 'b') }}", 1),
        ('{{ content.claims|map(attribute="id")|join(content.nothing) }}', 1),
        ("{{ unknown.nothing }}", 1),
        ("{% macro m(a) %}{{ a.quote.nothing }}{% endmacro %}{{ m(content.claims[0]) }}", 1),
        ("{% macro m(a) %}\n{{ a.qote }}{% endmacro %}{{ m(a=content.claims[0]) }}", 2),
        ("{% for c in content.claims %}{{ c.type.nothing }}{% endfor %}", 1),
    ],
)
def test_a_name_that_no_view_has_is_found(text: str, line: int) -> None:
    seen = {"x.html": frozenset({views.ArticleView})}
    (found,) = misses(render.environment(ROOT), {"x.html": text}, seen)
    assert found.startswith(f"x.html:{line}: ")


@pytest.mark.parametrize(
    "text",
    [
        "{{ content.title.upper() }} {{ content.claims[0].type.value }}",
        "{% for c in content.claims %}{{ c.summary.sentence }} {{ loop.index }}{% endfor %}",
        "{% set n = namespace(value=0) %}{% set n.value = 1 %}{{ n.value }}",
        "{% macro m(a) %}{{ a.quote }}{% endmacro %}{{ m(content.claims[0]) }}{{ m(unknown) }}",
        "{{ content.examined.url if content.examined }}",
    ],
)
def test_names_that_views_have_are_not(text: str) -> None:
    seen = {"x.html": frozenset({views.ArticleView})}
    assert misses(render.environment(ROOT), {"x.html": text}, seen) == []


def test_every_field_of_a_view_is_read() -> None:
    """By a template, by what machines read, or by what makes pages of pages."""
    known = {(name, entry.name) for name, view in classes().items() for entry in fields(view)}
    idle = known - everything().read
    assert sorted(idle - NOT_READ) == [], "nothing reads these fields: take them out"
    assert sorted(NOT_READ - idle) == [], "these are read by now: take them out of NOT_READ"


def test_every_field_can_be_described() -> None:
    assert holds(views.SourcingView.__annotations__["independent"]) == "number"
    assert holds(views.HeadView.__annotations__["structured"]) == "list of markup"
    assert holds(str | None) == "text, or none"
    assert holds(tuple[views.ClaimView, ...]) == "list of [ClaimView](#claimview)"
    assert holds(views.EvidenceView.__annotations__["role"]).startswith("word: `supports`, ")


# A site's own files go before the defaults, one by one


def own(tmp_path: Path, name: str, change: bytes) -> tuple[dict[str, bytes], Problems]:
    """Build the fixture with one file changed: `change` is put at its end."""
    shutil.copytree(FIXTURE / "content", tmp_path / "content")
    path = tmp_path / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(DEFAULTS[name] + change)
    result = build.check(tmp_path, Date.parse("2026-03-06"), None, lambda *_: None)
    return dict(result.files), result.problems


@pytest.mark.parametrize("name", DEFAULTS)
def test_each_file_of_the_site_goes_before_its_default_and_no_other(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text("ours")
    env = render.environment(tmp_path)
    assets = render.assets(tmp_path)
    for other in DEFAULTS:
        if other.startswith("assets/"):
            assert (assets[other] == b"ours") is (other == name)
        else:
            drawn = env.get_template(other).filename
            assert drawn is not None
            assert Path(drawn).is_relative_to(tmp_path) is (other == name)


@pytest.mark.parametrize(
    "name", ["base.html", "article.html", "parts/text.html", "parts/evidence.html", "feed.atom"]
)
def test_whatever_draws_with_it_draws_with_that_of_the_site(tmp_path: Path, name: str) -> None:
    """One that fails says its name and line, so it was the site's own that was drawn with."""
    _, problems = own(tmp_path, name, b"\n{% if %}\n")
    faults = {(one.at.path, one.at.line) for one in problems if one.rule == "template"}
    assert faults == {(f"templates/{name}", DEFAULTS[name].count(b"\n") + 2)}


def test_an_asset_of_the_site_is_published(tmp_path: Path) -> None:
    files, _ = own(tmp_path, "assets/style.css", b"/* ours */\n")
    assert files["assets/style.css"] == DEFAULTS["assets/style.css"] + b"/* ours */\n"


def test_a_part_of_the_site_is_drawn_by_the_default_templates(tmp_path: Path) -> None:
    shutil.copytree(FIXTURE / "content", tmp_path / "content")
    part = tmp_path / "templates/parts/note.html"
    part.parent.mkdir(parents=True)
    part.write_text(
        "{% macro note(claim, slot, last) %}"
        '<aside data-aside id="{{ claim.id }}">ours {{ claim.number }}</aside>'
        "{% endmacro %}"
    )
    result = build.check(tmp_path, Date.parse("2026-03-06"), None, lambda *_: None)
    files = {name: data.decode() for name, data in result.files.items() if name.endswith(".html")}
    drawn = [name for name, text in files.items() if ">ours 1</aside>" in text]
    assert drawn
    assert all(name.startswith("articles/") for name in drawn)
