"""One page of the site as a whole → its file. Runs in any process.

In: a page, and the ground. Out: `Sketch`. Must not know why the page is made.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b

from builder import derive, render, rules, urls, write
from builder.build.articles import Drawing, Ground, keep_rows
from builder.cache.rows import Kept
from builder.cache.store import File
from builder.dataclass import dataclass, field
from builder.derive import Job
from builder.diagnostics import Diagnostic, Place, Problems, in_order
from builder.views import Page

Later = Callable[[], bytes]
"""Gives the bytes of a file when they are asked for."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What came of a page, by its address; see `articles.Made`."""

    address: str
    problems: Problems
    files: tuple[File, ...] = ()
    staged: tuple[str, ...] = ()
    data: Mapping[str, bytes | Later] = field(default_factory=dict)
    rows: tuple[Kept, ...] = ()
    links: frozenset[tuple[str, str]] = frozenset()
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    doubtful: bool = False


def draw_page(task: tuple[Page, Mapping[str, bytes]], ground: Ground) -> Sketch:
    """Draw a page; with it comes path → digest of the files that stand already."""
    page, old = task
    drawing = Drawing(ground, old)
    drawing.page(page)
    return _sketch(page.address, drawing, ground, keep_rows(derive.page_rows((page,))))


def copy_assets(ground: Ground, old: Mapping[str, bytes]) -> Sketch:
    """Take over the files of templates/assets/."""
    drawing = Drawing(ground, old)
    for path, data in render.assets(ground.root).items():
        drawing.put(path, data, Place(f"templates/{path}"))
    return _sketch("assets", drawing, ground, ())


def put_files(
    name: str, files: Mapping[str, bytes], ground: Ground, old: Mapping[str, bytes]
) -> Sketch:
    """Take over files that were made elsewhere."""
    drawing = Drawing(ground, old)
    for path, data in files.items():
        drawing.put(path, data, Place(path))
    return _sketch(name, drawing, ground, ())


def pour(address: str, pieces: Iterable[str], ground: Ground, old: Mapping[str, bytes]) -> Sketch:
    """Write a file piece by piece, however long it gets."""
    path = urls.file_of(address)
    digest, size = blake2b(digest_size=12), 0

    def passing() -> Iterator[bytes]:
        nonlocal size
        for piece in pieces:
            data = piece.encode("utf-8")
            digest.update(data)
            size += len(data)
            yield data

    data: dict[str, bytes] = {}
    if ground.staging is None:
        data[path] = b"".join(passing())
    else:
        write.stage(ground.staging, path, passing())
    if old.get(path) == digest.digest():
        if ground.staging is not None:
            write.unstage(ground.staging, path)
        return Sketch(address, (), (File(path, size, digest.digest()),))
    return Sketch(address, (), (File(path, size, digest.digest()),), (path,), data)


def put_off(job: Job, known: File) -> Sketch:
    """Make a file when it is asked for. Until then, it is `known` to be about as long as before."""

    def make() -> bytes:
        made = job.make()
        assert not isinstance(made, Page)  # noqa: S101 - it would have a template
        return "".join(made).encode("utf-8")

    file = known._replace(digest=job.basis.encode("ascii"))
    return Sketch(job.address, (), (file,), (file.path,), {file.path: make})


def _sketch(name: str, drawing: Drawing, ground: Ground, rows: tuple[Kept, ...]) -> Sketch:
    base = ground.base
    findings = rules.check_built(drawing.built({}), base.site)
    found: list[Diagnostic] = [*drawing.problems, *drawing.refused()]
    leads = rules.leads(drawing.linked, drawing.files, base.site.base_url)
    return Sketch(
        name,
        in_order((*found, *rules.settle(findings, {}, base.as_of))),
        tuple(drawing.files.values()),
        tuple(drawing.staged),
        drawing.data,
        rows,
        leads.to,
        {path: tuple(linked.ids) for path, linked in drawing.linked.items()},
        leads.doubtful,
    )
