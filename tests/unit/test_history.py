"""`--against`: revisions through real Git repositories, and the rule silent-edit."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder import build, cli, history, load
from builder.diagnostics import Diagnostic, Problems
from builder.history import HistoryError, Repository
from tests.cases.harness import TODAY, base

SITE = base()
SITE["content/site.yaml"] += b"  - id: bad\n    label: { en: Bad }\n    rating: 1\n"
ARTICLE = "content/articles/one/article.md"
NOTES = "content/articles/one/annotations.yaml"
THEN = """\
last_checked: 2026-03-01
claims:
  - id: yes-first
    quote: He said yes
    claim: He said "yes"
    condition:
      if: asked
      state: pending
      as_of: 2026-03-01
      then: { text: he says so, state: pending }
    verdict:
      on: { attribution: good, content: good }
      primary: content
      confidence: high
  - id: no-then
    quote: he said no
    claim: Then he said no
corrections:
  - { date: 2026-02-20, severity: minor, was: Oui, now: Yes }
"""


@pytest.fixture(autouse=True)
def _git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep Git from what this machine is told elsewhere."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "Ana")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "ana@desk.example")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    return root


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def lay(root: Path, files: Mapping[str, bytes | str]) -> Path:
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data.encode() if isinstance(data, str) else data)
    return root


def commit(root: Path, files: Mapping[str, bytes | str]) -> None:
    lay(root, files)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message=.")


def read(root: Path, name: str) -> load.Content:
    return history.read(Repository(root, os.environ), name).content


def refusal(root: Path, name: str) -> str:
    with pytest.raises(HistoryError) as raised:
        history.read(Repository(root, os.environ), name)
    return str(raised.value)


def against(root: Path, name: str = "HEAD") -> Problems:
    past = history.read(Repository(root, os.environ), name)
    found = build.check(root, TODAY, None, lambda *_: None, past=past).problems
    return tuple(problem for problem in found if problem.rule == "silent-edit")


def edited(repository: Path, *changes: tuple[str, str], notes: str = THEN) -> Problems:
    """Publish `notes`, put the changes into them, and compare."""
    commit(repository, {**SITE, NOTES: notes})
    text = notes
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    lay(repository, {NOTES: text})
    return against(repository)


def corrected(entry: str) -> tuple[str, str]:
    return ("corrections:\n", f"corrections:\n  - {entry}\n")


def said(problems: Problems) -> list[str]:
    return [f"{one.at.line}: {one.message}" for one in problems]


# The content of a revision


def test_a_revision_is_what_was_committed(repository: Path) -> None:
    commit(repository, SITE)
    now, problems = load.site(repository)
    lay(repository, {ARTICLE: "---\ntitle: Two\n---\nChanged.\n", "content/sources/new.yaml": "x"})
    git(repository, "add", "content/sources/new.yaml")
    before = git(repository, "status", "--porcelain"), (repository / ".git/index").read_bytes()
    assert problems == ()
    assert read(repository, "HEAD") == now
    after = git(repository, "status", "--porcelain"), (repository / ".git/index").read_bytes()
    assert before == after


def test_branches_tags_and_commits(repository: Path) -> None:
    commit(repository, SITE)
    git(repository, "tag", "-a", "v1", "-m", "one")
    commit(repository, {"content/sources/bo.yaml": "name: Bo\n"})
    git(repository, "checkout", "--quiet", "-b", "draft/one")
    names = ("main", "draft/one", "HEAD", git(repository, "rev-parse", "HEAD").strip()[:9])
    assert {tuple(read(repository, name).sources) for name in names} == {("ana", "bo")}
    assert {tuple(read(repository, name).sources) for name in ("v1", "HEAD~1")} == {("ana",)}


def test_the_site_may_lie_deeper_and_names_be_any(repository: Path) -> None:
    deep = "Räume/[desk] *"
    files = {f"{deep}/{path}": data for path, data in SITE.items()}
    text = b"---\ntitle: Caf\xc3\xa9\n---\nWe check.\n"
    commit(repository, {**files, f"{deep}/content/pages/café noir.md": text, "content/x.md": b"x"})
    git(repository, "config", "core.quotepath", "on")
    content = read(repository / deep, "HEAD")
    assert content.bundles == load.site(repository / deep)[0].bundles
    assert [page.path for page in content.pages] == ["content/pages/café noir.md"]


def test_a_work_tree_of_its_own(repository: Path, tmp_path: Path) -> None:
    commit(repository, {f"desk/{path}": data for path, data in SITE.items()})
    git(repository, "worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"))
    assert list(read(tmp_path / "other" / "desk", "main").sources) == ["ana"]


def test_links_are_followed_within_the_content(repository: Path) -> None:
    lay(repository, SITE)
    sources = repository / "content" / "sources"
    (sources / "bo.yaml").symlink_to("ana.yaml")
    (sources / "cy.yaml").symlink_to("../sources/bo.yaml")
    (sources / "out.yaml").symlink_to("/etc/hosts.yaml")
    (sources / "loop.yaml").symlink_to("loop.yaml")
    commit(repository, {})
    assert list(read(repository, "HEAD").sources) == ["ana", "bo", "cy"]


def test_a_revision_without_content_is_empty(repository: Path) -> None:
    commit(repository, {"README.md": "x"})
    commit(repository, SITE)
    assert read(repository, "HEAD~1").bundles == ()
    assert against(repository, "HEAD~1") == ()


# What cannot be read


def test_an_unknown_revision(repository: Path) -> None:
    commit(repository, SITE)
    for name in ("release", "HEAD~1", "--help", "", "HEAD:content"):
        text = refusal(repository, name)
        assert text.startswith(f"Git knows no revision {name} here\n")
        assert "git fetch origin" in text


def test_a_shallow_clone(repository: Path, tmp_path: Path) -> None:
    commit(repository, SITE)
    commit(repository, {"content/sources/bo.yaml": "name: Bo\n"})
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.as_uri(), str(shallow))
    assert list(read(shallow, "HEAD").sources) == ["ana", "bo"]
    text = refusal(shallow, "HEAD~1")
    assert "git fetch --deepen" in text
    assert "fetch-depth: 0" in text


def test_no_repository_and_no_git(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path / "alone", SITE)
    assert "lies in no Git repository" in refusal(tmp_path / "alone", "HEAD")
    assert "Git knows no revision HEAD here" in refusal(repository, "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(repository, "HEAD").startswith("git is not installed")


def test_a_damaged_repository(repository: Path) -> None:
    commit(repository, SITE)
    name = git(repository, "rev-parse", f"HEAD:{NOTES}").strip()
    (repository / ".git" / "objects" / name[:2] / name[2:]).unlink()
    assert NOTES in refusal(repository, "HEAD")


def test_the_command(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a hook is called: with Git's variables set, which would lead astray from a sub-folder."""
    files = {f"desk/{path}": data for path, data in SITE.items()}
    commit(repository, {**files, f"desk/{NOTES}": THEN})
    lay(repository, {f"desk/{NOTES}": THEN.replace("Then he said no", "He said no at once")})
    monkeypatch.setenv("GIT_DIR", str(repository / ".git"))
    arguments = ["--root", str(repository / "desk"), "--as-of", "2026-03-06", "--format", "concise"]
    assert cli.main(["check", "--against", "main", *arguments]) == 1
    assert "17:12: error[silent-edit] at main the claim was" in capsys.readouterr().err
    assert cli.main(["check", "--against", "nowhere", *arguments]) == 2
    assert capsys.readouterr().err.startswith("selon: Git knows no revision nowhere here\n")
    assert cli.main(["check", "--against", "main", "--ignore", "silent-edit", *arguments]) != 2
    assert "silent-edit" not in capsys.readouterr().err


