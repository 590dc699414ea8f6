"""What lies on an editor's desk: one article as it is on the disk now, the settings, the sources.

In: the root of a site, an id. Out: `Desk`, or `RefusedError`. A source is read anew only where its
file has another stamp. Must not know what is asked.
"""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from builder import derive, load
from builder.dataclass import dataclass, replace
from builder.diagnostics import Problems, has_errors
from builder.edtf import Date
from builder.examine import Opened, examine, open_article
from builder.load import Bundle
from builder.load.disk import Disk, Entry
from builder.model import Site, Source
from builder.rules.context import RelayGraph
from builder.serve.annotating.asking import RefusedError
from builder.serve.annotating.entries import Group, as_plain
from builder.yamlnodes import Mapping as MappingNode
from builder.yamlnodes import Node, Scalar, Sequence, compose

_MOST_KNOWN = 20_000
_Stamp = tuple[int, int, int]
_known: dict[Path, tuple[_Stamp, Source | None]] = {}


@dataclass(frozen=True, slots=True)
class Desk:
    """An article with all that a claim of it is checked against.

    `files` are the paths of the sources, those included that cannot be read.
    """

    root: Path
    site: Site
    bundle: Bundle
    opened: Opened
    problems: Problems
    sources: Mapping[str, Source]
    files: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The id of the article."""
        return self.bundle.slug

    def check(self, annotations: str | None, as_of: Date | None) -> Problems:
        """Say what is wrong with the article if its annotations are these."""
        bundle = replace(self.bundle, annotations_text=annotations)
        article = self.opened.article
        graph = RelayGraph(
            {one.id: [relay.source for relay in one.relays] for one in self.sources.values()}
        )
        on = derive.base(
            self.site,
            self.sources,
            (),
            graph=graph,
            facts={self.slug: derive.facts(article, self.site)},
            files=self.files,
            as_of=as_of or self.opened.annotations.last_checked or article.published,
        )
        return derive.check_article(examine(bundle, self.site), on)

    def claim(self, name: str) -> Group:
        """Give the entry of a claim as it was typed."""
        for entry in self._entries():
            if isinstance(entry, MappingNode) and value(entry, "id") == name:
                return {key.text: as_plain(below) for key, below in entry.pairs}
        help_ = "reload the page: the file may have been changed meanwhile"
        raise RefusedError(HTTPStatus.NOT_FOUND, f"there is no claim {name} in this article", help_)

    def _entries(self) -> list[Node]:
        if self.bundle.annotations_text is None:
            return []
        root, _ = compose(self.bundle.annotations_path, self.bundle.annotations_text)
        claims = child(root, "claims")
        return claims.items if isinstance(claims, Sequence) else []


def open_desk(root: Path, slug: str) -> Desk:
    """Read what is asked about."""
    disk = load.disk_of(root)
    found = load.listing(disk)
    site = load.read_settings(disk, found.settings) if found.settings else None
    if site is None:
        raise RefusedError(
            HTTPStatus.CONFLICT, "the settings of the site cannot be read", "mend content/site.yaml"
        )
    entry = next((one for one in found.articles if one.name == slug), None)
    bundle = load.read_bundle(disk, entry) if entry else None
    if bundle is None:
        raise RefusedError(
            HTTPStatus.NOT_FOUND,
            f"there is no article {slug} that can be read",
            f"look at content/articles/{slug}/article.md, and reload the page",
        )
    opened, problems = open_article(bundle, site)
    if opened is None:
        help_ = "mend what stands between the two lines ---"
        message = f"the front matter of {bundle.article_path} cannot be read"
        raise RefusedError(HTTPStatus.CONFLICT, message, help_)
    sources = {
        one.id: one for one in (_source(disk, entry) for entry in found.sources) if one is not None
    }
    files = tuple(one.path for one in found.sources)
    return Desk(root, site, bundle, opened, problems, sources, files)


def settled(desk: Desk) -> Desk:
    """Refuse to write where what stands there already cannot be read as a whole."""
    if desk.bundle.annotations_text is not None:
        _, problems = compose(desk.bundle.annotations_path, desk.bundle.annotations_text)
        if has_errors(problems):
            first = problems[0]
            help_ = f"mend line {first.at.line} of {first.at.path} first: {first.message}"
            raise RefusedError(HTTPStatus.CONFLICT, "the annotations cannot be read", help_)
    return desk


def child(node: Node | None, name: str) -> Node | None:
    """Give the value of a key."""
    if not isinstance(node, MappingNode):
        return None
    return next((below for key, below in node.pairs if key.text == name), None)


def value(node: Node | None, name: str) -> str:
    """Give the text of a key, empty where it has none."""
    found = child(node, name)
    return found.text.strip() if isinstance(found, Scalar) else ""


def _source(disk: Disk, entry: Entry) -> Source | None:
    file = disk.file(entry.path)
    try:
        stat = file.stat()
    except OSError:
        return None
    stamp = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    known = _known.get(file)
    if known is not None and known[0] == stamp:
        return known[1]
    source = load.read_source_file(disk, entry)
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[file] = (stamp, source)
    return source
