from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.deploy import servers, small


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    return small.make(folder / "site", folder / "cache")


@pytest.fixture(scope="session", params=["nginx", "caddy"])
def server(
    request: pytest.FixtureRequest, small_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a real server with the shipped configuration."""
    start = {"nginx": servers.nginx, "caddy": servers.caddy}[request.param]
    with start(small_site, tmp_path_factory.mktemp(request.param)) as url:
        yield url
