"""Names and what they are addressed and sorted by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.derive.names import author_slugs, collation
from builder.urls import author, file_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ana Holm", "ana-holm"),
        ("Élodie Ça-et-Là", "elodie-ca-et-la"),
        ("E\u0301lodie", "elodie"),
        ("Łucja Örn", "łucja-orn"),
        ("Straße & Söhne", "straße-sohne"),
        ("محرّر الشؤون", "محرّر-الشؤون"),
        ("हिन्दी", "हिन्दी"),
        ("한글", "한글"),
        ("  .. / ?# ", "-"),
        ("🗞", "-"),
        ("../../etc", "etc"),
        ("a" * 300, "a" * 60),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    assert author_slugs([name]) == {name: slug}


def test_two_names_never_share_an_address_and_the_first_keeps_its_own() -> None:
    names = ["Élodie", "Elodie", "Elodie 2", "ELODIE", "Élodie"]
    assert author_slugs(names) == {
        "Élodie": "elodie",
        "Elodie": "elodie-2",
        "Elodie 2": "elodie-2-2",
        "ELODIE": "elodie-3",
    }


@given(st.lists(st.text(min_size=1), max_size=8), st.text(min_size=1))
def test_names_have_addresses_of_their_own_that_a_disk_can_hold(
    names: list[str], newcomer: str
) -> None:
    slugs = author_slugs(names)
    assert len(set(slugs.values())) == len(set(names))
    for slug in slugs.values():
        assert slug not in ("", ".", "..")
        assert not {"/", "\\", "\0", " ", "%", "?", "#"} & set(slug)
        assert len(slug.encode("utf-8", "surrogatepass")) <= 255
        assert file_of(author(slug)) == f"authors/{slug}/index.html"
    later = author_slugs([*names, newcomer])
    assert {name: later[name] for name in slugs} == slugs


def test_names_are_sorted_as_readers_expect() -> None:
    names = ["Zoé", "étage", "Etage", "Étienne", "école", "eclat"]
    assert sorted(names, key=collation) == ["eclat", "école", "Etage", "étage", "Étienne", "Zoé"]
