"""The pages of the site: one for each article, claim, source and policy, and those that list them.

In: content, examined articles, today's date. Out: `Page`s, in a stable order. Must not know
templates beyond their names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from builder import exports, i18n, rules, urls
from builder.derive import feeds, joins
from builder.derive.claims import Desk, claims, corrections
from builder.derive.resting import relayed_by, resting, source_page
from builder.derive.sourcing import Sources
from builder.diagnostics import Diagnostic, Problems, has_errors, in_order
from builder.edtf import Date
from builder.examine import Examined
from builder.load import Content
from builder.model import Article, Site
from builder.model import Examined as ExaminedText
from builder.model.words import ConditionState
from builder.prose import Prose
from builder.rules.context import World, relay_graph
from builder.views import (
    ArticleCardView,
    ArticleView,
    BlockView,
    ClaimPageView,
    ClaimView,
    ExaminedView,
    HeadView,
    HomeView,
    Html,
    LinkView,
    NotFoundView,
    Page,
    PageContent,
    SiteView,
    SourcesView,
    TextPageView,
)


def pages(
    content: Content,
    site: Site,
    examined: Sequence[Examined],
    texts: Mapping[str, Prose],
    as_of: Date,
) -> tuple[tuple[Page, ...], Problems]:
    """Make all pages, and say what is wrong. `texts` are the parsed policy pages by name.

    Nothing is made while an error stands: a page without one of its sources would mislead.
    """
    world = World(
        site=site,
        sources=content.sources,
        graph=relay_graph(content.sources),
        articles=tuple((entry.article, entry.annotations) for entry in examined if entry.article),
        pages=tuple(page.record for page in content.pages),
        as_of=as_of,
    )
    problems = in_order((*_joined(content, site, examined), *_settled(examined, world)))
    if has_errors(problems) or any(article.article is None for article in examined):
        return (), problems
    addresses = urls.Urls(site.base_url)
    sources = Sources(content.sources, world.graph, addresses)
    desk = Desk(site, sources, addresses, as_of)
    maker = _Maker(desk, _site_view(site, content, addresses), examined)
    made = (*maker.articles(), *maker.sources(), *maker.texts(content, texts), *maker.lists())
    return (*made, *feeds.feeds(made, maker.site, site)), problems


def _joined(content: Content, site: Site, examined: Sequence[Examined]) -> Iterator[Diagnostic]:
    """What is wrong between the parts, whatever they say."""
    yield from joins.unknown_sources(examined, content.sources, content.texts)
    yield from joins.endless_relays(content.sources)
    records = {page.name: page.record for page in content.pages}
    yield from joins.unknown_policies(site, records, content.texts)
    yield from joins.unknown_originals(examined)


def _settled(examined: Sequence[Examined], world: World) -> Iterator[Diagnostic]:
    """What the rules say, but for what an article suppresses."""
    findings = [finding for entry in examined for finding in entry.findings]
    findings += rules.check_world(world, [one for entry in examined for one in entry.contexts])
    suppressions = {entry.slug: entry.annotations.suppress for entry in examined}
    return rules.settle(findings, suppressions, world.as_of)


def _site_view(site: Site, content: Content, addresses: urls.Urls) -> SiteView:
    names = site.policies.named() if site.policies else ()
    by_name = {page.name: page.record for page in content.pages}
    ordered = [name for name in names if name in by_name]
    ordered += [name for name in by_name if name not in names]
    publisher = site.publisher
    return SiteView(
        title=site.title,
        description=site.description,
        language=site.language,
        url=addresses.path(urls.HOME),
        absolute_url=addresses.absolute(urls.HOME),
        publisher=publisher.name,
        publisher_url=publisher.url or addresses.absolute(urls.HOME),
        publisher_logo=publisher.logo,
        publisher_same_as=publisher.same_as,
        feed_url=addresses.path(urls.FEED),
        sources_url=addresses.path(urls.SOURCES),
        assets_url=addresses.path("/assets/"),
        policies=tuple(
            LinkView(
                by_name[name].title,
                addresses.path(urls.page(name)),
                by_name[name].language or site.language,
            )
            for name in ordered
        ),
    )


class _Maker:
    """Makes pages that share a site; holds nothing that changes."""

    def __init__(self, desk: Desk, site: SiteView, examined: Sequence[Examined]) -> None:
        self.desk = desk
        self.site = site
        self.examined = tuple((entry, entry.article) for entry in examined if entry.article)
        self.claims = {entry.slug: claims(entry, desk) for entry in examined}
        self.home = LinkView(site.title, site.url, site.language)

    def articles(self) -> Iterator[Page]:
        for entry, article in self.examined:
            view = self._article(entry, article)
            head = HeadView(
                title=article.title,
                description=article.description,
                language=entry.language,
                direction=i18n.direction(entry.language),
                canonical=self.desk.urls.absolute(urls.article(entry.slug)),
                breadcrumbs=(self.home,),
                published=article.published,
                updated=article.updated,
            )
            news = exports.script(exports.news_article(self.site, head, view))
            yield self._page(urls.article(entry.slug), "article.html", head, view, news)
            for claim in view.claims:
                yield self._claim(claim, view, entry, article)

    def sources(self) -> Iterator[Page]:
        by_id = self.desk.sources.by_id
        refs = {source_id: self.desk.sources.ref(source_id) for source_id in by_id}
        listing = SourcesView(
            origins=tuple(refs[key] for key, source in by_id.items() if not source.relays),
            relays=tuple(refs[key] for key, source in by_id.items() if source.relays),
        )
        say = i18n.translations(self.site.language).gettext
        above = LinkView(say("Sources"), self.site.sources_url, self.site.language)
        head = self._head(
            above.text, say("Who says what on this site, and from whom"), urls.SOURCES
        )
        yield self._page(urls.SOURCES, "sources.html", head, listing)
        rest, relaying = resting(self.desk, self.examined, self.claims), relayed_by(self.desk)
        for source in by_id.values():
            view = source_page(source, self.desk, rest, relaying)
            address = urls.source(source.id)
            head = self._head(source.name, source.description or source.name, address, above)
            yield self._page(address, "source.html", head, view)

    def texts(self, content: Content, texts: Mapping[str, Prose]) -> Iterator[Page]:
        for entry in content.pages:
            record = entry.record
            language = record.language or self.site.language
            head = replace(
                self._head(record.title, record.description or record.title, urls.page(entry.name)),
                language=language,
                direction=i18n.direction(language),
                updated=record.updated,
            )
            html = Html(texts[entry.name].html())
            view = TextPageView(record.title, record.description, record.updated, html)
            yield self._page(urls.page(entry.name), "page.html", head, view)

    def lists(self) -> Iterator[Page]:
        cards = [self._card(entry, article) for entry, article in self.examined]
        cards.sort(key=lambda card: card.url)
        cards.sort(key=lambda card: card.published.earliest or (0, 0, 0), reverse=True)
        home = self._head(self.site.title, self.site.description or self.site.title, urls.HOME)
        home = replace(home, breadcrumbs=())
        yield self._page(urls.HOME, "home.html", home, HomeView(tuple(cards)))
        say = i18n.translations(self.site.language).gettext
        missing = self._head(say("Page not found"), say("Page not found"), urls.NOT_FOUND)
        missing = replace(missing, indexed=False)
        yield self._page(urls.NOT_FOUND, "404.html", missing, NotFoundView())

    def _claim(
        self, claim: ClaimView, article: ArticleView, entry: Examined, record: Article
    ) -> Page:
        link = LinkView(article.title, article.url, entry.language)
        view = ClaimPageView(
            claim=claim,
            article=link,
            direction=article.direction,
            fact_check=article.fact_check,
            examined=article.examined,
            published=article.published,
            modified=_modified(record, claim),
            last_checked=article.last_checked,
            next_check=article.next_check,
            byline=article.byline,
        )
        address = urls.claim(entry.slug, claim.id)
        head = HeadView(
            title=claim.claim,
            description=claim.summary.sentence,
            language=entry.language,
            direction=article.direction,
            canonical=claim.absolute_url,
            breadcrumbs=(self.home, link),
            published=article.published,
            updated=view.modified,
        )
        review = exports.claim_review(self.site, view) if view.fact_check else None
        extra = (exports.script(review),) if review else ()
        return self._page(address, "claim.html", head, view, *extra)

    def _article(self, entry: Examined, article: Article) -> ArticleView:
        made = self.claims[entry.slug]
        by_id = {claim.id: claim for claim in made}
        annotations = entry.annotations
        return ArticleView(
            title=article.title,
            description=article.description,
            byline=article.byline,
            url=self.desk.urls.path(urls.article(entry.slug)),
            language=entry.language,
            direction=i18n.direction(entry.language),
            published=article.published,
            updated=article.updated,
            last_checked=annotations.last_checked,
            next_check=annotations.next_check,
            topics=article.topics,
            fact_check=article.claimreview,
            examined=_examined(article.examined),
            blocks=tuple(
                BlockView(Html(block.html), tuple(by_id[claim] for claim in block.claims))
                for block in entry.blocks
            ),
            claims=made,
            corrections=corrections(annotations.corrections, entry, self.desk),
            translations=self._translations(entry, article),
        )

    def _translations(self, entry: Examined, article: Article) -> tuple[LinkView, ...]:
        """The other articles of the same group: an original and what translates it."""
        original = article.translation_of or entry.slug
        return tuple(
            LinkView(other.title, self.desk.urls.path(urls.article(found.slug)), found.language)
            for found, other in self.examined
            if found.slug != entry.slug and original in (found.slug, other.translation_of)
        )

    def _card(self, entry: Examined, article: Article) -> ArticleCardView:
        made = self.claims[entry.slug]
        return ArticleCardView(
            title=article.title,
            description=article.description,
            url=self.desk.urls.path(urls.article(entry.slug)),
            language=entry.language,
            direction=i18n.direction(entry.language),
            published=article.published,
            updated=article.updated,
            fact_check=article.claimreview,
            claims=len(made),
            open_conditions=sum(
                claim.condition is not None and claim.condition.state in _OPEN for claim in made
            ),
        )

    def _head(self, title: str, description: str, address: str, *above: LinkView) -> HeadView:
        return HeadView(
            title=title,
            description=description,
            language=self.site.language,
            direction=i18n.direction(self.site.language),
            canonical=self.desk.urls.absolute(address),
            breadcrumbs=(self.home, *above),
        )

    def _page(
        self, address: str, template: str, head: HeadView, content: PageContent, *structured: Html
    ) -> Page:
        trail = exports.script(exports.breadcrumbs(self.site, head))
        head = replace(head, structured=(*structured, trail))
        return Page(address, template, self.site, head, content)


_OPEN = frozenset({ConditionState.PENDING, ConditionState.DISPUTED, ConditionState.UNKNOWN})


def _examined(record: ExaminedText | None) -> ExaminedView | None:
    return ExaminedView(record.url, record.outlet, record.published) if record else None


def _modified(article: Article, claim: ClaimView) -> Date:
    """The day of the last substantive change: of the article, or a correction of this claim."""
    days = [article.published]
    if article.updated:
        days.append(article.updated)
    days += [entry.date for entry in claim.corrections if entry.severity.value != "minor"]
    return max(days, key=lambda date: date.earliest or (0, 0, 0))
