"""Quotes without a place, and the passages that may be taken for them.

In: an opened article, which passages an editor takes. Out: what to write. What is proposed is
worked out anew, so that nobody takes what they have not seen, and nothing is taken without a look
where a word that carries the meaning has changed. Must not write.
"""

from collections.abc import Iterator, Mapping
from http import HTTPStatus

from builder.examine import Opened, Path
from builder.model import Quotation
from builder.serve.annotating.asking import Plain, RefusedError
from builder.serve.annotating.showing import quotation
from builder.suggest import Repair, lost

_AGAIN = "reload the page: the article was changed again"


def require_judgement(opened: Opened, name: str, *, judged: bool) -> None:
    """Refuse to change a claim whose words now mean something else, unless it was judged anew."""
    found = next((one for one in lost(opened) if one.claim.id == name), None)
    if found is not None and found.changes and not judged:
        help_ = "read the new passage, judge the claim anew, then say so at the end of the form"
        message = "the article no longer says the same as what was judged"
        raise RefusedError(HTTPStatus.CONFLICT, message, help_, "judged")


def taken(opened: Opened, name: str, quotes: Mapping[str, Plain]) -> Mapping[Path, Plain | None]:
    """Say what to write where an editor takes passages: path with dots → the quotation seen."""
    found = next((one for one in lost(opened) if one.claim.id == name), None)
    if found is None:
        raise RefusedError(HTTPStatus.CONFLICT, "the quotes of this claim have a place", _AGAIN)
    if found.changes:
        help_ = "open the claim, read the new passage and judge it anew"
        raise RefusedError(HTTPStatus.CONFLICT, "a word that carries the meaning changed", help_)
    changes: dict[Path, Plain | None] = {}
    for repair in found.repairs:
        wanted = quotes.get(".".join(map(str, repair.path)))
        chosen = next((one for one in _offered(repair) if quotation(one) == wanted), None)
        if chosen is None:
            raise RefusedError(HTTPStatus.CONFLICT, "this is not what is proposed now", _AGAIN)
        changes |= _written(repair.path, chosen)
    return changes


def _offered(repair: Repair) -> Iterator[Quotation]:
    if repair.proposal is not None:
        yield repair.proposal
    for choice in repair.choices:
        yield choice.quotation


def _written(path: Path, chosen: Quotation) -> Mapping[Path, Plain | None]:
    """Write a quotation where it belongs: that of a claim has its context beside it."""
    parts = quotation(chosen)
    if path == ("quote",):
        own: dict[Path, Plain | None] = {path: chosen.exact}
        return own | {(name,): parts.get(name) for name in ("before", "after", "occurrence")}
    return {path: chosen.exact if len(parts) == 1 else parts}
