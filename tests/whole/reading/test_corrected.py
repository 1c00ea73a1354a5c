"""A correction or a withdrawal moves every date of change, and nothing else does."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bulletin.site.content.views import ArticleView
from bulletin.site.formats import books, feeds, metadata, sitemap
from bulletin.site.pages import load
from tests.site.sample import write

ROOT = Path(__file__).resolve().parents[3]
ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = "2026-04-01"
NOTICE = """---
title: 关于办法的更正
section: 政策速递
kind: correction
about: 2026-04/08
from: 2026-06-03
---

第一条的比例应为百分之四十。
"""


@dataclass(frozen=True)
class Config:
    site_name: str = "某刊"
    site_url: str | None = None
    site_description: str | None = None


def told(content: Path, tmp_path: Path) -> dict[str, set[str]]:
    """All dates of change of the first issue's article, by the form that states them."""
    site = load.load(content)
    issue = next(view for view in site.view.issues if view.issue.id == "2026-04")
    (view,) = issue.articles
    item = json.loads(feeds.json_feed([view], site.html, Config()))["items"][0]
    atom = ET.fromstring(feeds.atom([view], site.html, Config()))
    made = books.Books(site, Config(), ROOT / "theme", ROOT / "node_modules", tmp_path)
    book = zipfile.ZipFile(io.BytesIO(made(issue)["issues/2026-04/2026-04.epub"]))
    package = book.read("book/package.opf").decode()
    days = {
        "json": item["date_modified"],
        "atom": atom.findtext(f"{ATOM}entry/{ATOM}updated") or "",
        "feed": atom.findtext(f"{ATOM}updated") or "",
        "sitemap": listed(site, view, tmp_path),
        "epub": re.findall(r"dcterms:modified\">([^<]*)", package)[0],
    }
    assert item["date_published"].startswith(FIRST)
    return {day[:10]: {n for n, d in days.items() if d[:10] == day[:10]} for day in days.values()}


def listed(site: load.Site, view: ArticleView, folder: Path) -> str:
    """What the sitemap says of an article: a day, or the first of the month that it names."""
    config = Config(site_url="https://example.org/")
    sitemap.write(folder, [f"{view.url}index.html", "about/index.html"], config, site.changed())
    text = (folder / sitemap.FILE).read_text(encoding="utf-8")
    (day,) = re.findall(r"<lastmod>([^<]+)</lastmod>", text)
    return str(day) if len(day) == 10 else f"{day}-01"


def data(content: Path) -> dict[str, object]:
    site = load.load(content)
    views: list[ArticleView] = [a for issue in site.view.issues for a in issue.articles]
    (view,) = (v for v in views if v.key == "2026-04/08")
    return metadata.article_data(view, Config())


ALL = {"json", "atom", "feed", "epub", "sitemap"}


def test_what_was_never_corrected_has_the_day_of_its_issue(tmp_path: Path) -> None:
    content = write(tmp_path / "issues", "第一条　补助三成。").parent
    assert told(content, tmp_path) == {FIRST: ALL}
    assert "dateModified" not in data(content)


def test_a_dated_correction_moves_all(tmp_path: Path) -> None:
    more = "corrected: 2026-05-08\n"
    content = write(tmp_path / "issues", "第一条　补助三成。", more=more).parent
    assert told(content, tmp_path) == {"2026-05-08": ALL}
    assert data(content)["dateModified"] == "2026-05-08"


@pytest.mark.parametrize("kind", ["correction", "withdrawal"])
def test_so_does_a_notice_about_it(tmp_path: Path, kind: str) -> None:
    issues = write(tmp_path / "issues", "第一条　补助三成。")
    write(issues, "一段。", title="另一篇", month="2026-06")
    notice = NOTICE.replace("kind: correction", f"kind: {kind}")
    (issues / "2026-06" / "09.md").write_text(notice, encoding="utf-8")
    assert told(issues.parent, tmp_path) == {"2026-06-03": ALL}
    assert data(issues.parent)["dateModified"] == "2026-06-03"
