"""Rules about who says so: the chains of relays, the words of the article, the evidence."""

from builder.rules.sourcing import chains, evidence, wording

RULES = (*chains.RULES, *wording.RULES, *evidence.RULES)
