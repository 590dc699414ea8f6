"""The pipeline on a small site: what is written, what is not, and what goes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import build
from builder.edtf import Date
from tests.serve.conftest import ARTICLE, CLAIMS, write_site

TODAY = Date.parse("2026-03-06")


def made(root: Path, base_url: str | None = None, *, strict: bool = False) -> build.Result:
    order = build.Order(root, TODAY, base_url, pictures=True, output=root / "site")
    return build.build(order, lambda *_: None, build.Wish(strict=strict))


def pages(root: Path) -> dict[str, bytes]:
    """All files of the site as it stands, but for the list of them."""
    return {
        path.removeprefix("site/"): data
        for path, (data, _) in snapshot(root).items()
        if path != "site/.selon"
    }


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted((root / "site").rglob("*"))
        if path.is_file()
    }


def annotations(root: Path) -> Path:
    return root / "content/articles/dam/annotations.yaml"


def test_a_site_is_written_and_built_again_without_touching_it(tmp_path: Path) -> None:
    write_site(tmp_path)
    first = made(tmp_path)
    assert not first.failed
    assert first.written is not None
    assert first.written.written == first.total == len(pages(tmp_path))
    assert set(first.why) > {"article:dam"}
    before = snapshot(tmp_path)
    second = made(tmp_path)
    assert second.written is not None
    assert (second.written.written, second.written.removed) == (0, 0)
    assert second.why == {}
    assert snapshot(tmp_path) == before


def test_nothing_is_written_while_an_error_stands(tmp_path: Path) -> None:
    write_site(tmp_path)
    made(tmp_path)
    before = snapshot(tmp_path)
    (tmp_path / "content/articles/dam/article.md").write_text(ARTICLE.replace("dam", "weir"))
    result = made(tmp_path)
    assert result.failed
    assert result.written is None
    assert result.files == {}
    assert snapshot(tmp_path) == before


def test_a_first_build_with_an_error_makes_no_folder(tmp_path: Path) -> None:
    write_site(tmp_path)
    annotations(tmp_path).write_text("claims: {")
    assert made(tmp_path).failed
    assert not (tmp_path / "site").exists()


def test_pages_that_nothing_owns_any_more_go(tmp_path: Path) -> None:
    write_site(tmp_path)
    made(tmp_path)
    page = tmp_path / "site/articles/dam/dam/index.html"
    mine = tmp_path / "site/CNAME"
    mine.write_text("desk.example")
    assert page.exists()
    annotations(tmp_path).write_text(CLAIMS.replace("id: dam", "id: weir"))
    result = made(tmp_path)
    assert result.written is not None
    assert result.written.removed == 2  # the claim's page, and the one for frames
    assert not page.parent.exists()
    assert mine.read_text() == "desk.example"


def test_the_base_url_can_be_another(tmp_path: Path) -> None:
    write_site(tmp_path)
    made(tmp_path)
    made(tmp_path, "https://elsewhere.example/x")
    page = pages(tmp_path)["articles/dam/index.html"].decode()
    assert 'href="https://elsewhere.example/x/articles/dam/"' in page
    assert 'href="/x/assets/style.css"' in page
    assert "/repo/" not in page


def test_pictures_of_an_article_lie_with_it(tmp_path: Path) -> None:
    write_site(tmp_path)
    folder = tmp_path / "content/articles/dam"
    (folder / "map.png").write_bytes(b"\x89PNG")
    (folder / "article.md").write_text(ARTICLE + "\n![A map](map.png)\n")
    made(tmp_path)
    assert pages(tmp_path)["articles/dam/map.png"] == b"\x89PNG"
    page = pages(tmp_path)["articles/dam/index.html"].decode()
    assert 'src="/repo/articles/dam/map.png"' in page


def test_a_draft_is_neither_published_nor_in_the_way(tmp_path: Path) -> None:
    write_site(tmp_path)
    draft = tmp_path / "content/articles/later"
    draft.mkdir()
    (draft / "article.md").write_text(ARTICLE.replace("byline:", "draft: yes\nbyline:"))
    (draft / "annotations.yaml").write_text(CLAIMS.replace("The dam will hold", "Not there"))
    result = made(tmp_path)
    assert not result.failed
    assert not any("later" in path for path in pages(tmp_path))
    shown = build.preview(tmp_path, TODAY, None).make(lambda *_: None)
    assert shown.failed
    (draft / "annotations.yaml").unlink()
    assert any(
        "later" in path for path in build.preview(tmp_path, TODAY, None).make(lambda *_: None).files
    )


def test_what_editors_type_is_never_markup(tmp_path: Path) -> None:
    write_site(tmp_path)
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    annotations(tmp_path).write_text(
        CLAIMS.replace("claim: The", f"claim: '{hostile}'\n    looked_for: '{hostile}'\n#")
    )
    (tmp_path / "content/articles/dam/article.md").write_text(
        ARTICLE.replace("A small article", f"'{hostile}'") + f"\n{hostile}\n"
    )
    result = made(tmp_path)
    assert not result.failed
    for path, data in pages(tmp_path).items():
        if path.endswith((".html", ".atom", ".xml")):
            assert b"<script>" not in data, path
            assert b"<img src=x" not in data, path


def test_a_template_of_the_site_goes_before_the_default(tmp_path: Path) -> None:
    write_site(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/404.html").write_text("gone from {{ site.title }}\n")
    made(tmp_path)
    assert pages(tmp_path)["404.html"] == b"gone from Desk"
    assert b"A small article" in pages(tmp_path)["index.html"]


# Again, after something changed


def archive(root: Path) -> None:
    """Three articles, of which one translates another, and a source that one rests on."""
    write_site(root)
    for slug, more in (("weir", ""), ("lock", "translation_of: dam\nlanguage: fr\n")):
        folder = root / "content/articles" / slug
        folder.mkdir()
        (folder / "article.md").write_text(ARTICLE.replace("byline:", f"{more}byline:"))
        (folder / "annotations.yaml").write_text(CLAIMS)
    (root / "content/sources").mkdir()
    (root / "content/sources/report.yaml").write_text(SOURCE)
    weir = root / "content/articles/weir/annotations.yaml"
    weir.write_text(CLAIMS.replace("speaker:", "sourcing: { via: [report] }\n    speaker:"))


SOURCE = "name: A report\nkind: document\ndescription: Says it.\n"


def clean(root: Path) -> dict[str, bytes]:
    """What a build would write that knows no other."""
    output = root.parent / f"{root.name} clean"
    order = build.Order(root, TODAY, pictures=True, output=output)
    assert not build.build(order, lambda *_: None, build.Wish(anew=True)).failed
    found = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in found}


def remade(result: build.Result) -> set[str]:
    return {name.removeprefix("article:") for name in result.why if name.startswith("article:")}


def edit_text(root: Path) -> set[str]:
    path = root / "content/articles/weir/article.md"
    path.write_text(path.read_text().replace("A small", "A large"))
    return {"weir"}


def edit_claims(root: Path) -> set[str]:
    path = root / "content/articles/weir/annotations.yaml"
    path.write_text(path.read_text().replace("id: dam", "id: weir"))
    return {"weir"}


def edit_source(root: Path) -> set[str]:
    (root / "content/sources/report.yaml").write_text(SOURCE.replace("A report", "The report"))
    return {"weir"}


def edit_original(root: Path) -> set[str]:
    path = root / "content/articles/dam/article.md"
    path.write_text(path.read_text().replace("A small", "A large"))
    return {"dam", "lock"}


def remove_translation(root: Path) -> set[str]:
    shutil.rmtree(root / "content/articles/lock")
    return {"dam"}


def add_article(root: Path) -> set[str]:
    shutil.copytree(root / "content/articles/weir", root / "content/articles/sluice")
    return {"sluice"}


def add_picture(root: Path) -> set[str]:
    (root / "content/articles/weir/map.png").write_bytes(b"\x89PNG")
    return {"weir"}


def edit_settings(root: Path) -> set[str]:
    path = root / "content/site.yaml"
    path.write_text(path.read_text().replace("title: Desk", "title: Bureau"))
    return {"dam", "weir", "lock"}


def add_page(root: Path) -> set[str]:
    (root / "content/pages").mkdir()
    (root / "content/pages/about.md").write_text("---\ntitle: About us\n---\n\nWe check.\n")
    return {"dam", "weir", "lock"}  # it stands at the foot of every page


def write_template(root: Path) -> set[str]:
    (root / "templates").mkdir()
    (root / "templates/404.html").write_text("gone from {{ site.title }}\n")
    return set()


@pytest.mark.parametrize(
    "edit",
    [
        *(edit_text, edit_claims, edit_source, edit_original, remove_translation),
        *(add_article, add_picture, edit_settings, add_page, write_template),
    ],
    ids=lambda edit: edit.__name__,
)
def test_what_may_be_another_is_made_again_and_the_site_is_as_from_nothing(
    tmp_path: Path, edit: Callable[[Path], set[str]]
) -> None:
    root = tmp_path / "desk"
    root.mkdir()
    archive(root)
    first = made(root)
    assert not first.failed, first.problems
    before = snapshot(root)
    wanted = edit(root)
    result = made(root)
    assert not result.failed, result.problems
    assert remade(result) == wanted
    after = snapshot(root)
    shown = {path: data for path, (data, _) in after.items()}
    assert {path.removeprefix("site/"): data for path, data in shown.items()} == clean(root)
    # What is equal was not touched.
    assert {path for path, one in before.items() if after.get(path) == one} == {
        path for path, (data, _) in before.items() if shown.get(path) == data
    }


def test_a_build_that_fails_leaves_what_is_known(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    root.mkdir()
    archive(root)
    made(root)
    text = annotations(root).read_text()
    annotations(root).write_text("claims: {")
    assert made(root).failed
    edit_text(root)
    annotations(root).write_text(text)
    result = made(root)
    assert remade(result) == {"weir"}
    assert pages(root) | {".selon": b""} == clean(root) | {".selon": b""}
