"""The schemas for editors: of the field table, current, and no stricter than the reader."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import cli
from builder.diagnostics import Problems
from builder.edtf import Date, DateError
from builder.fields import read
from builder.model import Annotations, Record, Site, Source, Word, table
from builder.model.kinds import (
    Address,
    DateText,
    DurationText,
    Kind,
    Language,
    ListOf,
    Nested,
    OneOf,
    Slug,
    Table,
    Text,
    Whole,
    YesNo,
)
from builder.schema import FILES, LANGUAGES, schemas
from builder.yamlnodes import Mapping as MappingNode
from builder.yamlnodes import Node, Scalar, Sequence, compose
from tests.cases import harness
from tests.support import ROOT, json_lines

COMMITTED = ROOT / "schemas"
NAMES = {record: name for name, record in FILES.items()}

# What needs two keys, or two entries, and no schema sees.
TWO_KEYS = {
    *("one-connective", "state-undated", "one-direction", "unknown-anchor-date"),
    *("circular-dates", "primary-verdict", "duplicate-id", "unknown-claim", "duplicate-key"),
}


@cache
def schema(name: str, language: str = "en") -> dict[str, Any]:
    found = json.loads(schemas(language)[name])
    assert isinstance(found, dict)
    return found


def errors(record: type[Record], node: Node | None) -> list[str]:
    """What the schema has against a file, as an editor's program sees it."""
    found = jsonschema.Draft7Validator(schema(NAMES[record])).iter_errors(value(node))
    return [f"{one.message} at {list(one.absolute_path)}" for one in found]


def takes(record: type[Record], node: Node | None) -> bool:
    return errors(record, node) == []


def reads(record: type[Record], node: Node | None) -> bool:
    """Whether the reader accepts it, two keys that do not go together aside."""
    _, problems = read(record, node, "x.yaml")
    return not [one for one in problems if one.rule not in TWO_KEYS and not _speaker(one.message)]


def _speaker(message: str) -> bool:
    return message == "this speaker has no name"


# YAML 1.2, 10.3.2 (the core schema): what a scalar without quotation marks is.
NULL = re.compile(r"(?:null|Null|NULL|~|)")
TRUTH = re.compile(r"(?:true|True|TRUE|false|False|FALSE)")
WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
SPECIAL = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def value(node: Node | None) -> Any:
    """Give the value of a node as YAML 1.2 has it."""
    match node:
        case None:
            return None
        case MappingNode():
            return {key.text: value(inner) for key, inner in node.pairs}
        case Sequence():
            return [value(item) for item in node.items]
        case Scalar(text=text, plain=True):
            return resolved(text)
        case Scalar(text=text):
            return text


def resolved(text: str) -> Any:
    if NULL.fullmatch(text):
        return None
    if TRUTH.fullmatch(text):
        return text.lower() == "true"
    if WHOLE.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if NUMBER.fullmatch(text) or SPECIAL.fullmatch(text):
        return float(text.replace(".inf", "inf").lower().replace(".", "", text.count(".n")))
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("yes", "yes"), ("NO", "NO"), ("on", "on"), ("2025", 2025), ("-0044", -44), ("0x1F", 31)),
        *(("2025-12-29", "2025-12-29"), ("12:30", "12:30"), ("1e3", 1000.0), (".5", 0.5)),
        *(("True", True), ("~", None), ("Null", None), ("'2025'", "2025"), ("'no'", "no")),
    ],
)
def test_values_are_those_of_yaml_1_2(text: str, expected: object) -> None:
    node, problems = compose("x.yaml", text)
    assert problems == ()
    assert value(node) == expected
    assert type(value(node)) is type(expected)


# Current and complete


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_committed_schemas_are_current(request: pytest.FixtureRequest, language: str) -> None:
    for name, text in schemas(language).items():
        path = COMMITTED / language / name
        if request.config.getoption("--update"):
            path.write_text(text, encoding="utf-8")
        else:
            assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_they_are_schemas(name: str, language: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema(name, language))


