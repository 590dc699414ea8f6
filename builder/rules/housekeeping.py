"""Rules about the rules: what site.yaml and the suppressions of articles say of them.

In: `World` and the tuple of all rules. Out: findings. Must not know what any other rule is about.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from builder import lexicon
from builder.diagnostics import Place, Severity
from builder.edtf import certainly_before
from builder.rules.context import World
from builder.rules.rule import Finding, Rule, Scope, severity_of


def unknown_rule(world: World, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """A rule is named that does not exist.

    What it checks
        The names under `rules` in site.yaml, and the `rule` of every entry under `suppress`. They
        must be names of the list that `selon rule` prints.
    Why it matters
        A misspelled name turns nothing off and sharpens nothing, and nobody notices.
    Example
        `rules: { atribution-distance: off }`
    Use instead
        `rules: { attribution-distance: off }`, with the name as the message about it shows it in
        square brackets. What is wrong with a file itself, such as an unknown key, is no rule and
        cannot be turned off.
    """
    known = {rule.name: rule for rule in rules}
    for name, at in _named(world):
        if name not in known:
            near = get_close_matches(name, known, 1)
            help_ = f"did you mean {near[0]}?" if near else "selon rule lists them all"
            yield Finding(at, f"no rule is called {name}", help_)


def fixed_rule(world: World, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """A rule is turned off or suppressed that always holds.

    What it checks
        The names under `rules` in site.yaml, and the `rule` of every entry under `suppress`. Some
        rules, such as `quote-not-found`, keep their severity whatever these say.
    Why it matters
        A note without a place in the article cannot be drawn, so that the annotation would vanish
        from the page without a word.
    Example
        `rules: { quote-not-found: off }`
    Use instead
        Take the line out, and mend what the rule reports: correct the quote, or take out the
        annotation whose passage is gone.
    """
    fixed = {rule.name: rule for rule in rules if rule.structural}
    for name, setting in world.site.rules.items() if world.whole else ():
        if name in fixed and setting.value != fixed[name].severity.value:
            yield _fixed(name, world.site.key_place(f"rules.{name}"))
    for _, annotations in world.articles.values():
        for entry in annotations.suppress:
            if entry.rule in fixed:
                yield _fixed(entry.rule, entry.place("rule"))


def expired_suppression(world: World, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """A suppression has come to its end.

    What it checks
        The `until` of every entry under `suppress`. After that day the entry holds no more: the
        rule speaks again, and this one tells why.
    Why it matters
        A suppression is a promise to come back. Without an end it would become a habit.
    Example
        `until: 2026-02-01`, on the second of February.
    Use instead
        Mend what the rule reports and take the entry out; or, where the reason still holds, give a
        later `until`.
    """
    del rules
    for _, annotations in world.articles.values():
        for entry in annotations.suppress:
            if entry.until is not None and certainly_before(entry.until, world.as_of):
                yield Finding(
                    entry.place("until"),
                    f"since {entry.until} {entry.rule} is no longer suppressed here",
                    "mend what it says, or give a later until with a reason that still holds",
                )


def rules_skipped(world: World, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """Articles are in a language for which there are no word lists.

    What it checks
        The language of every article. Rules that look for words, such as connectives and
        attribution cues, need a list of them; where there is none, they say nothing. This is told
        once for each language.
    Why it matters
        Silence looks like approval. Whoever edits such an article must look themselves for what
        the rules would have found.
    Example
        `language: ar`
    Use instead
        Look with your own eyes for what the rules named are about; `selon rule` explains each of
        them. Where that is your habit, write `rules: { rules-skipped: off }` in site.yaml.
    """
    skipped = sorted(rule.name for rule in rules if rule.words and severity_of(rule, world.site))
    if not skipped:
        return
    for language, at in world.languages.items():
        if not lexicon.has_words(language):
            yield Finding(
                at,
                f"there are no word lists for the language {language}: {len(skipped)}"
                f" rule{'s say' if len(skipped) > 1 else ' says'} nothing about articles in it",
                f"look yourself for what these are about: {', '.join(skipped)}",
            )


RULES = (
    Rule(unknown_rule, Severity.ERROR, Scope.SETTINGS, structural=True),
    Rule(fixed_rule, Severity.ERROR, Scope.SETTINGS, structural=True),
    Rule(expired_suppression, Severity.WARNING, Scope.SETTINGS),
    Rule(rules_skipped, Severity.WARNING, Scope.SETTINGS),
)


def _named(world: World) -> Iterator[tuple[str, Place]]:
    for name in world.site.rules if world.whole else ():
        yield name, world.site.key_place(f"rules.{name}")
    for _, annotations in world.articles.values():
        for entry in annotations.suppress:
            yield entry.rule, entry.place("rule")


def _fixed(name: str, at: Place) -> Finding:
    message = f"{name} is always an error: it can be neither turned off nor suppressed"
    return Finding(at, message, "take this out, and mend what the rule reports")
