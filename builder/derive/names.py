"""The names that articles are gathered by: topics, and those who stand in bylines.

In: ids and names as editors typed them. Out: links, addresses, and the
order of names. Must not know articles or pages.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from builder import urls
from builder.derive.claims import Desk, in_language
from builder.views import LinkView

_LONGEST = 60
"""Characters in an address; a folder's name has up to 255 bytes, and a character up to four."""


def topic_links(topics: Iterable[str], language: str, desk: Desk) -> tuple[LinkView, ...]:
    """Link topics by their labels in a language, or where they have none, by their ids."""
    labels = {topic.id: topic.label for topic in desk.site.topics}
    found = []
    for topic in dict.fromkeys(topics):
        plain = {language: topic.replace("-", " ")}
        label = in_language(labels.get(topic, plain), language, desk.site.language)
        found.append(LinkView(label.text, desk.urls.path(urls.topic(topic)), label.language))
    return tuple(found)


def author_slugs(names: Iterable[str]) -> dict[str, str]:
    """Give each name an address of its own; the first to come has the shortest.

    Accents and case are dropped and all but letters and digits is a hyphen; letters of any script
    stay. A second name that comes to the same is numbered.
    """
    taken: dict[str, str] = {}
    for name in dict.fromkeys(names):
        plain = _slug(name)
        slug, number = plain, 1
        while slug in taken:
            number += 1
            slug = f"{plain}-{number}"
        taken[slug] = name
    return {name: slug for slug, name in taken.items()}


def author_links(
    names: Sequence[str], slugs: Mapping[str, str], language: str, desk: Desk
) -> tuple[LinkView, ...]:
    """Link the names of a byline."""
    return tuple(
        LinkView(name, desk.urls.path(urls.author(slugs[name])), language) for name in names
    )


def collation(name: str) -> tuple[str, str]:
    """Give what to sort a name by: accents and case count only where all else is the same."""
    return _bare(unicodedata.normalize("NFKD", name).casefold()), name


def _slug(name: str) -> str:
    bare = unicodedata.normalize("NFC", _bare(unicodedata.normalize("NFKD", name.lower())))
    kept = "".join(char if _is_kept(char) else " " for char in bare)
    return "-".join(kept.split())[:_LONGEST].rstrip("-") or "-"


def _bare(decomposed: str) -> str:
    """Strip the accents of Latin, Greek and Cyrillic; others write vowels with such marks."""
    return "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f")


def _is_kept(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"
