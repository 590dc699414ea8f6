"""What is asked for → a change of a file of content/, checked before anybody makes it.

In: the root of a site, names, and values as text. Out: a `Change`, or the problems that stand in
its way: what it would bring with it, and not what was wrong before. Must not know who asks.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from builder import load, rules, schema, splice
from builder.dataclass import replace
from builder.diagnostics import (
    Diagnostic,
    Place,
    Problems,
    Severity,
    added,
    error,
    has_errors,
    in_order,
)
from builder.edtf import Date
from builder.examine import examine
from builder.fields import is_slug, read_article, read_source
from builder.fields.scalars import Refusal, nearest, parse, shown
from builder.load import Bundle
from builder.load.disk import CONTENT, Disk, Entry, entries
from builder.model import Article, Record, Site, Source, table
from builder.model.kinds import ListOf, Slug
from builder.scaffold import schema_line
from builder.scaffold.changes import Change, CommitError, ConflictError, commit, undo
from builder.splice import Path as KeyPath
from builder.splice import Plain, SpliceError
from builder.yamlnodes import decode

__all__ = [
    "Change",
    "CommitError",
    "ConflictError",
    "add_article",
    "add_claim",
    "add_source",
    "bundle_of",
    "change_claim",
    "commit",
    "publisher",
    "undo",
]

_RULE = "cannot-write"
_ARTICLES, _SOURCES = f"{CONTENT}/articles", f"{CONTENT}/sources"
_SETTINGS = Entry("site.yaml", f"{CONTENT}/site.yaml", is_folder=False)
_MARKS = re.compile(rb"(?:\xef\xbb\xbf)*")  # the reader leaves out byte order marks
_LONG_AGO = Date.of_day(1, 1, 1)


def add_claim(
    root: Path, slug: str, claim: Mapping[str, Plain], after: str | None = None
) -> tuple[Change | None, Problems]:
    """Write a claim behind another one, or behind all.

    With a change come the warnings that it brings, without one the errors that it would bring.
    """
    return _spliced(root, slug, lambda text: splice.add_claim(text, claim, after))


def change_claim(
    root: Path,
    slug: str,
    id: str,  # noqa: A002
    changes: Mapping[KeyPath, Plain | None],
) -> tuple[Change | None, Problems]:
    """Give other values to a claim; the same problems as `add_claim`."""
    return _spliced(root, slug, lambda text: splice.change_claim(text, id, changes))


def add_source(
    root: Path,
    id: str,  # noqa: A002
    source: Mapping[str, Plain],
) -> tuple[Change | None, Problems]:
    """Write the file of a new source."""
    disk = load.disk_of(root)
    name = f"{_SOURCES}/{id}.yaml"
    if not _is_free(disk, _SOURCES, name, id):
        return None, tuple(disk.problems)
    text = _written(name, lambda: _schema(disk, name) + splice.written(Source, source))
    if isinstance(text, Diagnostic):
        return None, (text,)
    read, problems = read_source(name, text)
    problems += tuple(_unknown_sources(disk, read)) if read else ()
    return _unless_wrong(Change(disk.file(name), None, text.encode(), name), problems)


def add_article(
    root: Path,
    slug: str,
    article: Mapping[str, Plain],
    text: str = "",
) -> tuple[Change | None, Problems]:
    """Write the folder of a new article: front matter with the text below it, no claims yet."""
    disk = load.disk_of(root)
    folder = f"{_ARTICLES}/{slug}"
    if not _is_free(disk, _ARTICLES, folder, slug):
        return None, tuple(disk.problems)
    name, notes = f"{folder}/article.md", f"{folder}/annotations.yaml"
    head = _written(name, lambda: splice.written(Article, article))
    if isinstance(head, Diagnostic):
        return None, (head,)
    whole = f"---\n{head}---\n" + (f"\n{text.strip()}\n" if text.strip() else "")
    empty = Change(disk.file(notes), None, f"{_schema(disk, notes)}claims: []\n".encode(), notes)
    change = Change(disk.file(name), None, whole.encode(), name, (empty,))
    return _unless_wrong(change, read_article(name, whole)[3])


def publisher(root: Path) -> str:
    """Give the name of whoever answers for the site; empty where its settings do not say."""
    settings = load.read_settings(load.disk_of(root), _SETTINGS)
    return settings.publisher.name if settings else ""


def _spliced(
    root: Path, slug: str, splice_in: Callable[[str], str]
) -> tuple[Change | None, Problems]:
    """Change the annotations of an article, and examine it with them."""
    disk = load.disk_of(root)
    bundle = bundle_of(disk, slug)
    site = load.read_settings(disk, _SETTINGS) if bundle else None
    if bundle is None or site is None:
        return None, in_order(tuple(disk.problems))
    name = bundle.annotations_path
    file = Path(os.path.realpath(disk.file(name)))
    before = None if bundle.annotations_text is None else disk.read(name)
    if before is not None:  # it may have been saved since
        bundle = replace(bundle, annotations_text=decode(name, before)[0])
    text = _written(name, lambda: splice_in(bundle.annotations_text or _schema(disk, name)))
    if isinstance(text, Diagnostic):
        return None, (text,)
    marks = _MARKS.match(before or b"")
    after = (marks[0] if marks else b"") + text.encode()
    old = _wrong(disk, bundle, site)
    new = _wrong(disk, replace(bundle, annotations_text=text), site)
    return _unless_wrong(Change(file, before, after, name), added(old, new))


def bundle_of(disk: Disk, slug: str) -> Bundle | None:
    """Read the folder of an article; None where it cannot be read or leads elsewhere."""
    folder = f"{_ARTICLES}/{slug}"
    if not is_slug(slug):
        disk.problems.append(_bad_name(folder, slug))
        return None
    found = _folder(disk, _ARTICLES) and _folder(disk, folder)
    if found is None:
        if not disk.problems:
            names = [entry.name for entry in entries(disk, _ARTICLES)]
            guess = nearest(slug, tuple(names))
            help_ = f"did you mean {guess}?" if guess else "name the folder of one that is there"
            disk.report(_RULE, folder, f"there is no article {slug}", help_)
        return None
    bundle = load.read_bundle(disk, found)
    notes = f"{folder}/annotations.yaml"
    if any(problem.at.path == notes for problem in disk.problems):
        return None  # a link that leads out of the site, or no text
    return bundle


def _folder(disk: Disk, path: str) -> Entry | None:
    """Look at a folder of content/; None where it is none, or leads elsewhere."""
    if not disk.is_folder(path):
        return None
    return disk.entry(path.rpartition("/")[2], path)


def _is_free(disk: Disk, folder: str, path: str, name: str) -> bool:
    """Say whether something new can be called so; else report why not."""
    if not is_slug(name):
        disk.problems.append(_bad_name(path, name))
    elif not disk.is_folder(CONTENT):
        disk.report(_RULE, CONTENT, "this folder has no content/", "selon init starts a site")
    elif os.path.lexists(disk.file(folder)):
        found = disk.entry(folder.rpartition("/")[2], folder)
        if found is not None and not found.is_folder:
            disk.report(_RULE, folder, "this is a file, and is to be a folder", "move it away")
        elif os.path.lexists(disk.file(path)):
            disk.report(_RULE, path, f"{name} is there already", "choose another name")
    return not disk.problems


def _bad_name(path: str, name: str) -> Diagnostic:
    refused = parse(Slug(), name)
    message, help_ = f'"{shown(name)}" is no name', "write small letters a to z, digits and hyphens"
    if isinstance(refused, Refusal):
        message, help_ = refused.message, refused.help
    return error(_RULE, Place(path.replace("\x00", "")), message, help_)


def _schema(disk: Disk, name: str) -> str:
    """The first line of a file, for editors' programs, where the site has the schemas."""
    probe = Disk(disk.root)  # whatever is wrong with the settings does not matter here
    settings = load.read_settings(probe, _SETTINGS)
    own = settings.language if settings else ""
    for language in sorted(schema.LANGUAGES, key=lambda language: language != own):
        if disk.is_folder(f"schemas/{language}"):
            return schema_line(name, language)
    return ""


