"""What the rules cost beside reading and anchoring: `python -m tests.bench.rules 1000`.

Prints processor seconds, the least of several runs, for reading, anchoring and weaving a made-up
archive, and for the same with all rules. Neither draws a page.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from builder import derive, load, rules
from builder.cli import FEW_CIRCLES
from builder.edtf import Date
from builder.examine import examine
from builder.rules.context import RelayGraph
from tests.bench import corpus

AS_OF = Date.parse("2026-03-06")


def read_and_anchor(root: Path) -> int:
    """Read, anchor and weave everything, and run no rule; gives the number of claims."""
    content, _ = load.site(root)
    assert content.site is not None
    every, rules.RULES = rules.RULES, ()
    try:
        examined = [examine(bundle, content.site) for bundle in content.bundles]
        return sum(len(entry.claims) for entry in examined)
    finally:
        rules.RULES = every


def check(root: Path) -> int:
    """The same, with all rules; gives the number of problems."""
    content, _ = load.site(root)
    assert content.site is not None
    examined = [examine(bundle, content.site) for bundle in content.bundles]
    relaying = {
        name: [relay.source for relay in one.relays] for name, one in content.sources.items()
    }
    base = derive.base(
        content.site,
        content.sources,
        content.pages,
        graph=RelayGraph(relaying),
        facts={
            entry.slug: derive.facts(entry.article, content.site)
            for entry in examined
            if entry.article and not entry.article.draft
        },
        files=content.texts.keys(),
        as_of=AS_OF,
    )
    found = len(derive.check_site(base))
    return found + sum(len(derive.check_article(entry, base)) for entry in examined)


def least(run: Callable[[Path], int], root: Path, times: int) -> float:
    """Processor seconds of the fastest of several runs."""
    seconds = []
    for _ in range(times):
        started = time.process_time()
        run(root)
        seconds.append(time.process_time() - started)
    return min(seconds)


def main() -> None:
    """Measure, and print one line."""
    parser = argparse.ArgumentParser(description="Measure what the rules cost.")
    parser.add_argument("articles", type=int, nargs="?", default=1000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    gc.set_threshold(FEW_CIRCLES)  # as the commands do
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        corpus.write(root, options.articles)
        reading = least(read_and_anchor, root, options.times)
        checking = least(check, root, options.times)
    sys.stdout.write(
        f"{options.articles} articles: reading and anchoring {reading:.2f} s, with all rules"
        f" {checking:.2f} s, {checking / reading:.2f} times\n"
    )


if __name__ == "__main__":
    main()
