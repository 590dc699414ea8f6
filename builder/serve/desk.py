"""What the server holds while it runs: the preview, and those who wait for the next.

In: a site's folder, and which files were saved. Out: answers, and a wake-up when they may be
others; what is wrong, on the terminal. Must not know how one hears of saves, nor HTTP.
"""

import asyncio
import sys
from collections.abc import Callable, Collection
from pathlib import Path

from builder import build, formats
from builder.dataclass import dataclass
from builder.diagnostics import has_errors
from builder.edtf import Date
from builder.serve import overlay
from builder.serve.answering import FAULT, Answer, answer
from builder.serve.dressing import State, dress, state_of
from builder.serve.guarding import new_token
from builder.serve.preview import Preview, keep, renew


@dataclass(frozen=True, slots=True)
class Site:
    """What to preview: a folder, below which address, as of which day, which may come to an end."""

    root: Path
    base_url: str | None
    today: Callable[[], Date]


class Desk:
    """The preview as it is, and what makes the next one."""

    def __init__(self, site: Site, *, colour: bool) -> None:
        self.root = site.root.absolute()  # as what was saved is named
        self.preview = Preview(token=new_token())
        self.renewed = asyncio.Event()
        self.stopping: Callable[[], bool] = lambda: False
        self.stop: Callable[[], None] = lambda: None
        self.failed = False
        self.writing = asyncio.Lock()
        self.day = site.today
        self._workshop = build.preview(self.root, self.day(), site.base_url)
        self._colour = colour

    def build(self, saved: Collection[Path] | None = None) -> None:
        """Build once and tell on the terminal what is wrong; a fault of ours ends nothing.

        `saved` are the files that were written to since the last time; None stands for any.
        """
        try:
            result = self._workshop.make(lambda *_: None, self.day(), saved)
            self.preview = renew(self.preview, result)
        except Exception as fault:  # noqa: BLE001 - the editor goes on writing, whatever it is
            self.preview = keep(self.preview, fault)
        problems = self.preview.problems
        if problems:
            shown = problems[: overlay.MOST]
            frames = formats.full(shown, self.preview.texts, colour=self._colour)
            sys.stderr.write(f"{frames}{overlay.more(problems)}\n")
        state = "not built, the last good version stays" if has_errors(problems) else "built"
        counted = formats.summary(problems) or "no problems"
        sys.stderr.write(f"{state}: {counted}\n")

    def wake(self) -> None:
        """Wake all who wait for another preview."""
        self.renewed.set()
        self.renewed = asyncio.Event()

    async def answer(self, path: str) -> Answer:
        """Answer for an address; a file that is made now may take long, so that others go on."""
        preview = self.preview
        return await asyncio.to_thread(lambda: dress(preview, path, _find(preview, path)))

    async def state(self, path: str) -> State:
        """Give what a tab that is open at an address has to show now."""
        preview = self.preview
        return await asyncio.to_thread(lambda: state_of(preview, path, _find(preview, path)))

    def end(self, watching: asyncio.Task[None]) -> None:
        """End the server where watching has failed: what it shows would be out of date."""
        failure = None if watching.cancelled() else watching.exception()
        if failure is not None:
            self.failed = True
            kind = type(failure).__name__
            sys.stderr.write(
                f"selon: the preview cannot go on ({kind}: {failure}); start it again\n"
            )
            self.stop()


def _find(preview: Preview, path: str) -> Answer:
    """Find what to answer; where a file cannot be made now, the tab goes on to follow."""
    try:
        return answer(preview, path)
    except Exception as fault:  # noqa: BLE001 - the editor goes on writing, whatever it is
        sys.stderr.write(f"selon: {path!r} cannot be shown: {type(fault).__name__}: {fault}\n")
        return Answer(500, FAULT, "500.html")
