"""A build after any edits is the build that knows of no other, byte for byte.

Editors do to a small desk whatever editors do, now and then something wrong. After each edit the
site is built with what is known of the last build, and once more in memory by somebody who knows
nothing. Both must tell the same, and where nothing is wrong the output must be the same bytes.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from builder import build
from builder.edtf import Date
from tests.property.desk import DAYS, VERDICTS, Article, Claim, Source, sample

FLOORS = 2
SLUGS = st.sampled_from(["dam", "dike", "digue", "later"])
SOURCES = st.sampled_from(["paper", "blog", "agency", "person", "new-one"])
NUMBERS = st.integers(1, 3)
WORDS = st.sampled_from(
    ["It rained.", "It snowed & froze.", "**Rain** fell.", "Nothing: “nothing”."]
)
TEMPLATES = {
    "404.html": ["gone from {{ site.title }}\n", "away from {{ site.title }}\n"],
    "parts/extra.html": [
        "{% macro extra() %}one{% endmacro %}\n",
        "{% macro extra() %}two{% endmacro %}\n",
    ],
    "robots.txt": ["User-agent: *\n"],
    "assets/more.css": ["/* One. */\n", "/* Two. */\n"],
    "page.html": ['{% from "parts/extra.html" import extra %}{{ extra() }} {{ content.title }}\n'],
}


class Editing(RuleBasedStateMachine):
    """Edits of a desk, and what is built after each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="desk", dir=_memory()))
        self.root = self.folder / "root"
        self.output = self.folder / "site"
        self.root.mkdir()
        self.desk = sample()
        self.day = "2026-03-06"
        self.good: dict[str, bytes] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        self.look()
        assert self.good, "the sample is to be built"

    # What editors do

    @rule(slug=SLUGS, opening=WORDS)
    def write(self, slug: str, opening: str) -> None:
        self.edit(slug, opening=opening)

    @rule(slug=SLUGS, heading=st.sampled_from(["What we know", "What is known"]))
    def head(self, slug: str, heading: str) -> None:
        self.edit(slug, heading=heading)

    @rule(slug=SLUGS, title=st.sampled_from(["On the dam", "On a dam", "On 'dams'"]))
    def call(self, slug: str, title: str) -> None:
        self.edit(slug, title=f'"{title}"')

    @rule(
        slug=SLUGS,
        byline=st.sampled_from(["Ann Lee", "Ann Leé", "Bo Roe"]),
        day=st.sampled_from(DAYS[:3]),
    )
    def sign(self, slug: str, byline: str, day: str) -> None:
        self.edit(slug, byline=byline, day=day)

    @rule(slug=SLUGS, topics=st.sampled_from(["water", "water, sea", "sea", ""]))
    def file(self, slug: str, topics: str) -> None:
        self.edit(slug, topics=topics)

    @rule(slug=SLUGS, draft=st.booleans(), guide=st.booleans())
    def publish(self, slug: str, *, draft: bool, guide: bool) -> None:
        self.edit(slug, draft=draft, guide=guide)

    @rule(
        slug=SLUGS, of=st.sampled_from(["", "dam", "dike"]), language=st.sampled_from(["en", "fr"])
    )
    def translate(self, slug: str, of: str, language: str) -> None:
        self.edit(slug, translation_of=of, language=language)

    @rule(
        slug=SLUGS,
        link=st.sampled_from(["", "../dam/", "../dike/#what-we-know", "../later/", "../dam"]),
    )
    def link(self, slug: str, link: str) -> None:
        self.edit(slug, link=link)

    @rule(slug=SLUGS, picture=st.sampled_from(["", "one", "two"]))
    def illustrate(self, slug: str, picture: str) -> None:
        self.edit(slug, picture=picture)

    @rule(slug=SLUGS, was=st.sampled_from(["", "It held."]), until=st.sampled_from(["", *DAYS]))
    def correct(self, slug: str, was: str, until: str) -> None:
        self.edit(slug, correction=was, suppressed_until=until)

    @rule(slug=SLUGS, number=NUMBERS, source=SOURCES, verdict=st.sampled_from(VERDICTS))
    def judge(self, slug: str, number: int, source: str, verdict: str) -> None:
        self.claim(slug, number, via=source, verdict=verdict)

    @rule(
        slug=SLUGS, number=NUMBERS, conditional=st.booleans(),
        state=st.sampled_from(["pending", "met", "not-met"]), deadline=st.sampled_from(DAYS),
    )  # fmt: skip
    def hang(self, slug: str, number: int, *, conditional: bool, state: str, deadline: str) -> None:
        self.claim(slug, number, conditional=conditional, state=state, deadline=deadline)

    @rule(slug=SLUGS, number=NUMBERS, source=st.sampled_from(["", "agency", "person"]), note=WORDS)
    def confirm(self, slug: str, number: int, source: str, note: str) -> None:
        self.claim(slug, number, confirmed=source, note=f"'{note}'")

    @rule(slug=SLUGS, number=NUMBERS)
    def withdraw(self, slug: str, number: int) -> None:
        if slug in self.desk.articles:
            self.desk.articles[slug].claims.pop(number, None)
        self.look()

    @rule(slug=SLUGS)
    def come_or_go(self, slug: str) -> None:
        if slug in self.desk.articles:
            del self.desk.articles[slug]
        else:
            self.desk.articles[slug] = Article(title=f"On the {slug}")
        self.look()

    @rule(
        name=SOURCES,
        called=st.sampled_from(["The Paper", "A Paper"]),
        relays=st.sampled_from([(), ("agency",), ("person",)]),
    )
    def source(self, name: str, called: str, relays: tuple[str, ...]) -> None:
        self.desk.sources[name] = Source(called, tuple(one for one in relays if one != name))
        self.look()

    @rule(name=SOURCES)
    def lose(self, name: str) -> None:
        self.desk.sources.pop(name, None)
        self.look()

    @rule(
        name=st.sampled_from(["about", "more"]),
        title=st.sampled_from(["About us", "About"]),
        body=WORDS,
    )
    def page(self, name: str, title: str, body: str) -> None:
        self.desk.pages[name] = (title, body)
        self.look()

    @rule(
        title=st.sampled_from(["Desk", "The Desk"]),
        label=st.sampled_from(["Yes", "True"]),
        limit=st.sampled_from(["P90D", "P1Y"]),
    )
    def settle(self, title: str, label: str, limit: str) -> None:
        self.desk.title, self.desk.label, self.desk.stale_after = title, label, limit
        self.look()

    @rule(data=st.data(), name=st.sampled_from(sorted(TEMPLATES)))
    def design(self, data: st.DataObject, name: str) -> None:
        text = data.draw(st.sampled_from([None, *TEMPLATES[name]]))
        if text is None:
            self.desk.templates.pop(name, None)
        else:
            self.desk.templates[name] = text
        self.look()

    @rule()
    def litter(self) -> None:
        self.desk.stray = not self.desk.stray
        self.look()

    @rule(data=st.data())
    def remark(self, data: st.DataObject) -> None:
        """Somebody writes a remark into a file, so that all places move."""
        names = [name for name in self.desk.files() if name.endswith((".yaml", ".md"))]
        self.desk.remarks ^= {data.draw(st.sampled_from(sorted(names)))}
        self.look()

    @rule(day=st.sampled_from(DAYS))
    def sleep(self, day: str) -> None:
        self.day = day
        self.look()

    # What happens to the disk

    @precondition(lambda self: self.good)
    @rule(data=st.data())
    def take_away(self, data: st.DataObject) -> None:
        """Somebody removes a file of the output by hand, of those whose folders are looked at."""
        paths = [path for path in sorted(self.good) if path.count("/") <= FLOORS]
        name = data.draw(st.sampled_from(paths))
        (self.output / name).unlink(missing_ok=True)
        self.good.pop(name)  # while an error stands it does not come back
        self.look()

    @rule()
    def forget(self) -> None:
        shutil.rmtree(self.root / ".cache", ignore_errors=True)
        self.look()

    @rule()
    def touch(self) -> None:
        """Another clone: all times are other ones."""
        for path in self.root.rglob("*"):
            if path.is_file() and ".cache" not in path.parts:
                os.utime(path, ns=(1, 1))
        self.look()

    # What is said of it

    def edit(self, slug: str, **fields: Any) -> None:
        article = self.desk.articles.get(slug)
        for name, value in fields.items() if article else ():
            setattr(article, name, value)
        self.look()

    def claim(self, slug: str, number: int, **fields: Any) -> None:
        if slug in self.desk.articles:
            claim = self.desk.articles[slug].claims.setdefault(number, Claim())
            for name, value in fields.items():
                setattr(claim, name, value)
        self.look()

    def look(self) -> None:
        """Build both ways, and compare."""
        self.save()
        day = Date.parse(self.day)
        order = build.Order(root=self.root, as_of=day, output=self.output, pictures=True)
        known = build.build(order, lambda *_: None)
        clean = build.check(self.root, day, None, lambda *_: None)
        assert known.problems == clean.problems
        event("failed" if clean.failed else "built")
        if not clean.failed:
            self.good = dict(clean.files)
            assert known.pages == clean.pages
        assert self.standing() == self.good

    def save(self) -> None:
        files = self.desk.files()
        for path in [path for path in self.root.rglob("*") if path.is_file()]:
            name = path.relative_to(self.root).as_posix()
            if name not in files and not name.startswith(".cache"):
                path.unlink()
                if not any(path.parent.iterdir()):
                    path.parent.rmdir()
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text("utf-8") != text:
                path.write_text(text, "utf-8")

    def standing(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file() and path.name != ".selon"
        }


def _memory() -> str | None:
    """A folder in memory, where there is one: thousands of files are written."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Editing,
        settings=settings(
            max_examples=examples,
            phases=(Phase.explicit, Phase.generate, Phase.target),
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_few_edits() -> None:
    run(4, 6)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_two_hundred_desks(part: int) -> None:
    """In parts, so that two processes share them."""
    del part
    run(50, 4)
