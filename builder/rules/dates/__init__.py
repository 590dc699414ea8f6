"""Rules about dates: what counts from another date, their order, and how exact they are."""

from builder.rules.dates import order, precision, relative

RULES = (*relative.RULES, *order.RULES, *precision.RULES)
