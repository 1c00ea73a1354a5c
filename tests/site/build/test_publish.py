from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.site.build import staging as publish
from bulletin.site.build.staging import Staging


def site(tmp_path: Path) -> Path:
    old = tmp_path / "site"
    old.mkdir()
    (old / "index.html").write_text("old")
    (old / ".nojekyll").touch()
    return old


def built(staging: Staging, text: str) -> None:
    """What a build does between beginning and end."""
    (staging.begin() / "part.html").write_text("written first")
    staging.building.mkdir(exist_ok=True)
    (staging.building / "index.html").write_text(text)


def test_the_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    staging = Staging(site(tmp_path))
    built(staging, "new")
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    staging.finish()
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert (tmp_path / "site" / ".nojekyll").exists()
    assert not staging.written.exists()


def test_the_old_site_stays_aside_for_the_next_build(tmp_path: Path) -> None:
    staging = Staging(site(tmp_path))
    built(staging, "new")
    staging.finish()
    assert (staging.building / "index.html").read_text() == "old"


def test_where_the_system_cannot_exchange_at_once_it_is_done_in_two_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish.sys, "platform", "darwin")
    staging = Staging(site(tmp_path))
    built(staging, "new")
    staging.finish()
    assert (tmp_path / "site" / "index.html").read_text() == "new"
    assert (staging.building / "index.html").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.building", ".site.lock", "site"]


def test_a_second_step_that_fails_brings_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish.sys, "platform", "darwin")
    old = site(tmp_path)
    with pytest.raises(OSError, match=r"nowhere"):
        publish._exchange(tmp_path / "nowhere", old)
    assert (old / "index.html").read_text() == "old"


def test_a_build_that_is_given_up_leaves_the_old_site(tmp_path: Path) -> None:
    staging = Staging(site(tmp_path))
    built(staging, "half")
    staging.release()
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    assert not staging.written.exists()


def test_what_a_killed_build_wrote_is_cleared(tmp_path: Path) -> None:
    staging = Staging(site(tmp_path))
    staging.written.mkdir()
    (staging.written / "half.html").touch()
    assert list(staging.begin().iterdir()) == []
    staging.release()


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    first = Staging(site(tmp_path))
    first.begin()
    with pytest.raises(BulletinError, match="另一次构建正在进行"):
        Staging(first.site).begin()
    first.release()
    Staging(first.site).begin()
