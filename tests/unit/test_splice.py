"""Claims put into annotations and changed there: each shape that a file can have."""

from collections.abc import Mapping

import pytest

from builder.model import Source
from builder.splice import Path, Plain, SpliceError, add_claim, change_claim, written

NEW = {"id": "new", "claim": "It is new", "quote": "so new"}

BLOCK = """\
claims:
  - id: new
    quote: so new
    claim: It is new
"""
FLOW = "{ id: new, quote: so new, claim: It is new }"
TIGHT = "{id: new, quote: so new, claim: It is new}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", BLOCK),
        ("# nothing yet", f"# nothing yet\n{BLOCK}"),
        ("# nothing yet\n", f"# nothing yet\n{BLOCK}"),
        ("---\n", f"---\n{BLOCK}"),
        ("---\n# nothing\n...\n", f"---\n# nothing\n{BLOCK}...\n"),
        ("claims:\n", BLOCK),
        ("claims:", BLOCK[:-1]),
        ("claims: []\n", BLOCK),
        ("claims: ~\n", BLOCK),
        ("claims: [ ]  # none\n", BLOCK.replace(":\n", ":  # none\n", 1)),
        ("claims:\n  # none yet\n", BLOCK.replace(":\n", ":\n  # none yet\n", 1)),
        ("next_check: 2027\nsuppress: []\n", f"next_check: 2027\n{BLOCK}suppress: []\n"),
        ("corrections: []\n", f"{BLOCK}corrections: []\n"),
        (
            "# schema\n\n# ours\n# all of them\ncorrections: []\n",
            f"# schema\n\n{BLOCK}# ours\n# all of them\ncorrections: []\n",
        ),
        ("# schema\ncorrections: []\n", f"# schema\n{BLOCK}corrections: []\n"),
        ("last_checked: 2026", f"last_checked: 2026\n{BLOCK[:-1]}"),
        ("\ufeffclaims: []\r\n", "\ufeff" + BLOCK.replace("\n", "\r\n")),
        ("{}", BLOCK),
        ("{last_checked: 2026}", f"{{last_checked: 2026, claims: [{TIGHT}]}}"),
        ("{claims: }", f"{{claims: [{TIGHT}] }}"),
        ("claims: [{id: a}]\n", f"claims: [{{id: a}}, {TIGHT}]\n"),
        ("claims: [{ id: a }, ]\n", f"claims: [{{ id: a }}, {FLOW}, ]\n"),
        (
            "claims: [\n  {id: a}  # first\n]\n",
            f"claims: [\n  {{id: a}},  # first\n  {TIGHT}\n]\n",
        ),
        (
            "claims: [\n  {id: a},  # first\n]\n",
            f"claims: [\n  {{id: a}},  # first\n  {TIGHT},\n]\n",
        ),
        ("claims: [ # none\n]\n", f"claims: [{FLOW} # none\n]\n"),
        (
            "claims:\n- id: a\n  # of a\n\n# of the rest\nsuppress: []\n",
            (
                "claims:\n- id: a\n  # of a\n- id: new\n  quote: so new\n  claim: It is new\n\n"
                "# of the rest\nsuppress: []\n"
            ),
        ),
        (
            "claims:\n    -   id: a\n\n    -   id: b",
            (
                "claims:\n    -   id: a\n\n    -   id: b\n\n"
                "    -   id: new\n        quote: so new\n        claim: It is new"
            ),
        ),
        (
            "claims:\n  - finding: |+\n      kept\n\nsuppress: []\n",
            (
                "claims:\n  - finding: |+\n      kept\n\n"
                "  - id: new\n    quote: so new\n    claim: It is new\nsuppress: []\n"
            ),
        ),
        (
            "claims:\n  - &one\n    id: a\n  - *one\n",
            (
                "claims:\n  - &one\n    id: a\n  - *one\n"
                "  - id: new\n    quote: so new\n    claim: It is new\n"
            ),
        ),
    ],
)
def test_a_claim_behind_all_others(text: str, expected: str) -> None:
    assert add_claim(text, NEW) == expected


def test_a_claim_behind_another() -> None:
    text = "claims:\n  - id: a  # one\n  # two\n  - {id: b}\n  - id: c\n"
    lines = "  - id: new\n    quote: so new\n    claim: It is new\n"
    assert add_claim(text, NEW, "a") == text.replace("  # two", f"{lines}  # two")
    assert add_claim(text, NEW, "b") == text.replace("  - id: c", f"{lines}  - id: c")
    assert add_claim(text, NEW, "c") == text + lines


