"""The files of an index as Pagefind wrote them → the same files, the same bytes every time.

In: files by path. Out: files by path. Must not know what is searched.

Pagefind 1.5 goes through its filters, and through the values of each, in an order that differs from
run to run, and names the files after that. Here both are put in order. What is changed is written
uncompressed, which Pagefind reads as well: another zlib would compress to other bytes. What cannot
be read (a later version may write it differently) stays as it is.
"""

import gzip
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

Files = Mapping[str, bytes]

ENTRY = "pagefind-entry.json"

_SIGNATURE = b"pagefind_dcd"
_FILTERS = 3  # where they stand in the file that lists all others
_UNSIGNED, _TEXT, _ARRAY = 0, 3, 4  # major types of CBOR, RFC 8949
_SHORT, _SIZES = 24, {24: 1, 25: 2, 26: 4, 27: 8}
_DAMAGE = (ValueError, LookupError, TypeError, EOFError, OSError, zlib.error)


def settle(files: Files) -> Files:
    """Put in order what Pagefind leaves to chance."""
    try:
        entry = json.loads(files[ENTRY])
        settled = dict(files)
        for language in entry["languages"].values():
            language["hash"] = _settle(settled, language["hash"])
        listed = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        settled[ENTRY] = listed.encode("utf-8")
        return dict(sorted(settled.items()))
    except _DAMAGE:
        return files


def _settle(files: dict[str, bytes], name: str) -> str:
    """Put the filters of one language in order; give its new name."""
    meta = _read(files.pop(f"pagefind.{name}.pf_meta"))
    filters = []
    for facet, old in meta[_FILTERS]:
        title, values = _read(files.pop(f"filter/{old}.pf_filter"))
        data = _written([title, sorted(values)])
        new = _named(old, data)
        files[f"filter/{new}.pf_filter"] = data
        filters.append([facet, new])
    meta[_FILTERS] = sorted(filters)
    data = _written(meta)
    new = _named(name, data)
    files[f"pagefind.{new}.pf_meta"] = data
    return new


def _named(old: str, data: bytes) -> str:
    """Name a file by its content, as long as before: `fr_c525db1`."""
    language, _, digest = old.rpartition("_")
    return f"{language}_{hashlib.sha256(data).hexdigest()[: len(digest)]}"


def _read(data: bytes) -> Any:
    """Read the one value of a file: numbers, texts and lists of them."""
    packed = gzip.decompress(data)
    if not packed.startswith(_SIGNATURE):
        raise ValueError("this is no file of Pagefind's")
    value, end = _value(packed, len(_SIGNATURE))
    if end != len(packed) or _written(value) != packed:
        raise ValueError("this is not written as expected")
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    kind, size = data[at] >> 5, data[at] & 0x1F
    at += 1
    if size >= _SHORT:
        length = _SIZES[size]
        size = int.from_bytes(data[at : at + length])
        at += length
    if kind == _UNSIGNED:
        return size, at
    if kind == _TEXT:
        return data[at : at + size].decode("utf-8"), at + size
    if kind != _ARRAY:
        raise ValueError(f"this has a value of CBOR's type {kind}")
    items = []
    for _ in range(size):
        item, at = _value(data, at)
        items.append(item)
    return items, at


def _written(value: Sequence[Any]) -> bytes:
    parts: list[bytes] = [_SIGNATURE]
    _write(value, parts)
    return b"".join(parts)


def _write(value: Any, parts: list[bytes]) -> None:
    if isinstance(value, int):
        parts.append(_start(_UNSIGNED, value))
    elif isinstance(value, str):
        text = value.encode("utf-8")
        parts += (_start(_TEXT, len(text)), text)
    else:
        parts.append(_start(_ARRAY, len(value)))
        for item in value:
            _write(item, parts)


def _start(kind: int, size: int) -> bytes:
    """Write a type and a size in the fewest bytes."""
    if size < _SHORT:
        return bytes([kind << 5 | size])
    for code, length in _SIZES.items():
        if size < 1 << 8 * length:
            return bytes([kind << 5 | code]) + size.to_bytes(length)
    raise ValueError("this number is too large")
