"""Our data classes behave as the standard library's do."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from builder import dataclass as ours

Made = SimpleNamespace


def classes(of: Any) -> Made:
    """The same classes, made by ours or by the standard library."""

    @of.dataclass(frozen=True, slots=True)
    class Nothing:
        """Holds nothing."""

    @of.dataclass(frozen=True, slots=True)
    class One(Nothing):
        text: str

        @property
        def loud(self) -> str:
            return self.text.upper()

    @of.dataclass(frozen=True, slots=True, order=True)
    class Spot:
        path: str
        line: int = 1

        def __str__(self) -> str:
            return f"{self.path}:{self.line}"

    @of.dataclass(frozen=True, slots=True, kw_only=True)
    class Base:
        at: Spot | None = of.field(default=None, compare=False, repr=False)
        seen: list[str] = of.field(default_factory=list, compare=False)

    @of.dataclass(frozen=True, slots=True, kw_only=True)
    class Row(Base):
        name: str
        size: int = 2

    @of.dataclass(frozen=True, slots=True)
    class Mixed(Base):
        number: int

    @of.dataclass(slots=True)
    class Work:
        done: list[int] = of.field(default_factory=list)

    @of.dataclass(slots=True, eq=False)
    class Node:
        text: str

    @of.dataclass(frozen=True, slots=True)
    class Drawn:
        text: str
        kept: dict[str, int] = of.field(default_factory=dict, init=False, repr=False)
        drawn: int = of.field(default=0, init=False)
        size: int = of.field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "size", len(self.text))

    return Made(
        drawn=Drawn,
        nothing=Nothing,
        one=One,
        spot=Spot,
        row=Row,
        mixed=Mixed,
        work=Work,
        node=Node,
        of=of,
    )


BOTH = (classes(ours), classes(dataclasses))
PICKLED = BOTH[0].spot
PICKLED.__qualname__ = "PICKLED"


def came_of(do: Callable[[Made], object], made: Made) -> object:
    try:
        return do(made)
    except (TypeError, AttributeError) as fault:
        return AttributeError if isinstance(fault, AttributeError) else TypeError


@pytest.mark.parametrize(
    "do",
    [
        lambda made: repr(made.nothing()),
        lambda made: repr(made.one("x")),
        lambda made: repr(made.row(name="x", at=made.spot("p"))),
        lambda made: repr(made.mixed(3, seen=["y"])),
        lambda made: repr(made.work()),
        lambda made: str(made.spot("p", 3)),
        lambda made: made.one("x").loud,
        lambda made: made.one(),
        lambda made: made.one("x", "y"),
        lambda made: made.one(word="x"),
        lambda made: made.row("x"),
        lambda made: made.mixed(number=3).number,
        lambda made: made.nothing() == made.nothing(),
        lambda made: made.one("x") == made.one("x"),
        lambda made: made.one("x") == made.one("y"),
        lambda made: made.one("x") == "x",
        lambda made: made.row(name="x", at=made.spot("p")) == made.row(name="x"),
        lambda made: made.row(name="x", size=3) == made.row(name="x"),
        lambda made: made.node("x") == made.node("x"),
        lambda made: len({made.one("x"), made.one("x"), made.one("y")}),
        lambda made: len({made.row(name="x"), made.row(name="x", at=made.spot("p"))}),
        lambda made: hash(made.work()),
        lambda made: len({made.node("x"), made.node("x")}),
        lambda made: str(min(made.spot("b"), made.spot("a", 2), made.spot("a"))),
        lambda made: made.one("x") < made.one("y"),
        lambda made: made.spot("x") < 1,
        lambda made: setattr(made.one("x"), "text", "y"),
        lambda made: delattr(made.one("x"), "text"),
        lambda made: setattr(made.work(), "done", 1),
        lambda made: setattr(made.work(), "other", 1),
        lambda made: hasattr(made.spot("x"), "__dict__"),
        lambda made: made.row.__match_args__,
        lambda made: made.mixed.__match_args__,
        lambda made: made.spot.__match_args__,
        lambda made: (made.one.__name__, made.one.__qualname__, made.nothing.__doc__),
        lambda made: repr(made.of.replace(made.row(name="x", size=3), name="y")),
        lambda made: repr(dataclasses.replace(made.row(name="x", size=3), name="y")),
        lambda made: repr(ours.replace(made.row(name="x", size=3), name="y")),
        lambda made: made.of.replace(made.row(name="x"), other="y"),
        lambda made: [entry.name for entry in made.of.fields(made.row)],
        lambda made: dataclasses.is_dataclass(made.row),
        lambda made: repr(made.drawn("x")),
        lambda made: made.drawn("x").kept,
        lambda made: made.drawn("x", {}),
        lambda made: made.drawn("x", drawn=1),
        lambda made: repr(made.of.replace(made.drawn("x"), text="y")),
        lambda made: repr(made.of.replace(made.mixed(1, seen=["y"]), number=2)),
        lambda made: repr(made.of.replace(made.nothing())),
        lambda made: made.drawn.__match_args__,
        lambda made: made.row(name="x").seen is made.row(name="y").seen,
        lambda made: repr(copy.deepcopy(made.row(name="x", seen=["y"]))),
        lambda made: copy.copy(made.one("x")) == made.one("x"),
    ],
)
def test_as_the_standard_library(do: Callable[[Made], object]) -> None:
    mine, theirs = (came_of(do, made) for made in BOTH)
    assert mine == theirs


def test_they_pickle() -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(PICKLED("p", 3), protocol))  # noqa: S301
        assert (type(back), back) == (PICKLED, PICKLED("p", 3))
