"""The markup as TypeScript: each JSON-LD document has the type that schema-dts gives it."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import web
from tests.site.checker import read
from tests.site.sites import BuiltSite

pytestmark = pytest.mark.npm

CONTEXT = "https://schema.org"
OPTIONS = (
    *("--noEmit", "--strict", "--skipLibCheck", "--pretty", "false"),
    *("--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext"),
)


def test_every_document_has_its_type(every_site: BuiltSite, tmp_path: Path) -> None:
    documents = dict(_documents(every_site))
    types = Counter(document["@type"] for document in documents.values())
    assert types["ClaimReview"] == len(every_site.reviewed) > 0
    assert types["BreadcrumbList"] > 0
    assert _mistakes(documents, tmp_path) == []


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ({"reviewRating": {"@type": "Rating", "ratingValue": True}}, "ratingValue: true"),
        ({"itemReviewed": {"@type": "Claime"}}, "Claime"),
        ({"claimReviewedd": "The bridge closes"}, "claimReviewedd"),
        ({"author": {"@type": "Organization", "name": 3}}, "number"),
        ({"@context": "http://schema.org"}, "http://schema.org"),
        ({"@type": "ClaimsReview"}, "ClaimsReview"),
    ],
)
def test_it_can_fail(spoiled: dict[str, Any], said: str, tmp_path: Path) -> None:
    review = {"@context": CONTEXT, "@type": "ClaimReview", "claimReviewed": "The bridge closes"}
    mistakes = _mistakes({"sound": review, "spoiled": review | spoiled}, tmp_path)
    assert said in "\n".join(mistakes)
    assert not any(mistake.startswith("sound: ") for mistake in mistakes)


def _documents(site: BuiltSite) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give what pages and files say in the words of schema.org, by where it stands."""
    for url, html in site.pages.items():
        for number, script in enumerate(read(html).scripts):
            yield f"{url} script {number}", json.loads(script)
    for name, path in site.files.items():
        if name.endswith((".json", ".jsonld")):
            content = json.loads(path.read_text("utf-8"))
            if isinstance(content, dict) and content.get("@context") == CONTEXT:
                yield name, content


def _mistakes(documents: Mapping[str, dict[str, Any]], folder: Path) -> list[str]:
    """Write each document on a line of its own, and give what the compiler says of it."""
    types = sorted({document["@type"] for document in documents.values()})
    lines = [f"import type {{ {', '.join(['WithContext', *types])} }} from 'schema-dts';"]
    lines += [
        f"export const d{number}: WithContext<{document['@type']}> = {json.dumps(document)};"
        for number, document in enumerate(documents.values())
    ]
    source = folder / "documents.mts"
    source.write_text("\n".join(lines), "utf-8")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(web.package("schema-dts").parent)
    program = web.package("typescript/bin/tsc")
    done = subprocess.run(
        [web.program("node", "tsc"), str(program), *OPTIONS, str(source)],
        capture_output=True,
        check=False,
        cwd=folder,
        text=True,
        timeout=300,
    )
    where = ["", "the types", *documents]
    found = []
    for line in done.stdout.splitlines():
        at = re.match(r"documents\.mts\((\d+),\d+\): (.*)", line)
        if at:
            # The first line imports the types; one that does not exist is told of there.
            found.append(f"{where[int(at[1])]}: {at[2]}")
        elif found:
            found[-1] += f"\n{line}"
    assert bool(found) == (done.returncode != 0), done.stdout + done.stderr
    return found
