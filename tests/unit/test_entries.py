"""Changes of files of content/: checked before, made at one go, taken back, refused."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from builder import scaffold
from builder.diagnostics import Problems, has_errors
from builder.scaffold import entries
from builder.scaffold.entries import Change, CommitError, ConflictError, commit, undo
from builder.splice import Plain

SLUG = "example-pool"
NOTES = f"content/articles/{SLUG}/annotations.yaml"
CLAIM: Mapping[str, Plain] = {
    "id": "grant",
    "quote": "The region did",
    "claim": "The region approved the grant",
    "speaker": "example-mayor",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    wishes = scaffold.Wishes("The desk", "en", "https://desk.example/", "1")
    scaffold.create(tmp_path / "desk", scaffold.files(wishes))
    return tmp_path / "desk"


def made(result: tuple[Change | None, Problems]) -> Change:
    change, problems = result
    assert change is not None, problems
    assert not has_errors(problems)
    return change


def refused(result: tuple[Change | None, Problems]) -> list[tuple[str, str]]:
    change, problems = result
    assert change is None
    assert has_errors(problems)
    return [(problem.rule, problem.message) for problem in problems]


def test_a_claim_is_written_and_taken_back(root: Path) -> None:
    file = root / NOTES
    before = file.read_bytes()
    file.chmod(0o640)
    change = made(entries.add_claim(root, SLUG, CLAIM, "conditional-reopening"))
    assert file.read_bytes() == before
    commit(change)
    assert file.stat().st_mode & 0o777 == 0o640
    text = file.read_text("utf-8")
    assert text.index("id: conditional-reopening") < text.index("id: grant")
    assert text.index("id: grant") < text.index("id: ", text.index("id: grant") + 4)
    assert "\n+  - id: grant\n+    quote: The region did\n" in change.diff()
    assert change.diff().startswith(f"--- a/{NOTES}\n+++ b/{NOTES}\n@@ ")
    undo(change)
    assert file.read_bytes() == before
    assert {path.name for path in file.parent.iterdir()} == {"annotations.yaml", "article.md"}


def test_a_value_is_changed(root: Path) -> None:
    commit(
        made(
            entries.change_claim(
                root, SLUG, "conditional-reopening", {("condition", "state"): "not-met"}
            )
        )
    )
    assert "state: not-met\n      as_of: 2025-12-15" in (root / NOTES).read_text("utf-8")


def test_marks_and_line_ends_stay(root: Path) -> None:
    file = root / NOTES
    before = b"\xef\xbb\xbf" + file.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n")
    file.write_bytes(before)
    commit(made(entries.add_claim(root, SLUG, CLAIM)))
    after = file.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")


def test_the_first_claim_makes_the_file(root: Path) -> None:
    file = root / NOTES
    file.unlink()
    change = made(entries.add_claim(root, SLUG, CLAIM))
    assert change.before is None
    commit(change)
    assert file.read_text("utf-8").startswith(
        "# yaml-language-server: $schema=../../../schemas/en/annotations.schema.json\n"
        "claims:\n  - id: grant\n"
    )
    undo(change)
    assert not file.exists()


@pytest.mark.parametrize(
    ("change", "rule", "said"),
    [
        ({"quote": "A dragon was seen"}, "quote-not-found", "the article does not say"),
        ({"quote": "pool"}, "quote-ambiguous", "times"),
        ({"id": "conditional-reopening"}, "duplicate-id", "a second claim has the id"),
        ({"id": "The Grant"}, "bad-id", "is no id"),
        ({"type": "evnt"}, "unknown-word", "none of the words"),
        ({"speaker": "nobody"}, "unknown-source", "there is no source nobody"),
        ({"sourcing": {"via": [{"source": "nobody"}]}}, "unknown-source", "nobody"),
        ({"colour": "red"}, "unknown-key", "there is no key `colour`"),
        ({"claim": "a\x00b"}, "cannot-write", "control character"),
        ({"quote": ""}, "empty-value", "has no value"),
    ],
)
def test_what_would_bring_an_error_is_no_change(
    root: Path, change: Mapping[str, Plain], rule: str, said: str
) -> None:
    ((found, message), *_) = refused(entries.add_claim(root, SLUG, {**CLAIM, **change}))
    assert found == rule
    assert said in message


def test_what_was_wrong_before_does_not_hinder(root: Path) -> None:
    file = root / NOTES
    text = file.read_text("utf-8").replace("type: promise", "type: promis", 1)
    file.write_text(text, "utf-8")
    change = made(entries.add_claim(root, SLUG, CLAIM))
    assert (change.before or b"").decode() == text
    assert refused(entries.add_claim(root, SLUG, {**CLAIM, "type": "promis"}))


def test_a_file_that_cannot_be_read_says_where(root: Path) -> None:
    (root / NOTES).write_text("claims:\n  - id: [\n", "utf-8")
    ((rule, message),) = refused(entries.add_claim(root, SLUG, CLAIM))
    assert rule == "cannot-write"
    assert message.startswith("line 2 cannot be read as YAML: [ opens a list here")


def test_settings_that_cannot_be_read_go_first(root: Path) -> None:
    (root / "content/site.yaml").write_text("title: x\n", "utf-8")
    assert ("missing-key", "`base_url` is missing") in [
        (rule, message.partition(":")[0])
        for rule, message in refused(entries.add_claim(root, SLUG, CLAIM))
    ]


@pytest.mark.parametrize(
    "slug", ["", ".", "..", "../sources", "a/b", "/etc", "A", "nothing-there", "x\x00", "a" * 200]
)
def test_names_that_lead_nowhere(root: Path, slug: str) -> None:
    for result in (
        entries.add_claim(root, slug, CLAIM),
        entries.change_claim(root, slug, "a", {("quote",): "x"}),
        *((entries.add_source(root, slug, {"name": "x"}),) if slug != "nothing-there" else ()),
        *((entries.add_article(root, slug, ARTICLE),) if slug != "nothing-there" else ()),
    ):
        ((rule, message),) = refused(result)
        assert rule == "cannot-write"
        assert "is no id" in message or "there is no article" in message


def test_an_unknown_article_is_guessed(root: Path) -> None:
    _, (problem,) = entries.add_claim(root, "example-pol", CLAIM)
    assert problem.help == "did you mean example-pool?"


ARTICLE: Mapping[str, Plain] = {
    "draft": "yes",
    "title": "New: a title",
    "description": "d",
    "byline": "b",
    "published": "2026-01-01",
}


def test_an_article_is_a_folder_with_two_files(root: Path) -> None:
    change = made(entries.add_article(root, "new-one", ARTICLE, "Some words.\n"))
    commit(change)
    folder = root / "content/articles/new-one"
    assert (folder / "article.md").read_text("utf-8") == (
        '---\ntitle: "New: a title"\ndescription: d\nbyline: b\npublished: 2026-01-01\n'
        "draft: yes\n---\n\nSome words.\n"
    )
    assert (folder / "annotations.yaml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../../../schemas/en/annotations.schema.json\nclaims: []\n"
    )
    assert "+++ b/content/articles/new-one/annotations.yaml" in change.diff()
    assert refused(entries.add_article(root, "new-one", ARTICLE))
    undo(change)
    assert not folder.exists()


def test_of_two_files_none_is_left_alone(root: Path) -> None:
    change = made(entries.add_article(root, "new-one", ARTICLE))
    (notes,) = change.more
    notes.path.parent.mkdir()
    notes.path.write_text("mine")
    with pytest.raises(ConflictError, match="is there already"):
        commit(change)
    assert [path.name for path in notes.path.parent.iterdir()] == ["annotations.yaml"]
    assert notes.path.read_text() == "mine"


def test_a_source_is_a_file(root: Path) -> None:
    source: Mapping[str, Plain] = {"kind": "wire", "name": "Wire", "relays": ["x"]}
    assert refused(entries.add_source(root, "wire", source))
    source = {**source, "relays": [{"source": "nobody"}]}
    assert refused(entries.add_source(root, "wire", source))[0][0] == "unknown-source"
    source = {**source, "relays": [{"source": "example-mayor"}]}
    change = made(entries.add_source(root, "wire", source))
    commit(change)
    assert (root / "content/sources/wire.yaml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../../schemas/en/source.schema.json\n"
        "name: Wire\nkind: wire\nrelays:\n  - source: example-mayor\n"
    )
    assert refused(entries.add_source(root, "wire", source))
    with pytest.raises(ConflictError):
        commit(change)
    undo(change)
    assert refused(entries.add_source(root, "wire", {"kind": "wire"}))[0][0] == "missing-key"


def test_a_site_without_schemas_or_sources(root: Path) -> None:
    (root / "schemas").rename(root / "away")
    (root / "content/sources").rename(root / "gone")
    commit(made(entries.add_source(root, "wire", {"name": "Wire"})))
    assert (root / "content/sources/wire.yaml").read_text("utf-8") == "name: Wire\n"


def test_a_file_that_was_saved_meanwhile_stays(root: Path) -> None:
    file = root / NOTES
    change = made(entries.add_claim(root, SLUG, CLAIM))
    file.write_bytes(file.read_bytes() + b"# mine\n")
    with pytest.raises(ConflictError, match=r"annotations\.yaml was changed meanwhile"):
        commit(change)
    assert file.read_bytes().endswith(b"# mine\n")
    change = made(entries.add_claim(root, SLUG, CLAIM))
    commit(change)
    file.unlink()
    with pytest.raises(ConflictError):
        undo(change)
    assert not file.exists()


def test_a_write_protected_file_stays(root: Path) -> None:
    change = made(entries.add_claim(root, SLUG, CLAIM))
    (root / NOTES).chmod(0o444)
    with pytest.raises(CommitError, match="write-protected"):
        commit(change)
    assert (root / NOTES).read_bytes() == change.before


def test_a_disk_that_fails_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change = made(entries.add_claim(root, SLUG, CLAIM))

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(CommitError, match="no space left on device; nothing was changed"):
        commit(change)
    assert (root / NOTES).read_bytes() == change.before
    assert len(list((root / NOTES).parent.iterdir())) == 2


def test_links_are_followed_within_the_site_and_not_out_of_it(root: Path, tmp_path: Path) -> None:
    file = root / NOTES
    inside = root / "content/articles/shared.yaml"
    file.rename(inside)
    file.symlink_to(inside)
    commit(made(entries.add_claim(root, SLUG, CLAIM)))
    assert file.is_symlink()
    assert "id: grant" in inside.read_text("utf-8")

    outside = tmp_path / "outside.yaml"
    inside.rename(outside)
    file.unlink()
    file.symlink_to(outside)
    assert refused(entries.add_claim(root, SLUG, CLAIM))[0][0] == "link-outside"

    away = tmp_path / "away"
    away.mkdir()
    (root / "content/sources").rename(root / "sources")
    (root / "content/sources").symlink_to(away)
    assert refused(entries.add_source(root, "wire", {"name": "x"}))[0][0] == "link-outside"
    (root / "content/articles/linked").symlink_to(away)
    assert refused(entries.add_claim(root, "linked", CLAIM))[0][0] == "link-outside"
    assert list(away.iterdir()) == []


def test_a_link_in_the_place_of_the_file_is_not_written_through(root: Path, tmp_path: Path) -> None:
    change = made(entries.add_claim(root, SLUG, CLAIM))
    outside = tmp_path / "outside.yaml"
    (root / NOTES).rename(outside)
    (root / NOTES).symlink_to(outside)
    with pytest.raises(CommitError, match="has become a link"):
        commit(change)
    assert outside.read_bytes() == change.before


def test_a_diff_tells_of_the_last_line(tmp_path: Path) -> None:
    change = Change(tmp_path / "a", b"one\r\ntwo", b"one\r\nthree", "a")
    assert change.diff() == (
        "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n one\n-two\n\\ No newline at end of file\n"
        "+three\n\\ No newline at end of file\n"
    )
