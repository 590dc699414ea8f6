"""Values of ours as bytes, and back.

In: records, views, dates and what they hold. Out: bytes. Must not give anything else: bytes that
name a class or a function from elsewhere are damaged bytes.

Frozen dataclasses are the bulk of it. They are written as their class and the values of their
fields, which takes less time than their own way of being pickled; dates and durations as what an
editor typed, since what was read once is remembered. Equal values give the same bytes, wherever
they were made: pickle writes a text once and points to it where it comes again, and it knows a text
again by where it lies in memory; so equal texts are brought together first.
"""

import pickle
from collections.abc import Callable
from enum import Enum
from functools import cache
from hashlib import blake2b
from io import BytesIO
from operator import attrgetter
from pkgutil import resolve_name
from sys import intern
from typing import Any

from builder.dataclass import fields
from builder.edtf import Date, Duration

_SIZE = 8  # bytes of the checksum
_OURS = "builder."
_BUILTINS = {"frozenset": frozenset, "set": set}


class DamagedError(Exception):
    """The bytes are not what they were."""


def dump(value: Any) -> bytes:
    """Give the bytes of a value: the same for equal ones."""
    return _dump(_one(value))


def _dump(value: Any) -> bytes:
    out = BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return out.getvalue()


def load(data: bytes) -> Any:
    """Give a value back; raises DamagedError."""
    try:
        return _Unpickler(BytesIO(data)).load()
    except DamagedError:
        raise
    except Exception as fault:  # whatever bytes may do
        raise DamagedError from fault


def pack(value: Any) -> bytes:
    """Give the bytes of a value after their checksum."""
    data = _dump(value)
    return blake2b(data, digest_size=_SIZE).digest() + data


def unpack(data: bytes) -> Any:
    """Give a value back, if its bytes are whole; raises DamagedError."""
    if (
        not isinstance(data, bytes)
        or blake2b(data[_SIZE:], digest_size=_SIZE).digest() != data[:_SIZE]
    ):
        raise DamagedError
    return load(data[_SIZE:])


class _Reducers(dict[type, Callable[[Any], Any]]):
    """Class → how to take one of its values apart, found out when the first one comes."""

    def __missing__(self, cls: type) -> Callable[[Any], Any]:
        reduce = self[cls] = _reducer(cls)
        return reduce


_REDUCERS = _Reducers()


def _reducer(cls: Any) -> Callable[[Any], Any]:
    if issubclass(cls, Date | Duration):
        return lambda value: (_read, (cls, intern(value.text)))
    if issubclass(cls, Enum):
        return lambda value: (cls, (_one(value.value),))
    if not hasattr(cls, "__dataclass_fields__"):
        raise KeyError(cls)
    names = [row.name for row in fields(cls)]
    if len(names) == 1:
        return lambda value: (_made, (cls, _one(getattr(value, names[0]))))
    values = attrgetter(*names) if names else lambda _: ()
    return lambda value: (_made, (cls, *map(_one, values(value))))


def _one(value: Any) -> Any:
    """Give a text, or texts in a tuple, as the one object that stands for all equal ones."""
    if type(value) is str:
        return intern(value)
    if type(value) is tuple:
        return tuple([_one(part) for part in value])
    return value


def _read(cls: type[Date | Duration], text: str) -> Any:
    """Read a date or a duration again."""
    return cls.parse(text)


def _made(cls: type, *values: Any) -> Any:
    """Put a dataclass together, without asking it again whether its values are right."""
    value: Any = object.__new__(cls)
    value.__setstate__(values)
    return value


_OWN = {one.__name__: one for one in (_made, _read)}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


@cache
def _class(module: str, name: str) -> Any:
    if module == __name__ and name in _OWN:
        return _OWN[name]
    if module == "builtins" and name in _BUILTINS:
        return _BUILTINS[name]
    found = resolve_name(f"{module}:{name}") if module.startswith(_OURS) else None
    if not isinstance(found, type):
        raise DamagedError
    return found
