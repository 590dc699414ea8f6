"""Which articles are the same in several languages.

In: articles. Out: groups of slugs. Must not know views.
"""

from collections.abc import Mapping, Sequence

from builder.examine import Examined
from builder.model import Article

Group = tuple[tuple[Examined, Article], ...]
"""An original and all that translates it, directly or not, in the order of the articles."""


def groups(articles: Sequence[tuple[Examined, Article]]) -> Mapping[str, Group]:
    """Give each article its group, in which it stands itself.

    The original need not be published: two translations of a draft are translations of each other.
    """
    originals = {entry.slug: article.translation_of for entry, article in articles}
    roots = {slug: _root(slug, originals) for slug in originals}
    gathered: dict[str, list[tuple[Examined, Article]]] = {}
    for entry, article in articles:
        gathered.setdefault(roots[entry.slug], []).append((entry, article))
    return {slug: tuple(gathered[root]) for slug, root in roots.items()}


def by_language(group: Group) -> Mapping[str, str]:
    """Language → slug, for the languages in which a group has exactly one article.

    A search engine is told of no other: of two French versions neither is *the* French version.
    """
    slugs: dict[str, list[str]] = {}
    for entry, _ in group:
        slugs.setdefault(entry.language, []).append(entry.slug)
    return {language: found[0] for language, found in slugs.items() if len(found) == 1}


def _root(slug: str, originals: Mapping[str, str | None]) -> str:
    """Follow what translates what; where that runs in a circle, its first name in the alphabet."""
    trail = [slug]
    while original := originals.get(trail[-1]):
        if original in trail:
            return min(trail[trail.index(original) :])
        trail.append(original)
    return trail[-1]
