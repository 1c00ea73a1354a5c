"""What a device keeps is enough for the pages that it keeps."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from bulletin.site.build import offline

LOADED = re.compile(r'<(?:script|link)\b[^>]*?\s(?:src|href)="([^"#?]+)"[^>]*>')
AT_ONCE = re.compile(r'rel="(?:stylesheet|modulepreload|icon)"|<script')
IMPORTED = re.compile(r'^import (?:[^"]*? from )?"(\.[^"]+)";', re.MULTILINE)


def needed(site: Path, page: str) -> Iterator[str]:
    """The files that a page loads at once, and the modules that these import."""
    html = (site / page / "index.html").read_text(encoding="utf-8")
    waiting = [
        posixpath.normpath(posixpath.join(page, found[1]))
        for found in LOADED.finditer(html)
        if AT_ONCE.search(found[0])
    ]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        if name.endswith(".js"):
            text = (site / name).read_text(encoding="utf-8")
            folder = posixpath.dirname(name)
            waiting += [posixpath.normpath(f"{folder}/{near}") for near in IMPORTED.findall(text)]


def test_every_kept_page_has_what_it_loads(built_site: Path) -> None:
    files = json.loads((built_site / offline.FILE).read_text(encoding="utf-8"))["files"]
    pages = [name for name in files if not name or name.endswith("/")]
    assert {"", "calculators/chinext/", "match/", "offline/", "register/"} <= set(pages)
    assert "issues/2026-04/02/" in pages
    lacking = {(page, n) for page in pages for n in needed(built_site, page) if n not in files}
    assert lacking == set()


def test_the_name_of_a_release_changes_with_any_of_its_files(tmp_path: Path) -> None:
    files = {"index.html": "a" * 64, "assets/js/theme.js": "b" * 64, "about/index.html": "c" * 64}

    def release(**changed: str) -> object:
        offline.write(tmp_path, files | changed, None)
        return json.loads((tmp_path / offline.FILE).read_text(encoding="utf-8"))["release"]

    assert release(**{"assets/js/theme.js": "d" * 64}) != release()
    assert release(**{"about/index.html": "d" * 64}) == release()  # not kept
