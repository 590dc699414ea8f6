"""Which articles are the same in several languages.

In: facts of articles. Out: groups of them. Must not know views.
"""

from collections.abc import Mapping, Sequence

from builder.derive.facts import Facts

Group = tuple[Facts, ...]
"""An original and all that translates it, directly or not, in the order of the articles."""


def groups(articles: Sequence[Facts]) -> Mapping[str, Group]:
    """Give each article its group, in which it stands itself.

    The original need not be published: two translations of a draft are translations of each other.
    """
    originals = {one.slug: one.translation_of for one in articles}
    roots = {slug: _root(slug, originals) for slug in originals}
    gathered: dict[str, list[Facts]] = {}
    for one in articles:
        gathered.setdefault(roots[one.slug], []).append(one)
    return {slug: tuple(gathered[root]) for slug, root in roots.items()}


def by_language(group: Group) -> Mapping[str, str]:
    """Language → slug, for the languages in which a group has exactly one article.

    A search engine is told of no other: of two French versions neither is *the* French version.
    """
    slugs: dict[str, list[str]] = {}
    for one in group:
        slugs.setdefault(one.language, []).append(one.slug)
    return {language: found[0] for language, found in slugs.items() if len(found) == 1}


def _root(slug: str, originals: Mapping[str, str | None]) -> str:
    """Follow what translates what; where that runs in a circle, its first name in the alphabet."""
    trail = [slug]
    while original := originals.get(trail[-1]):
        if original in trail:
            return min(trail[trail.index(original) :])
        trail.append(original)
    return trail[-1]
