"""The disk: the folder `content/` → values.

In: the root of a site, or its texts by path. Out: `Content` and problems. Settings, sources and
pages are read here; an article stays text, since `examine` reads it. Must not know what annotations
say. Whatever order the file system gives, everything is sorted by name.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from builder.dataclass import dataclass, replace
from builder.diagnostics import Place, Problems, error, in_order, warning
from builder.fields import is_slug, read_page, read_site, read_source, slug_of
from builder.load.disk import (
    CONTENT,
    Disk,
    Entry,
    entries,
    in_memory,
    report_unreadable,
    text_of,
)
from builder.model import Page, Site, Source

_Record = TypeVar("_Record", Site, Source)

_AT_TOP = ("articles", "pages", "site.yaml", "sources")
_IN_ARTICLE = ("annotations.yaml", "article.md")
_WRITTEN = (".md", ".yaml", ".yml")
"""Endings of what an editor writes: such a file beside an article is no picture."""

_UNWRITABLE = re.compile(r"[\\\x00-\x1f\x7f-\x9f]")
"""What no file of the site can have in its name: to some systems it says where a folder ends."""

_NEARLY = {".yaml": (".yaml", ".yml"), ".md": (".md", ".markdown", ".mdown")}

_SITE = """title: The name of the site
base_url: https://example.org/
language: en
publisher:
  name: Who answers for it