def groups(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """Go through lists and alternatives to the group of keys in them."""
    for part in (found, found.get("items"), *found.get("anyOf", ())):
        if part and "properties" in part:
            return part  # type: ignore[no-any-return]
    return {}


def pairs(
    record: type[Record], found: Mapping[str, Any]
) -> Iterator[tuple[str, Kind, Mapping[str, Any], bool]]:
    """Every row of the field table beneath a record, beside what stands for it in a schema."""
    rows = {row.name: row for row in table(record).values()}
    assert list(found["properties"]) == list(rows)
    assert found["additionalProperties"] is False
    assert found.get("required", []) == [row.name for row in rows.values() if row.required]
    for name, row in rows.items():
        inner = found["properties"][name]
        yield f"{record.__name__}.{name}", row.kind, inner, row.required
        kind = row.kind.item if isinstance(row.kind, ListOf) else row.kind
        if isinstance(kind, Nested):
            yield from pairs(kind.record, groups(inner))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_every_key_and_every_word_is_there_and_described(name: str, language: str) -> None:
    seen = 0
    for where, kind, found, _ in pairs(FILES[name], schema(name, language)):
        seen += 1
        assert found["description"].strip(), where
        single = kind.item if isinstance(kind, ListOf) else kind
        if isinstance(single, OneOf):
            words = next(part for part in (found, *found.get("anyOf", ())) if "enum" in part)
            assert words["enum"] == [word.value for word in single.words], where
            assert len(words["enumDescriptions"]) == len(words["enum"]), where
            assert all(words["enumDescriptions"]), where
    assert seen > 15


def described() -> dict[str, set[str]]:
    """What a language has to describe: records and lists of words, each with what it holds."""
    wanted: dict[str, set[str]] = {}

    def take(kind: Kind) -> None:
        match kind:
            case Nested():
                group = wanted.setdefault(f"keys.{kind.record.__name__}", set())
                for row in table(kind.record).values():
                    group.add(row.name)
                    take(row.kind)
            case ListOf():
                take(kind.item)
            case Table():
                take(kind.names)
                take(kind.values)
            case OneOf():
                wanted[f"words.{kind.words.__name__}"] = {word.value for word in kind.words}

    for record in FILES.values():
        take(Nested(record))
    return wanted


def test_the_french_descriptions_are_complete_and_nothing_is_left_over() -> None:
    data = {
        language: tomllib.loads(
            (ROOT / f"builder/locale/schema.{language}.toml").read_text("utf-8")
        )
        for language in LANGUAGES
    }
    french = {
        f"{part}.{group}": set(lines)
        for part in ("keys", "words")
        for group, lines in data["fr"][part].items()
    }
    assert french == described()
    assert set(data["fr"]["phrases"]) == set(data["en"]["phrases"])
    texts = [
        line
        for part in ("keys", "words")
        for group in data["fr"][part].values()
        for line in group.values()
    ]
    assert all(line.strip() for line in texts)
    assert len(texts) > 200


def test_no_french_description_is_english() -> None:
    for name in FILES:
        english = {where: found for where, _, found, _ in pairs(FILES[name], schema(name))}
        for where, _, found, _ in pairs(FILES[name], schema(name, "fr")):
            assert found["description"] != english[where]["description"], where


# One truth: what the reader takes, a schema takes


SITES = (ROOT, ROOT / "tests" / "site" / "fixture")


def yaml_files() -> Iterator[tuple[str, str]]:
    """Every YAML file of the repository that is content, and those of the cases and of the docs."""
    for root in SITES:
        for path in sorted((root / "content").rglob("*.yaml")):
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
    for path in (*sorted(harness.HERE.rglob("*.md")), ROOT / "docs" / "writing.md"):
        text = path.read_text("utf-8")
        for number, match in enumerate(re.finditer(harness._BLOCK, text)):
            name = match["path"] or ""
            if match["word"] == "yaml" and name.endswith(".yaml"):
                yield f"{path.name}#{number}/{name}", match["body"]


def record_of(path: str) -> type[Record]:
    if path.endswith("/site.yaml"):
        return Site
    return Annotations if path.endswith("/annotations.yaml") else Source


def test_content_fixture_cases_and_examples() -> None:
    taken = refused = 0
    for path, text in yaml_files():
        node, problems = compose(path, text)
        if problems:
            continue
        if reads(record_of(path), node):
            assert errors(record_of(path), node) == [], path
            taken += 1
        else:
            refused += 1
    assert taken > 80
    assert refused > 20


CLAIM = "claims: [{ id: a, quote: q, claim: c, KEY }]"
LEVELS = "title: T\nbase_url: https://x.example/\npublisher: { name: N }\nKEY"
SCALE = "verdicts: [{ id: a, label: { fr: A } }]\n"

GOOD = [
    (Annotations, ""),
    (Annotations, "# nothing but a comment"),
    (Annotations, "claims:\ncorrections: []\nsuppress: ''\nnext_check: 2025"),
    (Annotations, "last_checked: -0044\nnext_check: '2025'"),
    (Annotations, "claims: [{ id: 2025, quote: 1.5, claim: true }]"),
    (Annotations, "claims: [{ id: 1e3, quote: NO, claim: 0x1F }]"),
    (Annotations, "claims: [{ id: true, quote: .inf, claim: ~x }]"),
    (
        Annotations,
        CLAIM.replace("KEY", "occurrence: '2', speaker: 7, evidence: [a, { source: b }]"),
    ),
    (Annotations, CLAIM.replace("KEY", "sourcing: { via: a, confirmed_by: { source: b } }")),
    (Annotations, CLAIM.replace("KEY", "sourcing: { via: [a, { source: b, citing: c }] }")),
    (Annotations, CLAIM.replace("KEY", "sourcing: { via: '', confirmed_by: ~, denied_by: [] }")),
    (Annotations, CLAIM.replace("KEY", "condition: { if: 2025, quote: { exact: q }, then: 7 }")),
    (Annotations, CLAIM.replace("KEY", "evidence: [{ source: a, first_hand: True, passage: 12 }]")),
    (Annotations, CLAIM.replace("KEY", "evidence: [{ source: a, first_hand: yEs }]")),
    (Annotations, CLAIM.replace("KEY", 'id: " b "').replace("id: a, ", "")),
    (Source, "name: 1984\nlanguage: no\nsame_as: https://x.example/\nrelays:"),
    (Source, "name: Off\npublished: |\n  2025-12\nurl: HTTPS://x.example/a,b"),
    (Source, "name: N\ncount: 007"),
    (Site, LEVELS.replace("KEY", SCALE + "rules: []\ncards: FALSE\nsearch: No")),
    (Site, LEVELS.replace("KEY", SCALE + "rules: { stale-condition: off }\nlanguage: pt-BR")),
    (Site, LEVELS.replace("KEY", "verdicts: [{ id: no, label: { no: Nei, zh-Hant-TW: 不 } }]")),
]


@pytest.mark.parametrize(("record", "text"), GOOD)
def test_what_yaml_sees_otherwise_is_taken(record: type[Record], text: str) -> None:
    node, problems = compose("x.yaml", text)
    assert problems == ()
    assert read_problems(record, node) == ()
    assert errors(record, node) == []


def read_problems(record: type[Record], node: Node | None) -> Problems:
    return read(record, node, "x.yaml")[1]


BAD = [
    (Annotations, "colour: red"),
    (Annotations, "last_cheked: 2026-03-01"),
    (Annotations, "claims: one"),
    (Annotations, "claims: { id: a }"),
    (Annotations, "claims: [a]"),
    (Annotations, "claims: [{ id: a, quote: q }]"),
    (Annotations, "claims: [{ id: a, quote: q, claim: }]"),
    (Annotations, "claims: [{ id: a, quote: ' ', claim: c }]"),
    (Annotations, "claims: [{ id: a, quote: [q], claim: c }]"),
    (Annotations, "claims: [{ id: Bad Id, quote: q, claim: c }]"),
    (Annotations, f"claims: [{{ id: {'a' * 101}, quote: q, claim: c }}]"),
    (Annotations, "claims: [{ id: -3, quote: q, claim: c }]"),
    (Annotations, "- id: a"),
    (Annotations, "text"),
    (Annotations, CLAIM.replace("KEY", "type: promisse")),
    (Annotations, CLAIM.replace("KEY", "type: Promise")),
    (Annotations, CLAIM.replace("KEY", "type: [promise]")),
    (Annotations, CLAIM.replace("KEY", "occurrence: 0")),
    (Annotations, CLAIM.replace("KEY", "occurrence: two")),
    (Annotations, CLAIM.replace("KEY", "occurrence: 1.5")),
    (Annotations, CLAIM.replace("KEY", "speaker: { sorce: a }")),
    (Annotations, CLAIM.replace("KEY", "speaker: [a]")),
    (Annotations, CLAIM.replace("KEY", "condition: it rains")),
    (Annotations, CLAIM.replace("KEY", "condition: { if: it rains, state: open }")),
    (Annotations, CLAIM.replace("KEY", "condition: { if: it rains, then: [] }")),
    (Annotations, CLAIM.replace("KEY", "condition: ")),
    (Annotations, CLAIM.replace("KEY", "sourcing: { via: Bad Id }")),
    (Annotations, CLAIM.replace("KEY", "sourcing: { via: { citing: a } }")),
    (Annotations, CLAIM.replace("KEY", "verdict: { on: { contents: vrai } }")),
    (Annotations, CLAIM.replace("KEY", "verdict: { on: { content: Vrai } }")),
    (Annotations, CLAIM.replace("KEY", "verdict: { on: {} }")),
    (Annotations, CLAIM.replace("KEY", "verdict: { primary: content }")),
    (Annotations, CLAIM.replace("KEY", "evidence: [{ source: a, first_hand: maybe }]")),
    (Annotations, CLAIM.replace("KEY", "evidence: [{ source: a, first_hand: 1 }]")),
    (Annotations, CLAIM.replace("KEY", "dates: { relative: [{ quote: q, offset: 2 months }] }")),
    (Annotations, "corrections: [{ date: 2026, severity: minor, was: a, now: b, changed: [x] }]"),
    (Annotations, "corrections: [{ date: 2026, severity: minor, was: a, now: b, changed: x }]"),
    (Source, "kind: outlet"),
    (Source, "name:"),
    (Source, "name: N\nurl: www.example.org"),
    (Source, "name: N\nurl: 'https://a b.example/'"),
    (Source, "name: N\nlanguage: French"),
    (Source, "name: N\nlanguage: fr_FR"),
    (Source, "name: N\ncount: several"),
    (Source, "name: N\nrelays: a"),
    (Source, "name: N\nrelays: [a]"),
    (Source, "name: N\nreliability: G"),
    (Site, "title: T"),
    (Site, LEVELS.replace("KEY", "verdicts: []")),
    (Site, LEVELS.replace("KEY", "verdicts: [{ id: a, label: {} }]")),
    (Site, LEVELS.replace("KEY", "verdicts: [{ id: a, label: { French: A } }]")),
    (Site, LEVELS.replace("KEY", "verdicts: [{ id: a, label: { fr: A }, rating: 6 }]")),
    (Site, LEVELS.replace("KEY", SCALE + "rules: { stale-condition: no }")),
    (Site, LEVELS.replace("KEY", SCALE + "rules: { stale condition: off }")),
    (Site, LEVELS.replace("KEY", SCALE + "rules: strict")),
    (Site, LEVELS.replace("KEY", SCALE + "limits: { stale_after: 90 days }")),
]


@pytest.mark.parametrize(("record", "text"), BAD)
def test_what_a_schema_refuses_the_reader_refuses(record: type[Record], text: str) -> None:
    node, problems = compose("x.yaml", text)
    assert problems == ()
    assert not takes(record, node)
    assert read_problems(record, node) != ()


@pytest.mark.parametrize(
    "text",
    ["name: Null", "name: NULL", "name: N\nkind: ' outlet '", "' name ': N"],
)
def test_the_differences_that_are_known(text: str) -> None:
    node, problems = compose("x.yaml", text)
    assert problems == ()
    assert read_problems(Source, node) == ()
    assert not takes(Source, node)


def dated(text: str, *, plain: bool = True) -> Node:
    name = Scalar("next_check", plain=True, line=1, column=1)
    return MappingNode([(name, Scalar(text, plain, 1, 13))], 1, 1)


def test_the_dates_of_others() -> None:
    read_ones = refused = 0
    for record in json_lines("dates/edtf.jsonl"):
        text = record["edtf"]
        try:
            Date.parse(text)
        except DateError:
            refused += not takes(Annotations, dated(text, plain=False))
            continue
        assert takes(Annotations, dated(text, plain=False)), text
        assert takes(Annotations, dated(text)), text
        read_ones += 1
    assert read_ones > 70
    assert refused > 50


@pytest.mark.parametrize(
    "text",
    [
        *("2026-13", "2026-00", "12 March 2026", "2026-3-1", "20251229", "2025-12-32", "mars 2026"),
        *("01/02/2026", "2025..2026", "2025-12-29T14", "/", "..", "open/2026", "2025-12-29 "[:-2]),
    ],
)
def test_dates_that_are_none(text: str) -> None:
    assert not takes(Annotations, dated(text))
    assert not reads(Annotations, dated(text))


@given(st.text("0123456789-X~?%/.YTZ:+", min_size=1, max_size=24))
@settings(max_examples=500)
def test_no_date_that_is_read_is_refused(text: str) -> None:
    for plain in (True, False):
        node = dated(text, plain=plain)
        assert takes(Annotations, node) or not reads(Annotations, node)


# Records made from the field table

SLUGS = st.one_of(
    st.sampled_from(["a", "some-id", "2025", "1e3", "true", "no", "0x1f"]),
    st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True),
)
DATES = st.sampled_from(
    [
        *("2025", "2025-12", "2025-12-29", "202X", "2025-12~", "2025/..", "../2026-02", "XXXX-12"),
        *("0042", "-0500", "Y17000", "2025-12-29T14:30:00Z", "2025-XX", "2025-21", "2025-12/"),
    ]
)
TEXTS = st.one_of(
    st.sampled_from(["text", "no", "12:30", "2025", "1.50", "true", "~x", "0o17", ".5", "é\nà"]),
    st.text(min_size=1, max_size=8).map(str.strip).filter(bool),
).filter(lambda text: text not in ("Null", "NULL", "null", "~"))
SCALARS: dict[type[Kind], st.SearchStrategy[str]] = {
    Text: TEXTS,
    Slug: SLUGS,
    Language: st.sampled_from(["fr", "no", "pt-BR", "zh-Hant", "EN", "es-419"]),
    DateText: DATES,
    DurationText: st.sampled_from(["P90D", "P2M", "P1Y6M", "P3W", "P0D"]),
    Address: st.sampled_from(["https://x.example/", "HTTP://x.example/a?b=c#d", "https://é.fr/ö"]),
    YesNo: st.sampled_from(["yes", "no", "true", "False", "NO", "yEs"]),
}
WILD = st.one_of(*SCALARS.values(), st.text(max_size=12), st.sampled_from(["", "~", "null", "-1"]))


