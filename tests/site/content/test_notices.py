"""A withdrawn article keeps address and title, and its text is nowhere; a correction is linked."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

from bulletin.proof import verify
from tests.site.project import Project

WORDS = "雪顶试航七号"  # stands in one article alone
ISSUE = """---
kind: issue
number: 300
month: 2026-07
title: 2026年7月期　总300期
sections:
- 启事
---

2026年7月期 总300期
"""
NOTICE = """---
title: {title}
section: 启事
kind: {kind}
{fields}
---

编者已经联系作者，特此说明。
"""


def noticed(project: Project, kind: str, *fields: str, title: str = "本刊说明") -> None:
    """An issue with one article about another one."""
    folder = project.content / "issues" / "2026-07"
    folder.mkdir(exist_ok=True)
    (folder / "index.md").write_text(ISSUE, encoding="utf-8")
    text = NOTICE.format(kind=kind, fields="\n".join(fields), title=title)
    (folder / "01.md").write_text(text, encoding="utf-8")


def begun(folder: Path) -> tuple[Project, str]:
    """A project with the words in one article, and that article's name across issues."""
    project = Project.begin(folder, issues=1)
    path = sorted(project.issues[-1].glob("[0-9]*.md"))[0]
    path.write_text(path.read_text(encoding="utf-8") + f"\n{WORDS}。\n", encoding="utf-8")
    return project, f"{path.parent.name}/{path.stem}"


def holding(site: Path, words: str) -> list[str]:
    """The files of a site that hold some words, packed ones too."""
    return [
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*"))
        if path.is_file() and any(words.encode() in data for data in unpacked(path))
    ]


def unpacked(path: Path) -> list[bytes]:
    """A file's bytes, and those of what is packed in it."""
    data = path.read_bytes()
    if path.suffix in (".epub", ".zip"):
        with zipfile.ZipFile(path) as archive:
            return [archive.read(name) for name in archive.namelist()]
    return [gzip.decompress(data)] if data[:2] == b"\x1f\x8b" else [data]


def page(project: Project, key: str) -> str:
    """An article's page."""
    return (project.folder / "site" / "issues" / key / "index.html").read_text(encoding="utf-8")


def built(project: Project) -> str:
    """What a build says; it must succeed."""
    done = project.build()
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_withdrawn_text_leaves_every_form(tmp_path: Path) -> None:
    project, key = begun(tmp_path)
    built(project)
    site = project.folder / "site"
    before = holding(site, WORDS)
    assert {name.rpartition(".")[2] for name in before} >= {"html", "epub", "xml", "json"}
    noticed(
        project,
        "withdrawal",
        f"about: {key}",
        "from: 2026-07-09",
        "reason: 数据有误 *见* <b>附表</b>",
    )
    built(project)
    assert holding(site, WORDS) == []
    issue, _, article = key.partition("/")
    folder = project.content / "issues" / issue
    assert verify.site(folder, site) == []
    file = site / "issues" / key / "index.html"
    whole = max((block for _, block in verify.expected(folder)[article]), key=len)
    text = file.read_text(encoding="utf-8")
    left = text.replace("</article>", f"<p>{whole}</p></article>")
    file.write_text(left, encoding="utf-8")
    assert "已撤稿，网页里却还有" in str(verify.site(folder, site)[0])
    file.write_text(text, encoding="utf-8")
    assert f'"/issues/{key}/" "410";' in (site / "redirects.nginx").read_text(encoding="utf-8")
    assert f"@gone path /issues/{key}/" in (site / "redirects.caddy").read_text(encoding="utf-8")
    assert "本文已于2026年7月9日撤稿：数据有误 *见* &lt;b&gt;附表&lt;/b&gt;。说明见" in page(
        project, key
    )
    assert "2026-07/01/" in page(project, key)
    assert f"{key}/" in page(project, "2026-07/01")
    clean = project.checkout(tmp_path / "clean")
    built(clean)
    assert clean.published() == project.published()
    (project.content / "issues" / "2026-07" / "01.md").unlink()
    noticed(project, "correction", f"about: {key}", "reason: 第二段的年份应为2025年")
    built(project)  # the notice was a mistake: the article is there again
    assert len(holding(site, WORDS)) == len(before)
    assert "第二段的年份应为2025年" in page(project, key)
    assert "<strong>更正</strong>" in page(project, "2026-07/01")


def test_what_a_notice_is_about_must_exist(tmp_path: Path) -> None:
    project = Project.begin(tmp_path, issues=0)
    noticed(project, "withdrawal", "about: 2026-04/88")
    done = project.build()
    assert done.returncode != 0
    assert "about-missing" in done.stdout + done.stderr


def test_a_withdrawn_regulation_takes_its_calculators_with_it(tmp_path: Path) -> None:
    project = Project.begin(tmp_path, issues=0)
    built(project)
    noticed(project, "withdrawal", "about: 2026-04/08")
    done = project.build()
    told = done.stdout + done.stderr
    assert done.returncode != 0  # their addresses were published: the editor says what now
    assert "page-vanished" in told
    assert "Traceback" not in told
