"""What the tests of the finished site share: two sites, built, and what their annotations promise.

The annotations are read here with PyYAML alone, so that what the pages say is compared with what
the editor wrote and not with what the builder made of it.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import yaml

from builder import build
from builder.edtf import Date
from builder.typography import typeset
from tests.support import ROOT

FIXTURE = Path(__file__).parent / "fixture"
ROOTS = {"repository": ROOT, "fixture": FIXTURE}
LANGUAGES = ("fr", "en", "ar")
"""Languages that the fixture is built in, by its site's setting."""

SITES = ("repository", *(f"fixture-{language}" for language in LANGUAGES))
"""What the web's own checks look at; `named` builds one."""

AS_OF = "2026-03-06"


@dataclass(frozen=True)
class BuiltSite:
    """A content folder and the site built from it."""

    content: Path
    output: Path

    @cached_property
    def settings(self) -> dict[str, Any]:
        return _yaml((self.content / "site.yaml").read_text("utf-8"))

    @property
    def base_url(self) -> str:
        return str(self.settings["base_url"])

    @property
    def base_path(self) -> str:
        return urlsplit(self.base_url).path

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every file of the site, by its path in the output folder."""
        return {
            path.relative_to(self.output).as_posix(): path
            for path in sorted(self.output.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        }

    @cached_property
    def pages(self) -> dict[str, str]:
        """The HTML of every page, by its absolute address."""
        return {
            self.base_url + quote(re.sub(r"(^|/)index\.html$", r"\1", name)): path.read_text(
                "utf-8"
            )
            for name, path in self.files.items()
            if name.endswith(".html")
        }

    @cached_property
    def embeds(self) -> dict[str, str]:
        """The pages for frames on other people's pages: their addresses, and their claims'."""
        found = re.compile(r"articles/[^/]+/[^/]+/card/")
        return {
            url: url.removesuffix("card/")
            for url in self.pages
            if found.fullmatch(url.removeprefix(self.base_url))
        }

    @cached_property
    def scale(self) -> dict[str, int | None]:
        """Every label of a verdict, in every language, with its rating."""
        return {
            label: int(level["rating"]) if "rating" in level else None
            for level in self.settings["verdicts"]
            for label in level["label"].values()
        }

    @cached_property
    def articles(self) -> tuple["Article", ...]:
        """The published articles."""
        folders = sorted((self.content / "articles").iterdir())
        articles = [Article.read(folder) for folder in folders if folder.is_dir()]
        return tuple(entry for entry in articles if entry.front.get("draft") != "yes")

    @cached_property
    def reviewed(self) -> dict[str, tuple["Article", dict[str, Any]]]:
        """The claims that are to have a ClaimReview, by the address of their pages."""
        return {
            f"{self.base_url}articles/{article.slug}/{claim['id']}/": (article, claim)
            for article in self.articles
            if article.front.get("claimreview") != "no"
            for claim in article.annotations.get("claims", [])
            if "verdict" in claim
        }

    def file_at(self, url: str) -> Path | None:
        """The file that answers for an absolute address, without its fragment; None for none."""
        bare = url.partition("#")[0].partition("?")[0]
        if not bare.startswith(self.base_url):
            return None
        path = unquote(bare.removeprefix(self.base_url))
        return self.files.get(path + "index.html" if path.endswith("/") or not path else path)


@dataclass(frozen=True)
class Article:
    """One folder of content/articles/."""

    slug: str
    front: dict[str, Any]
    annotations: dict[str, Any]

    def shown(self, text: str, site: BuiltSite) -> str:
        """What readers see of a text of this article: in French, the typography is French."""
        return typeset(text, self.front.get("language", site.settings["language"]))

    @classmethod
    def read(cls, folder: Path) -> "Article":
        text = (folder / "article.md").read_text("utf-8")
        annotations = folder / "annotations.yaml"
        return cls(
            folder.name,
            _yaml(text.split("---\n")[1]),
            _yaml(annotations.read_text("utf-8")) if annotations.exists() else {},
        )


def make(name: str, output: Path, language: str | None = None) -> BuiltSite:
    """Build one of the two sites, if need be as a site in another language."""
    root = ROOTS[name]
    if language:
        root = _in_language(root, output.with_name(f"{output.name}-content"), language)
    write(root, output)
    return BuiltSite(root / "content", output)


def write(root: Path, output: Path) -> build.Result:
    """Build any site, in this process; no error may stand."""
    order = build.Order(root, Date.parse(AS_OF), pictures=True, output=output)
    result = build.build(order, lambda *_: None)
    lines = [f"{found.at}: {found.message} [{found.rule}]" for found in result.problems]
    assert not result.failed, "\n".join(lines)
    return result


def named(name: str, output: Path) -> BuiltSite:
    """Build one of SITES."""
    kind, _, language = name.partition("-")
    return make(kind, output, language or None)


def one_of_each_kind(site: BuiltSite) -> Iterator[str]:
    """Addresses of pages that together show everything that a page can show.

    Of each kind the longest, which shows the most, and the longest in the site's own language.
    """
    patterns = [
        *("", "articles/[^/]+/", "articles/[^/]+/[^/]+/", "sources/", "sources/[^/]+/"),
        *("conditions/", "topics/", "topics/[^/]+/", "verdicts/", "verdicts/[^/]+/"),
        *("authors/", "authors/[^/]+/", "corrections/"),
        *("pages/[^/]+/", r"404\.html", "search/", "articles/[^/]+/[^/]+/card/"),
        *("timeline/", "timeline/[^/]+/"),
    ]
    for pattern in patterns:
        yield from dict.fromkeys((longest(site, pattern), longest(site, pattern, own=True)))


def longest(site: BuiltSite, pattern: str, *, own: bool = False) -> str:
    """Of the pages with such an address, give the longest; `own` prefers the site's language."""
    lang = f'<html lang="{site.settings["language"]}"'
    found = [url for url in site.pages if re.fullmatch(pattern, url.removeprefix(site.base_url))]
    return max(found, key=lambda url: (own and lang in site.pages[url], len(site.pages[url]), url))


def _in_language(root: Path, copy: Path, language: str) -> Path:
    """Copy a site's content and set its language."""
    shutil.copytree(root / "content", copy / "content")
    settings = copy / "content" / "site.yaml"
    text, count = re.subn(
        r"(?m)^language: .*$", f"language: {language}", settings.read_text("utf-8")
    )
    assert count == 1, settings
    settings.write_text(text, "utf-8")
    return copy


def _yaml(text: str) -> dict[str, Any]:
    """Read YAML with every scalar as the editor typed it."""
    loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but strings
    return loaded if isinstance(loaded, dict) else {}
