"""The built site behind a server as the deploy kit sets it up, and pages that watch for faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Site, serving

# Chromium calls loopback a fast line; a visitor who saves data gets no head start.
SAVING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"


@pytest.fixture(scope="session")
def served(built_site: Path) -> Iterator[Site]:
    """The site below a base path, with its policy."""
    with serving(built_site, "/base/") as site:
        yield site


@pytest.fixture
def lone(built_site: Path) -> Iterator[Site]:
    """A server of a test's own, which it may take down or make misbehave."""
    with serving(built_site, "/base/") as site:
        yield site


@pytest.fixture
def visitor(chromium: Any) -> Iterator[Any]:
    """A browser that was never here."""
    context = chromium.new_context()
    context.set_default_timeout(20000)
    context.add_init_script(SAVING)
    yield context
    context.close()


@pytest.fixture(scope="session")
def warm(chromium: Any) -> Iterator[Any]:
    """A visitor's browser that keeps its caches from test to test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20000)
    yield context
    context.close()


@pytest.fixture
def opened(warm: Any, served: Site) -> Iterator[Callable[..., Any]]:
    """Open a page of the site; no error and no breach of the policy may follow."""
    faults: list[str] = []
    pages = []

    def open_page(path: str) -> Any:
        page = warm.new_page()
        pages.append(page)
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(served.url(path))
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not faults
