"""What a later issue does to a computed document, the calculator says from the next build on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.serving import serving
from tests.site.project import Project
from tests.whole.questions import address, fill_example

SUCCESSOR = """---
title: 某市早期投资办法
section: 政策速递
kind: policy
page: 1
document:
  title: 某市早期投资办法
  number: 某科发〔2026〕77号
  issued: 2026-07-10
  effective: 2026-08-01
  relations:
  - {kind}: {{title: 重庆市种子投资基金管理办法, number: 渝科局发〔2026〕14号}}
    from: 2026-08-01
    confirmed: {sure}
---

第一条 为了支持早期企业，制定本办法。

第二条 本办法自2026年8月1日起施行。
"""
ISSUE = """---
kind: issue
number: 300
month: 2026-07
title: 2026年7月期　总300期
sections:
- 政策速递
---

简报

2026年7月期 总300期
"""


def published(project: Project, kind: str, sure: str) -> None:
    """The site with an issue whose document does this to the fund's measures."""
    folder = project.content / "issues" / "2026-07"
    folder.mkdir(exist_ok=True)
    (folder / "index.md").write_text(ISSUE, encoding="utf-8")
    (folder / "01.md").write_text(SUCCESSOR.format(kind=kind, sure=sure), encoding="utf-8")
    done = project.build()
    assert done.returncode == 0, done.stdout + done.stderr


def answer(chromium: Any, site: Path, day: str) -> tuple[str, str, str]:
    """Verdict, words and what is said beforehand on a day by the reader's clock."""
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.clock.set_fixed_time(f"{day}T08:00:00")
    with serving(site) as served:
        page.goto(served.url(address("cq_fee")))
        section = page.locator("#cq_fee")
        fill_example(page, "cq_fee")
        section.locator("[name=first_year_funds]").fill("6000万")
        result = section.locator("[data-result]:not([data-stale])")
        result.wait_for()
        told = section.locator("[data-slot=version_note]").inner_text()
        found = str(result.get_attribute("data-verdict")), result.inner_text(), told
    context.close()
    return found


@pytest.mark.parametrize(
    ("kind", "sure", "verdict", "words"),
    [
        ("replaces", "true", "inapplicable", "已被某科发〔2026〕77号代替"),
        ("repeals", "false", "unknown", "可能已被某科发〔2026〕77号废止，待核实"),
        ("amends", "true", "unknown", "已被某科发〔2026〕77号修改，规则待更新"),
    ],
)
def test_from_its_day_on_no_plain_pass(
    chromium: Any, tmp_path: Path, kind: str, sure: str, verdict: str, words: str
) -> None:
    project = Project.begin(tmp_path, issues=0)
    assert project.build().returncode == 0  # what is carried over must notice the next issue
    published(project, kind, sure)
    before = answer(chromium, project.folder / "site", "2026-07-31")
    assert (before[0], before[2]) == ("pass", "")
    after = answer(chromium, project.folder / "site", "2026-08-01")
    assert after[0] == verdict
    assert words in after[1]
    assert "《重庆市种子投资基金管理办法》" in after[2]
