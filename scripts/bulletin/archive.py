"""A whole archive imported in one go: each file an issue, told one by one, taken up again later.

An issue is written whole or not at all, and a file that made an issue is known by its hash, so that
a run which was stopped goes on where it was.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from bulletin import importer
from bulletin.files import disk_errors, folders
from bulletin.files.last_net import unforeseen
from bulletin.model import BulletinError
from bulletin.outline.single import Given
from bulletin.proof import ledger, verify
from bulletin.proof.result import Report

_ASIDE = ("thumbs.db", "desktop.ini")
DONE, WARNED, KNOWN = "已导入", "已导入，有提示", "早已导入"
TWIN, REFUSED = "同一期的另一份", "没有导入"
_STATES = (DONE, WARNED, KNOWN, TWIN, REFUSED)

_TWIN = "这一期已从另一个文件导入，这一份没有用；要改用这一份，就单独导入它并加 --replace"
_WHOLE = Given(whole=True)  # a document by itself is no issue of an archive


class Outcome(NamedTuple):
    """What became of one file."""

    file: str  # below the archive's folder
    state: str  # one of those above
    issue: str  # 2026-04; empty where it was refused
    why: str  # the refusal, or the warnings by kind

    def line(self) -> str:
        """The outcome for people."""
        issue = f" → {self.issue}" if self.issue else ""
        return f"{self.state}：{self.file}{issue}" + (f"\n    {self.why}" if self.why else "")


def files(archive: Path) -> list[Path]:
    """Every file of an archive that may be an issue, Word before text before PDF of one name."""
    found = [p for p in archive.rglob("*") if p.is_file() and not _aside(p, archive)]
    order = {suffix: at for at, suffix in enumerate(folders.SOURCES)}
    last = len(order)
    return sorted(found, key=lambda p: (str(p.with_suffix("")), order.get(p.suffix.lower(), last)))


def imported(archive: Path, into: Path) -> Iterator[Outcome]:
    """Import every file; yields what became of each, and goes on after a refusal."""
    known = _known(into)
    for path in files(archive):
        name = path.relative_to(archive).as_posix()
        with path.open("rb") as file:
            mark = file_digest(file, "sha256").hexdigest()
        if mark in known:
            yield Outcome(name, KNOWN, known[mark], "")
            continue
        outcome = _one(path, name, into)
        if outcome.issue:
            known[mark] = outcome.issue
        yield outcome


def summary(outcomes: list[Outcome]) -> str:
    """The whole run in a line, and what is to be done about it."""
    count = Counter(outcome.state for outcome in outcomes)
    line = "，".join(f"{state} {count[state]}" for state in _STATES if count[state])
    more = (
        "；没有导入的照上面所说改好，再运行同一条命令，已导入的不会再动" if count[REFUSED] else ""
    )
    return f"共 {len(outcomes)} 个文件：{line}{more}。"


def data(outcomes: list[Outcome]) -> str:
    """The whole run as JSON."""
    return json.dumps([o._asdict() for o in outcomes], ensure_ascii=False, indent=1)


def _aside(path: Path, archive: Path) -> bool:
    """Whether a file is none that anybody has put there on purpose."""
    parts = path.relative_to(archive).parts
    hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in parts)
    return hidden or path.name.lower() in _ASIDE


def _known(into: Path) -> dict[str, str]:
    """The issue that was made from each source, by the source's hash."""
    found = {}
    for folder in (p.parent for p in into.glob("*/index.md")):
        for path in verify.ledgers(folder):
            with suppress(BulletinError):
                found[ledger.load(path).sha256] = folder.name
    return found


def _one(path: Path, name: str, into: Path) -> Outcome:
    try:
        done = importer.import_issue(path, into, given=_WHOLE)
        kept = done.folder / path.name
        if not kept.exists():  # what `verify` compares with
            shutil.copyfile(path, kept)
    except importer.DiffersError as error:
        return _second(path, name, into / error.place)
    except BulletinError as error:
        return Outcome(name, REFUSED, "", str(error))
    except OSError as error:
        return Outcome(name, REFUSED, "", str(disk_errors.refusal(error)))
    except Exception as error:
        return Outcome(name, REFUSED, "", str(unforeseen(error, f"bulletin import {name}")))
    return Outcome(name, WARNED if done.warnings else DONE, done.folder.name, _warnings(done))


def _second(path: Path, name: str, folder: Path) -> Outcome:
    """Another file of a month that is there: the same issue once more, or another one."""
    said, known = importer.convert(path, _WHOLE)[0].issue, folders.numbers(folder / "index.md")
    if said.number in known or not (said.number or known):
        return Outcome(name, TWIN, folder.name, _TWIN)
    why = f"封面是 {said.name}，{folder.name} 已是总第 {known.start} 期；核对两份封面的年月和总期号"
    return Outcome(name, REFUSED, "", why)


def _warnings(done: Report) -> str:
    counts = Counter(w.message for w in done.warnings)
    return "；".join(f"{message} × {n}" for message, n in counts.items())
