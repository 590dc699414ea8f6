"""The pipeline on a small site: what is written, what is not, and what goes."""

from pathlib import Path

from builder import build
from builder.edtf import Date
from tests.serve.conftest import ARTICLE, CLAIMS, write_site

TODAY = Date.parse("2026-03-06")


def made(root: Path, base_url: str | None = None, *, strict: bool = False) -> build.Result:
    return build.build(root, root / "site", TODAY, base_url, lambda *_: None, strict=strict)


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
    assert first.written.written == len(first.files)
    before = snapshot(tmp_path)
    second = made(tmp_path)
    assert second.written is not None
    assert (second.written.written, second.written.removed) == (0, 0)
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
    page = made(tmp_path, "https://elsewhere.example/x").files["articles/dam/index.html"].decode()
    assert 'href="https://elsewhere.example/x/articles/dam/"' in page
    assert 'href="/x/assets/style.css"' in page
    assert "/repo/" not in page


def test_pictures_of_an_article_lie_with_it(tmp_path: Path) -> None:
    write_site(tmp_path)
    folder = tmp_path / "content/articles/dam"
    (folder / "map.png").write_bytes(b"\x89PNG")
    (folder / "article.md").write_text(ARTICLE + "\n![A map](map.png)\n")
    result = made(tmp_path)
    assert result.files["articles/dam/map.png"] == b"\x89PNG"
    page = result.files["articles/dam/index.html"].decode()
    assert 'src="/repo/articles/dam/map.png"' in page


def test_a_draft_is_neither_published_nor_in_the_way(tmp_path: Path) -> None:
    write_site(tmp_path)
    draft = tmp_path / "content/articles/later"
    draft.mkdir()
    (draft / "article.md").write_text(ARTICLE.replace("byline:", "draft: yes\nbyline:"))
    (draft / "annotations.yaml").write_text(CLAIMS.replace("The dam will hold", "Not there"))
    result = made(tmp_path)
    assert not result.failed
    assert not any("later" in path for path in result.files)
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
    for path, data in result.files.items():
        if path.endswith((".html", ".atom", ".xml")):
            assert b"<script>" not in data, path
            assert b"<img src=x" not in data, path


def test_a_template_of_the_site_goes_before_the_default(tmp_path: Path) -> None:
    write_site(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/404.html").write_text("gone from {{ site.title }}\n")
    result = made(tmp_path)
    assert result.files["404.html"] == b"gone from Desk"
    assert b"A small article" in result.files["index.html"]
