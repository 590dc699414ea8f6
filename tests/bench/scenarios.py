"""What is measured: a site built from nothing, built again, and built after an edit.

Each step changes a tree in one way, the same for every tool; `Tree.undo` takes it back.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.bench import corpus, trees
from tests.bench.trees import Tree


@dataclass(frozen=True)
class Step:
    """What is done to a tree before it is built, and what its command is given then.

    The second argument of `change` and that of `given` count the rounds. A step that needs an
    option is for the tools that have it.
    """

    name: str
    change: Callable[[Tree, int], None]
    given: Callable[[int], tuple[str, ...]] = lambda _number: ()
    needs: str | None = None

    def command(self, tree: Tree, number: int) -> tuple[str | Path, ...]:
        """What is run; only selon is given anything."""
        return (*tree.command, *(self.given(number) if tree.incremental else ()))


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


def touch(tree: Tree, number: int) -> None:
    """Give every file of content another time, as a fresh checkout does."""
    tree.touch(number)


def a_day_later(number: int) -> tuple[str, ...]:
    """Build for a day after that of the archive, another one in each round."""
    day = date.fromisoformat(corpus.AS_OF) + timedelta(days=number + 1)
    return ("--as-of", day.isoformat())


def one_process(_number: int) -> tuple[str, ...]:
    """Share the work with nobody."""
    return ("--processes", "1")


COLD = Scenario((Step("cold", cold),))
"""First, since the others need a site that is there."""

UNCHANGED = Scenario((Step("unchanged", unchanged),))
TEXT = Scenario((Step("one text", edit_text),))

ONE_PROCESS = Scenario((Step("cold, one process", cold, one_process, needs="--processes"),))
TOUCHED = Scenario((Step("touched, equal bytes", touch),))

ALL = (
    COLD,
    ONE_PROCESS,
    UNCHANGED,
    TOUCHED,
    Scenario((Step("a new day", unchanged, a_day_later),)),
    TEXT,
    Scenario((Step("one annotation", edit_annotation),)),
    Scenario((Step("a source of 500 claims", edit_source),)),
    Scenario((Step("a template", edit_template),)),
    Scenario((Step("site settings", edit_settings),)),
    Scenario((Step("one added", add), Step("one removed", remove))),
)

AT_REST = (COLD, ONE_PROCESS, UNCHANGED, TOUCHED)
"""After these the site is what the archive says."""

BRIEF = (COLD, UNCHANGED, TEXT)
"""For what is measured beside the comparison."""


def chosen(names: Collection[str]) -> tuple[Scenario, ...]:
    """The scenarios with these steps; the cold build in any case, since the others need a site."""
    return tuple(
        scene for scene in ALL if scene is COLD or any(step.name in names for step in scene.steps)
    )
