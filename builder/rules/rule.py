"""What a rule is, and how its findings become diagnostics.

In: generators of findings. Out: `Rule`, `Finding`, `Tagged`. Must not know any particular rule.
"""

import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

from builder.dataclass import dataclass, field
from builder.diagnostics import Also, Diagnostic, Place, Severity
from builder.model import Site
from builder.model.words import RuleSetting


class Scope(Enum):
    """What a rule is called with, and when."""

    ORPHAN = "orphan"
    """(Orphan): once for each quote without a place, while one article is examined."""

    CLAIM = "claim"
    """(ClaimContext, ArticleContext): once for each anchored claim."""

    ARTICLE = "article"
    """(ArticleContext): once for each article."""

    JOINED = "joined"
    """(ClaimContext, World): once for each anchored claim, with sources and today's date."""

    WORLD = "world"
    """(World): for each article, and once for the site without them."""

    SETTINGS = "settings"
    """(World, all rules): likewise, about what they make of the rules."""

    BUILT = "built"
    """(Built): over finished files that are made together, such as those of an article."""

    FINISHED = "finished"
    """(Built): once, over the finished site, with the pages whose links are in doubt."""

    REVISION = "revision"
    """(Revision): once for each article, against an older state of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say: one sentence without a full stop, and what to write instead.

    `article` and `claim` are what it is about, where the scope of the rule does not say.
    """

    at: Place
    message: str
    help: str = ""
    also: tuple[Also, ...] = ()
    article: str = ""
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A generator with its severity; its name is the function's, its docstring the manual.

    `words` says that it needs the word lists of the article's language. `structural` rules cannot
    be turned off: without them there would be nothing to publish.
    """

    check: Callable[..., Iterator[Finding]]
    severity: Severity
    scope: Scope
    words: bool = False
    structural: bool = False
    name: str = field(init=False)
    """The rule in words: `quote-not-found`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.check.__name__.replace("_", "-"))

    @property
    def manual(self) -> str:
        """The docstring, without its indentation."""
        return inspect.getdoc(self.check) or ""

    @property
    def summary(self) -> str:
        """The first line of the manual: what is wrong, as a sentence."""
        return self.manual.partition("\n")[0]

    @property
    def sections(self) -> Mapping[str, str]:
        """The rest of the manual: title → text, without its indentation."""
        found: dict[str, list[str]] = {}
        lines: list[str] = []
        for line in self.manual.split("\n")[1:]:
            if line and not line.startswith(" "):
                lines = found.setdefault(line, [])
            else:
                lines.append(line)
        return {title: textwrap.dedent("\n".join(text)).strip() for title, text in found.items()}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A diagnostic, and what it is about: suppressions name an article and perhaps a claim.

    What is `structural` cannot be suppressed.
    """

    diagnostic: Diagnostic
    article: str = ""
    claim: str | None = None
    structural: bool = False


def run(
    rule: Rule, site: Site, *context: Any, article: str = "", claim: str | None = None
) -> Iterator[Tagged]:
    """Run one rule with what its scope promises, at the severity that the site wants."""
    severity = severity_of(rule, site)
    if severity is None:
        return
    for finding in rule.check(*context):
        diagnostic = Diagnostic(
            rule.name, severity, finding.at, finding.message, finding.help, finding.also
        )
        yield Tagged(
            diagnostic,
            article or finding.article,
            claim or finding.claim,
            rule.structural,
        )


def severity_of(rule: Rule, site: Site) -> Severity | None:
    """Give the severity of a rule on a site; None where it is off."""
    setting = site.rules.get(rule.name)
    if setting is None or rule.structural:
        return rule.severity
    return None if setting is RuleSetting.OFF else Severity(setting.value)
