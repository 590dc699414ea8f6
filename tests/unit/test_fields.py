"""Nodes → records: values, places, what is left out; nothing raises, whatever the file."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import fields as reading
from builder.diagnostics import Place, Severity
from builder.edtf import Date
from builder.fields import front_matter, is_slug, read_annotations, read_article, slug_of
from builder.model import Annotations, Record, Site, Source, table
from builder.model.kinds import Kind, ListOf, Nested
from builder.model.records import Article, Page
from builder.model.words import RelayKind, RuleSetting, Target
from builder.yamlnodes import Lines, compose
from tests.support import ROOT, data_path, json_lines

PATH = "content/articles/one/annotations.yaml"
CLAIM = "claims:\n  - id: a\n    quote: q\n    claim: c\n"


def annotations(text: str) -> Annotations:
    value, problems = read_annotations(PATH, text)
    assert problems == ()
    assert value is not None
    return value


def test_a_whole_claim_is_read() -> None:
    text = CLAIM + (
        "    sourcing: { via: [ana, { source: ben, citing: [cleo] }], stance: reported }\n"
        "    condition: { only-if: it rains, quote: { exact: q, after: z }, then: it pours }\n"
        "    verdict: { on: { content: good, attribution: bad }, primary: content }\n"
        "    evidence: [ana]\n"
    )
    (claim,) = annotations(text).claims
    assert claim.sourcing is not None
    assert [(via.source, via.citing) for via in claim.sourcing.via] == [
        ("ana", ()),
        ("ben", ("cleo",)),
    ]
    assert claim.condition is not None
    assert (claim.condition.kind.value, claim.condition.text) == ("only-if", "it rains")
    assert claim.condition.quote is not None
    assert claim.condition.quote.after == "z"
    assert claim.condition.then is not None
    assert claim.condition.then.text == "it pours"
    assert claim.verdict is not None
    assert claim.verdict.on == {Target.CONTENT: "good", Target.ATTRIBUTION: "bad"}


def test_places_of_keys_values_entries_and_tables() -> None:
    text = CLAIM + "    verdict: { on: { content: good } }\n    speaker: ana\n"
    (claim,) = annotations(text).claims
    assert claim.at == Place(PATH, 2, 5)
    assert claim.key_place("quote") == Place(PATH, 3, 5)
    assert claim.place("quote") == Place(PATH, 3, 12)
    assert claim.quotation.at == Place(PATH, 3, 12)
    assert claim.verdict is not None
    assert claim.verdict.place("on.content") == Place(PATH, 5, 31)
    assert claim.speaker is not None
    assert claim.speaker.place("source") == Place(PATH, 6, 14)
    article, *_ = read_article("a/one/article.md", "---\nbyline:\n  - Ana\n  - Ben\n" + HEAD)
    assert article is not None
    assert article.place("byline.1") == Place("a/one/article.md", 4, 5)


HEAD = "title: T\ndescription: D\npublished: 2026-03-01\n---\n"


def test_texts_are_stripped_and_words_become_members() -> None:
    source, problems = reading.read_source(
        "content/sources/ana.yaml", "name: |\n  Ana\n\nrelays: [{ source: ben, as: wire-copy }]\n"
    )
    assert problems == ()
    assert source is not None
    assert (source.id, source.name, source.relays[0].as_) == ("ana", "Ana", RelayKind.WIRE_COPY)


def test_off_is_a_word_and_not_false() -> None:
    text = (
        "title: T\nbase_url: https://x.example/\npublisher: { name: P }\n"
        "verdicts: [{ id: a, label: { fr: A } }]\nrules: { stale-condition: off }\ncards: no\n"
    )
    site, problems = reading.read_site("content/site.yaml", text)
    assert problems == ()
    assert site is not None
    assert site.rules == {"stale-condition": RuleSetting.OFF}
    assert (site.cards, site.search) == (False, True)


def test_an_empty_file_of_annotations_has_no_claims() -> None:
    assert annotations("") == Annotations()


def test_a_claim_with_an_error_is_left_out_and_the_others_stay() -> None:
    text = CLAIM + "    type: nonsense\n  - id: b\n    quote: q\n    claim: c\n"
    value, problems = read_annotations(PATH, text)
    assert value is not None
    assert [claim.id for claim in value.claims] == ["b"]
    assert [problem.rule for problem in problems] == ["unknown-word"]


def test_a_key_of_the_top_with_an_error_counts_as_left_out() -> None:
    value, problems = read_annotations(PATH, "last_checked: soon\nnext_check: 2026-12\n")
    assert value == Annotations(next_check=Date.parse("2026-12"))
    assert len(problems) == 1


def test_every_alias_of_a_double_is_reported_once() -> None:
    text = "claims:\n  - &c\n    id: a\n    quote: q\n    claim: c\n  - *c\n"
    _, problems = read_annotations(PATH, text)
    assert [problem.rule for problem in problems] == ["duplicate-id"]


def test_front_matter_is_parted_at_its_lines() -> None:
    text = "---\ntitle: T\n---\n\nHe said.\n---\nYes.\n"
    assert front_matter("a.md", text) == ("title: T\n", "\nHe said.\n---\nYes.\n", 4, ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_body_begins_at_its_line(end: str) -> None:
    text = end.join(["---", "title: T", "---  ", "Body", ""])
    typed, body, first_line, problems = front_matter("a.md", text)
    assert (typed, body, first_line, problems) == (f"title: T{end}", f"Body{end}", 4, ())
    assert Lines(text).line(first_line - 1) == "Body"


def test_an_article_knows_its_slug() -> None:
    article, body, first_line, problems = read_article(
        "content/articles/one/article.md", "---\nbyline: Ana\n" + HEAD + "Text\n"
    )
    assert problems == ()
    assert article is not None
    assert (article.slug, article.byline, body, first_line) == ("one", ("Ana",), "Text\n", 7)


@given(st.text(max_size=150))
def test_slugs_are_made_or_empty(text: str) -> None:
    slug = slug_of(text)
    assert slug == "" or is_slug(slug)
    assert slug_of(slug) == slug


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("Élection 2026", "election-2026"), ("œuvre", "oeuvre"), ("STRASSE_ß", "strasse-ss")],
)
def test_slugs_keep_what_they_can(typed: str, slug: str) -> None:
    assert slug_of(typed) == slug


# A value of each shape, right or wrong, for any key.
VALUES = st.recursive(
    st.sampled_from(["x", "", "yes", "2026-03", "P2M", "said", "3", "a b", "https://a.example/"])
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "quote", "source", "on", "if", "x"]), inner)
    ),
    max_leaves=6,
)


def records(record: type[Record]) -> set[type[Record]]:
    inner = {kind.record for row in table(record).values() for kind in kinds(row.kind)}
    return {record}.union(*(records(other) for other in inner))


def kinds(kind: Kind) -> list[Nested]:
    if isinstance(kind, ListOf):
        return kinds(kind.item)
    return [kind] if isinstance(kind, Nested) else []


ROOTS: list[type[Record]] = [Site, Source, Article, Annotations, Page]
NAMES = sorted({row.name for root in ROOTS for r in records(root) for row in table(r).values()})


def flow(value: object) -> str:
    """A value in YAML's bracket form."""
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(name)}: {flow(part)}" for name, part in value.items()) + "}"
    return "'" + "".join(c for c in str(value) if c.isprintable()).replace("'", "''") + "'"


