"""Words that make a statement conditional: the one door to three modules.

In: text and a language tag. Out: connectives with their polarity, conditional verb forms, and what
a form may mean in its sentence. A language without a data file has none of them. Must not know
articles, quotes or rules.
"""

from builder.lexicon.connectives import Connective, connectives, is_conditional
from builder.lexicon.forms import Form, conditional_forms, stem
from builder.lexicon.readings import readings, reports_in_the_past

__all__ = [
    "Connective",
    "Form",
    "conditional_forms",
    "connectives",
    "is_conditional",
    "readings",
    "reports_in_the_past",
    "stem",
]
