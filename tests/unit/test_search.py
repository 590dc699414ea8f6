"""The search index: the same bytes each time, and a clear word where it cannot be made."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder import search
from builder.diagnostics import Diagnostic
from builder.search.settling import settle

PAGE = """\
<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>t</title>
<meta name="selon:title" data-pagefind-meta="title[content]" content="{title}">
<meta name="selon:verdict" data-pagefind-filter="verdict[content]" content="Vrai">
<meta name="selon:topic" data-pagefind-filter="topic[content]" content="a, b: c">
</head><body><main data-pagefind-body><section><h2 id="who_title">Heading</h2>
<p>{text}<sup data-aside>noted</sup></p></section></main></body></html>
"""


def site(count: int, language: str = "fr") -> dict[str, bytes]:
    return {
        f"articles/a{number}/index.html": PAGE.format(
            language=language, title=f"Titre {number}", text=f"Une promesse numéro{number}."
        ).encode()
        for number in range(count)
    }


def made(pages: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    found = search.index(pages)
    assert not isinstance(found, Diagnostic), found
    return dict(found)


def fragments(files: dict[str, bytes]) -> list[dict[str, object]]:
    texts = [
        gzip.decompress(data).removeprefix(b"pagefind_dcd")
        for path, data in files.items()
        if "/fragment/" in path
    ]
    return [json.loads(text) for text in texts]


def test_each_language_has_what_a_search_fetches_and_no_more() -> None:
    files = made({"fr": site(2), "ar": site(1, "ar")})
    assert {path.partition("/")[0] for path in files} == {"fr", "ar"}
    for language in ("fr", "ar"):
        assert f"{language}/pagefind.js" in files
        assert f"{language}/pagefind-worker.js" in files
        assert f"{language}/wasm.{language}.pagefind" in files
        entry = json.loads(files[f"{language}/pagefind-entry.json"])
        assert list(entry["languages"]) == [language]
    assert not [path for path in files if "ui" in path.rpartition("/")[2] or "highlight" in path]


def test_notes_and_headings_of_ours_are_not_read() -> None:
    (found,) = fragments(made({"fr": site(1)}))
    assert found["url"] == "/articles/a0/"
    assert found["content"] == "Une promesse numéro0."
    assert found["meta"] == {"title": "Titre 0"}
    assert found["filters"] == {"verdict": ["Vrai"], "topic": ["a, b: c"]}


def test_the_same_pages_give_the_same_bytes_in_whatever_order() -> None:
    pages = site(120)
    backwards = dict(reversed(pages.items()))
    assert made({"fr": pages, "en": site(3, "en")}) == made({"en": site(3, "en"), "fr": backwards})


def test_the_filters_are_in_order() -> None:
    """Three runs of Pagefind in a row would hardly agree on the order of thirty values."""
    pages = {
        path: page.replace(b'content="Vrai"', f'content="v{number}"'.encode())
        for number, (path, page) in enumerate(site(30).items())
    }
    first = made({"fr": pages})
    assert first == made({"fr": pages}) == made({"fr": pages})
    (verdicts,) = [
        data for path, data in first.items() if path.endswith("filter") and b"gverdict" in data
    ]
    assert verdicts.startswith(b"pagefind_dcd")
    places = [verdicts.index(f"v{number}".encode()) for number in range(10, 30)]
    assert places == sorted(places)


def test_what_cannot_be_read_stays_as_it_is() -> None:
    strange = {"pagefind-entry.json": b'{"languages": {"fr": {"hash": "fr_1"}}}'}
    assert settle(strange) == strange
    strange["pagefind.fr_1.pf_meta"] = gzip.compress(b"pagefind_dcd\xa0")
    assert settle(strange) == strange
    strange["pagefind.fr_1.pf_meta"] = b"broken"
    assert settle(strange) == strange


def test_another_hash_seed_changes_nothing() -> None:
    code = (
        "import hashlib; from tests.unit.test_search import made, site;"
        "files = made({'fr': site(50), 'en': site(9, 'en')});"
        "print(hashlib.sha256(repr(files).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "4242")
    }
    assert len(seen) == 1


def test_without_pagefind_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    found = search.index({"fr": site(1)})
    assert isinstance(found, Diagnostic)
    assert "not installed" in found.message
    assert 'pip install "pagefind[bin]"' in found.help


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("#!/bin/sh\necho one >&2; echo 'no room left' >&2; exit 3\n", "no room left"),
        ("#!/bin/sh\nexit 1\n", "it did not say why"),
        ("#!/bin/sh\nexit 0\n", "it did not say why"),
        ("not a program", "cannot be made"),
    ],
)
def test_a_failing_pagefind_is_a_diagnostic(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pagefind"
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: program)
    found = search.index({"fr": site(1)})
    assert isinstance(found, Diagnostic)
    assert said in found.message
    assert found.at.path == "content/site.yaml"
