"""Data classes as the standard library's, made in a twentieth of the time and filled in half of it.

In: a class with annotated names. Out: the same class, with slots and the methods of a value. Must
not know what any class is for.

The standard library writes and compiles six functions for each class, and to do so for all of them
took half of a start. Here a method is written when it is first called: most classes are never
compared or printed, and many are not used in a short run. Type checkers are told that these classes
are the standard library's, whose rules they keep; `slots=True` must be written, since there is no
other sort.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, NoReturn

__all__ = ["MISSING", "Field", "dataclass", "field", "fields", "replace"]

_FIELDS = "__dataclass_fields__"
"""Where the standard library has them, so that its `replace` knows our classes and ours its."""

_MISSING = object()


class _Field:
    """How a name is filled, and whether it counts when values are compared and printed."""

    __slots__ = (
        *("compare", "default", "default_factory", "init", "keyed", "metadata", "name", "repr"),
    )
    _field_type = None  # `replace` of the standard library asks for it

    def __init__(
        self,
        *,
        default: Any = _MISSING,
        default_factory: Any = _MISSING,
        init: bool = True,
        compare: bool = True,
        repr: bool = True,  # noqa: A002 - as the standard library calls it
        metadata: Mapping[str, Any] | None = None,
    ) -> None:
        self.name, self.keyed = "", False
        self.default, self.default_factory = default, default_factory
        self.init, self.compare, self.repr = init, compare, repr
        self.metadata = metadata or {}


def _dataclass(
    *,
    slots: Literal[True],  # noqa: ARG001 - there is no other way
    frozen: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
) -> Callable[[Any], Any]:
    written = ["__init__", "__repr__", "__setstate__", "__replace__"]
    written += ["__eq__"] if eq else []
    written += ["__hash__"] if eq and frozen else []
    written += ["__lt__"] if order else []

    def make(cls: Any) -> Any:
        own = {name: _named(name, cls, keyed=kw_only) for name in cls.__annotations__}
        above = [vars(base).get(_FIELDS, {}) for base in reversed(cls.__mro__[1:])]
        entries = {name: entry for table in (*above, own) for name, entry in table.items()}
        # Slots take the place of the last two, and of the defaults.
        gone = {*own, "__dict__", "__weakref__"}
        space = {name: value for name, value in vars(cls).items() if name not in gone}
        space = {**_shared(entries, frozen=frozen), **space, "__slots__": tuple(own)}
        if eq and not frozen:
            space["__hash__"] = None
        made = type(cls)(cls.__name__, cls.__bases__, space)
        made.__qualname__ = cls.__qualname__
        for name in written:
            if name not in space or name == "__init__":
                setattr(made, name, _first(made, name, frozen=frozen))
        return made

    return make


def _named(name: str, cls: Any, *, keyed: bool) -> _Field:
    given = vars(cls).get(name, _MISSING)
    entry = given if isinstance(given, _Field) else _Field(default=given)
    entry.name, entry.keyed = name, keyed
    return entry


def _shared(entries: Mapping[str, _Field], *, frozen: bool) -> dict[str, Any]:
    """Give what need not be written for each class."""

    def state(self: object) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in entries])

    names = [name for name, entry in entries.items() if entry.init and not entry.keyed]
    return {
        _FIELDS: entries,
        "__match_args__": tuple(names),
        "__getstate__": state,
        **({"__setattr__": _refuse, "__delattr__": _refuse} if frozen else {}),
    }


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    raise AttributeError(f"{name} of {type(self).__name__} is frozen")


def _first(made: Any, name: str, *, frozen: bool) -> Callable[..., Any]:
    """Give a method that writes itself when it is called, and is what it has written from then."""

    def first(self: object, /, *given: object, **named: object) -> Any:
        entries = made.__dataclass_fields__
        space = {f"_set_{slot}": getattr(made, slot).__set__ for slot in entries}
        space["_missing"] = _MISSING
        if name == "__init__":
            source = _init(made, entries, space, frozen=frozen)
        else:
            source = _SOURCES[name](entries)
        exec(source, space)  # noqa: S102
        setattr(made, name, space[name])
        return space[name](self, *given, **named)

    return first


def _key(entries: Mapping[str, _Field], one: str) -> str:
    return f"({''.join([f'{one}.{name}, ' for name, entry in entries.items() if entry.compare])})"


def _compared(name: str, operator: str) -> Callable[[Mapping[str, _Field]], str]:
    return lambda entries: (
        f"def {name}(self, other):\n if other.__class__ is self.__class__:\n"
        f"  return {_key(entries, 'self')} {operator} {_key(entries, 'other')}\n"
        " return NotImplemented"
    )


def _printed(entries: Mapping[str, _Field]) -> str:
    shown = [f"{name}={{self.{name}!r}}" for name, entry in entries.items() if entry.repr]
    text = "{self.__class__.__qualname__}(" + ", ".join(shown) + ")"
    return f"def __repr__(self):\n return f'{text}'"


def _restored(entries: Mapping[str, _Field]) -> str:
    given = "".join([f"{name}, " for name in entries])
    lines = [f"_set_{name}(self, {name})" for name in entries]
    return "\n ".join(["def __setstate__(self, state):", f"({given}) = state", *lines])


def _changed(entries: Mapping[str, _Field]) -> str:
    filled = {name: entry.keyed for name, entry in entries.items() if entry.init}
    heads = [f"{name}=_missing" for name in filled]
    values = [
        f"{name}={kept}" if keyed else kept
        for name, keyed in sorted(filled.items(), key=itemgetter(1))
        for kept in [f"self.{name} if {name} is _missing else {name}"]
    ]
    head = ", ".join(["self", "/", *(["*", *heads] if heads else [])])
    return f"def __replace__({head}):\n return self.__class__({', '.join(values)})"


_SOURCES: Mapping[str, Callable[[Mapping[str, _Field]], str]] = {
    "__eq__": _compared("__eq__", "=="),
    "__lt__": _compared("__lt__", "<"),
    "__hash__": lambda entries: f"def __hash__(self):\n return hash({_key(entries, 'self')})",
    "__repr__": _printed,
    "__setstate__": _restored,
    "__replace__": _changed,
}


def _init(made: Any, entries: Mapping[str, _Field], space: dict[str, Any], *, frozen: bool) -> str:
    """Write the `__init__` of a class. Where it is frozen, slots are filled behind its back."""
    heads: dict[bool, list[str]] = {False: [], True: []}
    lines = []
    for name, entry in entries.items():
        space[f"_make_{name}"], space[f"_default_{name}"] = entry.default_factory, entry.default
        value, default = _filling(entry)
        if entry.init:
            heads[entry.keyed].append(name + default)
        if value:
            lines.append(f"_set_{name}(self, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    keyed = ["*", *heads[True]] if heads[True] else []
    head = ", ".join(["self", *heads[False], *keyed])
    return f"def __init__({head}):\n " + "\n ".join(lines or ["pass"])


def _filling(entry: _Field) -> tuple[str, str]:
    """Write what a slot is filled with, and what stands behind its parameter."""
    name, made = entry.name, f"_make_{entry.name}()"
    if entry.default_factory is not _MISSING:
        value = f"{made} if {name} is _missing else {name}" if entry.init else made
        return value, " = _missing"
    if entry.default is not _MISSING:
        return name if entry.init else f"_default_{name}", f" = _default_{name}"
    return name if entry.init else "", ""


def _fields(of: Any) -> tuple[_Field, ...]:
    return tuple(of.__dataclass_fields__.values())


def _replace(one: Any, /, **changes: Any) -> Any:
    if not hasattr(one, "__replace__"):  # one of the standard library, before Python 3.13
        import dataclasses  # noqa: PLC0415 - seldom, and it takes long

        return dataclasses.replace(one, **changes)
    return one.__replace__(**changes)


if TYPE_CHECKING:
    from dataclasses import MISSING, Field, dataclass, field, fields, replace
else:
    MISSING, Field, dataclass, field = _MISSING, _Field, _dataclass, _Field
    fields, replace = _fields, _replace
