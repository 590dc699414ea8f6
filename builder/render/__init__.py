"""A page → its bytes, through Jinja2.

In: views. Out: bytes, or a diagnostic that names the template and its line. The site's own
templates/ goes before the defaults, file by file. Must not know records or where files are written.
"""

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    select_autoescape,
)

from builder import i18n
from builder.diagnostics import Diagnostic, Place, error
from builder.edtf import Date
from builder.render import phrases
from builder.render.kept import KeptCode
from builder.render.parts import PartsEnvironment
from builder.views import Page, TextFileView

ASSETS = "assets"

_VIEW = re.compile(r"'builder\.views\.(?:\w+\.)*(\w+) object'")
"""A view as Jinja names it; those who write templates know it by its last name."""

_TAKES_IN = re.compile(
    r"""\{%[-+]?\s*(?:extends|include|import|from)\b\s*(?:(["'])(.*?)\1(?=[\s%-]))?""", re.DOTALL
)
"""A tag that takes in another template, with its name where that stands there."""

_OPENING = re.compile(r"\s*(?:\{#-?(.*?)-?#\}|/\*(.*?)\*/|((?://[^\n]*\n?)+))", re.DOTALL)


def environment(root: Path, sheets: Mapping[str, bytes] | None = None) -> Environment:
    """Make the environment of a site; `root` holds its own templates/, if it has any.

    Where `sheets` are given, nothing is read from the disk: see there.
    """
    on_disk = ChoiceLoader([_Loader(folder) for folder in _folders(root)])
    env = PartsEnvironment(
        loader=_Sheets(sheets) if sheets else on_disk,
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,  # an environment is made for each build
        bytecode_cache=None if sheets else KeptCode(root),
    )
    env.context_class = phrases.PhraseContext
    env.newstyle_gettext = True  # type: ignore[attr-defined] # values are named, and escaped
    env.globals |= {function.__name__: function for function in phrases.PHRASES}
    env.globals["_"] = phrases.gettext
    env.filters |= {
        "date": phrases.date,
        "datetime": html_datetime,
        "label": phrases.label,
        "language_name": phrases.language_name,
        "direction": phrases.direction,
        "og_locale": i18n.territory_tag,
    }
    return env


def render(env: Environment, page: Page) -> bytes | Diagnostic:
    """Draw one page; a fault of a template comes back as a diagnostic."""
    if isinstance(page.content, TextFileView):
        return page.content.text.encode("utf-8")
    try:
        template = env.get_template(page.template)
        text = template.render(
            site=page.site, head=page.head, content=page.content, address=page.address
        )
        return text.encode("utf-8")
    except Exception as problem:  # noqa: BLE001 - a template can do whatever Python can
        return _diagnose(problem, page)


def references(root: Path, name: str) -> tuple[str | None, ...]:
    """Name the templates that one takes in; None stands for one that is named as it is drawn.

    Tags are found without parsing, in comments too: a name too many does no harm.
    """
    file = next((path for folder in _folders(root) if (path := folder / name).is_file()), None)
    text = "" if file is None else file.read_bytes().decode("utf-8", "replace")
    return tuple(found[2] or None for found in _TAKES_IN.finditer(text))


def assets(root: Path) -> dict[str, bytes]:
    """Read the files of templates/assets/, the site's own before the defaults: path → bytes."""
    found = {
        name: path.read_bytes()
        for folder in reversed(_folders(root))
        for name, path in _assets(folder)
        if not _leads_out(path, folder)
    }
    return dict(sorted(found.items()))


def strays(root: Path) -> list[str]:
    """Name the files of templates/assets/ that are links out of templates/: they are not read."""
    return [
        name
        for folder in _folders(root)
        for name, path in _assets(folder)
        if _leads_out(path, folder)
    ]


def _assets(folder: Path) -> Iterator[tuple[str, Path]]:
    base = folder / ASSETS
    for path in sorted(base.rglob("*")):
        inner = path.relative_to(base)
        if path.is_file() and not any(part.startswith(".") for part in inner.parts):
            yield f"{ASSETS}/{inner.as_posix()}", path


