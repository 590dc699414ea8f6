"""The pipeline: content in, site out, on one screen.

In: folders, today's date, and what to tell about progress. Out: `Result`, with every problem found
and, if none of them is an error, the site written. Must not know the command line.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from builder import derive, history, load, prose, publish, render, rules, urls, write
from builder.derive import joins
from builder.diagnostics import Diagnostic, Place, Problems, error, has_errors, in_order
from builder.edtf import Date
from builder.examine import Examined, examine
from builder.load import Content
from builder.model import Site
from builder.model.words import RuleSetting
from builder.prose import Prose
from builder.rules.context import Built
from builder.views import Page

Report = publish.Report
"""Called with a stage, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run. `files` is the finished site by path, empty while an error stands."""

    problems: Problems
    texts: Mapping[str, str]
    files: Mapping[str, bytes]
    base_url: str = ""
    pages: int = 0
    made: tuple[Page, ...] = ()
    written: write.Written | None = None

    @property
    def failed(self) -> bool:
        """Whether an error stands."""
        return has_errors(self.problems)


def check(
    root: Path,
    as_of: Date,
    base_url: str | None,
    report: Report,
    *,
    off: Collection[str] = (),
    past: history.Past | None = None,
) -> Result:
    """Do everything but write. `off` are rules that do not run; `past` is what to compare with."""
    return _make(root, as_of, base_url, report, off=off, past=past, drafts=False)


def preview(root: Path, as_of: Date, base_url: str | None, report: Report) -> Result:
    """Do everything but write, with drafts."""
    return _make(root, as_of, base_url, report, off=(), past=None, drafts=True)


def build(
    root: Path,
    output: Path,
    as_of: Date,
    base_url: str | None,
    report: Report,
    *,
    off: Collection[str] = (),
    past: history.Past | None = None,
    strict: bool = False,
) -> Result:
    """Do everything, and write the site if no error stands; with `strict`, no warning either."""
    result = check(root, as_of, base_url, report, off=off, past=past)
    if result.failed or (strict and result.problems):
        return result
    refused = write.refuse_output(output, root)
    if refused:
        return replace(result, problems=in_order(result.problems + refused))
    more, problems = publish.extras(root, result.made, result.files, report)
    result = replace(result, problems=in_order(result.problems + problems))
    if result.failed or (strict and result.problems):
        return replace(result, files={})
    result = replace(result, files={**result.files, **more})
    written, problems = write.commit(result.files, output)
    return replace(result, problems=in_order(result.problems + problems), written=written)


def _make(
    root: Path,
    as_of: Date,
    base_url: str | None,
    report: Report,
    *,
    off: Collection[str],
    past: history.Past | None,
    drafts: bool,
) -> Result:
    content, problems = load.site(root)
    site = content.site
    if site is None:
        return Result(in_order(problems), content.texts, {})
    if base_url is not None:
        site = replace(site, base_url=base_url)
    site = replace(site, rules={**site.rules, **dict.fromkeys(off, RuleSetting.OFF)})
    examined = []
    for done, bundle in enumerate(content.bundles):
        report("examine", done, len(content.bundles))
        entry = examine(bundle, site)
        if drafts or not (entry.article and entry.article.draft):
            examined.append(entry)
            problems += entry.problems
    if past is not None:
        examined, more = history.compare(past, examined, site)
        problems += more
    texts, more = _texts(content, site)
    problems += more
    made, more = derive.pages(content, site, examined, texts, as_of)
    problems += more
    if has_errors(problems):
        return Result(in_order(problems), content.texts, {}, site.base_url)
    files, more = _files(root, content, examined, made, report)
    problems += more
    problems = in_order((*problems, *_linked(files, content, examined, site, as_of)))
    good = {} if has_errors(problems) else files
    return Result(problems, content.texts, good, site.base_url, len(made), made)


def _linked(
    files: Mapping[str, bytes],
    content: Content,
    examined: list[Examined],
    site: Site,
    as_of: Date,
) -> Iterator[Diagnostic]:
    """Check the links of the finished pages, but for what an article suppresses."""
    written: dict[str, tuple[str, ...]] = {
        urls.file_of(urls.page(page.name)): (page.path,) for page in content.pages
    }
    by_slug = {bundle.slug: bundle for bundle in content.bundles}
    for entry in examined:
        bundle = by_slug[entry.slug]
        both = (bundle.article_path, bundle.annotations_path)
        written[urls.file_of(urls.article(entry.slug))] = both
        for claim in entry.claims:
            written[urls.file_of(urls.claim(entry.slug, claim.id))] = both
            written[urls.file_of(urls.embed(entry.slug, claim.id))] = both
        for asset in bundle.assets:
            written[urls.file_of(urls.article(entry.slug) + asset.name)] = (asset.place,)
    sizes = {path: len(data) for path, data in files.items()}
    built = Built(sizes, rules.read_links(files), site.base_url, content.texts, written)
    suppressions = {entry.slug: entry.annotations.suppress for entry in examined}
    return rules.settle(rules.check_built(built, site), suppressions, as_of)


def _texts(content: Content, site: Site) -> tuple[dict[str, Prose], Problems]:
    """Parse the policy pages."""
    links = urls.Urls(site.base_url)
    texts: dict[str, Prose] = {}
    problems: Problems = ()
    for page in content.pages:
        resolve = partial(links.resolve, page=urls.page(page.name))
        texts[page.name], more = prose.parse(page.path, page.body, page.first_line, resolve)
        problems += more
    return texts, problems


def _files(
    root: Path,
    content: Content,
    examined: list[Examined],
    made: tuple[Page, ...],
    report: Report,
) -> tuple[dict[str, bytes], Problems]:
    """Draw every page, and add the pictures of the articles and the assets of the templates."""
    env = render.environment(root)
    files: dict[str, bytes] = {}
    owners: list[tuple[str, Place]] = []
    problems: list[Diagnostic] = []
    for done, page in enumerate(made):
        report("render", done, len(made))
        drawn = render.render(env, page)
        if isinstance(drawn, Diagnostic):
            problems.append(drawn)
            continue
        path = urls.file_of(page.address)
        files[path] = drawn
        owners.append((path, Place(f"templates/{page.template}")))
    for path, data in render.assets(root).items():
        files[path] = data
        owners.append((path, Place(f"templates/{path}")))
    published = {entry.slug for entry in examined}
    for bundle in content.bundles:
        for asset in bundle.assets if bundle.slug in published else ():
            path = urls.file_of(urls.article(bundle.slug) + asset.name)
            owners.append((path, Place(asset.place)))
            try:
                files[path] = load.read_asset(asset)
            except OSError as failure:
                message = f"this file cannot be read ({failure.strerror})"
                problems.append(error("unreadable-file", Place(asset.place), message))
    problems += joins.taken_addresses(owners)
    return files, tuple(problems)
