"""What `mkdocs build` promises, on the repository's own issue and on the real one."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
REGULATIONS = {"07": 29, "08": 20}
ADDRESS = re.compile(r"""(?:src|href|srcset|action|poster|data-[a-z-]+)=["'](https?:)?//""")


def pages(site: Path) -> list[Path]:
    return sorted(p for p in site.rglob("*.html") if "runtime" not in p.parts)


def text(path: Path) -> str:
    """A page's text without markup and spaces."""
    page = path.read_text(encoding="utf-8")
    page = re.sub(r"(?s)<(script|style).*?</\1>", "", page)
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", page)))


def test_every_kind_of_page_is_there(built_site: Path) -> None:
    wanted = [
        "index.html", "404.html", "issues/index.html", "issues/2026-04/index.html",
        "register/index.html", "compare/index.html", "topics/index.html", "search/index.html",
        "calculators/index.html", "calculators/chinext/index.html",
        "calculators/xj-premium/index.html", "calculators/cq-fund/index.html", "about/index.html",
    ]  # fmt: skip
    wanted += [f"issues/2026-04/{n:02}/index.html" for n in range(1, 16)]
    assert [w for w in wanted if not (built_site / w).is_file()] == []


@pytest.mark.parametrize("article", sorted(REGULATIONS))
def test_every_clause_has_its_id_and_permalink(built_site: Path, article: str) -> None:
    page = (built_site / "issues" / "2026-04" / article / "index.html").read_text(encoding="utf-8")
    for number in range(1, REGULATIONS[article] + 1):
        assert page.count(f'id="art-{number}"') == 1
        assert f'href="#art-{number}"' in page


def test_nothing_is_loaded_from_elsewhere(built_site: Path) -> None:
    for page in pages(built_site):
        content = page.read_text(encoding="utf-8")
        loads = re.findall(r"<(?:script|link|img|iframe|source)[^>]*>", content)
        # A canonical address or a feed names the site itself; it loads nothing.
        loads = [tag for tag in loads if 'rel="canonical"' not in tag]
        assert [tag for tag in loads if ADDRESS.search(tag)] == [], page


def test_no_page_carries_inline_script_or_style(built_site: Path) -> None:
    for page in pages(built_site):
        content = page.read_text(encoding="utf-8")
        for tag in re.findall(r"<script[^>]*>", content):
            assert "src=" in tag or "application/ld+json" in tag or "application/json" in tag, page
        assert "<style" not in content, page
        assert not re.search(r"<[^>]+\sstyle=", content), page
        assert not re.search(r"<[^>]+\son[a-z]+=", content), page


def test_every_issue_page_says_that_it_is_a_digest(built_site: Path) -> None:
    for page in [built_site / "issues" / "2026-04", *(built_site / "issues/2026-04").glob("*/")]:
        assert "摘编" in text(page / "index.html"), page


def test_ids_are_unique_on_every_page(built_site: Path) -> None:
    for page in pages(built_site):
        ids = re.findall(r'\sid="([^"]+)"', page.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), (page, [i for i in ids if ids.count(i) > 1])


def test_worked_examples_stand_in_the_page(built_site: Path) -> None:
    for group in ("chinext", "xj-premium", "cq-fund"):
        page = (built_site / "calculators" / group / "index.html").read_text(encoding="utf-8")
        assert "<form" in page
        assert "data-calculator=" in page
        assert re.search(r'data-verdict="(pass|fail|discretionary|unknown)"', page), group


def test_the_real_issue_builds_and_no_paragraph_is_lost(real_site: Path) -> None:
    folder = real_site / "content" / "issues" / "2026-04"
    for article in sorted(folder.glob("*.md")):
        body = article.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        place = article.stem if article.stem != "index" else "."  # the cover has words of its own
        page = text(real_site / "site" / "issues" / "2026-04" / place / "index.html")
        for paragraph in filter(None, body.split("\n\n")):
            plain = html.unescape(re.sub(r"^#+ |\\(?=[^\w\s])", "", paragraph))
            assert re.sub(r"\s", "", plain) in page, (article.name, paragraph[:60])


