"""A site that is written: from what is asked for to the output folder.

In: what is asked for, and where it goes. Out: `Result`; the site written, if no error stands, and
the store kept. Must not know the command line.

The order of things is the promise that they keep: pages are put aside as they are made, the output
is touched once all is made and nothing is wrong, and only then is the store kept. If anything stops
in between, the output is no longer the one that the store knows, and what stands there is compared
with it file by file.
"""

from collections.abc import Mapping
from contextlib import suppress

from builder import cache, publish, stamps, write
from builder.build import sections
from builder.build.pages import put_files
from builder.build.result import Result, problems_of, result_of
from builder.build.run import Order, Report, Run, run
from builder.build.workshop import Workshop
from builder.cache.files import Paths
from builder.cache.store import FAULTS, BusyError, Store
from builder.dataclass import dataclass, replace
from builder.diagnostics import Diagnostic, Place, Problems, has_errors, in_order, warning
from builder.search import Files

CACHE_RULE = "cache"
"""What is wrong with the cache is told under this name, and is no fault of the content."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a site is to be written: with `strict`, no warning may stand; `anew` makes everything.

    `before` is how the site looked when it was begun, if that is known.
    """

    strict: bool = False
    anew: bool = False
    before: stamps.Look | None = None


def build(order: Order, report: Report, wish: Wish | None = None) -> Result:
    """Make what may be another than it was, and write the site if no error stands."""
    wish = wish or Wish()
    before = wish.before or stamps.look(order.root, order.output)
    refused = write.refuse_output(order.output, order.root)
    if refused:
        return _refused(order, report, wish, refused)
    store, told = _open(order)
    try:
        return _built(order, store, report, wish, before=before, told=told)
    except FAULTS:
        store.close()
        Store.remove(order.root)
        store = _unknown()
        return _built(order, store, report, wish, before=before, told=(_damaged_cache(),))
    finally:
        store.close()


def _refused(order: Order, report: Report, wish: Wish, refused: Problems) -> Result:
    """Say what is wrong with the content, and only where nothing is, with the output."""
    result = Workshop(order).make(report)
    stands = result.failed or (wish.strict and result.problems)
    problems = in_order((*result.problems, *(() if stands else refused)))
    return replace(result, files={}, problems=problems)


def _open(order: Order) -> tuple[Store, Problems]:
    """Open the store; what is compared with a revision knows no other build."""
    told: Problems = ()
    if order.past is not None:
        return _unknown(), told
    with suppress(BusyError, *FAULTS):
        try:
            return Store.at(order.root), told
        except FAULTS:
            told = (_damaged_cache(),)
            Store.remove(order.root)
            return Store.at(order.root), told
    return _unknown(), told


def _unknown() -> Store:
    """Give a store that knows nothing, and that nothing outlives."""
    store = Store.memory()
    store.begin()
    return store


def _damaged_cache() -> Diagnostic:
    return warning(
        CACHE_RULE,
        Place(cache.FOLDER),
        "what was known of the last build is damaged, so that everything was made again",
        "nothing needs to be done; if it happens often, look after the disk",
    )


def _built(
    order: Order,
    store: Store,
    report: Report,
    wish: Wish,
    *,
    before: stamps.Look,
    told: Problems,
) -> Result:
    """Build with what a store knows, for a site that looks so."""
    if wish.anew and not store.fresh:
        store.clear()
        store.drop_inputs()
    trusted = not store.fresh and _stands(store, before)
    owned: frozenset[str] = frozenset()
    if not trusted:  # else the list of our files is as it was left
        owned, listed = write.read_list(order.output)
        if has_errors(listed):
            return _refused(order, report, wish, listed)
        told = (*told, *listed)
    try:
        staging, made = write.begin(order.output)
    except OSError as failure:
        return _refused(order, report, wish, (write.failed(order.output, failure),))
    try:
        damaged = frozenset() if trusted or store.fresh else frozenset(_damaged(store, order))
        order = replace(order, staging=staging, damaged=damaged)
        this = run(order, store, stamps.compare(store, order.root, before), report)
        _extras(this, report)
        result = _written(this, wish, before, told, owned=None if trusted else owned)
        made = made and result.written is None
        return result
    finally:
        write.abandon(order.output, made=made)
        store.undo()


