"""The listeners of the browser tests hear what they are there for."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.serving import serving
from tests.watching import Watch


def visit(chromium: Browser, folder: Path, html: str) -> None:
    (folder / "index.html").write_text(f"<!doctype html><title>t</title>{html}", encoding="utf-8")
    with serving(folder) as site:
        page = chromium.new_page()
        page.goto(site.url(), wait_until="networkidle")
        page.context.close()


def test_a_breach_of_the_policy_is_heard_and_reported(
    chromium: Browser, watch: Watch, tmp_path: Path
) -> None:
    with pytest.raises(AssertionError, match="csp-report"):
        visit(chromium, tmp_path, "<script>document.title = 'x'</script>")
    assert "Content Security Policy" in watch.faults(broken=True)[0]


@pytest.mark.parametrize("script", ["throw new Error('被抛出')", "console.error('被抛出')"])
def test_an_error_in_a_script_is_heard(
    chromium: Browser, watch: Watch, tmp_path: Path, script: str
) -> None:
    (tmp_path / "page.js").write_text(script, encoding="utf-8")
    visit(chromium, tmp_path, "<script src='page.js'></script>")
    assert "被抛出" in watch.faults(broken=False)[0]


def test_a_file_that_is_missing_is_heard(chromium: Browser, watch: Watch, tmp_path: Path) -> None:
    visit(chromium, tmp_path, "<img src='gone.png' alt=''>")
    assert any("404" in text for text in watch.faults(broken=False))