def scalars(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Node]:
    return st.builds(Scalar, text=texts, plain=st.booleans(), line=st.just(1), column=st.just(1))


def nodes(kind: Kind, *, wild: bool) -> st.SearchStrategy[Node]:
    """Make values of a kind; with `wild`, now and then of none."""
    good = _nodes(kind, wild=wild)
    if not wild:
        return good
    junk = st.one_of(
        scalars(WILD),
        st.builds(
            Sequence, items=st.lists(scalars(WILD), max_size=2), line=st.just(1), column=st.just(1)
        ),
        st.builds(MappingNode, pairs=st.just([]), line=st.just(1), column=st.just(1)),
    )
    return st.integers(0, 11).flatmap(lambda chance: junk if chance == 0 else good)


def _nodes(kind: Kind, *, wild: bool) -> st.SearchStrategy[Node]:
    match kind:
        case Whole():
            return scalars(st.integers(kind.low, kind.high).map(str))
        case OneOf():
            return scalars(st.sampled_from([word.value for word in kind.words]))
        case ListOf():
            items = st.lists(nodes(kind.item, wild=wild), min_size=1, max_size=2)
            many = st.builds(Sequence, items=items, line=st.just(1), column=st.just(1))
            return st.one_of(many, nodes(kind.item, wild=wild)) if kind.single else many
        case Table():
            pair = st.tuples(nodes(kind.names, wild=False), nodes(kind.values, wild=wild))
            return mappings(
                st.lists(pair, min_size=1, max_size=2, unique_by=lambda one: one[0].text)
            )
        case Nested():
            group = records(kind.record, wild=wild)
            bare = next(
                (row.kind for row in table(kind.record).values() if row.name == kind.bare), None
            )
            return st.one_of(group, nodes(bare, wild=wild)) if bare else group
    return scalars(SCALARS[type(kind)])