@pytest.fixture
def own_content(tmp_path: Path) -> Path:
    """A project of its own with the repository's content, to be damaged."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("custom_dir: theme", f"custom_dir: {ROOT / 'theme'}")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    (tmp_path / ".cache").symlink_to(ROOT / ".cache")
    return tmp_path


def mkdocs(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def damage(folder: Path, article: str, old: str, new: str) -> None:
    path = folder / "content" / "issues" / "2026-04" / f"{article}.md"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def test_a_figure_that_the_text_no_longer_carries_fails_the_build(own_content: Path) -> None:
    (own_content / "site").mkdir()
    (own_content / "site" / "index.html").write_text("old")
    damage(own_content, "07", "60%", "65%")
    done = mkdocs(own_content)
    assert done.returncode == 1
    assert "第十九条" in done.stderr
    assert "60%" in done.stderr
    assert "Traceback" not in done.stderr
    assert (own_content / "site" / "index.html").read_text() == "old"


def test_a_clause_that_vanishes_fails_the_build(own_content: Path) -> None:
    damage(own_content, "08", "\n\n第二十条", "\n\n第二十一条")
    done = mkdocs(own_content)
    assert done.returncode == 1
    assert "art-20" in done.stderr


def test_issues_alone_make_a_site(own_content: Path) -> None:
    for path in (own_content / "content").iterdir():
        if path.name != "issues":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = mkdocs(own_content)
    assert done.returncode == 0, done.stderr
    assert (own_content / "site" / "about" / "index.html").is_file()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("\nsection:", "\nsecton:", "secton"),
        ("\ntitle:", "\nsummary2:", "summary2"),
        ("date: 2026-04-01", "date: 2026-02-30", "2026-02-30"),
    ],
)
def test_front_matter_that_is_wrong_is_told_by_file_and_line(
    own_content: Path, old: str, new: str, told: str
) -> None:
    damage(own_content, "01", old, new)
    done = mkdocs(own_content)
    assert done.returncode == 1
    assert "01.md 第" in done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_all_files_that_cannot_be_read_are_told_at_once(own_content: Path) -> None:
    damage(own_content, "01", "\nsection:", "\nsecton:")
    damage(own_content, "02", "\nsection: ", "\nsection: 没有的")
    damage(own_content, "03", "\nkind: news", "\nkind: 新闻")
    (own_content / "content" / "redirects.yml").write_text("a: [", encoding="utf-8")
    (own_content / "content" / "figures" / "2026-04.yml").write_text("]", encoding="utf-8")
    done = mkdocs(own_content)
    assert done.returncode == 1
    for told in ("01.md 第", "03.md 第", "redirects.yml 第 1 行", "2026-04.yml 第 1 行"):
        assert told in done.stderr
    assert "共有 4 处问题" in done.stderr
    assert "Traceback" not in done.stderr


def test_all_that_the_files_contradict_is_told_at_once(own_content: Path) -> None:
    damage(own_content, "07", "60%", "65%")
    damage(own_content, "08", "\n\n第二十条", "\n\n第二十一条")
    about = own_content / "content" / "about.md"
    about.write_text("[往期](../issues/1900-01/)", encoding="utf-8")
    done = mkdocs(own_content)
    assert done.returncode == 1
    for told in ("60%", "art-20", "issues/1900-01/"):
        assert told in done.stderr
    assert "Traceback" not in done.stderr


HIDDEN = ("embed", "offline", "editor-guide", "messages")


def test_the_sitemap_lists_every_page_that_a_reader_may_look_for(own_content: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"]
    environment = {**os.environ, "SITE_URL": "https://bulletin.example/base/"}
    assert subprocess.run(command, cwd=own_content, env=environment).returncode == 0
    site = own_content / "site"
    listed = set(re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text()))
    wanted = {p.parent.relative_to(site).as_posix() for p in site.rglob("index.html")}
    wanted = {name for name in wanted if not name.startswith(HIDDEN)}
    assert {f"issues/2026-04/{n:02}" for n in range(1, 16)} <= wanted
    base = "https://bulletin.example/base/"
    assert listed == {base + (f"{name}/" if name != "." else "") for name in wanted}
    assert f"Sitemap: {base}sitemap.xml" in (site / "robots.txt").read_text()
    app = json.loads((site / "site.webmanifest").read_text())
    assert app["name"] == "科技金融简报"
    assert all((site / icon["src"]).is_file() for icon in app["icons"])


def test_every_page_says_of_itself_what_no_other_does(built_site: Path) -> None:
    pages = [p for p in built_site.rglob("index.html") if "embed" not in p.parts]
    said = [
        re.search('<meta name="description" content="([^"]*)"', p.read_text(encoding="utf-8"))
        for p in pages
    ]
    assert len({found[1] for found in said if found}) == len(pages) > 40


def test_a_build_without_an_address_says_what_is_missing(own_content: Path) -> None:
    assert "没有写 site_url" in mkdocs(own_content).stderr
