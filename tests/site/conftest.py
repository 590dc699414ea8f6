"""The two sites that the tests here are run on, each built once."""

import pytest

from tests.site import sites
from tests.site.sites import BuiltSite


@pytest.fixture(scope="session")
def repository_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of the repository."""
    return sites.make("repository", tmp_path_factory.mktemp("repository"))


@pytest.fixture(scope="session")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site with everything that the repository's lacks."""
    return sites.make("fixture", tmp_path_factory.mktemp("fixture"))


@pytest.fixture(scope="session", params=sorted(sites.ROOTS))
def site(request: pytest.FixtureRequest) -> BuiltSite:
    """One after the other."""
    found = request.getfixturevalue(f"{request.param}_site")
    assert isinstance(found, BuiltSite)
    return found
