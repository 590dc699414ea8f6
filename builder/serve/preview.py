"""The state of a preview: the last good site, and what is wrong with the content as it stands.

In: what builds give. Out: `Preview`s, each from the one before. Must not know HTTP, nor when to
build.
"""

from collections.abc import Mapping

from builder import build
from builder.dataclass import dataclass, field, replace
from builder.diagnostics import Place, Problems, error, has_errors
from builder.serve import overlay
from builder.urls import Urls


@dataclass(frozen=True, slots=True)
class Preview:
    """The last good files by path, and the problems of the newest build.

    `shown` is what pages show of these problems. `former` are base paths that the site had before:
    tabs may be open there. Whoever writes must know the `token`.
    """

    base_path: str = "/"
    former: frozenset[str] = frozenset()
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: Problems = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    shown: str = ""
    token: str = ""


def renew(last: Preview, result: build.Result) -> Preview:
    """Show what was made; where an error stands, the last good pages stay."""
    base_path = Urls(result.base_url).base_path if result.base_url else last.base_path
    files = last.files if result.failed else result.files
    return replace(
        last,
        base_path=base_path,
        former=(last.former | {last.base_path}) - {base_path} if last.files else last.former,
        files=files,
        problems=result.problems,
        texts=result.texts,
        shown=_show(result.problems, result.texts, files),
    )


def keep(last: Preview, fault: Exception) -> Preview:
    """Keep the last good pages where the build itself has failed, and say so."""
    problem = error(
        "fault",
        Place("."),
        f"the site cannot be built: {type(fault).__name__}",
        "this is a fault of selon, not of your text;\n"
        "selon check keeps the details in a file: please send it along when you report it",
    )
    return replace(last, problems=(problem,), shown=_show((problem,), last.texts, last.files))


def _show(problems: Problems, texts: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    return overlay.write(problems, texts, is_old=has_errors(problems) and bool(files))