# The rule


def test_nothing_changed(repository: Path) -> None:
    assert edited(repository) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Then he said no", "He said no at once", "17: at HEAD the claim was “Then he said no”"),
        ("content: good", "content: bad", "12: at HEAD the verdict on content was good"),
        ("attribution: good, ", "", "12: at HEAD the verdict on attribution was good"),
        (
            "primary: content",
            "primary: attribution",
            "13: at HEAD the verdict on content went first",
        ),
        ("confidence: high", "confidence: low", "14: at HEAD the confidence was high"),
        (
            "  state: pending\n",
            "  state: met\n",
            "8: at HEAD the state of the condition was pending",
        ),
        (
            "so, state: pending",
            "so, state: observed",
            "10: at HEAD the state of what was to follow was pending",
        ),
        (
            "id: no-then",
            "id: no-later",
            "15: the claim no-then, published at HEAD, is now called no-later",
        ),
    ],
)
def test_a_change_that_nothing_tells_of(repository: Path, old: str, new: str, message: str) -> None:
    found = edited(repository, (old, new))
    assert said(found) == [f"{message}, and no correction tells of the change"]
    assert "  - date: …\n    about: " in found[0].help
    about = "no-later" if "later" in new else "yes-first" if found[0].at.line < 15 else "no-then"
    assert f"about: {about}\n" in found[0].help


def test_what_is_gone(repository: Path) -> None:
    claim = THEN[THEN.index("  - id: no-then") : THEN.index("corrections:")]
    (gone,) = edited(repository, (claim, ""))
    assert gone.message.startswith("the claim no-then, published at HEAD, is gone, and no")
    assert "about:" not in gone.help
    verdict = THEN[THEN.index("    verdict:") : THEN.index("  - id: no-then")]
    (found,) = edited(repository, (verdict, ""))
    assert found.message.startswith("at HEAD the verdict on attribution was good")
    assert [also.message for also in found.also] == ["at HEAD the verdict on content was good"]
    condition = THEN[THEN.index("    condition:") : THEN.index("    verdict:")]
    (found,) = edited(repository, (condition, ""))
    assert found.at.line == 3
    assert len(found.also) == 1


