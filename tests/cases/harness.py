"""Cases as text: a Markdown file holds small sites and the diagnostics expected of each.

A case begins with a heading `## title`. Each of its fenced blocks names a file after the word for
the language, as in `yaml content/site.yaml`. The files of base.md are there too unless a block
replaces them, or an empty block with the word `absent` takes them away; in a block with the word
`bytes`, escapes like \\xff stand for bytes. The last block, `diagnostics`, is the expectation;
`pytest --update` rewrites it. A file rules/NAME.md is about the rule of that name.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from builder import build
from builder.diagnostics import Problems
from builder.edtf import Date
from builder.rules import RULES

HERE = Path(__file__).resolve().parent
TODAY = Date.parse("2026-03-06")
EDITORIAL = {rule.name for rule in RULES}
STRUCTURAL = {rule.name for rule in RULES if rule.structural}

_BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<word>\w+)(?: (?P<path>[^\n]+))?\n(?P<body>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_TITLE = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One heading of a case file: its files, and what is expected of them."""

    title: str
    files: Mapping[str, bytes]
    expected: str


def check(files: Mapping[str, bytes]) -> Problems:
    """Give all problems of a site, as on 6 March 2026."""
    with TemporaryDirectory() as folder:
        for path, data in files.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return build.check(Path(folder), TODAY, None, lambda *_: None).problems


def relevant(problems: Problems, file: Path) -> Problems:
    """Leave out what a case file is not about.

    The files of rules/ are each about the rule of their name; the others about no editorial rule
    but those without which nothing could be published. naive.md shows everything.
    """
    if file.stem == "naive":
        return problems
    wanted = {file.stem} if file.parent.name == "rules" else STRUCTURAL
    return tuple(one for one in problems if one.rule in wanted or one.rule not in EDITORIAL)


def report(problems: Problems) -> str:
    """Write diagnostics as they stand in a case: one line each, help and second places indented."""
    lines: list[str] = []
    for problem in problems:
        lines.append(f"{problem.at}: {problem.severity.value}[{problem.rule}] {problem.message}")
        lines += [f"    {line}".rstrip() for line in problem.help.split("\n") if problem.help]
        lines += [f"    see {also.at}: {also.message}" for also in problem.also]
    return "".join(f"{line}\n" for line in lines)


def cases(text: str, base: Mapping[str, bytes]) -> list[Case]:
    """Read the cases of a file."""
    parts = _TITLE.split(text)[1:]
    return [_case(title, body, base) for title, body in zip(parts[::2], parts[1::2], strict=True)]


def base() -> dict[str, bytes]:
    """Give the files that every case has."""
    return files_in((HERE / "base.md").read_text(encoding="utf-8"))


def files_in(text: str) -> dict[str, bytes]:
    """Give the files that the fenced blocks of a Markdown text name."""
    blocks = _BLOCK.finditer(text)
    return {block["path"]: block["body"].encode() for block in blocks if block["path"]}


def updated(text: str, found: Mapping[str, str]) -> str:
    """Put what was found into the expectations: title → report."""
    head, *parts = _TITLE.split(text)
    out = [head]
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        block = f"```diagnostics\n{found[title]}```"
        *_, old = [match for match in _BLOCK.finditer(body) if match["word"] == "diagnostics"]
        out.append(f"## {title}{body[: old.start()]}{block}{body[old.end() :]}")
    return "".join(out)


def _case(title: str, body: str, base: Mapping[str, bytes]) -> Case:
    case = Case(title, base, "")
    for block in _BLOCK.finditer(body):
        files = dict(case.files)
        if block["word"] == "diagnostics":
            case = replace(case, expected=block["body"])
        elif block["word"] == "absent":
            del files[block["path"]]
        elif block["word"] == "bytes":
            files[block["path"]] = ast.literal_eval(f"b'''{block['body']}'''")
        else:
            files[block["path"]] = block["body"].encode()
        case = replace(case, files=files)
    return case
