"""Two switches for all tests: `--update` rewrites expectations, SELON_REQUIRE=1 forbids skips.

And the sites that the web's own checks look at, each built when it is first asked for.
"""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

from tests.site import sites
from tests.site.sites import BuiltSite

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

# What may be absent on an editor's machine, and must not be absent where releases are judged.
REQUIRED = ("shared data absent", "Chromium absent", "npm packages absent")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the expectations that are kept as files"
    )


@pytest.fixture(scope="session", params=sites.SITES)
def every_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> BuiltSite:
    """The repository's site, then the fixture in each language."""
    return sites.named(request.param, tmp_path_factory.mktemp(request.param) / "site")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _judged((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _judged((yield))


def _judged(report: Report) -> Report:
    """With SELON_REQUIRE=1, turn a skip for want of something required into a failure."""
    if os.environ.get("SELON_REQUIRE") == "1" and report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        if reason.removeprefix("Skipped: ").startswith(REQUIRED):
            report.outcome = "failed"
            report.longrepr = f"{reason}, and SELON_REQUIRE=1 allows no such skip"
    return report
