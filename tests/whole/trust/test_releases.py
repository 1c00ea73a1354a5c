"""A publication is whole or it is not there; the last three can be shown again."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.site.build import manifest
from bulletin.site.server import releases

DAY = datetime(2026, 5, 1, tzinfo=UTC)
PUBLISH = "import sys; from pathlib import Path; from bulletin.site.server import releases; "
PUBLISH += "releases.publish(*map(Path, sys.argv[1:4]))"


def build(folder: Path, text: str, runtime: str = "0123456789abcdef") -> Path:
    """A built site in small."""
    shutil.rmtree(folder, ignore_errors=True)
    part = folder / "assets" / "runtime" / runtime / "worker.mjs"
    part.parent.mkdir(parents=True)
    part.write_text(f"// {runtime}\n" * 200)
    (folder / "index.html").write_text(f"<html>{text}</html>\n" * 100)
    manifest.write(folder, folder / "content")
    return folder


def publish(tmp_path: Path, text: str, day: int = 0, runtime: str = "0123456789abcdef") -> str:
    site = build(tmp_path / "site", text, runtime)
    now = DAY + timedelta(days=day)
    return releases.publish(site, tmp_path / "web", tmp_path / "cache", now).name


def shown(tmp_path: Path) -> str:
    return (tmp_path / "web" / "current" / "index.html").read_text()


def test_the_site_is_shown_with_compressed_files_beside_its_pages(tmp_path: Path) -> None:
    publish(tmp_path, "一")
    assert "一" in shown(tmp_path)
    assert (tmp_path / "web" / "current" / "index.html.br").is_file()
    assert manifest.verify_folder(tmp_path / "web" / "current") == []


@pytest.mark.skipif(sys.platform == "win32", reason="files there have no such modes")
def test_the_server_may_read_what_a_careful_user_publishes(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(tmp_path, "一")
    finally:
        os.umask(before)
    web = tmp_path / "web"
    release = (web / "current").resolve()
    for path in [web, release.parent, release, *release.rglob("*")]:
        wanted = 0o755 if path.is_dir() else 0o644
        assert path.stat().st_mode & 0o777 == wanted, path


def test_the_last_three_are_kept_and_rollback_walks_back(tmp_path: Path) -> None:
    for day, text in enumerate("一二三四"):
        publish(tmp_path, text, day)
    assert len(releases.history(tmp_path / "web")) == 3
    assert "四" in shown(tmp_path)
    for text in "三二":
        releases.rollback(tmp_path / "web")
        assert text in shown(tmp_path)
    with pytest.raises(BulletinError, match="没有更早的一次发布"):
        releases.rollback(tmp_path / "web")
    assert "二" in shown(tmp_path)


def test_no_way_leads_back_to_what_was_withdrawn(tmp_path: Path) -> None:
    publish(tmp_path, "旧文", 0, "a" * 16)
    publish(tmp_path, "旧文改版", 1, "b" * 16)
    site = build(tmp_path / "site", "已撤稿", "c" * 16)
    (site / "withdrawn.json").write_text('{"2026-04/05": "2026-07/01"}')
    manifest.write(site, site / "content")
    releases.publish(site, tmp_path / "web", tmp_path / "cache", DAY + timedelta(days=2))
    assert len(releases.history(tmp_path / "web")) == 1
    left = [p for p in (tmp_path / "web").rglob("*.html") if "旧文" in p.read_text()]
    assert left == []
    assert not (tmp_path / "web" / "current" / "assets" / "runtime" / ("b" * 16)).exists()
    with pytest.raises(BulletinError, match="没有更早的一次发布"):
        releases.rollback(tmp_path / "web")


def test_two_publications_in_one_second_are_two_releases(tmp_path: Path) -> None:
    assert publish(tmp_path, "一") != publish(tmp_path, "二")
    releases.rollback(tmp_path / "web")
    assert "一" in shown(tmp_path)


def test_a_damaged_release_is_not_rolled_back_to(tmp_path: Path) -> None:
    first = publish(tmp_path, "一")
    publish(tmp_path, "二", 1)
    (tmp_path / "web" / "releases" / first / "index.html").write_text("坏")
    with pytest.raises(BulletinError, match="内容变了"):
        releases.rollback(tmp_path / "web")
    assert "二" in shown(tmp_path)


def test_pages_still_open_find_their_runtime_for_one_more_release(tmp_path: Path) -> None:
    worker = tmp_path / "web" / "current" / "assets" / "runtime"
    publish(tmp_path, "一", 0, "aaaaaaaaaaaaaaaa")
    publish(tmp_path, "二", 1, "bbbbbbbbbbbbbbbb")
    assert (worker / "aaaaaaaaaaaaaaaa" / "worker.mjs").is_file()
    assert manifest.verify_folder(tmp_path / "web" / "current") == []
    publish(tmp_path, "三", 2, "cccccccccccccccc")
    assert (worker / "bbbbbbbbbbbbbbbb" / "worker.mjs").is_file()
    assert not (worker / "aaaaaaaaaaaaaaaa").exists()


def test_a_site_that_is_not_whole_is_refused(tmp_path: Path) -> None:
    site = build(tmp_path / "site", "一")
    (site / "index.html").write_text("改过")
    with pytest.raises(BulletinError, match="内容变了"):
        releases.publish(site, tmp_path / "web", tmp_path / "cache")
    assert not (tmp_path / "web" / "current").exists()
    assert releases.history(tmp_path / "web") == []


def test_a_folder_that_somebody_else_put_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "web" / "current").mkdir(parents=True)
    (tmp_path / "web" / "current" / "precious.html").touch()
    with pytest.raises(BulletinError, match="不是由 publish 写出"):
        publish(tmp_path, "一")
    assert (tmp_path / "web" / "current" / "precious.html").exists()


def test_a_target_inside_the_site_is_refused(tmp_path: Path) -> None:
    site = build(tmp_path / "site", "一")
    with pytest.raises(BulletinError, match="发布目录在网站里面"):
        releases.publish(site, site / "web", tmp_path / "cache")


def test_a_site_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match="先运行 mkdocs build"):
        releases.publish(tmp_path, tmp_path.parent / "web", tmp_path / "cache")


def test_chinese_names_and_spaces_are_paths_like_others(tmp_path: Path) -> None:
    folder = tmp_path / "简报 网站"
    folder.mkdir()
    publish(folder, "一")
    assert "一" in shown(folder)


def _limited(folder: Path) -> subprocess.CompletedProcess[str]:
    """Publish where no file may grow over 1000 bytes, as on a disk that is full."""
    return subprocess.run(
        [sys.executable, "-c", PUBLISH, folder / "site", folder / "web", folder / "cache"],
        capture_output=True,
        text=True,
        preexec_fn=lambda: (
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        ),
    )


def test_a_full_disk_leaves_the_last_publication(tmp_path: Path) -> None:
    publish(tmp_path, "一")
    build(tmp_path / "site", "二")
    done = _limited(tmp_path)
    assert done.returncode != 0
    assert "读者看到的仍是上一次发布" in done.stderr
    assert "一" in shown(tmp_path)
    assert len(releases.history(tmp_path / "web")) == 1


def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    publish(tmp_path, "一")
    site = build(tmp_path / "site", "二")
    (tmp_path / "web" / "releases").chmod(0o555)
    for folder in (tmp_path, *tmp_path.parents[:4]):
        folder.chmod(0o755)

    def unprivileged() -> str:
        if os.geteuid() == 0:
            os.setuid(65534)  # root may write everywhere
        with pytest.raises(BulletinError) as refused:
            releases.publish(site, tmp_path / "web", tmp_path / "cache")
        return str(refused.value)

    assert "没有权限；读者看到的仍是上一次发布" in _in_a_child(unprivileged)
    assert "一" in shown(tmp_path)


def _in_a_child(work: Callable[[], str]) -> str:
    """What a piece of work says in a process of its own, which may give up its rights."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as told:
        return told.read().decode()