def test_an_article_that_is_gone(repository: Path) -> None:
    commit(repository, {**SITE, NOTES: THEN})
    text = SITE[ARTICLE].decode()
    lay(repository, {ARTICLE: text.replace("byline:", "draft: yes\nbyline:")})
    (found,) = against(repository)
    assert found.message == "this article, published at HEAD, is gone"
    assert found.at.path == ARTICLE
    (repository / ARTICLE).unlink()
    (repository / NOTES).unlink()
    (repository / ARTICLE).parent.rmdir()
    assert said(against(repository)) == [f"1: {found.message}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('He said "yes"', "He said «\u00a0yes\u00a0»"),
        ("last_checked: 2026-03-01", "last_checked: 2026-03-05"),
        ("quote: he said no", "quote: then he said no"),
        (
            "claim: Then he said no\n",
            "claim: Then he said no\n    verdict: { on: { content: good } }\n",
        ),
        ("claims:\n", "claims:\n  - { id: new, quote: and then, claim: And then }\n"),
    ],
)
def test_what_takes_nothing_back(repository: Path, old: str, new: str) -> None:
    assert edited(repository, (old, new)) == ()


CHANGE = ("content: good", "content: bad")
ENTRY = "severity: substantial, was: Good, now: Bad"


@pytest.mark.parametrize(
    "entry",
    [
        f"{{ date: 2026-03-05, about: yes-first, {ENTRY} }}",
        f"{{ date: 2026-03-05, {ENTRY} }}",
        f"{{ date: 2026-03-01, about: yes-first, {ENTRY} }}",
    ],
)
def test_a_correction_tells_of_a_change(repository: Path, entry: str) -> None:
    assert edited(repository, CHANGE, corrected(entry)) == ()


@pytest.mark.parametrize(
    "entry",
    [
        f"{{ date: 2026-03-05, about: no-then, {ENTRY} }}",
        f"{{ date: 2026-02-28, about: yes-first, {ENTRY} }}",
    ],
)
def test_a_correction_of_something_else(repository: Path, entry: str) -> None:
    (found,) = edited(repository, CHANGE, corrected(entry))
    assert ("(the new one of 2026-02-28 is dated before" in found.help) == ("02-28" in entry)


def test_an_old_correction_is_no_news(repository: Path) -> None:
    (again,) = edited(repository, CHANGE, ("date: 2026-02-20", "date: 2026-03-05"))
    assert again.message.startswith("at HEAD the verdict on content was good")
    second = "{ date: 2026-02-20, severity: minor, was: Oui, now: Yes }"
    undated = THEN.replace("last_checked: 2026-03-01\n", "").replace(
        "as_of: 2026-03-01", "as_of: 2026-02-01"
    )
    (now,) = edited(repository, CHANGE, notes=undated)
    assert now.message == again.message
    assert edited(repository, CHANGE, corrected(second), notes=undated) == ()


def test_a_renamed_or_lost_claim_that_is_told_of(repository: Path) -> None:
    entry = "{ date: 2026-03-05, about: no-later, severity: minor, was: a, now: b }"
    assert edited(repository, ("id: no-then", "id: no-later"), corrected(entry)) == ()
    claim = THEN[THEN.index("  - id: no-then") : THEN.index("corrections:")]
    entry = "{ date: 2026-03-05, severity: retraction, was: a, now: b }"
    assert edited(repository, (claim, ""), corrected(entry)) == ()


def test_drafts_were_never_published(repository: Path) -> None:
    draft = SITE[ARTICLE].decode().replace("byline:", "draft: yes\nbyline:")
    commit(repository, {**SITE, ARTICLE: draft, NOTES: THEN})
    lay(repository, {ARTICLE: SITE[ARTICLE], NOTES: THEN.replace("content: good", "content: bad")})
    assert against(repository) == ()


def test_what_could_not_be_read_was_not_published_either(repository: Path) -> None:
    commit(repository, {**SITE, ARTICLE: "no front matter", NOTES: THEN})
    lay(repository, {ARTICLE: SITE[ARTICLE], NOTES: "claims: []\n"})
    assert against(repository) == ()
    commit(repository, {NOTES: "claims: [\n"})
    assert against(repository) == ()


def test_what_cannot_be_read_now_is_told_of_as_such(repository: Path) -> None:
    assert edited(repository, ("claim: Then he said no", "clam: Then he said no")) == ()


def test_a_silent_edit_may_be_suppressed(repository: Path) -> None:
    reason = "reason: a slip of the pen within the hour"
    entry = f"suppress:\n  - {{ rule: silent-edit, about: yes-first, {reason} }}\ncorrections:\n"
    assert edited(repository, CHANGE, ("corrections:\n", entry)) == ()
    other = entry.replace("yes-first", "no-then")
    assert len(edited(repository, CHANGE, ("corrections:\n", other))) == 1


def test_places_lie_in_the_files_of_today(repository: Path) -> None:
    found: tuple[Diagnostic, ...] = edited(repository, CHANGE, ("id: no-then", "id: other"))
    lines = (repository / NOTES).read_text(encoding="utf-8").splitlines()
    for problem in found:
        for place in (problem.at, *(also.at for also in problem.also)):
            assert place.path == NOTES
            assert place.column <= len(lines[place.line - 1])