verdicts:
  - id: "true"
    label: { en: "True" }
    rating: 5"""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that lies with an article: name relative to its folder, place for messages, file.

    `data` are its bytes, where it is sent to who does not see our disk.
    """

    name: str
    place: str
    file: Path
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """The folder of one article. Paths are relative to the root; texts have no byte order mark."""

    slug: str
    article_path: str
    article_text: str
    annotations_path: str
    annotations_text: str | None
    assets: tuple[Asset, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFile:
    """A policy page: its front matter, and the Markdown that begins at `first_line`."""

    name: str
    path: str
    record: Page
    body: str
    first_line: int


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that editors wrote, drafts too. `texts` is path → text of every text file read."""

    site: Site | None
    bundles: tuple[Bundle, ...]
    sources: Mapping[str, Source]
    pages: tuple[PageFile, ...]
    texts: Mapping[str, str]


def site(root: Path) -> tuple[Content, Problems]:
    """Read a site's content; nothing that stands in it raises."""
    return _site(disk_of(root))


def texts(files: Mapping[str, bytes]) -> tuple[Content, Problems]:
    """Read the texts of a site, path relative to its root → bytes, as `site` would.

    Only texts: nobody can read an asset of it.
    """
    return _site(in_memory(files))


def disk_of(root: Path) -> Disk:
    """Give the disk on which a site lies, to read some of it."""
    return Disk(Path(os.path.realpath(root)))


def is_text(path: str) -> bool:
    """Say whether a file is one that an editor writes, going by its name."""
    return path.lower().endswith(_WRITTEN)


def read_asset(asset: Asset) -> bytes:
    """Give the bytes of an asset; raises OSError where it has gone since the content was read."""
    return asset.file.read_bytes() if asset.data is None else asset.data


def with_assets(bundle: Bundle) -> Bundle:
    """Give the folder of an article with the bytes of its assets, as far as they can be read."""
    assets = []
    for asset in bundle.assets:
        with suppress(OSError):
            asset = replace(asset, data=read_asset(asset))  # noqa: PLW2901
        assets.append(asset)
    return replace(bundle, assets=tuple(assets))


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in content/, by name: folders of articles, files of sources and pages."""

    settings: Entry | None
    articles: tuple[Entry, ...]
    sources: tuple[Entry, ...]
    pages: tuple[Entry, ...]


def listing(disk: Disk) -> Listing:
    """Look at what there is, and report what nothing reads; articles are not looked into."""
    folders: dict[str, Entry] = {}
    files: dict[str, Entry] = {}
    if not disk.is_folder(CONTENT):
        _report_missing(disk, CONTENT, "this folder has no content/")
        return Listing(None, (), (), ())
    for entry in entries(disk, CONTENT):
        wanted = folders if entry.is_folder else files
        if entry.name in _AT_TOP and entry.is_folder != (entry.name == "site.yaml"):
            wanted[entry.name] = entry
        else:
            _report_stray(disk, entry, _nearly(entry.name, _AT_TOP), *_AT_TOP)
    if "site.yaml" not in files:
        _report_missing(disk, f"{CONTENT}/site.yaml", "content/ has no site.yaml")
    return Listing(
        settings=files.get("site.yaml"),
        articles=tuple(_articles(disk, folders)),
        sources=tuple(_flat(disk, folders, "sources", ".yaml")),
        pages=tuple(_flat(disk, folders, "pages", ".md")),
    )


def _site(disk: Disk) -> tuple[Content, Problems]:
    found = listing(disk)
    settings = read_settings(disk, found.settings) if found.settings else None
    content = Content(
        site=settings,
        bundles=tuple(filter(None, (read_bundle(disk, entry) for entry in found.articles))),
        sources={
            source.id: source
            for source in (read_source_file(disk, entry) for entry in found.sources)
            if source
        },
        pages=tuple(filter(None, (read_page_file(disk, entry) for entry in found.pages))),
        texts=disk.texts,
    )
    return content, in_order(tuple(disk.problems))


def _articles(disk: Disk, folders: Mapping[str, Entry]) -> Iterator[Entry]:
    if "articles" not in folders:
        return
    folder = folders["articles"].path
    for entry in entries(disk, folder):
        if entry.is_folder:
            _check_name(disk, entry, entry.name, "folder")
            yield entry
            continue
        message = f"an article is a folder with article.md in it, and {entry.name} is a file"
        help_ = f"move it to {folder}/{slug_of(entry.name.partition('.')[0]) or 'some-id'}/"
        disk.report("stray-file", entry.path, message, help_)


def _flat(disk: Disk, folders: Mapping[str, Entry], name: str, ending: str) -> Iterator[Entry]:
    """Give the files of a flat folder whose names are ids."""
    for entry in entries(disk, folders[name].path) if name in folders else ():
        stem, dot, last = entry.name.rpartition(".")
        if entry.is_folder or dot + last != ending:
            nearly = not entry.is_folder and dot + last.lower() in _NEARLY[ending]
            _report_stray(disk, entry, f"{stem}{ending}" if nearly else "", f"*{ending}")
            continue
        _check_name(disk, entry, stem, "file", ending)
        yield entry


def read_settings(disk: Disk, entry: Entry) -> Site | None:
    """Read site.yaml; None where it cannot be read."""
    return _record(disk, entry, read_site)


def read_bundle(disk: Disk, folder: Entry) -> Bundle | None:
    """Read the folder of an article; None where it has no text that can be read."""
    written: dict[str, Entry] = {}
    assets: list[Asset] = []
    for entry in entries(disk, folder.path):
        if entry.is_folder:
            assets += _assets(disk, entry, f"{entry.name}/")
        elif entry.name in _IN_ARTICLE:
            written[entry.name] = entry
        elif is_text(entry.name):
            _report_stray(disk, entry, _nearly(entry.name, _IN_ARTICLE), *_IN_ARTICLE)
        else:
            assets += _asset(disk, entry, "")
    if "article.md" not in written:
        message = "this article has no article.md"
        help_ = "write it there, beginning with\n---\ntitle: …\n---"
        disk.report("missing-file", f"{folder.path}/article.md", message, help_)
        text = None
    else:
        text = text_of(disk, written["article.md"])
    notes = text_of(disk, written["annotations.yaml"]) if "annotations.yaml" in written else None
    if text is None:
        return None
    return Bundle(
        slug=folder.name,
        article_path=f"{folder.path}/article.md",
        article_text=text,
        annotations_path=f"{folder.path}/annotations.yaml",
        annotations_text=notes,
        assets=tuple(assets),
    )


def _assets(disk: Disk, folder: Entry, prefix: str) -> Iterator[Asset]:
    waiting = [(folder, prefix)]
    for inner, name in waiting:
        for entry in entries(disk, inner.path):
            if entry.is_folder:
                waiting.append((entry, f"{name}{entry.name}/"))
            else:
                yield from _asset(disk, entry, name)


def _asset(disk: Disk, entry: Entry, prefix: str) -> Iterator[Asset]:
    if _UNWRITABLE.search(prefix + entry.name):
        message = "the name of this file or its folder holds a backslash or a control character"
        help_ = "rename it with letters, digits, dots and hyphens"
        disk.report("bad-name", entry.path, message, help_)
    elif disk.is_readable(entry.path):
        yield Asset(prefix + entry.name, entry.path, disk.file(entry.path))
    else:
        report_unreadable(disk, entry.path, "permission denied")


def read_source_file(disk: Disk, entry: Entry) -> Source | None:
    """Read a source; None where it cannot be read."""
    return _record(disk, entry, read_source)


def _record(
    disk: Disk, entry: Entry, read: Callable[[str, str], tuple[_Record | None, Problems]]
) -> _Record | None:
    """Read a file that holds nothing but YAML."""
    text = text_of(disk, entry)
    if text is None:
        return None
    record, problems = read(entry.path, text)
    disk.problems += problems
    return record


def read_page_file(disk: Disk, entry: Entry) -> PageFile | None:
    """Read a policy page; None where it cannot be read."""
    text = text_of(disk, entry)
    if text is None:
        return None
    page, body, first_line, problems = read_page(entry.path, text)
    disk.problems += problems
    return PageFile(page.name, entry.path, page, body, first_line) if page else None


def _check_name(disk: Disk, entry: Entry, name: str, what: str, ending: str = "") -> None:
    if is_slug(name):
        return
    message = f'the name of this {what} becomes an address, and "{name}" cannot be one'
    rule = "small letters a to z, digits and single hyphens"
    slug = slug_of(name)
    help_ = f"rename it to {slug}{ending} ({rule})" if slug else f"use {rule}"
    disk.report("bad-name", entry.path, message, help_)


def _report_missing(disk: Disk, path: str, message: str) -> None:
    disk.report("missing-file", path, message, f"make content/site.yaml with these lines:\n{_SITE}")


def _nearly(name: str, wanted: tuple[str, ...]) -> str:
    return next(iter(get_close_matches(name.lower(), wanted, n=1, cutoff=0.7)), "")


def _report_stray(disk: Disk, entry: Entry, nearly: str, *known: str) -> None:
    """Tell of a file that nothing reads: an error where its name is nearly one that counts."""
    what = "folder" if entry.is_folder else "file"
    message = f"nothing reads this {what}: its name is none that is known here"
    if nearly == entry.name:
        help_ = f"{nearly} is to be a {'file' if entry.is_folder else 'folder'}"
        found = error("stray-file", Place(entry.path), message, help_)
    elif nearly:
        found = error("stray-file", Place(entry.path), message, f"rename it to {nearly}")
    else:
        help_ = f"known here: {', '.join(known)}; move it out of content/, or delete it"
        found = warning("stray-file", Place(entry.path), message, help_)
    disk.problems.append(found)
