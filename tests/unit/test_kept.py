"""Templates are compiled once: the next build takes their code from .cache/, or as good as none."""

import marshal
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from jinja2 import Environment, UndefinedError

from builder import render
from builder.render import kept
from builder.views import HeadView

PART = "{% macro m() %}{{ _('Language') }} {{ head.language }}{% endmacro %}"
PAGE = '{% from "part.html" import m with context %}{{ m() }} {{ 7|string }} {{ head.title }}'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/part.html").write_text(PART)
    (tmp_path / "templates/page.html").write_text(PAGE)
    return tmp_path


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str | None]]:
    """The names of the templates that are compiled, as they are."""
    names: list[str | None] = []
    compile_one = Environment._generate

    def noting(
        self: Environment, source: object, name: str | None, *more: object, **kw: bool
    ) -> str:
        names.append(name)
        return compile_one(self, source, name, *more, **kw)  # type: ignore[arg-type]

    monkeypatch.setattr(Environment, "_generate", noting)
    yield names
    kept._maker.cache_clear()


def draw(root: Path, title: str = "A", language: str = "fr") -> str:
    """Draw a page as a new build does."""
    template = render.environment(root).get_template("page.html")
    return template.render(head=HeadView(title, "", language, "ltr", ""))


def entries(root: Path) -> list[Path]:
    return sorted((root / ".cache" / kept.KIND).iterdir())


def test_the_next_build_compiles_nothing(root: Path, compiled: list[str | None]) -> None:
    assert draw(root) == "Langue fr 7 A"
    assert sorted(map(str, compiled)) == ["page.html", "part.html"]
    compiled.clear()
    assert draw(root, "B", "en") == "Language en 7 B"
    assert compiled == []


def test_parts_whose_code_was_kept_are_still_made_once(root: Path) -> None:
    draw(root)
    part = render.environment(root).get_template("part.html")
    given = [
        {**part.globals, "head": HeadView(title, "", tag, "ltr", "")}
        for title, tag in (("A", "en"), ("B", "en"), ("C", "fr"))
    ]
    made = [part.make_module(one) for one in given]
    assert made[0] is made[1]
    assert made[0] is not made[2]


def test_a_template_that_changed_is_compiled_again(root: Path, compiled: list[str | None]) -> None:
    draw(root)
    compiled.clear()
    (root / "templates/part.html").write_text(PART.replace("head.language", "'!'"))
    assert draw(root) == "Langue ! 7 A"
    assert compiled == ["part.html"]
    assert len(entries(root)) == 2


@pytest.mark.parametrize("damage", [b"", b"x" * 200, None])
def test_no_code_is_taken_from_a_damaged_entry(
    root: Path, compiled: list[str | None], monkeypatch: pytest.MonkeyPatch, damage: bytes | None
) -> None:
    draw(root)
    compiled.clear()
    for path in entries(root):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if damage is None else damage)
    with monkeypatch.context() as patch:
        loads = Mock(side_effect=AssertionError("it was loaded"))
        patch.setattr(kept, "marshal", Mock(dumps=marshal.dumps, loads=loads))
        assert draw(root) == "Langue fr 7 A"
    assert len(compiled) == 2
    compiled.clear()
    assert draw(root) == "Langue fr 7 A"
    assert compiled == []


def test_another_selon_compiles_anew(
    root: Path, compiled: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(root)
    compiled.clear()
    kept._maker.cache_clear()
    monkeypatch.setattr(kept, "MAGIC_NUMBER", b"another Python")
    assert draw(root) == "Langue fr 7 A"
    assert len(compiled) == 2
    assert len(entries(root)) == 2


def test_the_code_of_a_template_that_is_gone_goes(root: Path) -> None:
    draw(root)
    (root / "templates/part.html").unlink()
    (root / "templates/page.html").write_text("{{ head.title }}")
    assert draw(root) == "A"
    assert len(entries(root)) == 1


def test_where_nothing_can_be_kept_all_is_drawn(root: Path, compiled: list[str | None]) -> None:
    (root / ".cache").write_text("a file in the way")
    assert [draw(root), draw(root)] == ["Langue fr 7 A"] * 2
    assert len(compiled) == 4


def test_a_fault_is_told_with_its_line_by_code_that_was_kept(root: Path) -> None:
    (root / "templates/part.html").write_text("{% macro m() %}\n\n{{ head.nothing }}{% endmacro %}")
    for _ in range(2):
        with pytest.raises(UndefinedError, match="nothing") as fault:
            draw(root)
        places = [(Path(entry.path).name, entry.lineno + 1) for entry in fault.traceback]
        assert ("part.html", 3) in places
