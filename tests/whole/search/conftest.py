"""The sample site, served below a base path, and a tab of Chromium that allows no error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import serve
from tests.whole.search import sample


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the sample site as `base/`."""
    folder = tmp_path_factory.mktemp("sample")
    sample.write_site(folder / "base", sample.ARTICLES)
    sample.build(folder / "base", folder / "cache")
    return folder


@pytest.fixture(scope="session")
def sample_url(sample_root: Path) -> Iterator[str]:
    """The sample's address."""
    for url in serve(sample_root):
        yield url + "base/"


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    """A new tab; an error on its console fails the test."""
    context = chromium.new_context(locale="zh-CN")
    context.set_default_timeout(10_000)
    tab = context.new_page()
    errors: list[str] = []
    tab.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert not errors


READ = """() => [...document.querySelectorAll('ol[data-search-results] > li')].map((hit) => ({
  group: hit.parentElement.dataset.group,
  title: hit.querySelector('a').textContent,
  href: decodeURIComponent(hit.querySelector('a').href),
  path: new URL(hit.querySelector('a').href).pathname,
  hash: new URL(hit.querySelector('a').href).hash.slice(1),
  place: hit.querySelector('.search-place')?.textContent ?? '',
  marks: [...hit.querySelectorAll('mark')].map((mark) => mark.textContent),
}))"""

Hits = list[dict[str, Any]]


@pytest.fixture
def search(tab: Any) -> Callable[[str, str], Hits]:
    """Search on the page of a site: `search(url, query)` gives the hits as a reader sees them."""

    def found(url: str, query: str, more: str = "") -> Hits:
        from urllib.parse import quote

        tab.goto(f"{url}search/?q={quote(query)}{more}")
        tab.wait_for_selector(".search-status:not(:empty)", state="attached")
        return list(tab.evaluate(READ))

    return found
