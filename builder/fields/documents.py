"""The text of each file that an editor writes → its record.

In: the path of a file and its text. Out: the record, for Markdown also the text below the front
matter, and problems. Must not know the disk: ids come from the path, which may be made up.
"""

from pathlib import PurePosixPath
from typing import TypeVar

from builder.dataclass import replace
from builder.diagnostics import Place, Problems, error
from builder.fields.reading import read
from builder.model import Annotations, Article, Page, Record, Site, Source
from builder.yamlnodes import Lines, compose

R = TypeVar("R", bound=Record)

_FENCE = "---"


def read_site(path: str, text: str) -> tuple[Site | None, Problems]:
    """Read site.yaml."""
    return _read(Site, path, text)


def read_source(path: str, text: str) -> tuple[Source | None, Problems]:
    """Read the file of a source, whose name is the id."""
    source, problems = _read(Source, path, text)
    return source and replace(source, id=PurePosixPath(path).stem), problems


def read_annotations(path: str, text: str) -> tuple[Annotations | None, Problems]:
    """Read annotations.yaml; claims with errors are left out, an empty file has none."""
    return _read(Annotations, path, text)


def read_article(path: str, text: str) -> tuple[Article | None, str, int, Problems]:
    """Read article.md: front matter, the text below it, the line at which that begins, problems."""
    article, body, first_line, problems = _read_markdown(Article, path, text)
    slug = PurePosixPath(path).parent.name
    return article and replace(article, slug=slug), body, first_line, problems


def read_page(path: str, text: str) -> tuple[Page | None, str, int, Problems]:
    """Read a page; the same four as `read_article`."""
    page, body, first_line, problems = _read_markdown(Page, path, text)
    return page and replace(page, name=PurePosixPath(path).stem), body, first_line, problems


def front_matter(path: str, text: str) -> tuple[str | None, str, int, Problems]:
    """Part a Markdown file: YAML between two lines `---`, body, first line of the body, problems.

    The YAML begins at line 2. It is None where there is none; then the body is the whole text.
    """
    lines = Lines(text)
    if lines.line(0).rstrip() != _FENCE:
        message = "the front matter is missing: the first line is not `---`"
        help_ = "begin the file with\n---\ntitle: …\n---"
        return None, text, 1, (error("front-matter", Place(path), message, help_),)
    for row in range(1, len(lines.starts)):
        if lines.line(row).rstrip() == _FENCE:
            after = lines.starts[row + 1] if row + 1 < len(lines.starts) else len(text)
            return text[lines.starts[1] : lines.starts[row]], text[after:], row + 2, ()
    message = "the front matter that begins here does not end: a second line `---` is missing"
    help_ = "put a line `---` below the last key"
    return None, text, 1, (error("front-matter", Place(path), message, help_),)


def _read(record: type[R], path: str, text: str, first_line: int = 1) -> tuple[R | None, Problems]:
    node, problems = compose(path, text, first_line)
    if node is None and problems:
        return None, problems
    value, more = read(record, node, path)
    return value, problems + more


def _read_markdown(record: type[R], path: str, text: str) -> tuple[R | None, str, int, Problems]:
    typed, body, first_line, problems = front_matter(path, text)
    if typed is None:
        return None, body, first_line, problems
    value, problems = _read(record, path, typed, first_line=2)
    return value, body, first_line, problems
