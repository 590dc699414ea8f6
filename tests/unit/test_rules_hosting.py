"""What GitHub Pages would not hold: sizes that no case file can have, and where it is reported."""

import pytest

from builder.rules.context import Built
from builder.rules.hosting import (
    FILE_LIMIT,
    RULES,
    SITE_LIMIT,
    file_too_large,
    names_differ_by_case,
    site_too_large,
    unportable_name,
)

VIDEO = "articles/one/hearing.mp4"


def built(sizes: dict[str, int]) -> Built:
    written = {VIDEO: ("content/articles/one/hearing.mp4",)}
    largest = sorted(sizes.items(), key=lambda file: (-file[1], file[0]))[:3]
    size = sum(sizes.values())
    return Built(sizes, {}, {}, "https://desk.example/", {}, written, size, tuple(largest))


def test_sizes_are_looked_at_by_their_rules() -> None:
    large = built({VIDEO: SITE_LIMIT + 1})
    told = [rule.name for rule in RULES if list(rule.check(large))]
    assert told == ["site-too-large", "file-too-large"]


def test_a_site_at_the_limit_is_published() -> None:
    assert list(site_too_large(built({"a": SITE_LIMIT - 1, "b": 1}))) == []


def test_a_site_above_it_names_what_weighs_most() -> None:
    sizes = {"index.html": 5, VIDEO: SITE_LIMIT, "b.png": 3 * 1024**2, "c.png": 3 * 1024**2}
    (finding,) = site_too_large(built(sizes))
    assert "1,030 MB" in finding.message
    assert f"{VIDEO} (1,024 MB), b.png (3 MB), c.png (3 MB)" in finding.help


@pytest.mark.parametrize(("size", "told"), [(FILE_LIMIT, False), (FILE_LIMIT + 1, True)])
def test_a_large_file_is_reported_where_it_lies(size: int, *, told: bool) -> None:
    found = list(file_too_large(built({VIDEO: size, "index.html": 5})))
    assert [(finding.at.path, finding.article) for finding in found] == (
        [("content/articles/one/hearing.mp4", "one")] if told else []
    )


@pytest.mark.parametrize(
    "path", ["a:b", 'a"b', "a*b", "a?", "<a", "a>", "a|b", "a.", "a ", "CON", "Lpt1.txt", "aux/b"]
)
def test_no_copy_everywhere(path: str) -> None:
    assert len(list(unportable_name(built({f"x/{path}": 1, f"x/{path}.": 1})))) >= 1


@pytest.mark.parametrize("path", ["a b", "été.png", "console", "aux-1", "com10", "a.b.c", "(1)"])
def test_copied_everywhere(path: str) -> None:
    assert list(unportable_name(built({f"{path}/{path}": 1}))) == []


def test_each_pair_is_told_once() -> None:
    sizes = dict.fromkeys(("A/x.png", "a/b.png", "a/c.png", "a/C.png"), 1)
    found = [finding.message for finding in names_differ_by_case(built(sizes))]
    assert found == [
        "/a and /A are one file to many computers",
        "/a/c.png and /a/C.png are one file to many computers",
    ]
