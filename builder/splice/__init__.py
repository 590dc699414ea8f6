"""Annotations as text → the same text with one claim more, or with some values of a claim changed.

In: the text of annotations.yaml and what is to be written. Out: the new text. What is not written
stays as it was, character by character: comments, order, quotation marks, indentation, line ends.
The new text is read back, and must say what the old one said but for the change; else there is a
`SpliceError` and no text. Must not know the disk, nor what makes a claim a good one.
"""

from collections.abc import Mapping

from builder.fields.scalars import nearest
from builder.model import Annotations, Claim, Record
from builder.model.kinds import Nested
from builder.splice.edits import edited
from builder.splice.parts import SpliceError
from builder.splice.wanted import Path, Plain, asked, changed, is_nothing
from builder.splice.writing import Style, group
from builder.yamlnodes import Mapping as Group
from builder.yamlnodes import Node, Scalar, Sequence, compose

__all__ = ["Path", "Plain", "SpliceError", "add_claim", "change_claim", "written"]

_FILE, _CLAIM = Nested(Annotations), Nested(Claim)
_CLAIMS = "claims"
_MARK = "\ufeff"


def add_claim(text: str, claim: Mapping[str, Plain], after: str | None = None) -> str:
    """Write a claim behind the one that is named, before all others where that is "", or last.

    A list or a group may be given bare where the field table lets it be written so. White space at
    both ends of a text is left out, as whoever reads it does.
    """
    root = _root(text)
    claims = _claims(root)
    at = len(claims) if after is None else _position(claims, after) + 1 if after else 0
    claims.insert(at, asked(claim, _CLAIM))
    return _edited(text, root, claims)


def change_claim(text: str, id: str, changes: Mapping[Path, Plain | None]) -> str:  # noqa: A002
    """Give values of a claim by the keys that lead to them; None takes a key out.

    Numbers in a path are those of a list as it stands, from 0; the one behind the last appends.
    """
    root = _root(text)
    claims = _claims(root)
    at = _position(claims, id)
    new = changed(claims[at], _CLAIM, changes)
    if new is None:
        raise SpliceError("nothing would be left of this claim", "keep its id, quote and claim")
    claims[at] = new
    return _edited(text, root, claims)


def written(record: type[Record], values: Mapping[str, Plain]) -> str:
    """Write a file of its own, its keys in the order of the field table."""
    node = asked(values, Nested(record))
    lines = group(node, 0, Style()) if isinstance(node, Group) and node.pairs else []
    return "".join(f"{line}\n" for line in lines)


def _root(text: str) -> Group:
    root, problems = compose("", text)
    if root is None and problems:
        message = f"line {problems[0].at.line} cannot be read as YAML: {problems[0].message}"
        raise SpliceError(message, problems[0].help)
    if root is not None and not isinstance(root, Group):
        raise SpliceError("this file is no lines of `key: value`", f"begin it with `{_CLAIMS}:`")
    return root or Group([], 1, 1)


def _claims(root: Group) -> list[Node]:
    claims = next((value for key, value in root.pairs if key.text.strip() == _CLAIMS), None)
    if claims is None or is_nothing(claims):
        return []
    if not isinstance(claims, Sequence):
        raise SpliceError("`claims` is no list here", "begin each claim with a hyphen")
    return list(claims.items)


def _position(claims: list[Node], id: str) -> int:  # noqa: A002
    ids = [_id(claim) for claim in claims]
    if ids.count(id) == 1:
        return ids.index(id)
    if id in ids:
        raise SpliceError(f'two claims have the id "{id}"', "give one of them another id first")
    guess = nearest(id, tuple(ids))
    raise SpliceError(
        f'there is no claim "{id}" in this file',
        f"did you mean {guess}?" if guess else "name one of its claims",
    )


def _id(claim: Node) -> str:
    pairs = claim.pairs if isinstance(claim, Group) else []
    found = next((value for key, value in pairs if key.text.strip() == "id"), None)
    return found.text.strip() if isinstance(found, Scalar) else ""


def _edited(text: str, root: Group, claims: list[Node]) -> str:
    bare = text.lstrip(_MARK)
    list_ = Sequence(claims, 0, 0)
    pairs = [(key, list_ if key.text.strip() == _CLAIMS else value) for key, value in root.pairs]
    if not any(value is list_ for _, value in pairs):
        pairs.append((Scalar(_CLAIMS, plain=True, line=0, column=0), list_))
    marks = text[: len(text) - len(bare)]
    return marks + edited(bare, Group(pairs, root.line, root.column), _FILE)
