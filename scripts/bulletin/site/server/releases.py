"""Publishing to a server's folder: copy, check, then point `current` at it in one step.

    TARGET/current            what the server shows: a link to one of
    TARGET/releases/<name>/   the last three releases, each whole

A copy that fails or is killed leaves `current` as it was; `rollback` points it at the release
before. Files whose name holds their hash stay one release longer, for pages that are still open.
A release that still holds what has been withdrawn goes at once, so that no way leads back to it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bulletin.files import disk_errors
from bulletin.model import BulletinError
from bulletin.site.build import manifest
from bulletin.site.build.staging import Staging
from bulletin.site.content import notices
from bulletin.site.server import headers
from bulletin.site.server.precompress import precompress

KEEP = 3
CURRENT = "current"
RELEASES = "releases"
NOTE = ".release.json"
_STANDING = "读者看到的仍是上一次发布"


@dataclass(frozen=True)
class Release:
    """One published state of the site."""

    name: str
    files: int
    carried: tuple[str, ...] = ()


def publish(site: Path, target: Path, cache: Path, now: datetime | None = None) -> Release:
    """Copy a built site into the target's releases and show it."""
    files = manifest.read(site / manifest.FILE)
    _refuse_overlap(site, target)
    releases = target / RELEASES
    staging = Staging(releases / "incoming")
    made = not target.exists()
    with _told(target):
        incoming = staging.begin()
        if made:
            target.chmod(0o755)
        try:
            return _publish(site, target, cache, files, incoming, now or datetime.now(UTC))
        finally:
            staging.release()


def _publish(
    site: Path, target: Path, cache: Path, files: dict[str, str], incoming: Path, now: datetime
) -> Release:
    """The copy, its check, and the step that shows it."""
    releases = target / RELEASES
    shutil.copytree(site, incoming, ignore=shutil.ignore_patterns(".*"), dirs_exist_ok=True)
    before = target / CURRENT
    clean = _withdrawn(before) >= _withdrawn(incoming)
    carried = _carry(before, incoming, set(files)) if clean else ()
    release = Release(_name(now, releases), len(files), carried)
    _write_note(incoming, release)
    precompress(incoming, cache)
    _open_to_the_server(incoming)
    _check(incoming)
    incoming.rename(releases / release.name)
    _point(target / CURRENT, releases / release.name)
    _prune(target)
    _forget(target, _withdrawn(site))
    return release


def rollback(target: Path, name: str | None = None) -> Release:
    """Show the release before the current one, or a kept one by its name, older or newer."""
    names, current = history(target), shown(target)
    if name is not None and name not in names:
        raise BulletinError(
            "rollback-unknown",
            str(target),
            f"没有 {name} 这一次发布",
            "、".join(names) or "至少一次发布",
            f"用 bulletin releases {target} 列出留着的各次，再写它的名称",
        )
    before = [name] if name else [n for n in names if current is None or n < current]
    if not before:
        raise BulletinError(
            "rollback-none",
            str(target),
            "没有更早的一次发布",
            f"{RELEASES} 里至少有两次发布",
            "从版本库取出旧的内容，重新构建并发布",
        )
    folder = target / RELEASES / before[-1]
    with _told(target):
        _check(folder)
        _point(target / CURRENT, folder)
    return read_note(folder)


def history(target: Path) -> list[str]:
    """The names of the releases that are kept, oldest first."""
    folder = target / RELEASES
    names = (p.name for p in folder.iterdir()) if folder.is_dir() else iter(())
    return sorted(name for name in names if not name.startswith("."))


def shown(target: Path) -> str | None:
    """The name of the release that the server shows."""
    current = target / CURRENT
    return current.resolve().name if current.exists() else None


def read_note(folder: Path) -> Release:
    """What a release says of itself."""
    data = json.loads((folder / NOTE).read_text(encoding="utf-8"))
    return Release(data["name"], data["files"], tuple(data["carried"]))


def _name(now: datetime, releases: Path) -> str:
    """A name that sorts by time; two releases of one second are told apart."""
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    again = sum(1 for p in releases.glob(f"{stamp}*"))
    return f"{stamp}-{again}"


def _write_note(folder: Path, release: Release) -> None:
    text = json.dumps(asdict(release), ensure_ascii=False, indent=1)
    (folder / NOTE).write_text(text + "\n", encoding="utf-8", newline="\n")


def _carry(current: Path, incoming: Path, files: set[str]) -> tuple[str, ...]:
    """Keep the hashed files of the release shown so far, but not those it had itself carried."""
    note = current / NOTE
    if not note.is_file():
        return ()
    own = set(manifest.read(current / manifest.FILE)) - set(read_note(current).carried)
    kept = sorted(name for name in own - files if headers.immutable(name))
    for name in kept:
        for path in (current / name, current / f"{name}.br", current / f"{name}.gz"):
            if path.is_file():
                copy = incoming / path.relative_to(current)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    return tuple(kept)


def _check(folder: Path) -> None:
    """Refuse a release that is not what was built: a full disk or a bad cable shows here."""
    for problem in manifest.verify_folder(folder):
        raise problem


def _open_to_the_server(folder: Path) -> None:
    """Let everybody read a release, whatever this user's files are like: a server is somebody else.

    The folder of all releases is ours as well; the target is the administrator's, and stays.
    """
    if sys.platform == "win32":
        return  # files there take the rights of their folder
    folder.parent.chmod(0o755)
    for place, _, files in os.walk(folder):
        os.chmod(place, 0o755)
        for name in files:
            os.chmod(os.path.join(place, name), 0o644)


def _point(current: Path, release: Path) -> None:
    """Let `current` lead to a release; in one step where the system can."""
    if sys.platform == "win32":
        import _winapi

        if current.exists():
            current.rmdir()
        _winapi.CreateJunction(str(release.resolve()), str(current))
        return
    if current.exists() and not current.is_symlink():
        raise BulletinError(
            "publish-foreign",
            str(current),
            "已有一个不是由 publish 写出的文件夹",
            "空的发布目录，或者 publish 用过的目录",
            "换一个目录，或把它移开后再发布",
        )
    fresh = current.with_name(f".{current.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(Path(RELEASES) / release.name, target_is_directory=True)
    fresh.replace(current)


def _prune(target: Path) -> None:
    """Remove all but the last releases; the one that is shown always stays."""
    for name in history(target)[:-KEEP]:
        if name != shown(target):
            shutil.rmtree(target / RELEASES / name, ignore_errors=True)


def _withdrawn(folder: Path) -> set[str]:
    """The articles that a release holds no more."""
    path = folder / notices.LIST
    return set(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else set()


def _forget(target: Path, withdrawn: set[str]) -> None:
    """Remove the releases that hold an article which is withdrawn now."""
    for name in history(target):
        folder = target / RELEASES / name
        if name != shown(target) and not _withdrawn(folder) >= withdrawn:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Say of a failing disk what it means and what to do."""
    try:
        yield
    except OSError as error:
        raise disk_errors.refusal(error, place, _STANDING) from error


def _refuse_overlap(site: Path, target: Path) -> None:
    """A target inside the site would be published with it, and the other way round."""
    a, b = site.resolve(), target.resolve()
    if a == b or a in b.parents or (b in a.parents and (b / CURRENT).resolve() == a):
        raise BulletinError(
            "publish-overlap",
            str(target),
            "发布目录在网站里面",
            "网站之外的目录",
            "换一个发布目录，例如 /srv/bulletin",
        )
