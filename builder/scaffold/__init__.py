"""A new site in an empty folder: content with one invented example, workflows, schemas, README.

In: a folder, a title, a language, an address, the version of selon. Out: files, or a
`ScaffoldError`. Must not know the command line, nor how a site is built.

What is written lies under files/: `all` for every site, and a folder for each language. A name that
begins with `dot-` loses that for a dot, since packages leave dotfiles out. `@name@` stands for a
value, `@title@` for the same as YAML.
"""

import contextlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from builder import schema
from builder.dataclass import dataclass

LANGUAGES = ("ar", "en", "fr")

TITLES: Mapping[str, str] = {"ar": "هيئة التحقق", "en": "The fact desk", "fr": "La vérification"}
"""What a site is called until somebody says otherwise."""

STAGING = ".selon-init"

_KEPT = frozenset({".git", STAGING})
_VALUE = re.compile("@(name|title|base_url|version|described|verdicts)@")
_NAMED = 3  # names listed in a message; the rest is counted


class ScaffoldError(Exception):
    """The site cannot be made there; says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a new site is to be. `language` is one of `LANGUAGES`."""

    title: str
    language: str
    base_url: str
    version: str


def files(wishes: Wishes) -> dict[str, bytes]:
    """Give the files of a new site by path, with forward slashes."""
    folder = resources.files(__package__) / "files"
    described = wishes.language if wishes.language in schema.LANGUAGES else schema.LANGUAGES[0]
    values = {
        "name": wishes.title,
        "title": json.dumps(wishes.title, ensure_ascii=False),
        "base_url": json.dumps(wishes.base_url, ensure_ascii=False),
        "version": wishes.version,
        "described": described,
        "verdicts": (folder / "verdicts.yaml").read_text("utf-8"),
    }
    found: dict[str, str] = {}
    for part in ("all", wishes.language):
        for path, text in _texts(folder / part, ""):
            filled = _VALUE.sub(lambda match: values[match[1]], text)
            found[path] = schema_line(path, described) + filled
    for name, text in schema.schemas(described).items():
        found[f"schemas/{described}/{name}"] = text
    return {path: text.encode() for path, text in sorted(found.items())}


def create(folder: Path, new: Mapping[str, bytes]) -> None:
    """Write the files into a folder that is empty but for .git, or not there yet.

    Everything is staged inside the folder first, then moved. Raises ScaffoldError; then the folder
    is as it was.
    """
    _refuse(folder)
    made = _missing(folder)
    moved: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = folder / STAGING
        _stage(staging, new)
        for entry in sorted(staging.iterdir()):
            target = folder / entry.name
            entry.rename(target)
            moved.append(target)
        staging.rmdir()
    except BaseException as failure:
        _undo(folder, moved, made)
        if isinstance(failure, OSError):
            raise ScaffoldError(_said(folder, failure)) from failure
        raise


def _texts(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        name = entry.name
        path = prefix + ("." + name.removeprefix("dot-") if name.startswith("dot-") else name)
        if entry.is_dir():
            yield from _texts(entry, f"{path}/")
        else:
            yield path, entry.read_text("utf-8")


_SCHEMAS = {"site.yaml": "site", "sources": "source", "articles": "annotations"}


def schema_line(path: str, language: str) -> str:
    """Name the schema of a YAML file on its first line, for programs without settings of ours."""
    parts = path.split("/")
    if parts[0] != "content" or not path.endswith(".yaml"):
        return ""
    up = "../" * (len(parts) - 1)
    name = f"{up}schemas/{language}/{_SCHEMAS[parts[1]]}.schema.json"
    return f"# yaml-language-server: $schema={name}\n"


def _refuse(folder: Path) -> None:
    """Refuse a folder with anything in it."""
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise ScaffoldError(f"{folder} is a file; name a folder that is empty or not there yet")
        names = sorted(entry.name for entry in folder.iterdir() if entry.name not in _KEPT)
    except OSError as failure:
        raise ScaffoldError(_said(folder, failure)) from failure
    if "content" in names:
        raise ScaffoldError(
            f"{folder} holds a site already (content/); nothing was changed\n"
            "write your articles there, or name another folder"
        )
    if names:
        rest = len(names) - _NAMED
        shown = ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
        raise ScaffoldError(
            f"{folder} is not empty ({shown}); nothing was changed\n"
            "name a folder that is empty or not there yet, and move into it what you need"
        )


def _missing(folder: Path) -> tuple[Path, ...]:
    """Give the folders that are to be made, deepest first."""
    return tuple(one for one in (folder, *folder.parents) if not one.exists())


def _stage(staging: Path, new: Mapping[str, bytes]) -> None:
    if staging.is_dir() and not staging.is_symlink():
        shutil.rmtree(staging)  # what a crash left
    staging.mkdir()
    for path, data in new.items():
        file = staging / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _undo(folder: Path, moved: list[Path], made: tuple[Path, ...]) -> None:
    """Take out what was put there; what cannot be taken out stays."""
    for path in (*moved, folder / STAGING):
        with contextlib.suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
    for path in made:
        with contextlib.suppress(OSError):
            path.rmdir()


def _said(folder: Path, failure: OSError) -> str:
    reason = (failure.strerror or "unknown reason").lower()
    where = failure.filename or folder
    return f"no site can be made in {folder}: {reason} ({where}); nothing was left there"
