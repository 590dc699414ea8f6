"""One page of the site as a whole → its file, and files that are no pages. Runs in any process.

In: a page, text in pieces, or files; and the ground. Out: `Made`. Must not know why it is made.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b

from builder import derive, render, urls, write
from builder.build.drawing import Drawing, Ground, Made
from builder.cache.files import File
from builder.dataclass import replace
from builder.derive import Job
from builder.diagnostics import Place, error
from builder.views import Page


def draw_page(task: tuple[Page, Mapping[str, bytes]], ground: Ground) -> Made:
    """Draw a page; with it comes path → digest of the files that stand already."""
    page, old = task
    drawing = Drawing(ground, old)
    drawing.page(page)
    return replace(drawing.made(page.address, derive.page_rows((page,))), pages=1)


def copy_assets(name: str, ground: Ground, old: Mapping[str, bytes]) -> Made:
    """Take over the files of templates/assets/."""
    drawing = Drawing(ground, old)
    for path, data in render.assets(ground.root).items():
        drawing.put(path, data, Place(f"templates/{path}"))
    for path in render.strays(ground.root):
        place, message = Place(f"templates/{path}"), "this link leads out of templates/"
        help = "put a copy of the file in its place"  # noqa: A001
        drawing.problems.append(error("link-outside", place, message, help))
    return drawing.made(name)


def put_files(
    name: str, files: Mapping[str, bytes], ground: Ground, old: Mapping[str, bytes]
) -> Made:
    """Take over files that were made elsewhere."""
    drawing = Drawing(ground, old)
    for path, data in files.items():
        drawing.put(path, data, Place(path))
    return drawing.made(name)


def pour(address: str, pieces: Iterable[str], ground: Ground, old: Mapping[str, bytes]) -> Made:
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

    data = None
    if ground.staging is None:
        data = b"".join(passing())
    else:
        write.stage(ground.staging, path, passing())
    made = Made(address, (), (File(path, size, digest.digest()),), pages=1)
    if old.get(path) != digest.digest():
        return replace(made, staged=(path,), data={} if data is None else {path: data})
    if ground.staging is not None:
        write.unstage(ground.staging, path)
    return made


def put_off(job: Job, known: File) -> Made:
    """Make a file when it is asked for. Until then, it is `known` to be about as long as before."""

    def make() -> bytes:
        made = job.make()
        assert not isinstance(made, Page)  # noqa: S101 - it would have a template
        return "".join(made).encode("utf-8")

    file = known._replace(digest=job.basis.encode("ascii"))
    return Made(job.address, (), (file,), (file.path,), {file.path: make}, pages=1)
