"""The markup as others read it: RDF, the shapes of schema.org, and another extractor."""

import json
from typing import Any

import extruct
import pytest
from pyshacl import validate
from rdflib import RDF, Graph, Namespace, URIRef

from tests.site.checker import read
from tests.site.sites import BuiltSite
from tests.support import data_path

SCHEMA = Namespace("http://schema.org/")

# rdflib's parser uses a class of its own that it calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def test_shapes(site: BuiltSite) -> None:
    data = Graph()
    context = _context()
    for html in site.pages.values():
        for script in read(html).scripts:
            _parse(data, script, context)
    assert len(set(data.subjects(RDF.type, SCHEMA.ClaimReview))) == len(site.reviewed)
    assert _violations(data) == ""


@pytest.mark.parametrize(
    "spoiled",
    [
        {"itemReviewed": "a bridge"},
        {"reviewRating": "False"},
        {"claimReviewed": {"@type": "Claim"}},
    ],
)
def test_the_shapes_can_fail(spoiled: dict[str, Any]) -> None:
    data = Graph()
    review = {"@type": "ClaimReview", "url": "https://desk.example/a/", **spoiled}
    _parse(data, json.dumps(review), _context())
    assert _violations(data)


def test_addresses_are_nodes_and_not_text(fixture_site: BuiltSite) -> None:
    data = Graph()
    context = _context()
    for url in fixture_site.reviewed:
        for script in read(fixture_site.pages[url]).scripts:
            _parse(data, script, context)
    for name in ("url", "sameAs", "item", "logo"):
        found = list(data.objects(None, SCHEMA[name]))
        assert found, name
        assert all(isinstance(node, URIRef) for node in found), name


def test_extruct_finds_the_same(site: BuiltSite) -> None:
    for url, html in site.pages.items():
        found = extruct.extract(html, base_url=url, syntaxes=["json-ld", "microdata", "rdfa"])
        scripts = [json.loads(script) for script in read(html).scripts]
        assert found["json-ld"] == scripts, url
        assert found["microdata"] == [], url
        assert "ClaimReview" not in json.dumps(found["rdfa"]), url


def _context() -> Any:
    path = data_path("vocab/schemaorg-30.0/schemaorgcontext.jsonld")
    return json.loads(path.read_text("utf-8"))["@context"]


def _parse(data: Graph, script: str, context: Any) -> None:
    """Parse with the context that lies beside the tests, so that nothing is fetched."""
    document = json.loads(script) | {"@context": context}
    data.parse(data=json.dumps(document), format="json-ld")


def _violations(data: Graph) -> str:
    shapes = Graph().parse(data_path("vocab/schemarama-full.shacl"), format="turtle")
    subclasses = data_path("vocab/schemaorg-30.0/schemaorg-subclasses.shacl")
    ontology = Graph().parse(subclasses, format="turtle")
    conforms, _, text = validate(data, shacl_graph=shapes, ont_graph=ontology)
    return "" if conforms else str(text)
