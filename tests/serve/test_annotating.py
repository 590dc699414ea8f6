"""What a page can have done to annotations: asked of the handlers, on files in a folder."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from builder.edtf import Date
from builder.serve.annotating import handle
from tests.serve.conftest import ARTICLE, write_site
from tests.support import ROOT

TODAY = Date.parse("2026-03-06")
SLUG = "2026-02-frappes-iran"


class Desk:
    """A site in a folder, and the article that is annotated."""

    def __init__(self, root: Path, slug: str) -> None:
        self.root, self.slug = root, slug

    @property
    def notes(self) -> Path:
        return self.root / f"content/articles/{self.slug}/annotations.yaml"

    @property
    def article(self) -> Path:
        return self.root / f"content/articles/{self.slug}/article.md"

    def ask(self, name: str, **data: object) -> tuple[int, Any]:
        """Ask as the form does, which was filled just now if `base` is not given."""
        if name in ("preview", "save") and "id" in data and "base" not in data:
            _, shown = handle(self.root, "claim", {"slug": self.slug, "claim": data["id"]}, TODAY)
            data["base"] = shown.get("base", "")
        status, answer = handle(self.root, name, {"slug": self.slug, **data}, TODAY)
        return status, json.loads(json.dumps(answer))  # it can be sent

    def get(self, name: str, **data: object) -> Any:
        status, answer = self.ask(name, **data)
        assert status == 200, answer
        return answer

    def edit(self, old: str, new: str) -> None:
        text = self.article.read_text("utf-8")
        assert old in text
        self.article.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def dam(tmp_path: Path) -> Desk:
    """A small site in English."""
    write_site(tmp_path)
    return Desk(tmp_path, "dam")


@pytest.fixture
def first(tmp_path: Path) -> Desk:
    """The first article, with all its sources."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return Desk(tmp_path, SLUG)


NEW: Mapping[str, object] = {
    "id": "apparently-refuelling",
    "quote": "il s’agissait apparemment de savoir comment aider Israël",
    "claim": "Il s’agissait de savoir comment aider Israël",
    "type": "event",
    "speaker": {},
    "sourcing": {"via": [{"source": "cbs-2026-02-15", "citing": ["two-other-officials"]}]},
    "condition": {},
    "dates": {"event": "2026-02~", "relative": None},
    "verdict": {"on": {"attribution": "etaye"}},
    "finding": "Deux lignes,\nl’une sous l’autre.",
}
WRITTEN = """\
  - id: apparently-refuelling
    quote: il s’agissait apparemment de savoir comment aider Israël
    claim: Il s’agissait de savoir comment aider Israël
    type: event
    sourcing:
      via:
        - source: cbs-2026-02-15
          citing: two-other-officials
    dates:
      event: 2026-02~
    verdict:
      on:
        attribution: etaye
    finding: |
      Deux lignes,
      l’une sous l’autre.
"""


def test_the_desk_says_what_the_form_offers(first: Desk) -> None:
    desk = first.get("desk")
    assert desk["language"] == "fr"
    assert {"value": "promise", "meaning": "somebody will do something"} in desk["types"]
    assert {"value": "faux", "meaning": "False"} in desk["verdicts"]
    cbs = next(one for one in desk["sources"] if one["id"] == "cbs-2026-02-15")
    assert cbs == {
        "id": "cbs-2026-02-15",
        "name": "CBS News",
        "kind": "outlet",
        "relays": ["two-people-familiar", "two-other-officials"],
    }
    assert desk["sources"] == first.get("sources")["sources"]


def test_a_selection_is_answered_with_a_quotation(first: Desk) -> None:
    found = first.get("suggest", exact="deux mois plus ta", before="discussions « ", after="rd")
    assert found["quotation"]["exact"] == "deux mois plus tard"
    assert found["after"] == "decembre-sans-annee"
    assert found["dates"][0]["entry"]["written"] == "XXXX-12"


