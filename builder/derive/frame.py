"""What all pages share, and how a page is put together.

In: the desk, the settings, the names of the policy pages. Out: `SiteView`, `HeadView`, `Page`. Must
not know what a page says.
"""

from collections.abc import Mapping

from builder import exports, i18n, urls
from builder.dataclass import dataclass, replace
from builder.derive.claims import Desk
from builder.model import Page as TextPage
from builder.views import (
    FeedLinksView,
    HeadView,
    Html,
    LinkView,
    Page,
    PageContent,
    SiteView,
    TextFileView,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page is made with; `authors` holds the slug of everybody in a byline."""

    desk: Desk
    site: SiteView
    authors: Mapping[str, str]

    @property
    def home(self) -> LinkView:
        """The link to the front page."""
        return LinkView(self.site.title, self.site.url, self.site.language)

    @property
    def interface(self) -> str:
        """The language of the pages that are the site's own: its language, if it has a catalog."""
        return i18n.interface(self.site.language)


def frame(desk: Desk, texts: Mapping[str, TextPage], authors: Mapping[str, str]) -> Frame:
    """Make the frame of a site; policies that site.yaml names come first among the pages."""
    site, addresses = desk.site, desk.urls
    names = [name for name in (site.policies.named() if site.policies else ()) if name in texts]
    names += [name for name in texts if name not in names]
    publisher = site.publisher
    view = SiteView(
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
        json_feed_url=addresses.path(urls.JSON_FEED),
        claims_csv_url=addresses.path(urls.CLAIMS_CSV),
        claims_json_url=addresses.path(urls.CLAIMS_JSON),
        claim_reviews_url=addresses.path(urls.CLAIM_REVIEWS),
        sources_url=addresses.path(urls.SOURCES),
        conditions_url=addresses.path(urls.CONDITIONS),
        timeline_url=addresses.path(urls.TIMELINE),
        topics_url=addresses.path(urls.TOPICS),
        verdicts_url=addresses.path(urls.VERDICTS),
        authors_url=addresses.path(urls.AUTHORS),
        corrections_url=addresses.path(urls.CORRECTIONS),
        search_url=addresses.path(urls.SEARCH) if site.search else None,
        assets_url=addresses.path("/assets/"),
        policies=tuple(
            LinkView(
                texts[name].title,
                addresses.path(urls.page(name)),
                texts[name].language or site.language,
            )
            for name in names
        ),
    )
    return Frame(desk, view, authors)


def head(
    frame: Frame, title: str, description: str, address: str, *above: LinkView, language: str = ""
) -> HeadView:
    """Make the head of a page; `above` are the breadcrumbs below the front page.

    `language` is that of a text of the editors'; a page without one is in the interface's.
    """
    language = language or frame.interface
    interface = i18n.interface(language, frame.site.language)
    return HeadView(
        title=title,
        description=description,
        language=language,
        direction=i18n.direction(language),
        interface=interface if interface != language else None,
        canonical=frame.desk.urls.absolute(address),
        breadcrumbs=(frame.home, *above),
    )


def numbered_head(
    frame: Frame,
    name: LinkView,
    description: str,
    address: str,
    number: int | None,
    *above: LinkView,
) -> HeadView:
    """Make the head of a page of a list; numbered ones stand below the list, and say which."""
    if number is None:
        return head(frame, name.text, description, address, *above)
    say = i18n.translations(frame.interface).gettext
    title = say("{name}, page {number}").format(name=name.text, number=number)
    return head(frame, title, description, address, *above, name)


def page(
    frame: Frame,
    address: str,
    template: str,
    head: HeadView,
    content: PageContent,
    *structured: Html,
) -> Page:
    """Put a page together; the breadcrumbs are the last of its JSON-LD documents."""
    trail = exports.script(exports.breadcrumbs(frame.site, head))
    head = replace(head, structured=(*structured, trail))
    return Page(address, template, frame.site, head, content)


def file_page(frame: Frame, address: str, text: str) -> Page:
    """Put a file for machines together, which no search engine need list."""
    site = frame.site
    heading = head(frame, site.title, site.description or site.title, address)
    heading = replace(heading, breadcrumbs=(), indexed=False)
    return Page(address, "", site, heading, TextFileView(text))


def feed_links(frame: Frame, atom: str, json: str) -> FeedLinksView:
    """Link the feeds at two addresses of the site."""
    path = frame.desk.urls.path
    return FeedLinksView(path(atom), path(json))
