"""What was measured on what: processor, kernel, file system, versions."""

import os
import platform
import subprocess
from pathlib import Path

from tests.bench import hugo
from tests.bench.trees import REPOSITORY


def described() -> dict[str, str | int]:
    """Processor, cores, kernel, and the versions of what is compared."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "hugo": _told(str(hugo.binary()), "version").split()[1].partition("-")[0],
        "selon": _told("git", "rev-parse", "--short", "HEAD"),
    }


def filesystem(folder: Path) -> str:
    """The type of the file system of a folder."""
    return _told("stat", "--file-system", "--format=%T", str(folder))


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


def _told(*command: str) -> str:
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return ran.stdout.strip()