def test_a_claim_is_written_where_it_belongs_and_undone(first: Desk) -> None:
    before = first.notes.read_bytes()
    found = first.get("suggest", exact=NEW["quote"])
    preview = first.get("preview", claim=NEW, after=found["after"])
    assert first.notes.read_bytes() == before
    saved = first.get("save", claim=NEW, after=found["after"])
    assert saved["saved"]
    assert saved["diff"] == preview["diff"]
    after = first.notes.read_text("utf-8")
    # Nothing but the entry is new, and it stands between those around it in the text.
    assert after.replace(f"{WRITTEN}\n", "") == before.decode()
    ids = [line.removeprefix("  - id: ") for line in after.splitlines() if line[:7] == "  - id:"]
    assert ids[ids.index("apparently-refuelling") - 1] == found["after"]
    assert first.get("undo", undo=saved["undo"]) == {"undone": True}
    assert first.notes.read_bytes() == before
    assert first.ask("undo", undo=saved["undo"])[0] == 410


def test_the_first_claim_of_the_text_comes_first_in_the_file(first: Desk) -> None:
    quote = "Un texte en français a circulé à la mi-février 2026"
    found = first.get("suggest", exact=quote)
    assert found["after"] is None
    claim = {**NEW, "quote": quote, "speaker": {"name": "Quelqu’un"}, "sourcing": {}}
    assert first.get("save", claim=claim, after="")["saved"]
    text = first.notes.read_text("utf-8")
    assert text.index("apparently-refuelling") < text.index("promesse-conditionnelle")


def test_a_form_writes_over_nothing_that_was_saved_since_it_was_opened(dam: Desk) -> None:
    shown = dam.get("claim", claim="dam")
    text = dam.notes.read_text("utf-8")
    dam.notes.write_text(text + "    finding: Written in another program.\n", "utf-8")
    typed = {**shown["claim"], "claim": "The dam may hold"}
    status, answer = dam.ask("save", claim=typed, id="dam", base=shown["base"])
    assert status == 409
    assert "since this form was opened" in answer["error"]
    assert "Written in another program." in dam.notes.read_text("utf-8")
    again = dam.get("claim", claim="dam")
    typed = {**again["claim"], "claim": "The dam may hold"}
    assert dam.get("save", claim=typed, id="dam", base=again["base"])["saved"]
    assert "Written in another program." in dam.notes.read_text("utf-8")


def test_a_handle_for_undoing_is_of_no_use_to_another_run(dam: Desk) -> None:
    claim = dam.get("claim", claim="dam")["claim"]
    handles = [
        dam.get("save", claim={**claim, "claim": words}, id="dam")["undo"]
        for words in ("The dam may hold", "The dam will hold")
    ]
    assert len({*handles}) == 2
    assert all(len(handle) > 12 and not handle.isdecimal() for handle in handles)


