"""A terminal on which the command line is run and answered.

In: arguments and what is typed. Out: the exit code and what stands on the screen.
"""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator

from tests.support import ROOT


def answered(argv: list[str], *typed: str) -> tuple[int, str]:
    """Run selon on a terminal, type what is given, and give what stands on the screen."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "builder", *argv]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env=environ
    ) as process:
        os.close(theirs)
        os.write(ours, "".join(typed).encode())
        screen = b"".join(_read(ours))
        process.wait(30)
    os.close(ours)
    return process.returncode, screen.decode().replace("\r\n", "\n")


def _read(terminal: int) -> Iterator[bytes]:
    try:
        while data := os.read(terminal, 4096):
            yield data
    except OSError:  # so a terminal ends on Linux
        return
