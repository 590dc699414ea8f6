"""The state of a preview: the last good site, and what is wrong with the content as it stands.

In: what builds give. Out: `Preview`s, each from the one before. Must not know HTTP, nor when to
build.
"""

import hashlib
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
    tabs may be open there. `styles` has a digest for each stylesheet: it may load others, and
    fonts, so that it counts as changed when any of its folder has. Whoever writes must know the
    `token`.
    """

    base_path: str = "/"
    former: frozenset[str] = frozenset()
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: Problems = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    shown: str = ""
    styles: Mapping[str, str] = field(default_factory=dict)
    token: str = ""


def digest(data: bytes) -> str:
    """Give a short text that is another for other bytes."""
    return hashlib.blake2b(data, digest_size=6).hexdigest()


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
        styles=_styles(files) if _may_be_restyled(last, result) else last.styles,
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


def _may_be_restyled(last: Preview, result: build.Result) -> bool:
    """Say whether any stylesheet may be another than it was: most saves are none of them."""
    if result.failed:
        return False
    if result.moved is None:
        return True
    folders = {_folder(name) for name in last.styles}
    return any(name.endswith(".css") or _folder(name) in folders for name in result.moved)


def _styles(files: Mapping[str, bytes]) -> dict[str, str]:
    """Digest stylesheets, each with all of its folder but scripts."""
    sheets = {name: _folder(name) for name in files if name.endswith(".css")}
    beside: dict[str, list[bytes]] = {folder: [] for folder in sheets.values()}
    for name in files:
        if not name.endswith((".js", ".html")) and _folder(name) in beside:
            beside[_folder(name)].append(files[name])
    digests = {folder: digest(b"\0".join(found)) for folder, found in beside.items()}
    return {name: digests[folder] for name, folder in sheets.items()}


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _show(problems: Problems, texts: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    return overlay.write(problems, texts, is_old=has_errors(problems) and bool(files))