def test_a_claim_is_written_in_the_order_and_the_indentation_of_the_file() -> None:
    text = "claims:\n- id: a\n  dates:\n      relative:\n      - quote: q\n"
    claim: Mapping[str, Plain] = {
        "verdict": {"primary": "content", "on": {"headline": "no", "content": "yes"}},
        "sourcing": {"stance": "asserted", "via": ["cbs", {"citing": ["x"], "source": "y"}]},
        "quote": "two\nlines",
        "id": "new",
    }
    assert add_claim(text, claim) == (
        f"{text}"
        "- id: new\n"
        "  quote: |\n"
        "      two\n"
        "      lines\n"
        "  sourcing:\n"
        "      via:\n"
        "      - cbs\n"
        "      - source: y\n"
        "        citing:\n"
        "        - x\n"
        "      stance: asserted\n"
        "  verdict:\n"
        "      on:\n"
        "          content: yes\n"
        "          headline: no\n"
        "      primary: content\n"
    )


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        ("NO", "NO"),
        ("2026-02", "2026-02"),
        ("12:30", "12:30"),
        (" l’été ", "l’été"),
        ("https://a.example/#:~:text=b", "https://a.example/#:~:text=b"),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("~", '"~"'),
        ("null", '"null"'),
        ("", '""'),
        ('"a"', "'\"a\"'"),
        ("'a' \"b\": c", "'''a'' \"b\": c'"),
        ("@a\tb", '"@a\\tb"'),
        ("a\u2028b", '"a\\u2028b"'),
        ("\ufeffa\nb", '"\\uFEFFa\\nb"'),
        ("a\r\nb\rc", "|\n      a\n      b\n      c"),
        ("long " * 17, f"|\n      {('long ' * 17).strip()}"),
        ("https://a.example/" + "a" * 99, "https://a.example/" + "a" * 99),
    ],
)
def test_text_has_no_more_signs_than_it_needs(value: str, typed: str) -> None:
    text = "claims:\n  - id: a\n    quote: x\n"
    assert change_claim(text, "a", {("quote",): value}) == text.replace(" x", f" {typed}")


FILE = """\
claims:
  - id: a   # the id
    quote: |   # head
      text here
    claim:   aligned   # why
    speaker: donald  # who
    condition:
      # about
      if: x   # iff
      state: pending # st
      as_of: 2025
    sourcing: { via: [ a, {source: b} ], stance: reported } # flow
    dates:
      relative:
        - quote: q
          offset: P1D   # off

        - quote: r
  # comment b
  - {id: b, quote: 'x''y', claim: }
  - id: c
    quote:
      long
      plain
    finding: # note
      |
      z
    evidence:
    - one
    - source: two # 2
      role: context
    looked_for: >-
      folded
      text
"""


@pytest.mark.parametrize(
    ("id_", "changes", "old", "new"),
    [
        ("a", {("quote",): "short"}, "|   # head\n      text here", "short   # head"),
        ("a", {("quote",): "one\ntwo"}, "      text here", "      one\n      two"),
        ("a", {("claim",): "one\ntwo"}, "aligned   # why", "|   # why\n      one\n      two"),
        ("a", {("claim",): "new"}, "aligned", "new"),
        ("a", {("claim",): "aligned "}, "", ""),
        (
            "a",
            {("speaker", "name"): "Don"},
            "donald  # who",
            " # who\n      source: donald\n      name: Don",
        ),
        (
            "a",
            {("condition", "if"): None, ("condition", "unless"): "y"},
            "if: x   # iff",
            "unless: y",
        ),
        (
            "a",
            {("condition", name): None for name in ("if", "state", "as_of")},
            (
                "    condition:\n      # about\n      if: x   # iff\n      state: pending # st\n"
                "      as_of: 2025\n"
            ),
            "",
        ),
        (
            "a",
            {("condition", "then", "state"): "observed", ("condition", "then", "text"): "t"},
            "2025\n",
            "2025\n      then:\n        state: observed\n        text: t\n",
        ),
        ("a", {("sourcing", "via", 0, "citing"): ["z"]}, "[ a,", "[ {source: a, citing: [z]},"),
        ("a", {("sourcing", "via", 2): "q"}, "b} ]", "b}, q ]"),
        ("a", {("sourcing", "via", 0): None}, "a, {", "{"),
        ("a", {("sourcing", "via", 1): None}, ", {source: b}", ""),
        ("a", {("sourcing", "via"): None}, "via: [ a, {source: b} ], ", ""),
        (
            "a",
            {("sourcing", "via", 0): None, ("sourcing", "via", 1): None},
            "via: [ a, {source: b} ], ",
            "",
        ),
        ("a", {("sourcing", "reading"): "hearsay"}, "reported }", "reported, reading: hearsay }"),
        ("a", {("dates", "said"): "2024"}, "dates:\n", "dates:\n      said: 2024\n"),
        (
            "a",
            {("dates", "relative", 0): None},
            "        - quote: q\n          offset: P1D   # off\n",
            "",
        ),
        (
            "a",
            {("dates", "relative", 2): {"date": "2025", "quote": "n"}},
            "- quote: r\n",
            "- quote: r\n\n        - quote: n\n          date: 2025\n",
        ),
        ("a", {("dates", "relative", 0, "quote"): None}, "quote: q\n          offset", "offset"),
        ("b", {("claim",): "c"}, "claim: }", "claim: c }"),
        ("b", {("claim",): None}, ", claim: }", " }"),
        ("b", {("claim",): None, ("speaker",): "s"}, "claim: }", "speaker: s }"),
        ("c", {("quote",): "kurz"}, "quote:\n      long\n      plain", "quote: kurz"),
        ("c", {("finding",): "f"}, "      |\n      z", "      f"),
        ("c", {("looked_for",): "f"}, ">-\n      folded\n      text", "f"),
        ("c", {("looked_for",): None}, "    looked_for: >-\n      folded\n      text\n", ""),
        ("c", {("evidence", 0, "role"): "context"}, "- one", "- source: one\n      role: context"),
        ("c", {("evidence", 1, "role"): None}, "\n      role: context", ""),
        ("c", {("evidence",): ["one"]}, "    - source: two # 2\n      role: context\n", ""),
    ],
)
def test_a_change_is_no_larger_than_it_must_be(
    id_: str, changes: Mapping[Path, Plain | None], old: str, new: str
) -> None:
    assert FILE.count(old) == 1 or not old
    assert change_claim(FILE, id_, changes) == FILE.replace(old, new, 1)
    windows = FILE.replace("\n", "\r\n").removesuffix("\r\n")
    changed = change_claim(windows, id_, changes)
    assert changed == FILE.replace(old, new, 1).replace("\n", "\r\n").removesuffix("\r\n")


