"""The files of a site that is made again and again: what is looked for first, and for how long."""

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import RLock

import pytest

from builder import build, load
from builder.build import workshop
from builder.build.workshop import Finished
from builder.edtf import Date
from builder.serve import preview
from tests.serve.conftest import ARTICLE, SITE, write_site

DAY = Date.parse("2026-03-06")
TEXT = "content/articles/dam/article.md"
WARNED = SITE.replace(" policy-page-missing: off", " policy-page-missing: warning")


def finished(**files: bytes | Callable[[], bytes]) -> Finished:
    return Finished({}, {}, RLock()).renewed(dict(files), ())


def test_files_that_are_made_again_are_others_only_for_who_looks_later() -> None:
    first = finished(b=b"2", a=b"1")
    second = first.renewed({"a": b"one"}, ())
    third = second.renewed({"c": b"3"}, {"b"})
    assert list(first) == list(second) == ["a", "b"]
    assert (first["a"], second["a"], second["b"]) == (b"1", b"one", b"2")
    assert dict(third) == {"a": b"one", "c": b"3"}
    assert "b" in second
    assert "b" not in third


def test_what_is_made_when_asked_for_is_made_once() -> None:
    asked: list[str] = []

    def make(name: str) -> Callable[[], bytes]:
        def made() -> bytes:
            asked.append(name)
            return name.encode()

        return made

    first = finished(a=make("old"), b=b"2")
    second = first.renewed({"a": make("new")}, ())
    assert (first["a"], second["a"], first["a"]) == (b"old", b"new", b"old")
    third = second.renewed({"b": b"two"}, ())
    assert [one["a"] for one in (third, second, first)] == [b"new", b"new", b"old"]
    assert asked == ["old", "new"]


def test_after_many_files_were_made_again_all_are_listed_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workshop, "_FEW", 1)
    first = finished(a=b"1", b=b"2")
    second = first.renewed({"a": b"one"}, ())
    third = second.renewed({"b": b"two"}, ())
    assert second._files is first._files
    assert third._files is not first._files
    assert dict(third) == {"a": b"one", "b": b"two"}


def test_texts_that_stay_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def plain_text(disk: load.disk.Disk, path: str) -> str:
        read.append(path)
        return text(disk, path)

    text = load.disk.plain_text
    monkeypatch.setattr("builder.load.quoting.plain_text", plain_text)
    write_site(tmp_path)
    (tmp_path / "content/site.yaml").write_text(WARNED)
    desk = build.preview(tmp_path, DAY, None)
    told = desk.make(lambda *_: None)
    assert list(told.texts) == read == ["content/site.yaml"]
    (tmp_path / TEXT).write_text(ARTICLE.replace("small", "large"))
    assert desk.make(lambda *_: None, DAY, [tmp_path / TEXT]).texts == told.texts
    assert len(read) == 1
    (tmp_path / "content/site.yaml").write_text(f"{WARNED}\n# others\n")
    again = desk.make(lambda *_: None, DAY, [tmp_path / "content/site.yaml"])
    assert again.texts["content/site.yaml"].endswith("# others\n")


def test_stylesheets_are_digested_where_one_of_them_may_be_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digested: list[int] = []
    styles = preview._styles

    def counted(files: Mapping[str, bytes]) -> dict[str, str]:
        digested.append(len(files))
        return styles(files)

    monkeypatch.setattr(preview, "_styles", counted)
    write_site(tmp_path)
    desk = build.preview(tmp_path, DAY, None)
    shown = preview.renew(preview.Preview(), desk.make(lambda *_: None))
    assert len(digested) == 1
    (tmp_path / TEXT).write_text(ARTICLE.replace("small", "large"))
    later = preview.renew(shown, desk.make(lambda *_: None, DAY, [tmp_path / TEXT]))
    assert later.styles == shown.styles
    assert len(digested) == 1
    sheet = tmp_path / "templates/assets/style.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("body { color: red }")
    last = preview.renew(later, desk.make(lambda *_: None, DAY, [sheet]))
    assert len(digested) == 2
    assert last.styles != shown.styles
