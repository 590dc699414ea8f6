"""Links to evidence: to the sentence, with the copy beside them (Robust Links)."""

import re
from html import unescape

from tests.site.sites import BuiltSite

LINK = re.compile(r"<a ([^>]*)>")


def _links(page: str) -> list[dict[str, str]]:
    return [
        {name: unescape(value) for name, value in re.findall(r'([a-z-]+)="([^"]*)"', attributes)}
        for attributes in LINK.findall(page)
    ]


def test_evidence_leads_to_the_sentence_and_names_its_copy(fixture_site: BuiltSite) -> None:
    page = fixture_site.pages[f"{fixture_site.base_url}articles/2026-02-pont/fermeture/"]
    (link,) = [link for link in _links(page) if link["href"].startswith("https://gazette.example/p")
               and "data-versionurl" in link]  # fmt: skip
    assert link == {
        "href": "https://gazette.example/pont?page=1&x=2#:~:text=It%20will%20close",
        "rel": "external",
        "data-versionurl": "https://archive.example/2",
        "data-versiondate": "2026-02-21",
    }
    assert {"href": "https://archive.example/2#:~:text=It%20will%20close", "rel": "external"} in (
        _links(page)
    )


def test_a_pdf_has_no_sentence_to_lead_to(fixture_site: BuiltSite) -> None:
    page = fixture_site.pages[f"{fixture_site.base_url}articles/2026-01-ladder/tower/"]
    links = [link for link in _links(page) if link["href"].startswith("https://works.example/")]
    assert [link for link in links if "data-versionurl" in link]
    assert not [link for link in links if ":~:" in link["href"]]
    copies = [link for link in _links(page) if link["href"].startswith("https://archive.example/")]
    assert [link["href"].partition("#")[2] for link in copies] == [":~:text=height%3A%2090.2%20m"]


def test_a_source_names_its_copy(fixture_site: BuiltSite) -> None:
    page = fixture_site.pages[f"{fixture_site.base_url}sources/agency/"]
    (link,) = [link for link in _links(page) if "data-versionurl" in link]
    assert link["href"] == "https://agency.example/bridge"
    assert link["data-versionurl"] == "https://archive.example/1"
    assert link["data-versiondate"] == "2026-02-15"


def test_wherever_a_copy_is_named_it_is_linked_as_well(site: BuiltSite) -> None:
    for url, page in site.pages.items():
        links = _links(page)
        shown = {re.sub("#?:~:.*", "", link["href"]) for link in links}
        for link in links:
            assert link.get("data-versionurl") in {None, *shown}, url
            assert re.fullmatch(r"\d{4}-\d\d-\d\d|", link.get("data-versiondate", "")), url