def mappings(pairs: st.SearchStrategy[Any]) -> st.SearchStrategy[Node]:
    return st.builds(MappingNode, pairs=pairs, line=st.just(1), column=st.just(1))


def records(record: type[Record], *, wild: bool) -> st.SearchStrategy[Node]:
    """Make groups with all required keys and some of the others; with `wild`, also without."""
    rows = list(table(record).values())
    optional = [row.name for row in rows if wild or not row.required]
    chosen = st.sets(st.sampled_from(optional), max_size=5) if optional else st.just(set())

    def group(names: set[str]) -> st.SearchStrategy[Node]:
        kept = [row for row in rows if row.name in names or (row.required and not wild)]
        return mappings(
            st.tuples(
                *(
                    st.tuples(
                        st.just(Scalar(row.name, plain=True, line=1, column=1)),
                        nodes(row.kind, wild=wild),
                    )
                    for row in kept
                )
            ).map(list)
        )

    return chosen.flatmap(group)


@pytest.mark.parametrize("record", FILES.values())
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_the_table_allows_both_take(record: type[Record], data: st.DataObject) -> None:
    node = data.draw(records(record, wild=False))
    assert reads(record, node)
    assert errors(record, node) == []


@pytest.mark.parametrize("record", FILES.values())
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_the_reader_takes_a_schema_takes(record: type[Record], data: st.DataObject) -> None:
    node = data.draw(records(record, wild=True))
    assert takes(record, node) or not reads(record, node)