def test_a_single_value_becomes_a_list() -> None:
    text = "claims:\n  - id: a\n    sourcing: {via: x}\n    evidence:\n      - y\n"
    assert "{via: [x, z]}" in change_claim(text, "a", {("sourcing", "via", 1): "z"})
    assert "{via: {source: x, citing: [z]}}" not in text
    assert "[{source: x, citing: [z]}]" in change_claim(
        text, "a", {("sourcing", "via", 0, "citing"): ["z"]}
    )


ALIASES = """\
claims:
  - id: a
    quote: &words some words
    claim: *words
    evidence: &proof
      - source: x
  - id: b
    evidence: *proof
    quote: q
"""


@pytest.mark.parametrize(
    ("text", "id_", "changes", "said"),
    [
        ("- a\n", "a", {}, "no lines of `key: value`"),
        ("claims: text\n", "a", {}, "`claims` is no list"),
        ("claims: []\n", "a", {}, 'there is no claim "a"'),
        ("claims:\n  - id: a\n  - id: a\n", "a", {}, 'two claims have the id "a"'),
        ("claims: [\n", "a", {}, "line 1 cannot be read as YAML"),
        (FILE, "a", {(): "x"}, "no path"),
        (FILE, "a", {("quote", "x"): "y"}, "is text here"),
        (FILE, "a", {("evidence", 1): "y"}, "none with the number 1"),
        (FILE, "a", {("dates", "relative", "quote"): "y"}, "is a list here"),
        (FILE, "a", {("dates", 0): "y"}, "is a group of keys here"),
        (FILE, "a", {("claim",): "a\x07"}, "control character (U+0007"),
        ("claims:\n  - id: a\n", "a", {("id",): None}, "nothing would be left"),
        ("claims:\n  - ? id\n    : a\n", "a", {("id",): "b"}, "seldom used"),
        (ALIASES, "a", {("quote",): "x"}, "is repeated elsewhere in the file (`&words`)"),
        (ALIASES, "a", {("evidence", 0, "role"): "context"}, "(`&proof`)"),
        (ALIASES, "b", {("evidence", 0, "role"): "context"}, "repeats what stands elsewhere"),
        (ALIASES, "a", {("evidence",): None}, "is repeated elsewhere in the file (`*proof`)"),
    ],
)
def test_what_cannot_be_done_is_said(
    text: str, id_: str, changes: Mapping[Path, Plain | None], said: str
) -> None:
    with pytest.raises(SpliceError) as refusal:
        change_claim(text, id_, changes)
    assert said in refusal.value.message


def test_what_repeats_a_text_can_have_another() -> None:
    changed = change_claim(ALIASES, "a", {("claim",): "other"})
    assert changed == ALIASES.replace("*words", "other")


def test_an_unknown_claim_is_guessed() -> None:
    with pytest.raises(SpliceError) as refusal:
        add_claim(FILE.replace("id: a ", "id: promise "), NEW, "promised")
    assert refusal.value.help == "did you mean promise?"


def test_a_file_of_its_own() -> None:
    values: Mapping[str, Plain] = {"kind": "wire", "name": "A: B", "relays": [{"source": "x"}]}
    assert written(Source, values) == 'name: "A: B"\nkind: wire\nrelays:\n  - source: x\n'
