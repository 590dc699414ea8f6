"""A page → its bytes, through Jinja2.

In: views. Out: bytes, or a diagnostic that names the template and its line. The site's own
templates/ goes before the defaults, file by file. Must not know records or where files are written.
"""

import re
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
    select_autoescape,
)
from jinja2.runtime import Context

from builder import i18n
from builder.diagnostics import Diagnostic, Place, error
from builder.edtf import Date
from builder.labels import LABELS
from builder.model import Word
from builder.views import Page, TextFileView

ASSETS = "assets"

_VIEW = re.compile(r"'builder\.views\.(?:\w+\.)*(\w+) object'")
"""A view as Jinja names it; those who write templates know it by its last name."""

_OPENING = re.compile(r"\s*(?:\{#-?(.*?)-?#\}|/\*(.*?)\*/|((?://[^\n]*\n?)+))", re.DOTALL)


def environment(root: Path) -> Environment:
    """Make the environment of a site; `root` holds its own templates/, if it has any."""
    env = Environment(
        loader=ChoiceLoader([_Loader(folder) for folder in _folders(root)]),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, _ngettext, newstyle=True, pgettext=_pgettext, npgettext=_npgettext
    )
    env.filters |= {
        "date": _date,
        "datetime": html_datetime,
        "label": _label,
        "language_name": _language_name,
        "direction": i18n.direction,
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


def assets(root: Path) -> dict[str, bytes]:
    """Read the files of templates/assets/, the site's own before the defaults: path → bytes."""
    found: dict[str, bytes] = {}
    for folder in reversed(_folders(root)):
        base = folder / ASSETS
        for path in sorted(base.rglob("*")):
            inner = path.relative_to(base)
            if path.is_file() and not any(part.startswith(".") for part in inner.parts):
                found[f"{ASSETS}/{inner.as_posix()}"] = path.read_bytes()
    return dict(sorted(found.items()))


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
            line = problem.object.count(b"\n", 0, problem.start) + 1
            raise TemplateSyntaxError("it is not UTF-8", line, template) from problem


@cache
def _defaults() -> Path:
    """The default templates: in the wheel beside this module, in a clone beside the package."""
    packaged = Path(__file__).parent / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "templates"


def _folders(root: Path) -> tuple[Path, ...]:
    own = root / "templates"
    defaults = _defaults()
    return (own, defaults) if own.is_dir() and own.resolve() != defaults.resolve() else (defaults,)


def _language(context: Context) -> str:
    """The language of the phrases on a page."""
    return str(context["head"].interface or context["head"].language)


@pass_context
def _gettext(context: Context, message: str) -> str:
    return i18n.translations(_language(context)).gettext(message)


@pass_context
def _ngettext(context: Context, one: str, many: str, n: int) -> str:
    return _counted(i18n.translations(_language(context)).ngettext(one, many, n), n, context)


@pass_context
def _pgettext(context: Context, topic: str, message: str) -> str:
    return i18n.translations(_language(context)).pgettext(topic, message)


@pass_context
def _npgettext(context: Context, topic: str, one: str, many: str, n: int) -> str:
    text = i18n.translations(_language(context)).npgettext(topic, one, many, n)
    return _counted(text, n, context)


def _counted(text: str, n: int, context: Context) -> str:
    """Put the number in, written as in the language of the text; Jinja would write it bare."""
    return text.replace("%(num)s", i18n.number_text(n, _language(context)))


@pass_context
def _date(context: Context, date: Date) -> str:
    """A date in the language of the page, as precise as it is known: "December 2025"."""
    return i18n.date_text(date, _language(context))


@pass_context
def _label(context: Context, word: Word) -> str:
    """A word as readers see it, in the language of the page: "at first hand"."""
    return i18n.label(word, LABELS[word], _language(context))


@pass_context
def _language_name(context: Context, code: str) -> str:
    """The name of a language in the language of the page: "French" for `fr`."""
    return i18n.language_name(code, _language(context))


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