def _written(
    this: Run,
    wish: Wish,
    before: stamps.Look,
    told: Problems,
    *,
    owned: frozenset[str] | None,
) -> Result:
    """Write what was made, if nothing is wrong.

    `owned` are the files of the output that are ours, None where these are as they were left.
    """
    order = this.order
    problems = problems_of(this, lambda path: _read(this, path))
    if has_errors(problems) or (wish.strict and problems):
        return result_of(this, in_order((*problems, *told)))
    if owned is None and this.all_new:
        owned, _ = write.read_list(order.output)
    change = _change(this, owned)
    written, refused = write.commit(change, order.output)
    _, total, _ = this.store.totals()
    this.count["files written"], this.count["files removed"] = written.written, written.removed
    result = result_of(
        this,
        in_order((*problems, *told, *refused)),
        written=None if refused else replace(written, unchanged=total - written.written),
    )
    if result.failed:
        return result
    looked = None if this.all_new else this.changes.names
    moved = () if this.all_new else (*change.staged, *change.stale)
    after = stamps.look_again(order.root, order.output, before, looked, moved)
    _keep(this, before, after)
    return replace(result, after=after)


def _keep(this: Run, before: stamps.Look, after: stamps.Look) -> None:
    """Keep what is known now; of what somebody wrote to in the meantime, nothing is."""
    store, order = this.store, this.order
    stamps.note(store, this.changes, before, after)
    store.note("output", after.outputs.digest() if after.outputs else None)
    if publish.PICTURES in store.touched:
        used = {place.decode("ascii") for place in store.places(publish.PICTURES)}
        publish.forget_pictures(order.root, used)
    store.keep()


def _stands(store: Store, before: stamps.Look) -> bool:
    """Say whether the output is as it was left, going by how it looks."""
    found = before.outputs.digest() if before.outputs else None
    return found is not None and store.noted("output") == found


def _damaged(store: Store, order: Order) -> set[str]:
    """Name the units that have a file in the output which is not what it was."""
    found = set()
    for unit, path, digest in store.every_file():
        try:
            stands = write.digest(write.standing(order.output, path)) == digest
        except OSError:
            stands = False
        if not stands:
            found.add(unit)
    return found


def _extras(this: Run, report: Report) -> None:
    """Make the search index, where a page that it finds is another than it was."""
    if this.failed or this.ground is None or not (this.new or this.before):
        return
    found = this.store.found()
    known = this.store.column("basis", sections.INDEX).get(sections.INDEX)
    if not found:
        if known is not None:
            this.drop(sections.INDEX)
        return
    name = publish.index_name(found)
    if name == known and sections.INDEX not in this.order.damaged:
        return

    def pages() -> Mapping[str, Files]:
        finished: dict[str, dict[str, bytes]] = {}
        for language, path, _ in found:
            finished.setdefault(language, {})[path] = _read(this, path)
        return finished

    report("search", 0, 1)
    made = publish.search_index(this.order.root, name, pages)
    if isinstance(made, Diagnostic):
        this.problems.append(made)
        return
    index = put_files(sections.INDEX, made, this.ground, this.old(sections.INDEX))
    this.take(index, sections.INDEX, name)
    report("search", 1, 1)


def _read(this: Run, path: str) -> bytes:
    """Give a finished file: a new one from where it was put aside, else the one that stands."""
    if this.is_staged(path) and this.order.staging is not None:
        return write.staged(this.order.staging, path)
    return write.standing(this.order.output, path)


def _change(this: Run, owned: frozenset[str] | None) -> write.Change:
    """Say what is to happen in the output; where the list of our files is not `owned`, it holds."""
    listed = Paths(this.store)
    if owned is not None:
        stale = owned.difference(listed) if owned else owned
        return write.Change(listed if this.is_first else this.staged, stale, owned, listed)
    stale = frozenset(this.before - this.now)
    moved = stale or this.now - this.before
    return write.Change(this.staged, stale, this.before, listed if moved else None)