# The command


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", "--output", str(tmp_path / "new")]) == 0
    assert capsys.readouterr().out == f"Wrote 6 schemas → {tmp_path.as_posix()}/new/\n"
    for path in sorted(COMMITTED.rglob("*.json")):
        assert (tmp_path / "new" / path.relative_to(COMMITTED)).read_bytes() == path.read_bytes()


def test_the_command_writes_one_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["schema", "--root", str(tmp_path), "--language", "fr"]) == 0
    assert [path.name for path in (tmp_path / "schemas").iterdir()] == ["fr"]
    (tmp_path / "file").write_text("")
    assert cli.main(["schema", "--output", str(tmp_path / "file")]) == 1
    assert "cannot be written: " in capsys.readouterr().err


# Modelines


def test_every_example_names_its_schema() -> None:
    """For yaml-language-server and for JetBrains; the language is the site's."""
    for root in SITES:
        settings_text = (root / "content" / "site.yaml").read_text("utf-8")
        (language,) = re.findall(r"^language: (\w+)", settings_text, re.MULTILINE) or ["en"]
        for path in sorted((root / "content").rglob("*.yaml")):
            assert_modelines(path, path.read_text("utf-8"), language)
    files = harness.files_in((ROOT / "docs" / "writing.md").read_text("utf-8"))
    for name, data in files.items():
        if name.endswith(".yaml"):
            assert_modelines(ROOT / name, data.decode(), "en")


def assert_modelines(path: Path, text: str, language: str) -> None:
    first, second = text.split("\n")[:2]
    wanted = NAMES[record_of(path.as_posix())]
    target = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / target).resolve() == COMMITTED / language / wanted, path
    assert second == f"# $schema: {target}"


def test_vs_code_maps_the_folders() -> None:
    settings_file = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    mapped = settings_file["yaml.schemas"]
    assert {Path(path).name for path in mapped} == set(FILES)
    for path in mapped:
        assert (ROOT / path).resolve().is_file()


def test_words_of_the_model_are_strings_to_yaml() -> None:
    """Else no editor could write them without quotation marks."""
    for words in Word.__subclasses__():
        for word in words:
            assert resolved(word.value) == word.value