def test_undo_leaves_alone_what_was_saved_since(dam: Desk) -> None:
    claim = {"id": "b", "quote": "if the rain stops", "claim": "c", "speaker": {"name": "A"}}
    saved = dam.get("save", claim=claim)
    dam.notes.write_text(dam.notes.read_text() + "# mine\n")
    status, answer = dam.ask("undo", undo=saved["undo"])
    assert status == 409
    assert "changed" in answer["error"]
    assert "# mine" in dam.notes.read_text()


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"quote": "il n’a rien dit de tel"}, "quote", "does not say"),
        ({"claim": ""}, "claim", "missing"),
        ({"id": "promesse-conditionnelle"}, "id", "second claim"),
        ({"dates": {"said": "last week"}}, "dates.said", "is not a date"),
        (
            {"sourcing": {"via": [{"source": "cbs-news"}]}},
            "sourcing.via.0",
            "there is no source",
        ),
        ({"sourcing": {}}, "sourcing.via", "nobody"),
        ({"verdict": {"on": {"content": "wahr"}}}, "verdict.on.content", "wahr"),
        ({"condition": {"if": "x", "state": "met"}}, "condition", "as_of"),
        ({"finding": "First.\n\nSee [this](claim:none) claim."}, "finding", "address"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    first: Desk, change: Mapping[str, object], field: str, said: str
) -> None:
    before = first.notes.read_bytes()
    answer = first.get("save", claim={**NEW, **change})
    assert answer["saved"] is False
    errors = [one for one in answer["problems"] if one["severity"] == "error"]
    assert errors
    assert any(
        one["field"].startswith(field) and said in f"{one['message']} {one['help']}"
        for one in errors
    ), errors
    assert all(one["help"] for one in errors)
    assert first.notes.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("nothing", {}, 404),
        ("desk", {"slug": "no-such-article"}, 404),
        ("desk", {"slug": "../../etc"}, 400),
        ("desk", {"slug": 7}, 400),
        ("suggest", {}, 400),
        ("suggest", {"exact": "  "}, 409),
        ("suggest", {"exact": "nobody said this"}, 409),
        ("suggest", {"exact": "the\0dam"}, 400),
        ("suggest", {"exact": "dam", "before": "x" * 501}, 400),
        ("claim", {"claim": "no-such-claim"}, 404),
        ("save", {"claim": "text"}, 400),
        ("save", {"claim": {"id": "x", "evidence": "y"}}, 400),
        ("save", {"claim": {"id": "x", "dates": {"said": 2025}}}, 400),
        ("save", {"claim": {"id": "x", "claim": "y" * 20_001}}, 400),
        ("save", {"claim": {"id": [[[[[[[["x"]]]]]]]]}}, 400),
        ("save", {"claim": {"id": "x"}, "id": "no-such-claim"}, 404),
        ("save", {"claim": {"id": "dam", "dates": "2020"}, "id": "dam"}, 400),
        ("save", {"claim": {"id": "dam", "verdict": {"on": ["a"]}}, "id": "dam"}, 400),
        ("save", {"claim": {"\ud800": "x"}}, 400),
        ("new-source", {"id": "x", "source": {"\ud800": "x"}}, 400),
        ("take", {"claim": "dam", "quotes": {}}, 409),
        ("undo", {"undo": "0"}, 410),
        ("new-source", {"id": "Ä B", "source": {}}, 400),
    ],
)
def test_whatever_is_sent_is_answered_with_what_to_do(
    dam: Desk, name: str, data: Mapping[str, object], status: int
) -> None:
    before = dam.notes.read_bytes()
    found, answer = dam.ask(name, **data)
    assert found == status, answer
    assert answer["error"]
    assert answer["help"]
    assert dam.notes.read_bytes() == before


def test_a_claim_is_given_in_one_shape(first: Desk) -> None:
    claim = first.get("claim", claim="promesse-conditionnelle")["claim"]
    assert claim["speaker"] == {"source": "donald-trump"}
    assert claim["sourcing"]["via"][0] == {
        "source": "cbs-2026-02-15",
        "citing": ["two-people-familiar"],
    }
    assert claim["sourcing"]["via"][2] == {"source": "yeshiva-world"}
    assert claim["condition"]["quote"] == {
        "exact": "si aucun accord ne pouvait être conclu entre Washington et Téhéran"
    }


def editable(desk: Desk, claim: str) -> dict[str, Any]:
    """A claim as the form sends it: what it has no field for stays behind."""
    found: dict[str, Any] = desk.get("claim", claim=claim)["claim"]
    for name in ("evidence", "looked_for"):
        found.pop(name, None)
    for name in ("evidence", "then", "deadline", "rests_on"):
        found.get("condition", {}).pop(name, None)
    for name in ("confirmed_by", "denied_by", "right_of_reply", "credibility"):
        found.get("sourcing", {}).pop(name, None)
    return found


