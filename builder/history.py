"""The content at a Git revision, and how today's differs from it.

In: a site's folder and the name of a revision. Out: `Past`, read through git itself, and what the
rules say of the difference. Must not touch the work tree or the index, nor know any rule.
"""

from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath

from builder import load, rules
from builder.dataclass import dataclass, replace
from builder.diagnostics import Diagnostic, Problems, has_errors
from builder.examine import Examined
from builder.fields import read_annotations, read_article
from builder.load import Bundle, Content
from builder.model import Annotations, Site
from builder.rules.context import Revision

_LINKS = 8
"""So many links may lead from one to the next."""

_DEEPEN = """\
this clone is shallow; fetch what came before with `git fetch --unshallow`
(or `git fetch --deepen=100`), on GitHub with `fetch-depth: 0` under actions/checkout"""


class HistoryError(Exception):
    """The revision cannot be read; says why, and what to do, in lines for an editor."""


@dataclass(frozen=True, slots=True)
class Past:
    """The content at a revision, and the name that the revision was asked for by."""

    name: str
    content: Content


@dataclass(frozen=True, slots=True)
class Repository:
    """Where to ask git: any folder of a work tree, and the environment that git is to see."""

    root: Path
    environ: Mapping[str, str]


def read(repository: Repository, name: str) -> Past:
    """Read the content at a revision: a branch, a tag, a commit. Raises HistoryError."""
    root = repository.root
    top = _git(repository, "rev-parse", "--show-prefix")
    if top is None:
        raise HistoryError(
            f"{root.resolve()} lies in no Git repository that can be read,"
            f" so that there is nothing to compare with\n"
            f"run `git -C '{root}' status`: it says what is missing"
        )
    commit = _git(
        repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if commit is None:
        raise HistoryError(f"Git knows no revision {name} here\n{_advice(repository, name)}")
    prefix = _text(top).removesuffix("\n")
    return Past(name, load.texts(_files(repository, _text(commit).strip(), prefix))[0])


def gone(past: Past, slugs: Collection[str], site: Site) -> Problems:
    """Say what the rules think of articles that were published and are not any more."""
    found: list[Diagnostic] = []
    for bundle in past.content.bundles:
        was = None if bundle.slug in slugs else _published(bundle)
        if was is not None:
            revision = Revision(bundle.article_path, None, was, past.name)
            tags = rules.check_revision(revision, site, bundle.slug)
            found += (tag.diagnostic for tag in tags)
    return tuple(found)


def compared(past: Past, entry: Examined, site: Site) -> Examined:
    """Add to an article what the rules say of its past."""
    bundle = next((one for one in past.content.bundles if one.slug == entry.slug), None)
    was = None if bundle is None else _published(bundle)
    # An annotation that cannot be read is told of as such, and not as one that is gone.
    if bundle is None or was is None or entry.article is None or has_errors(entry.problems):
        return entry
    revision = Revision(bundle.article_path, entry.annotations, was, past.name)
    found = tuple(rules.check_revision(revision, site, entry.slug))
    return replace(entry, findings=entry.findings + found)


def _published(bundle: Bundle) -> Annotations | None:
    """What an article said of its claims; None for a draft, and for what could not be built."""
    article, *_ = read_article(bundle.article_path, bundle.article_text)
    if article is None or article.draft or bundle.annotations_text is None:
        return None
    return read_annotations(bundle.annotations_path, bundle.annotations_text)[0]


def _files(repository: Repository, commit: str, prefix: str) -> dict[str, bytes]:
    """Read the texts below content/: path relative to the root → bytes; links are followed."""
    listing = _run(
        repository, "--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", commit, "--",
        f"{prefix}content",
    )  # fmt: skip
    objects: dict[str, str] = {}
    links: set[str] = set()
    for line in _text(listing).split("\0")[:-1]:
        about, _, path = line.partition("\t")
        mode, kind, name = about.split(" ")
        path = path.removeprefix(prefix)
        if kind == "blob" and load.is_text(path):
            objects[path] = name
            if mode == "120000":
                links.add(path)
    found = _contents(repository, objects)
    ends = {path: _end(path, found, links) for path in found}
    return {path: found[end] for path, end in ends.items() if end is not None}


def _end(path: str, files: Mapping[str, bytes], links: set[str]) -> str | None:
    """Follow links within content/ to a text; None where they lead elsewhere."""
    for _ in range(_LINKS):
        if path not in files:
            return None
        if path not in links:
            return path
        path = normpath(PurePosixPath(path).parent / _text(files[path]))
    return None


def _contents(repository: Repository, objects: Mapping[str, str]) -> dict[str, bytes]:
    """Read objects, path → name, in one go: a line about each, its bytes, and a newline."""
    asked = "".join(f"{name}\n" for name in objects.values()).encode()
    out = _run(repository, "cat-file", "--batch", given=asked)
    found: dict[str, bytes] = {}
    at = 0
    for path in objects:
        end = out.index(b"\n", at)
        size = out[at:end].split(b" ")[-1]
        if not size.isdigit():
            raise HistoryError(
                f"Git has lost a part of that revision: {path}\nrun `git fetch` once more"
            )
        start = end + 1
        at = start + int(size)
        found[path] = out[start:at]
        at += 1
    return found


def _advice(repository: Repository, name: str) -> str:
    if _git(repository, "rev-parse", "--is-shallow-repository") == b"true\n":
        return _DEEPEN
    return (
        "write a branch, a tag or a commit, as in `--against main`; `git branch --all` lists"
        f" branches,\nand `git fetch origin {name}` fetches one that is not here yet"
    )


def _run(repository: Repository, *arguments: str, given: bytes = b"") -> bytes:
    out = _git(repository, *arguments, given=given)
    if out is None:
        raise HistoryError(
            f"Git could not read that revision (`git {arguments[0]}` failed)\n"
            "run `git fsck`: it says what is damaged"
        )
    return out


def _git(repository: Repository, *arguments: str, given: bytes = b"") -> bytes | None:
    """Run git in a folder, and give what it writes; None where it fails."""
    try:
        import subprocess  # noqa: PLC0415 - few compare with the past

        done = subprocess.run(  # noqa: S603 - no shell, and a name cannot pass for an option
            ["git", "-C", str(repository.root), *arguments],  # noqa: S607 - whichever git the editor uses
            input=given,
            capture_output=True,
            check=False,
            env=repository.environ,
        )
    except OSError:
        raise HistoryError(
            "git is not installed, and only git can read what was\ninstall it: https://git-scm.com"
        ) from None
    return done.stdout if done.returncode == 0 else None


def _text(data: bytes) -> str:
    """Names as Python has them; whatever is no UTF-8 is told of by `load`."""
    return data.decode("utf-8", "surrogateescape")
