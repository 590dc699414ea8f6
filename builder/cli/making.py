"""What `selon new` is to write: what the options say, what --set adds, and what is asked for.

In: the options. Out: a change that is not made yet, or problems. Must not know how the options are
spelled out in --help, nor how anything is written.
"""

import argparse
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from builder import suggest
from builder.cli.asking import ask, asks, words
from builder.cli.options import today
from builder.cli.outcome import MisuseError
from builder.diagnostics import Problems
from builder.model import Quotation
from builder.scaffold import entries, passages
from builder.scaffold.entries import Change
from builder.scaffold.passages import Passage
from builder.splice import Plain


def _article(options: argparse.Namespace) -> tuple[Change | None, Problems]:
    values = _given(options, "title", "description", "byline", "published", "language")
    _need(values, "title", "Title")
    _need(values, "description", "Standfirst, one sentence", "…")
    _need(values, "byline", "Who writes it", entries.publisher(options.root) or "…")
    values.setdefault("published", str(today()))
    return entries.add_article(options.root, options.called, _all(options, values, draft="yes"))


def _source(options: argparse.Namespace) -> tuple[Change | None, Problems]:
    texts = ("name", "kind", "identity", "url", "published", "language", "description")
    values = _given(options, *texts)
    _need(values, "name", "Name, as readers should see it")
    if asks():
        _need(values, "kind", "What it is, such as outlet, person or document", "unknown")
        _need(values, "identity", "How far it is identified", "named")
    relays = [
        {"source": source, **({"as": how} if how else {})}
        for source, _, how in (text.partition(":") for text in options.relays)
    ]
    return entries.add_source(
        options.root,
        options.called,
        _all(options, values, **({"relays": relays} if relays else {})),
    )


def _claim(options: argparse.Namespace) -> tuple[Change | None, Problems]:
    values = _given(options, "quote", "claim", "id", "type", "speaker")
    _need(values, "quote", "Quote, as it stands in the article")
    quotation = Quotation(
        exact=values["quote"],
        before=options.before,
        after=options.after,
        occurrence=options.occurrence,
    )
    found, problems = passages.find(options.root, options.called, quotation)
    if found is None:
        return None, problems
    values |= _chosen(found.passages)
    _need(values, "claim", "Claim, in one line", " ".join(values["quote"].split()))
    _need(values, "id", "Its id", suggest.free_id(values["claim"], found.language, found.ids))
    via = options.via or (_asked_for_sources() if asks() else [])
    sourcing = {**({"via": via} if via else {}), **_given(options, "stance")}
    claim = _all(options, values, **({"sourcing": sourcing} if sourcing else {}))
    return entries.add_claim(options.root, options.called, claim, options.behind)


def _given(options: argparse.Namespace, *names: str) -> dict[str, str]:
    return {name: getattr(options, name) for name in names if getattr(options, name) is not None}


def _need(values: dict[str, str], name: str, question: str, default: str = "") -> None:
    """Ask for a value that is not given; without a terminal, take the default."""
    if name in values:
        return
    if asks():
        values[name] = ask(question, default, words)
    elif default:
        values[name] = default
    else:
        raise MisuseError(f"--{name} is missing")


def _asked_for_sources() -> list[str]:
    typed = ask("Who carries it: ids of sources, if you have them", "", str)
    return typed.replace(",", " ").split()


def _chosen(passages: Sequence[Passage]) -> dict[str, str]:
    """Choose among the places of a quote."""
    if len(passages) == 1:
        return dict(passages[0].keys)
    lines = [
        f"  {number}. {passage.left.strip()} … {passage.right.strip()}    {_as_options(passage)}"
        for number, passage in enumerate(passages, 1)
    ]
    shown = "\n".join(lines)
    if not asks():
        raise MisuseError(f"the article says it {len(passages)} times; add one of these\n{shown}")
    sys.stdout.write(f"The article says it {len(passages)} times:\n{shown}\n")

    def read(text: str) -> str:
        if text.isascii() and text.isdecimal() and 1 <= int(text) <= len(passages):
            return text
        raise argparse.ArgumentTypeError(f"write a number from 1 to {len(passages)}")

    return dict(passages[int(ask("Which one", "", read)) - 1].keys)


def _as_options(passage: Passage) -> str:
    told = {name: text for name, text in passage.keys.items() if name != "quote"}
    return " ".join(f"--{name} {shlex.quote(text)}" for name, text in told.items())


def _all(
    options: argparse.Namespace, values: Mapping[str, Plain], **more: Plain
) -> Mapping[str, Plain]:
    """Put together what the options say, and what --set adds."""
    tree: dict[str, Any] = {**values, **more}
    for path, text in options.set:
        try:
            _put(tree, path, text)
        except (AttributeError, IndexError, TypeError):
            raise MisuseError(f"--set {'.'.join(path)} does not fit what else is given") from None
    return tree


def _put(tree: Any, path: Sequence[str], text: str) -> None:
    """Put a text into groups and lists, which are made where they are missing."""
    *steps, last = path
    for step, following in zip(steps, path[1:], strict=True):
        fresh: Any = [] if following.isdecimal() else {}
        if not isinstance(tree, list):
            tree = tree.setdefault(step, fresh)
            continue
        if int(step) == len(tree):
            tree.append(fresh)
        tree = tree[int(step)]
    if isinstance(tree, list):
        tree[int(last) : int(last) + 1] = [text]
    else:
        tree[last] = text


MAKERS: Mapping[str, Callable[[argparse.Namespace], tuple[Change | None, Problems]]] = {
    "article": _article,
    "claim": _claim,
    "source": _source,
}