@given(st.sampled_from(ROOTS), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8))
def test_no_shape_of_values_raises(root: type[Record], values: dict[str, object]) -> None:
    text = "".join(f"{name}: {flow(value)}\n" for name, value in values.items())
    node, problems = compose(PATH, text)
    assert problems == ()
    value, problems = reading.read(root, node, PATH)
    assert value is not None or problems
    for problem in problems:
        assert problem.severity is Severity.ERROR
        assert 1 <= problem.at.line <= text.count("\n") + 1
        assert not problem.message.endswith(".")
        assert problem.help


def real_files() -> list[tuple[str, str]]:
    files = sorted((ROOT / "content").rglob("*.yaml"))
    return [(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")) for file in files]


@given(st.randoms(use_true_random=False), st.sampled_from(real_files()))
def test_a_mutated_real_file_never_raises(chance: random.Random, file: tuple[str, str]) -> None:
    path, text = file
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 3, 20)))
        cut = text[start:end] if chance.random() < 0.3 else ""
        text = text[:start] + chance.choice(("", ":", "- ", "\t", "'", '"', "[", "\n", "x", "\x85"))
        text += cut + file[1][end:]
    root = Site if path.endswith("site.yaml") else Source if "/sources/" in path else Annotations
    node, problems = compose(path, text)
    if node is not None:
        _, more = reading.read(root, node, path)
        problems += more
    lines = Lines(text)
    for problem in problems:
        assert 1 <= problem.at.line <= len(lines.starts)
        assert 1 <= problem.at.column <= len(lines.line(problem.at.line - 1)) + 1


def test_the_words_of_real_claims_come_back() -> None:
    """2,730 real claims, no-break spaces and bidi marks included, written as an editor would."""
    count = 0
    for name in claim_files():
        for record in json_lines(name):
            block = "\n".join(f"      {line}" for line in record["claim"].strip().splitlines())
            text = f"claims:\n  - id: a\n    quote: |\n{block}\n    claim: c\n"
            value, problems = read_annotations(PATH, text)
            if problems:
                assert {problem.rule for problem in problems} == {"control-character"}
                continue
            assert value is not None
            assert value.claims[0].quote.split() == record["claim"].split()
            count += 1
    assert count > 2_500


def claim_files() -> list[str]:
    return sorted(f"claims/{file.name}" for file in data_path("claims").glob("*.jsonl"))


def test_every_key_is_described() -> None:
    for root in ROOTS:
        for record in records(root):
            for row in table(record).values():
                assert row.description
                assert not row.description.endswith(".")