def test_a_form_that_was_not_touched_changes_nothing(first: Desk) -> None:
    text = first.notes.read_text("utf-8")
    ids = [line.split()[-1] for line in text.splitlines() if line[:7] == "  - id:"]
    assert len(ids) > 5
    for name in ids:
        claim = editable(first, name)
        answer = first.get("save", claim=claim, id=name)
        assert answer == {"saved": False, "diff": "", "problems": [], "unchanged": True}, name


def test_changing_a_field_leaves_all_else_as_it_was(first: Desk) -> None:
    before = first.notes.read_text("utf-8").splitlines()
    claim = editable(first, "promesse-conditionnelle")
    claim["condition"]["state"] = "unknown"
    claim["verdict"]["confidence"] = "low"
    answer = first.get("save", claim=claim, id="promesse-conditionnelle")
    assert answer["saved"], answer
    after = first.notes.read_text("utf-8").splitlines()
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert changed == [
        ("      state: disputed", "      state: unknown"),
        ("      confidence: moderate", "      confidence: low"),
    ]


def test_a_condition_that_is_taken_away_takes_what_it_rests_on_along(first: Desk) -> None:
    claim = editable(first, "promesse-conditionnelle")
    claim["condition"] = {}
    answer = first.get("preview", claim=claim, id="promesse-conditionnelle")
    assert "-    condition:" in answer["diff"]
    assert "-      then:" in answer["diff"]


def test_keys_that_no_form_has_stay(dam: Desk) -> None:
    dam.notes.write_text(
        "claims:\n  - id: dam # mine\n    quote: The dam will hold if the rain stops\n"
        "    claim: The dam holds if the rain stops\n    speaker: { name: The engineer }\n"
        "    looked_for: nothing  # much\n"
        "    condition: { if: the rain stops, deadline: 2026-05, quote: if the rain stops }\n"
    )
    claim = editable(dam, "dam")
    claim["condition"] = {"unless": "the rain stops", "quote": {"exact": "if the rain stops"}}
    claim["type"] = "prediction"
    answer = dam.get("save", claim=claim, id="dam")
    assert answer["saved"] is True or answer["problems"], answer
    claim["condition"] = {"if": "the rain stops", "state": "pending", "as_of": "2026-03-01"}
    assert dam.get("save", claim=claim, id="dam")["saved"]
    text = dam.notes.read_text()
    assert "# mine" in text
    assert "nothing  # much" in text
    assert "deadline: 2026-05" in text
    assert "state: pending" in text


def test_a_quote_that_means_the_same_is_taken_with_one_request(dam: Desk) -> None:
    assert dam.get("orphans")["claims"] == []
    dam.edit("The dam will hold if the rain stops", "The old dam will hold if the rain stops soon")
    (lost,) = dam.get("orphans")["claims"]
    assert lost["safe"]
    quotes = {".".join(one["path"]): one["proposal"] for one in lost["repairs"]}
    answer = dam.get("take", claim="dam", quotes=quotes)
    assert answer["saved"], answer
    assert dam.get("orphans")["claims"] == []
    assert "quote: The old dam will hold if the rain stops" in dam.notes.read_text()
    dam.get("undo", undo=answer["undo"])
    assert "quote: The dam will hold if the rain stops" in dam.notes.read_text()


def test_what_means_something_else_is_never_taken(dam: Desk) -> None:
    before = dam.notes.read_bytes()
    dam.edit("The dam will hold if the rain stops", "The dam will not hold if the rain stops")
    (lost,) = dam.get("orphans")["claims"]
    assert [one["kind"] for one in lost["changes"]] == ["negation"]
    quotes = {".".join(one["path"]): one["proposal"] for one in lost["repairs"]}
    status, answer = dam.ask("take", claim="dam", quotes=quotes)
    assert status == 409
    assert "meaning" in answer["error"]
    claim = editable(dam, "dam")
    claim["quote"] = lost["repairs"][0]["proposal"]["exact"]
    status, answer = dam.ask("save", claim=claim, id="dam", judged="no")
    assert (status, answer["field"]) == (409, "judged")
    assert dam.notes.read_bytes() == before
    claim["claim"] = "The dam does not hold if the rain stops"
    assert dam.get("save", claim=claim, id="dam", judged="yes")["saved"]
    assert dam.get("orphans")["claims"] == []


