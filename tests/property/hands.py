"""Annotations as other hands would write them: the same values, in a style drawn at random.

In: values as text, a seed. Out: YAML. Must not know the builder, whose own hand is no other.
"""

import random
from dataclasses import dataclass, field
from typing import Any

import yaml

Tree = Any
"""Text, lists and mappings of it."""

_NOTES = ("# a note", "# - id: none", "#", "# [x]: {y} | 'z'", "# « بالعربية »")


def read(text: str) -> Tree:
    """Read YAML with all scalars as text, as a program would that is not ours."""
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes nothing but text


@dataclass
class Hand:
    """How somebody writes; each value is written as chance has it."""

    chance: random.Random
    step: int = 2
    dash: int = 2
    gap: int = 2
    comments: float = 0.1
    brackets: float = 0.2
    anchors: float = 0.1
    known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, seed: int) -> "Hand":
        """Make somebody's hand."""
        chance = random.Random(seed)  # noqa: S311 - nothing to be kept secret
        return cls(
            chance,
            step=chance.choice((2, 2, 3, 4)),
            dash=chance.choice((0, 2, 2, 4)),
            gap=chance.choice((2, 2, 3, 4)),
            comments=chance.choice((0, 0.1, 0.4)),
            brackets=chance.choice((0, 0.2, 0.6)),
            anchors=chance.choice((0, 0, 0.3)),
        )

    def file(self, tree: Tree) -> str:
        """Write a file."""
        lines = [*self.notes(0), *self.group(tree, 0), *self.notes(0)]
        if self.chance.random() < 0.2:
            lines = ["---", *lines]
        return self.finished("\n".join(lines))

    def finished(self, text: str) -> str:
        """Choose how lines end, the last one too, and whether there is a mark before the first."""
        text += self.chance.choice(("\n", "\n", "", "\n\n"))
        mark = self.chance.choice(("", "", "\ufeff"))
        return mark + text.replace("\n", self.chance.choice(("\n", "\n", "\r\n")))

    def notes(self, column: int) -> list[str]:
        """Write comments and empty lines, perhaps."""
        found = []
        while self.chance.random() < self.comments:
            margin = " " * self.chance.choice((0, column, column + 2))
            found.append(self.chance.choice(("", margin + self.chance.choice(_NOTES))))
        return found

    def beside(self) -> str:
        """Write a comment beside something, perhaps."""
        return f"  {self.chance.choice(_NOTES)}" if self.chance.random() < self.comments else ""

    def group(self, tree: dict[str, Tree], column: int) -> list[str]:
        """Write keys in lines."""
        lines: list[str] = []
        for name, value in tree.items():
            key = self.chance.choice((name, name, name, f'"{name}"', f"'{name}'"))
            head, *below = self.value(value, column, self.step)
            gap = " " * self.chance.choice((1, 1, 1, 3))
            lines += [f"{' ' * column}{key}:{gap if head else ''}{head}", *below]
            lines += self.notes(column) if value is not list(tree.values())[-1] else []
        return lines

    def value(self, tree: Tree, column: int, step: int) -> list[str]:
        """Write what stands beside a key, and below it."""
        if isinstance(tree, str):
            return self.text(tree, column + step)
        if not tree or self.chance.random() < self.brackets:
            return [self.bracketed(tree) + self.beside()]
        if isinstance(tree, dict):
            return [self.beside(), *self.group(tree, column + step)]
        inner = column + self.dash
        lines = [line for item in tree for line in [*self.entry(item, inner), *self.gap_lines()]]
        return [self.beside(), *lines]

    def gap_lines(self) -> list[str]:
        """Write an empty line behind an entry, perhaps."""
        return [""] if self.chance.random() < self.comments else []

    def entry(self, tree: Tree, column: int) -> list[str]:
        """Write an entry of a list in lines."""
        hyphen = " " * column + "-" + " " * (self.gap - 1)
        inner = column + self.gap
        if isinstance(tree, dict) and tree and self.chance.random() >= self.brackets:
            first, *rest = self.group(tree, inner)
            return [hyphen + first[inner:], *rest]
        head, *rest = (
            self.value(tree, column, self.gap) if isinstance(tree, str) else [self.bracketed(tree)]
        )
        return [hyphen + head, *rest]

    def text(self, text: str, column: int) -> list[str]:
        """Write text in lines: on one, or below a sign."""
        margin = " " * column
        if "\n" in text or (" " in text and self.chance.random() < 0.3):
            sign = self.chance.choice(
                ("|", "|-", "|+") if "\n" in text else ("|", ">", "|-", ">-", ">+")
            )
            parts = text.rstrip("\n").split("\n")
            if text.strip() and not parts[0].startswith((" ", "\t")):
                return [
                    f"{sign}{self.beside()}",
                    *(margin + part if part else "" for part in parts),
                ]
        return [self.word(text) + self.beside()]

    def word(self, text: str) -> str:
        """Write text on one line: plain, in quotation marks, as an anchor or its alias."""
        if text in self.known and self.chance.random() < 0.7:
            return f"*{self.known[text]} "
        mark = ""
        if self.chance.random() < self.anchors and text not in self.known:
            self.known[text] = f"a{len(self.known)}"
            mark = f"&{self.known[text]} "
        plain = self._plain(text)
        return mark + self.chance.choice((plain, plain, *self._quoted(text)))

    def bracketed(self, tree: Tree) -> str:
        """Write a value within brackets."""
        if isinstance(tree, str):
            return self.word(tree)
        pad = self.chance.choice(("", " ")) if tree else ""
        comma = self.chance.choice((", ", ",  ", ", "))
        last = self.chance.choice(("", "", ",")) if tree else ""
        if isinstance(tree, dict):
            inner = comma.join(f"{name}: {self.bracketed(value)}" for name, value in tree.items())
            return f"{{{pad}{inner}{last}{pad}}}"
        return f"[{pad}{comma.join(map(self.bracketed, tree))}{last}{pad}]"

    def _plain(self, text: str) -> str:
        try:
            is_plain = read(f"[{{k: {text}}}]") == [{"k": text}] and read(f"k: {text}") == {
                "k": text
            }
        except yaml.YAMLError:
            is_plain = False
        return text if is_plain and text.strip() and "\n" not in text else self._quoted(text)[-1]

    def _quoted(self, text: str) -> list[str]:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        escaped = escaped.replace("\u2028", "\\u2028").replace(
            "\t", self.chance.choice(("\t", "\\t"))
        )
        single = [] if "\n" in text or "\u2028" in text else ["'" + text.replace("'", "''") + "'"]
        return [*single, f'"{escaped}"']
