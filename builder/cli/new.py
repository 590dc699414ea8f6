"""`selon new`: an article, a claim or a source, written where it belongs."""

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder.cli.asking import ask, asks
from builder.cli.options import add_root_option, add_verbose_option, today
from builder.cli.outcome import GOOD, PROBLEMS, MisuseError

if TYPE_CHECKING:
    from builder.diagnostics import Problems
    from builder.scaffold.entries import Change
    from builder.scaffold.passages import Passage
    from builder.splice import Plain

NAME = "new"
PURPOSE = "write a new article, claim or source"

_EXAMPLES = """\
examples:
  selon new article 2026-winter-ferry --title "Will the ferry run?"
  selon new source island-gazette --name "Island Gazette" --kind outlet --url https://…
  selon new claim 2026-winter-ferry --quote "it would sail every day" --via island-gazette
  selon new claim 2026-winter-ferry --quote "the company" --occurrence 2 --set dates.said=2026-01-12
  selon new claim --help                  what a claim can be given"""

_SET = "any other key, such as dates.said=2026-01-12 or evidence.0.source=cbs; may be repeated"


def add(parser: argparse.ArgumentParser) -> None:
    """Add what can be made, each with its options."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = (
        "Write a new article, claim or source. On a terminal, what is needed and not given is\n"
        "asked for. What would bring an error is not written; all else in a file stays as it is."
    )
    parser.epilog = _EXAMPLES
    things = parser.add_subparsers(
        dest="thing", metavar="THING", title="what to write", required=True
    )
    for name, purpose, fill in (
        ("article", "a folder with article.md, a draft, and annotations.yaml", _add_article),
        ("claim", "a claim at a quote of an article", _add_claim),
        ("source", "the file of a source", _add_source),
    ):
        fill(thing := things.add_parser(name, help=purpose, description=f"Write {purpose}."))
        thing.add_argument(
            "--set", action="append", type=_setting, default=[], metavar="KEY=TEXT", help=_SET
        )
        thing.add_argument(
            "--diff", action="store_true", default=False, help="show it, and write nothing"
        )
        add_root_option(thing)
        add_verbose_option(thing)


def run(options: argparse.Namespace) -> int:
    """Ask for what is missing, write it, and say where."""
    from builder.scaffold import entries  # noqa: PLC0415

    makers = {"article": _article, "claim": _claim, "source": _source}
    change, problems = makers[options.thing](options)
    _tell(problems)
    if change is None:
        return PROBLEMS
    if options.diff:
        sys.stdout.write(change.diff())
        return GOOD
    try:
        entries.commit(change)
    except entries.CommitError as refusal:
        sys.stderr.write(f"selon: {refusal}\n")
        return PROBLEMS
    for one in (change, *change.more):
        sys.stdout.write(f"Wrote {one.name}\n")
    sys.stdout.write("selon check tells what is still missing\n")
    return GOOD


def _add_article(parser: argparse.ArgumentParser) -> None:
    _add_name(parser, "SLUG", "the name of its folder, which becomes its address")
    _add_texts(
        parser,
        title="the headline",
        description="the standfirst, one sentence",
        byline="who wrote it (default: the publisher of the site)",
        published="the day of publication (default: today)",
        language="its language (default: that of the site)",
    )


def _add_claim(parser: argparse.ArgumentParser) -> None:
    _add_name(parser, "SLUG", "the article: the name of its folder")
    _add_texts(
        parser,
        quote="the words as they stand in the article",
        before="the words just before them, where they stand there more than once",
        after="the words just after them",
        claim="the claim in one line (default: the quote)",
        id="its id (default: the first words of the claim)",
        type="what sort of claim it is, such as event, quote or promise",
        speaker="who made it: the id of a source",
        stance="how the article puts it, such as asserted or reported",
    )
    parser.add_argument(
        "--occurrence", type=_number, default=None, metavar="N", help="which of them, from the top"
    )
    parser.add_argument(
        "--via",
        action="append",
        default=[],
        metavar="ID",
        help="a source that carries it; may be repeated",
    )
    parser.add_argument(
        "--behind", default=None, metavar="ID", help="the claim that it follows (default: the last)"
    )


def _add_source(parser: argparse.ArgumentParser) -> None:
    _add_name(parser, "ID", "its id, which is the name of its file")
    _add_texts(
        parser,
        name="as readers should see it",
        kind="what it is, such as outlet, person or document",
        identity="how far it is identified, such as named or anonymous",
        url="its address",
        published="when it was published",
        language="the language it is in",
        description="one sentence about it",
    )
    parser.add_argument(
        "--relays",
        action="append",
        default=[],
        metavar="ID[:HOW]",
        help="a source that it has it from, and how, such as cbs:attribution; may be repeated",
    )


def _add_name(parser: argparse.ArgumentParser, name: str, about: str) -> None:
    parser.add_argument("called", metavar=name, help=about)


def _add_texts(parser: argparse.ArgumentParser, **about: str) -> None:
    for name, help_ in about.items():
        parser.add_argument(f"--{name}", type=_text, default=None, metavar="TEXT", help=help_)


def _article(options: argparse.Namespace) -> "tuple[Change | None, Problems]":
    from builder.scaffold import entries  # noqa: PLC0415

    values = _given(options, "title", "description", "byline", "published", "language")
    _need(values, "title", "Title")
    _need(values, "description", "Standfirst, one sentence", "…")
    _need(values, "byline", "Who writes it", entries.publisher(options.root) or "…")
    values.setdefault("published", str(today()))
    return entries.add_article(options.root, options.called, _all(options, values, draft="yes"))


def _source(options: argparse.Namespace) -> "tuple[Change | None, Problems]":
    from builder.scaffold import entries  # noqa: PLC0415

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


def _claim(options: argparse.Namespace) -> "tuple[Change | None, Problems]":
    from builder.model import Quotation  # noqa: PLC0415
    from builder.scaffold import entries, passages  # noqa: PLC0415

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
    _need(values, "id", "Its id", passages.proposed_id(values["claim"], found.ids))
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
        values[name] = ask(question, default, _text)
    elif default:
        values[name] = default
    else:
        raise MisuseError(f"--{name} is missing")


def _asked_for_sources() -> list[str]:
    typed = ask("Who carries it: ids of sources, if you have them", "", str)
    return typed.replace(",", " ").split()


def _chosen(passages: "Sequence[Passage]") -> dict[str, str]:
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


def _as_options(passage: "Passage") -> str:
    told = {name: text for name, text in passage.keys.items() if name != "quote"}
    return " ".join(f"--{name} {shlex.quote(text)}" for name, text in told.items())


def _all(
    options: argparse.Namespace, values: "Mapping[str, Plain]", **more: "Plain"
) -> "Mapping[str, Plain]":
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


def _tell(problems: "Problems") -> None:
    """Say what is wrong, and in which file; its lines are not those that are there now."""
    for problem in problems:
        help_ = "".join(f"\n  {line}" for line in problem.help.splitlines())
        kind = f"{problem.severity.value}[{problem.rule}]"
        sys.stderr.write(f"{problem.at.path}: {kind} {problem.message}{help_}\n")


def _text(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("write some words")
    return text.strip()


def _number(text: str) -> int:
    if text.isascii() and text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number; write 1, 2 and so on")


def _setting(text: str) -> tuple[list[str], str]:
    name, sign, value = text.partition("=")
    path = name.strip().split(".")
    if not sign or not value.strip() or not all(path):
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=TEXT, such as dates.said=2026-01-12")
    return path, value.strip()