def _written(name: str, write: Callable[[], str]) -> str | Diagnostic:
    """Write, or say why that cannot be done."""
    try:
        return write()
    except SpliceError as refusal:
        return error(_RULE, Place(name), refusal.message, refusal.help)


def _wrong(disk: Disk, bundle: Bundle, site: Site) -> Problems:
    """Say what is wrong with an article, whatever day it is, and which sources are not there."""
    found = examine(bundle, site)
    suppressions = {bundle.slug: found.annotations.suppress}
    findings = rules.settle(found.findings, suppressions, _LONG_AGO)
    return in_order((*found.problems, *findings, *_unknown_sources(disk, found.annotations)))


def _unknown_sources(disk: Disk, record: Record) -> Iterator[Diagnostic]:
    for name, row in table(type(record)).items():
        value = getattr(record, name)
        values = value if isinstance(value, tuple) else (value,)
        kind = row.kind.item if isinstance(row.kind, ListOf) else row.kind
        for one in values:
            if isinstance(one, Record):
                yield from _unknown_sources(disk, one)
            elif one is not None and kind == Slug("source"):
                path = f"{_SOURCES}/{one}.yaml"
                if not disk.file(path).is_file():
                    message = f"there is no source {one}"
                    yield error("unknown-source", record.place(row.name), message, f"make {path}")


def _unless_wrong(change: Change, problems: Problems) -> tuple[Change | None, Problems]:
    if has_errors(problems):
        return None, tuple(one for one in problems if one.severity is Severity.ERROR)
    return change, problems
