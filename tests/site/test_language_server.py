"""The schemas in an editor's program: squiggle, completion and hover, in English and in French."""

import shutil
from collections.abc import Iterator

import pytest

from tests.cases.harness import files_in
from tests.site.language_server import PROGRAM, LanguageServer, settings_of_vs_code
from tests.support import ROOT

pytestmark = pytest.mark.npm

MODELINE = "# yaml-language-server: $schema=../../../schemas/en/annotations.schema.json\n"
JETBRAINS = "# $schema: ../../../schemas/en/annotations.schema.json\n"

TEXT = """\
colour: red
claims:
  - id: promise
    quote: he would sail
    claim: He would sail
    type: promisse
    condition:
      if: it rains
      state: met
      as_of: 2026-13
    verdict:
      on:
        content: good
"""


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    node = shutil.which("node")
    if node is None or not PROGRAM.exists():
        pytest.skip("npm packages absent: run `npm ci --prefix tests/web`")
    server = LanguageServer(node, settings_of_vs_code())
    yield server
    server.close()


@pytest.fixture
def path(request: pytest.FixtureRequest) -> str:
    """The annotations of an article that is nowhere but in the server."""
    return f"content/articles/{request.node.name.replace('_', '-')}/annotations.yaml"


def places(problems: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    return sorted((line, column) for line, column, _ in problems)


def test_squiggles(server: LanguageServer, path: str) -> None:
    problems = server.open(path, MODELINE + TEXT)
    assert places(problems) == [(2, 1), (7, 11), (11, 14)]
    said = {line: message for line, _, message in problems}
    assert said[2] == "Property colour is not allowed."
    assert said[7].startswith("write one of: event, property, ")
    assert said[11].startswith("write a date as precise as it is known: 2025-12-29, ")


def test_squiggles_in_french(server: LanguageServer, path: str) -> None:
    """Without a modeline: by the folder, as .vscode/settings.json has it."""
    problems = server.open(path, TEXT)
    assert places(problems) == [(1, 1), (6, 11), (10, 14)]
    said = {line: message for line, _, message in problems}
    assert said[6].startswith("écrivez un de ces mots\u00a0: event, property, ")
    assert said[10].startswith("écrivez une date aussi précise qu’on la connaît\u00a0: ")


def test_the_line_of_jetbrains_is_enough(server: LanguageServer, path: str) -> None:
    problems = server.open(path, JETBRAINS + TEXT)
    assert places(problems) == [(2, 1), (7, 11), (11, 14)]
    assert any(message.startswith("write one of: ") for _, _, message in problems)


def test_completion_of_words(server: LanguageServer, path: str) -> None:
    server.open(path, MODELINE + TEXT.replace("state: met", "state: "))
    words = server.completions(path, 10, 14)
    assert list(words) == ["pending", "met", "not-met", "lapsed", "disputed", "unknown"]
    assert words["not-met"] == ("not-met", "it did not come about, and cannot any more")


def test_completion_of_words_in_french(server: LanguageServer, path: str) -> None:
    server.open(path, TEXT.replace("state: met", "state: "))
    words = server.completions(path, 9, 14)
    assert words["met"] == ("met", "elle s’est réalisée")


def test_completion_of_keys(server: LanguageServer, path: str) -> None:
    server.open(path, MODELINE + TEXT.replace("    type: promisse\n", "    \n"))
    keys = server.completions(path, 7, 5)
    assert {"type", "speaker", "sourcing", "dates", "evidence", "before"} <= set(keys)
    assert not {"id", "quote", "condition", "title", "state"} & set(keys)
    assert keys["dates"][1] == "when"
    assert keys["type"][0].startswith("type: ")


def test_completion_of_yes_and_no(server: LanguageServer, path: str) -> None:
    evidence = "    evidence:\n      - source: a\n        first_hand: \n"
    server.open(path, TEXT + evidence)
    offered = server.completions(path, 16, 21)
    assert {"yes", "no"} <= set(offered)
    assert offered["yes"][0] == "yes"


def test_hover(server: LanguageServer, path: str) -> None:
    server.open(path, MODELINE + TEXT)
    over_key = server.hover(path, 9, 8)
    assert over_key.startswith("the condition, where it must come about")
    over_word = server.hover(path, 10, 15)
    assert over_word.startswith("what became of it")
    assert "`met`: it came about" in over_word
    assert "that what they said is so" in server.hover(path, 14, 10)


def test_hover_in_french(server: LanguageServer, path: str) -> None:
    server.open(path, TEXT)
    assert server.hover(path, 8, 8).startswith("la condition, s’il faut qu’elle se réalise")
    assert "`met`: elle s’est réalisée" in server.hover(path, 9, 15)
    date = server.hover(path, 10, 8)
    assert date.startswith("le jour où l’on a regardé son état pour la dernière fois")
    assert "2025-12-29, 2025-12 ou 2025" in date


def test_no_example_has_a_squiggle(server: LanguageServer) -> None:
    """Each as it stands: with the schema that its first line names."""
    examples = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for root in (ROOT, ROOT / "tests/site/fixture")
        for path in sorted((root / "content").rglob("*.yaml"))
    }
    written = files_in((ROOT / "docs/writing.md").read_text("utf-8"))
    for path, data in written.items():
        if path.endswith(".yaml"):
            examples[f"{path}.example.yaml"] = data.decode()
    assert len(examples) > 50
    found = {path: server.open(path, text) for path, text in examples.items()}
    assert {path: problems for path, problems in found.items() if problems} == {}
