"""An old address leads on, on any file server and below any path."""

from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.site.content import redirects


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("08", "09"):
        page = tmp_path / "issues" / "2026-04" / name / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text("<article><p>正文</p></article><footer></footer>", encoding="utf-8")
    return tmp_path


def test_a_moved_page_leaves_a_page_that_names_the_new_one(site: Path) -> None:
    redirects.write({"issues/2026-03/07/": "issues/2026-04/08/#art-1"}, site)
    html = (site / "issues" / "2026-03" / "07" / "index.html").read_text(encoding="utf-8")
    assert 'url=../../../issues/2026-04/08/#art-1"' in html
    assert redirects.moved(site) == ["issues/2026-03/07/"]


def test_a_moved_clause_leaves_a_note_with_its_old_id() -> None:
    moved = {"issues/2026-04/08/#art-9": "issues/2026-04/09/#art-2"}
    note = redirects.notes(moved, "issues/2026-04/08/")
    assert 'id="art-9">这一条已经移到<a href="../../../issues/2026-04/09/#art-2">' in note
    assert redirects.notes(moved, "issues/2026-04/09/") == ""


def test_a_clause_that_moved_within_its_page_leaves_no_note() -> None:
    moved = {"issues/2026-04/08/#art-9": "issues/2026-04/08/#art-2"}
    assert redirects.notes(moved, "issues/2026-04/08/") == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("issues/2026-03/07/", "issues/2026-04/77/"),
        ("issues/2026-03/07/", "https://elsewhere.example/"),
        ("issues/2026-03/07/", "../../etc/"),
        ('issues/"; return 200 "x/', "issues/2026-04/08/"),
        ("issues/2026-04/08/", "issues/2026-04/09/"),
    ],
)
def test_what_leads_nowhere_or_elsewhere_is_refused(site: Path, old: str, new: str) -> None:
    with pytest.raises(BulletinError, match=r"redirects\.yml"):
        redirects.write({old: new}, site)