def _leads_out(path: Path, folder: Path) -> bool:
    return path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())


def sheets(root: Path) -> dict[str, bytes]:
    """Read all that a template may name, to draw where `root` cannot be seen: name → bytes."""
    found = {}
    for folder in reversed(_folders(root)):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def default_files() -> dict[str, bytes]:
    """Read the templates, parts and assets that come with selon: name → bytes.

    A name is what a site's own templates/ would call the file that goes before it.
    """
    base = _defaults()
    paths = sorted(path for path in base.rglob("*") if path.is_file() and path.name[0] != ".")
    return {path.relative_to(base).as_posix(): path.read_bytes() for path in paths}


def purpose(data: bytes) -> str:
    """Give the sentence with which a template or an asset opens, in a comment; empty if none."""
    opening = _OPENING.match(data.decode("utf-8", "replace"))
    if opening is None:
        return ""
    text = " ".join(next(filter(None, opening.groups())).split())
    return re.split(r"(?<=\.)\s", text, maxsplit=1)[0]


@lru_cache(maxsize=8192)
def html_datetime(date: Date) -> str | None:
    """What a `time` element may say of a date; None where HTML has no words for it."""
    text = str(date)
    return text if re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", text) and text > "0001" else None


class _Loader(FileSystemLoader):
    """Files in UTF-8; for anything else, an error that names the line."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as problem:
            raise _not_text(problem, template) from problem


class _Sheets(BaseLoader):
    """The same files, in memory; they are named as if they lay somewhere."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        del environment
        if template not in self._files:
            raise TemplateNotFound(template)
        try:
            text = self._files[template].decode("utf-8")
        except UnicodeDecodeError as problem:
            raise _not_text(problem, template) from problem
        return text, f"/templates/{template}", lambda: True


def _not_text(problem: UnicodeDecodeError, template: str) -> TemplateSyntaxError:
    line = problem.object.count(b"\n", 0, problem.start) + 1
    return TemplateSyntaxError("it is not UTF-8", line, template)


@cache
def _defaults() -> Path:
    """The default templates: in the wheel beside this module, in a clone beside the package."""
    package = Path(__file__).parent.parent
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parent / "templates"


def _folders(root: Path) -> tuple[Path, ...]:
    own = root / "templates"
    defaults = _defaults()
    return (own, defaults) if own.is_dir() and own.resolve() != defaults.resolve() else (defaults,)


def _diagnose(problem: Exception, page: Page) -> Diagnostic:
    at = _failing_line(problem) or Place(f"templates/{page.template}")
    if isinstance(problem, TemplateNotFound):
        return error("template", at, f"there is no template {problem.name}")
    if isinstance(problem, TemplateSyntaxError):
        at = Place(f"templates/{problem.name or page.template}", problem.lineno)
    return error(
        "template",
        at,
        f"this template cannot draw {page.address}: {_reason(problem)}",
        "docs/templates.md says what templates may see; templates/ goes before the defaults",
    )


def _reason(problem: Exception) -> str:
    """What an exception says, on one line; with its name where it is not the template engine's."""
    if isinstance(problem, TemplateError):
        said = problem.message or type(problem).__name__
        return _VIEW.sub(r"\1", said)
    said = " ".join(str(problem).split()).rstrip(".")
    return f"{type(problem).__name__}, {said}" if said else type(problem).__name__


def _failing_line(problem: Exception) -> Place | None:
    """The innermost line of a template in the traceback of an exception."""
    frames = traceback.extract_tb(problem.__traceback__)
    inside = [
        frame
        for frame in frames
        if "/templates/" in Path(frame.filename).as_posix() and not frame.filename.endswith(".py")
    ]
    if not inside:
        return None
    name = Path(inside[-1].filename).as_posix().rpartition("/templates/")[2]
    return Place(f"templates/{name}", inside[-1].lineno or 1)
