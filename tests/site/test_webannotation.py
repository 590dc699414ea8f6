"""Web Annotations: valid, JSON-LD, and each leads to its passage in the page as it was built."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft4Validator, FormatChecker
from rdflib import RDF, Graph, Namespace, URIRef
from referencing import Registry
from referencing.jsonschema import DRAFT4

from tests.site.sites import Article, BuiltSite
from tests.site.test_reader_text import reader_text, stripped
from tests.support import data_path

OA = Namespace("http://www.w3.org/ns/oa#")

# Definitions of the W3C's schemas, and whatever each of them has to hold for.
COLLECTION = {
    "id.json": ["idValueFound"],
    "collections.json": [
        *("annotationCollectionTypeValueFound", "labelFound", "totalFound", "firstFound"),
        *("firstRequiredIfTotalMoreThanZero", "firstValidIfPresent"),
    ],
    "otherProperties.json": ["creatorValidIfPresent", "creatorSingularIfPresent"],
}
PAGE = {
    "id.json": ["idValueFound"],
    "collections.json": [
        *("annotationPageTypeValueFound", "partOfFound", "startIndexFound", "itemsFound"),
        *("nextValidIfPresent", "prevValidIfPresent"),
    ],
}
ANNOTATION = {
    "id.json": ["idValueFound"],
    "annotations.json": [
        *("annotationTypeValueFound", "motivationRecognizedIfPresent"),
        *("motivationSingularIfPresent", "bodyValueValidIfPresent"),
    ],
    "otherProperties.json": [
        *("createdPropertyFound", "modifiedPropertyFound", "creatorAgentWithIdFound"),
        *("creatorAgentWithTypeFound", "creatorAgentWithSingularNameFound"),
    ],
}
BODY = {
    "bodyTarget.json": [
        *("bodyResourcesFound", "optionalBodyPropertiesMust", "optionalBodyPropertiesShould"),
        *("resourceTypeShouldIfPresent", "formatSingularIfPresent", "languageSingularIfPresent"),
    ]
}
TARGET = {
    "bodyTarget.json": [
        *("targetResourcesFound", "optionalTargetPropertiesMust", "optionalTargetPropertiesShould")
    ],
    "specificResource.json": [
        *("specificeResourceDetected", "selectorDetected", "selectorDefined"),
        *("textQuoteSelectorTypeValidIfPresent", "textPositionSelectorTypeValidIfPresent"),
    ],
}

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def test_each_article_with_claims_has_its_annotations(site: BuiltSite) -> None:
    for article, collection in _collections(site):
        annotations = collection["first"]["items"]
        assert collection["total"] == len(annotations)
        expected = {claim["id"] for claim in article.annotations["claims"]}
        assert {entry["id"].partition("#")[2] for entry in annotations} == expected
        for entry in annotations:
            assert entry["motivation"] == "assessing"
            assert site.file_at(entry["body"][0]["id"])
            assert entry["target"]["source"] == f"{site.base_url}articles/{article.slug}/"
            language = article.front.get("language", site.settings["language"])
            assert {body["language"] for body in entry["body"]} == {language}
            assert entry["created"] == f"{article.front['published']}T00:00:00Z"
            assert entry["modified"] >= entry["created"]


def test_positions_and_quotes_lead_to_the_passage(site: BuiltSite) -> None:
    """In the page as it was built: asides taken out, the rest read as text."""
    seen = 0
    for article, collection in _collections(site):
        page = site.pages[f"{site.base_url}articles/{article.slug}/"]
        text = unescape(re.sub("<[^>]*>", "", stripped(reader_text(page))))
        for entry in collection["first"]["items"]:
            quote, position = entry["target"]["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            whole = quote["prefix"] + quote["exact"] + quote["suffix"]
            assert [at for at in range(len(text)) if text.startswith(whole, at)] == [
                start - len(quote["prefix"])
            ]
            seen += 1
    assert seen >= 5


def test_they_keep_to_the_schemas_of_the_w3c(site: BuiltSite) -> None:
    check = _Schemas()
    for _, collection in _collections(site):
        check(collection, COLLECTION)
        check(collection["@context"], {"collections.json": ["contextValueInArrayFound"]})
        check(collection["first"], PAGE)
        for entry in collection["first"]["items"]:
            check(entry, ANNOTATION)
            check(entry["target"], TARGET)
            for body in entry["body"]:
                check(body, BODY)


@pytest.mark.parametrize(
    ("what", "spoiled"),
    [
        ("collection", {"type": "Collection"}),
        ("collection", {"total": "3"}),
        ("annotation", {"motivation": "judging"}),
        ("annotation", {"created": "2026-02-20"}),
        ("target", {"selector": {"type": "TextQuoteSelector"}}),
        ("body", {"language": "French"}),
    ],
)
def test_the_schemas_can_fail(fixture_site: BuiltSite, what: str, spoiled: dict[str, Any]) -> None:
    _, collection = next(_collections(fixture_site))
    annotation = collection["first"]["items"][0]
    value, definitions = {
        "collection": (collection, COLLECTION),
        "annotation": (annotation, ANNOTATION),
        "target": (annotation["target"], TARGET),
        "body": (annotation["body"][0], BODY),
    }[what]
    with pytest.raises(AssertionError):
        _Schemas()({**value, **spoiled}, definitions)


def test_they_are_linked_data(site: BuiltSite) -> None:
    """Read with the contexts that lie beside the tests, so that nothing is fetched."""
    context = json.loads(data_path("vocab/anno.jsonld").read_text("utf-8"))["@context"]
    for article, collection in _collections(site):
        graph = Graph()
        first, *more = collection["@context"]
        assert first == "http://www.w3.org/ns/anno.jsonld"
        document = {**collection, "@context": [context, *more]}
        graph.parse(data=json.dumps(document), format="json-ld")
        found = set(graph.subjects(RDF.type, OA.Annotation))
        assert found == {URIRef(entry["id"]) for entry in collection["first"]["items"]}
        source = URIRef(f"{site.base_url}articles/{article.slug}/")
        assert set(graph.objects(None, OA.hasSource)) == {source}
        assert set(graph.objects(None, OA.motivatedBy)) == {OA.assessing}
        assert len(list(graph.subjects(RDF.type, OA.TextPositionSelector))) == len(found)


def test_articles_announce_them(site: BuiltSite) -> None:
    for article, _ in _collections(site):
        page = site.pages[f"{site.base_url}articles/{article.slug}/"]
        path = f"{site.base_path}articles/{article.slug}/annotations.jsonld"
        kind = "application/ld+json; profile=&quot;http://www.w3.org/ns/anno.jsonld&quot;"
        assert f'<link rel="alternate" type="{kind}" href="{path}">' in page
        assert f'<a href="{path}"' in page


def _collections(site: BuiltSite) -> Iterator[tuple[Article, dict[str, Any]]]:
    for article in site.articles:
        if article.annotations.get("claims"):
            path = site.files[f"articles/{article.slug}/annotations.jsonld"]
            yield article, json.loads(path.read_bytes())


FORMATS = FormatChecker([])


@FORMATS.checks("uri", raises=ValueError)
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme)


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class _Schemas:
    """The schemas, which refer to each other by their names."""

    def __init__(self) -> None:
        folder = data_path("webannotation/schemas")
        schemas = {path.name: json.loads(path.read_bytes()) for path in folder.glob("*.json")}
        resources = [(name, DRAFT4.create_resource(one)) for name, one in schemas.items()]
        self._registry: Registry[Any] = Registry().with_resources(resources)

    def __call__(self, value: Any, definitions: dict[str, list[str]]) -> None:
        """Hold a value to definitions."""
        for file, names in definitions.items():
            for name in names:
                validator = Draft4Validator(
                    {"$ref": f"{file}#/definitions/{name}"},
                    registry=self._registry,
                    format_checker=FORMATS,
                )
                wrong = [error.message for error in validator.iter_errors(value)]
                assert not wrong, f"{file} {name}: {wrong}"
