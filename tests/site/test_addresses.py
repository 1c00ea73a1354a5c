from pathlib import Path

from bulletin.model import Article, Issue
from bulletin.site.addresses import aliases, check
from bulletin.site.catalogue import Entry
from bulletin.site.structure import Renderer


def entry(body: str) -> Entry:
    article = Article("08", "办法", "政策速递", kind="policy")
    return Entry(Issue("2026-04", 297, "2026-04"), article, Renderer().render(f"## 办法\n\n{body}"))


def folder(tmp_path: Path) -> Path:
    (tmp_path / "2026-04").mkdir(exist_ok=True)
    return tmp_path


def test_a_new_address_is_listed(tmp_path: Path) -> None:
    issues = folder(tmp_path)
    assert check(issues, [entry("第一条 甲。\n\n第三条 丙。")], {}) == []
    assert check(issues, [entry("第一条 甲。\n\n第二条 乙。\n\n第三条 丙。")], {}) == []
    listed = (issues / "2026-04" / "ids.txt").read_text().split()
    assert listed == ["08#h-1", "08#art-1", "08#art-2", "08#art-3"]


def test_an_address_that_vanishes_is_a_problem_and_stays_listed(tmp_path: Path) -> None:
    issues = folder(tmp_path)
    check(issues, [entry("第一条 甲。\n\n第二条 乙。\n\n第三条 丙。")], {})
    (problem,) = check(issues, [entry("第一条 甲。\n\n第三条 丙。")], {})
    assert "#art-2" in str(problem)
    assert "08#art-2" in (issues / "2026-04" / "ids.txt").read_text()


def test_a_redirect_settles_it_and_the_old_id_leads_on(tmp_path: Path) -> None:
    issues = folder(tmp_path)
    check(issues, [entry("第一条 甲。\n\n第二条 乙。\n\n第三条 丙。")], {})
    redirects = {"issues/2026-04/08/#art-2": "issues/2026-04/08/#art-1"}
    assert check(issues, [entry("第一条 甲。\n\n第三条 丙。")], redirects) == []
    assert aliases(redirects, "issues/2026-04/08/") == {"art-1": ["art-2"]}
