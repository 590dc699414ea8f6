"""What is measured: a site built from nothing, built again, and built after an edit.

Each step changes a tree in one way, the same for every tool; `Tree.undo` takes it back.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import trees
from tests.bench.trees import Tree


@dataclass(frozen=True)
class Step:
    """What is done to a tree before it is built; its second argument counts the rounds."""

    name: str
    change: Callable[[Tree, int], None]


@dataclass(frozen=True)
class Scenario:
    """Steps that follow each other in each round."""

    steps: tuple[Step, ...]


def cold(tree: Tree, _number: int) -> None:
    """Remove the site and what was remembered of it; the system's page cache stays warm."""
    tree.forget()


def unchanged(_tree: Tree, _number: int) -> None:
    """Do nothing."""


def edit_text(tree: Tree, number: int) -> None:
    """Add a sentence at the beginning of an article."""
    tree.edit(tree.text, trees.TEXT, f"{trees.TEXT}Relu {number} fois. ")


def edit_annotation(tree: Tree, number: int) -> None:
    """Change the finding of a claim."""
    tree.edit(tree.annotation, trees.ANNOTATION, f"Relu {number} fois : {trees.ANNOTATION}")


def edit_source(tree: Tree, number: int) -> None:
    """Rename the source that up to 500 claims share."""
    for path in tree.wide:
        tree.edit(path, trees.WIDE, f"Agence du Fleuve {number}")


def edit_template(tree: Tree, number: int) -> None:
    """Change the template of the articles."""
    tree.edit(tree.template, trees.TEMPLATE, f'{trees.TEMPLATE} data-edit="{number}"')


def edit_settings(tree: Tree, number: int) -> None:
    """Change the site's description, which stands on every page."""
    tree.edit(tree.settings, trees.SETTINGS, f"{trees.SETTINGS} {number} fois")


def add(tree: Tree, number: int) -> None:
    """Add an article."""
    tree.add(number)


def remove(tree: Tree, _number: int) -> None:
    """Remove it."""
    tree.remove()


COLD = Scenario((Step("cold", cold),))
"""First, since the others need a site that is there."""

UNCHANGED = Scenario((Step("unchanged", unchanged),))
TEXT = Scenario((Step("one text", edit_text),))

ALL = (
    COLD,
    UNCHANGED,
    TEXT,
    Scenario((Step("one annotation", edit_annotation),)),
    Scenario((Step("a source of 500 claims", edit_source),)),
    Scenario((Step("a template", edit_template),)),
    Scenario((Step("site settings", edit_settings),)),
    Scenario((Step("one added", add), Step("one removed", remove))),
)

AT_REST = (COLD, UNCHANGED)
"""After these the site is what the archive says."""

BRIEF = (COLD, UNCHANGED, TEXT)
"""For what is measured beside the comparison."""
