"""What an annotation may look like, before an editor has written it; and what may become of one.

In: an article as `examine` opens it, and what somebody selected on its page. Out: `Suggestion`: the
quotation, the place among the claims, and what the words of the sentence ask about. For quotes that
an edit has left without a place, `Lost`: what stands there now, and what changed. Everything here
is a proposal, and an editor decides. Must not know the disk, forms or YAML.
"""

from builder.suggest.mending import Choice, Lost, Repair, lost
from builder.suggest.selecting import Missed, Selection, select
from builder.suggest.suggesting import Suggestion, free_id, mentioned, suggest
from builder.suggest.wording import ConditionFound, DateFound, FormFound

__all__ = [
    "Choice",
    "ConditionFound",
    "DateFound",
    "FormFound",
    "Lost",
    "Missed",
    "Repair",
    "Selection",
    "Suggestion",
    "free_id",
    "lost",
    "mentioned",
    "select",
    "suggest",
]
