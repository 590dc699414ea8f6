"""The floor under every builder: read all input, write the output, and nothing else.

`floor.py ROOT LIST OUTPUT` reads every file below ROOT and writes one file below OUTPUT for each
row `size<tab>path` of LIST. What is written are as many spaces and not the site, which would have
to be read first; no file system here cares. Python's own start is part of it.
"""

import os
import sys


def main() -> None:
    """Read, then write."""
    root, rows, output = sys.argv[1:]
    read = 0
    for folder, _, names in os.walk(root):
        for name in names:
            with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - as cheap as can be
                read += len(file.read())
    with open(rows, encoding="utf-8") as file:  # noqa: PTH123
        wanted = [row.rstrip("\n").split("\t") for row in file]
    block = memoryview(b" " * max((int(size) for size, _ in wanted), default=0))
    for size, name in wanted:
        path = f"{output}/{name}"
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        with open(path, "wb") as target:  # noqa: PTH123
            target.write(block[: int(size)])


if __name__ == "__main__":
    main()
