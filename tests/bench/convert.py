"""The same archive for Hugo: `python -m tests.bench.convert CORPUS FOLDER`.

In: a content/ folder. Out: Hugo sites with the same texts, and with everything that selon works
out of the annotations already worked out (chains of sources, dates in words, the sentence of each
claim), so that Hugo has only to draw it: FOLDER/hugo-cards has the claims on their article's page,
FOLDER/hugo-pages has every page and every file that selon's site has.
"""

import argparse
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

from builder import derive, load, prose, render
from builder.build.drawing import keep_rows
from builder.cache.store import Store
from builder.derive import Family, Section
from builder.derive.frame import file_page
from builder.edtf import Date
from builder.examine import Examined, examine
from builder.fields import read_article
from builder.rules.context import RelayGraph
from builder.views import (
    ArticleView,
    ClaimPageView,
    Page,
    SourceView,
    View,
)
from tests.bench import corpus, gathered, handed, hugo, plain

_TEMPLATES = Path(__file__).parent / "hugo_site"

V = TypeVar("V", bound=View)


def convert(root: Path, folder: Path) -> None:
    """Make a Hugo site of root's content/ in each variant."""
    made = _made(root)
    for variant in hugo.VARIANTS:
        site = folder / f"hugo-{variant}"
        _copy_templates(root, site, variant)
        _write_articles(made, site, variant)
        for policy in made.content.pages:
            text = f"---\ntitle: {policy.record.title}\n---\n{policy.body}"
            _write(site / f"content/pages/{policy.name}.md", text)
    site = folder / "hugo-pages"
    for view in made.views(SourceView):
        _write(site / f"data/sources/{view.source.id}.json", as_json(handed.source(view)))
    for name, document in gathered.documents(made.pages):
        _write(site / name, as_json(document))


@dataclass(frozen=True)
class _Made:
    """What selon made of the archive: what it read, and its pages as views."""

    content: load.Content
    examined: Sequence[Examined]
    pages: Sequence[Page]

    def views(self, kind: type[V]) -> Iterator[V]:
        return (page.content for page in self.pages if isinstance(page.content, kind))


def _made(root: Path) -> _Made:
    """All that is asked of the builder's pipeline stands here."""
    content, problems = load.site(root)
    site = content.site
    assert site is not None, problems
    articles = [read_article(one.article_path, one.article_text)[0] for one in content.bundles]
    base = derive.base(
        site,
        content.sources,
        content.pages,
        graph=RelayGraph(
            {one.id: [relay.source for relay in one.relays] for one in content.sources.values()}
        ),
        facts={one.slug: derive.facts(one, site) for one in articles if one},
        files=content.texts.keys(),
        as_of=Date.parse(corpus.AS_OF),
    )
    store = Store.memory()
    store.begin()
    examined = [examine(bundle, site) for bundle in content.bundles]
    pages: list[Page] = []
    for entry in examined:
        made, rows = derive.article(entry, base)
        pages += made
        store.put_rows(entry.slug, keep_rows(rows))
    store.put_rows(
        "files", keep_rows(derive.source_rows(base, {name: name for name in base.graph}))
    )
    store.index()
    texts = {
        page.name: prose.parse(page.path, page.body, page.first_line, str)[0]
        for page in content.pages
    }
    digests = {page.path: "" for page in content.pages}
    planned = derive.sections(base, store, texts, digests)
    for section in chain.from_iterable(map(_each, planned)):
        for job in section.jobs():
            one = job.make()
            if not isinstance(one, Page):
                one = file_page(base.frame, job.address, "".join(one))
            store.put_rows(job.address, keep_rows(derive.page_rows((one,))))
            pages.append(one)
    return _Made(content, examined, pages)


def _each(planned: Section | Family) -> Iterable[Section]:
    return (planned,) if isinstance(planned, Section) else map(planned.section, planned.members)


def _write_articles(made: _Made, folder: Path, variant: str) -> None:
    resting = handed.resting(made.views(SourceView))
    claims: dict[str, list[ClaimPageView]] = {}
    for view in made.views(ClaimPageView):
        claims.setdefault(view.article.url, []).append(view)
    facts = gathered.facts(made.pages)
    waiting = gathered.open_conditions(made.pages)
    bodies = {bundle.slug: bundle.article_text for bundle in made.content.bundles}
    for entry, article in zip(made.examined, made.views(ArticleView), strict=True):
        mine = claims.get(article.url, [])
        front = handed.article(article)
        if variant == "cards":
            front["claims"] = [handed.card(page.claim, entry) for page in mine]
        else:
            front |= {"authors": list(article.byline), "open_conditions": waiting[article.url]}
            data = {**handed.of_article(article, mine), "claims": []}
            for one in mine:
                claim = handed.card(one.claim, entry) | handed.claim(one, entry, resting)
                data["claims"].append(claim | facts[one.claim.url])
            _write(folder / f"data/claims/{entry.slug}.json", as_json(data))
            drawn = as_json(gathered.pictures(mine))
            _write(folder / f"assets/pictures/{entry.slug}.json", drawn)
        body = bodies[entry.slug].split("\n---\n", 1)[1]
        text = f"---\n{as_yaml(front)}---\n{body}"
        _write(folder / f"content/articles/{entry.slug}.md", text)


def as_json(data: object) -> str:
    """Anything as JSON, which Hugo reads many times faster than YAML."""
    return json.dumps(data, ensure_ascii=False)


def as_yaml(data: plain.Data, indent: str = "") -> str:
    """A mapping as YAML with one key to a line; strings in quotation marks, nothing for nothing."""
    out = []
    for key, value in data.items():
        if value is None or value in ("", [], {}):
            continue
        match value:
            case dict():
                out.append(f"{indent}{key}:\n{as_yaml(value, indent + '  ')}")
            case list() if isinstance(value[0], dict):
                items = (as_yaml(item, indent + "    ") for item in value)
                rows = "".join(f"{indent}  - {item.lstrip()}" for item in items)
                out.append(f"{indent}{key}:\n{rows}")
            case _:
                out.append(f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(out)


def _copy_templates(root: Path, folder: Path, variant: str) -> None:
    """What `pages` draws otherwise than `cards` takes the place of what both have."""
    shutil.copytree(_TEMPLATES / "common", folder, dirs_exist_ok=True)
    if variant == "pages":
        shutil.copytree(_TEMPLATES / "pages", folder, dirs_exist_ok=True)
    for name, data in render.assets(root).items():
        path = folder / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make Hugo sites of a made-up archive.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    convert(options.corpus, options.folder)