def test_nobody_takes_what_they_have_not_seen(dam: Desk) -> None:
    dam.edit("The dam will hold", "The old dam will hold")
    seen = {"quote": {"exact": "The very old dam will hold if the rain stops"}}
    status, answer = dam.ask("take", claim="dam", quotes=seen)
    assert status == 409
    assert "proposed" in answer["error"]


def test_one_of_several_places_is_taken(dam: Desk) -> None:
    text = "The dam will hold if the rain stops."
    dam.edit(text, f"{text} Today: {text}")
    (lost,) = dam.get("orphans")["claims"]
    (repair,) = lost["repairs"]
    second = repair["choices"][1]["quotation"]
    assert dam.get("take", claim="dam", quotes={"quote": second})["saved"]
    assert dam.get("orphans")["claims"] == []


def test_a_source_is_made_and_undone(dam: Desk) -> None:
    source = {"name": "Dam Weekly", "kind": "outlet", "published": "2026-02", "url": ""}
    made = dam.get("new-source", id="dam-weekly", source=source)
    file = dam.root / "content/sources/dam-weekly.yaml"
    assert file.read_text() == "name: Dam Weekly\nkind: outlet\npublished: 2026-02\n"
    assert [one["id"] for one in dam.get("sources")["sources"]] == ["dam-weekly"]
    assert dam.get("new-source", id="dam-weekly", source=source)["saved"] is False
    dam.get("undo", undo=made["undo"])
    assert not file.exists()
    assert dam.get("sources")["sources"] == []


def test_an_article_without_annotations_gets_its_first(dam: Desk) -> None:
    dam.notes.unlink()
    claim = {"id": "dam", "quote": "the rain stops", "claim": "c", "speaker": {"name": "A"}}
    saved = dam.get("save", claim=claim, after="")
    assert saved["saved"], saved
    assert dam.notes.read_text().startswith("claims:\n")
    dam.get("undo", undo=saved["undo"])
    assert not dam.notes.exists()


@pytest.mark.parametrize("bytes_", [b"claims:\n\t- id: x\n", b"claims: [\n", b"\xff\xfe", b"- 1\n"])
def test_annotations_that_cannot_be_read_are_left_alone(dam: Desk, bytes_: bytes) -> None:
    dam.notes.write_bytes(bytes_)
    claim = {"id": "b", "quote": "the rain stops", "claim": "c", "speaker": {"name": "A"}}
    status, answer = dam.ask("save", claim=claim)
    assert status == 409 or not answer["saved"]
    assert answer.get("help") or answer["problems"][0]["help"]
    assert dam.notes.read_bytes() == bytes_


def test_line_ends_and_a_byte_order_mark_stay(dam: Desk) -> None:
    text = "\ufeff" + dam.notes.read_text().replace("\n", "\r\n")
    dam.notes.write_bytes(text.encode())
    claim = {"id": "b", "quote": "the rain stops", "claim": "c", "speaker": {"name": "A"}}
    assert dam.get("save", claim=claim, after="dam")["saved"]
    data = dam.notes.read_bytes()
    assert data.startswith(text.encode())
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_file_that_may_not_be_written_is_told_of(dam: Desk) -> None:
    dam.notes.chmod(0o444)
    claim = {"id": "b", "quote": "the rain stops", "claim": "c", "speaker": {"name": "A"}}
    status, answer = dam.ask("save", claim=claim)
    assert status == 409
    assert "annotations.yaml" in answer["error"]
    assert ARTICLE in dam.article.read_text()
