"""A build that meets a full or locked disk says so in words and leaves the site as it was."""

import errno
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.cli import main
from bulletin.files import disk_errors

ROOT = Path(__file__).resolve().parents[3]


def build(before: str, folder: Path, after: str) -> subprocess.CompletedProcess[str]:
    """`mkdocs build` into a folder between two pieces of shell, with mounts of its own."""
    make = shlex.join([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder / "site")])
    script = f"set -e; {before}; set +e; {make}; echo status=$?; {after}"
    return subprocess.run(
        ["unshare", "-rm", "sh", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=dict(os.environ, NO_MKDOCS_2_WARNING="1"),
    )


@pytest.fixture(scope="module", autouse=True)
def mounts() -> None:
    """These tests need a file system of their own, which not every machine lets one have."""
    trial = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt"]
    if not shutil.which("unshare") or subprocess.run(trial, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a small file system")


@pytest.mark.parametrize("size", ["64k", "1m", "8m"])
def test_a_full_disk_is_named_and_the_old_site_stays(tmp_path: Path, size: str) -> None:
    """At each size the disk fills up in another step of the build."""
    old = f"mkdir {tmp_path}/site; echo old > {tmp_path}/site/index.html"
    done = build(
        f"mount -t tmpfs -o size={size} none {tmp_path}; {old}",
        tmp_path,
        f"cat {tmp_path}/site/index.html; ls -A {tmp_path}",
    )
    assert "status=1" in done.stdout
    assert "磁盘满了；网站仍是原来的" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    listed = done.stdout.split("status=1\n")[1].split()
    assert listed == ["old", ".site.lock", "site"]


def test_a_read_only_folder_is_named_and_the_old_site_stays(tmp_path: Path) -> None:
    old = f"mkdir {tmp_path}/site; echo old > {tmp_path}/site/index.html"
    done = build(
        f"mount -t tmpfs none {tmp_path}; {old}; mount -o remount,ro {tmp_path}",
        tmp_path,
        f"cat {tmp_path}/site/index.html",
    )
    assert "status=1\nold" in done.stdout
    assert "文件夹是只读的；网站仍是原来的" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_commands_name_a_file_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["import", str(tmp_path / "四月.docx"), "--into", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "四月.docx" in said
    assert "处理：" in said
    assert "No such file" not in said


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENOENT])
def test_the_system_s_errors_are_put_in_words(number: int) -> None:
    refused = disk_errors.refusal(OSError(number, os.strerror(number), "简报/07.md"))
    assert refused.place == "简报/07.md"
    assert os.strerror(number) not in str(refused)


def test_an_error_that_nobody_foresaw_is_told_as_the_system_tells_it() -> None:
    refused = disk_errors.refusal(OSError(errno.ELOOP, "Too many links"), "简报")
    assert (refused.place, refused.found) == ("简报", "Too many links")


def test_of_a_folder_s_copy_the_first_error_counts() -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a.wasm")
    refused = disk_errors.refusal(shutil.Error([("from/a.wasm", "site/a.wasm", str(full))]))
    assert (refused.place, refused.found) == ("site/a.wasm", "磁盘满了")
    assert "没有名字" in disk_errors.refusal(shutil.Error([("a", "b", "没有名字")])).found
    assert disk_errors.refusal(shutil.Error("两个文件夹是同一个")).found == "两个文件夹是同一个"
