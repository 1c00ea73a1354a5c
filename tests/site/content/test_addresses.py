from pathlib import Path

from bulletin.model import BulletinError
from bulletin.site.content import addresses
from bulletin.site.content.addresses import aliases
from tests.site.sample import shelf, write


def check(issues: Path, body: str, redirects: dict[str, str]) -> list[BulletinError]:
    problems, lists = addresses.check(shelf(write(issues, f"## 办法\n\n{body}")), redirects)
    if not problems:
        addresses.keep(lists)
    return problems


def test_a_new_address_is_listed(tmp_path: Path) -> None:
    assert check(tmp_path, "第一条 甲。\n\n第三条 丙。", {}) == []
    assert check(tmp_path, "第一条 甲。\n\n第二条 乙。\n\n第三条 丙。", {}) == []
    listed = (tmp_path / "2026-04" / "ids.txt").read_text().split()
    assert listed == ["08#h-1", "08#art-1", "08#art-2", "08#art-3"]


def test_an_address_that_vanishes_is_a_problem_and_stays_listed(tmp_path: Path) -> None:
    check(tmp_path, "第一条 甲。\n\n第二条 乙。\n\n第三条 丙。", {})
    (problem,) = check(tmp_path, "第一条 甲。\n\n第三条 丙。", {})
    assert "#art-2" in str(problem)
    assert "08#art-2" in (tmp_path / "2026-04" / "ids.txt").read_text()


def test_a_redirect_settles_it_and_the_old_id_leads_on(tmp_path: Path) -> None:
    check(tmp_path, "第一条 甲。\n\n第二条 乙。\n\n第三条 丙。", {})
    redirects = {"issues/2026-04/08/#art-2": "issues/2026-04/08/#art-1"}
    assert check(tmp_path, "第一条 甲。\n\n第三条 丙。", redirects) == []
    assert aliases(redirects, "issues/2026-04/08/") == {"art-1": ["art-2"]}


def test_a_look_lists_no_address_and_tells_of_those_that_vanish(tmp_path: Path) -> None:
    clauses = ["第一条 甲。", "第二条 乙。", "第三条 丙。", "第四条 丁。"]
    check(tmp_path, "\n\n".join(clauses[:3]), {})
    listed = (tmp_path / "2026-04" / "ids.txt").read_text()
    for count, vanished in ((4, 0), (2, 1)):
        now = shelf(write(tmp_path, "## 办法\n\n" + "\n\n".join(clauses[:count])))
        assert len(addresses.check(now, {})[0]) == vanished
        assert (tmp_path / "2026-04" / "ids.txt").read_text() == listed