def test_killed_at_any_moment_the_last_publication_stays_or_the_new_one_stands(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "一")
    build(tmp_path / "site", "二")
    for number in range(200):
        extra = tmp_path / "site" / "issues" / f"{number}.html"
        extra.parent.mkdir(exist_ok=True)
        extra.write_text(f"<html>{number}</html>\n" * 300)
    manifest.write(tmp_path / "site", tmp_path / "content")
    command = [sys.executable, "-c", PUBLISH, tmp_path / "site", tmp_path / "web", tmp_path / "c"]
    for moment in range(8):
        process = subprocess.Popen(command)
        while process.poll() is None and not _begun(tmp_path, moment * 40):
            time.sleep(0.001)
        process.kill()
        process.wait()
        assert manifest.verify_folder(tmp_path / "web" / "current") == []
    releases.publish(tmp_path / "site", tmp_path / "web", tmp_path / "c", DAY + timedelta(days=900))
    assert "二" in shown(tmp_path)
    leftovers = [p.name for p in (tmp_path / "web" / "releases").iterdir() if p.is_dir()]
    assert not [name for name in leftovers if name.startswith(".")]


def _begun(folder: Path, files: int) -> bool:
    """Whether a running publication has copied so many files."""
    incoming = folder / "web" / "releases" / ".incoming.written"
    return sum(len(names) for _, _, names in os.walk(incoming)) > files
