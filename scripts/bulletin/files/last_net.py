"""The last net: an error that nobody foresaw is told in words, and kept for the maintainer."""

from __future__ import annotations

import traceback
from contextlib import suppress
from pathlib import Path

from bulletin.model import BulletinError

KEPT = Path(".cache") / "last-error.txt"


def unforeseen(error: Exception, doing: str, root: Path = Path(".")) -> BulletinError:
    """What to tell an editor of an error that is ours; its traceback is written to a file.

    `doing` is the stage at which it came, with the file where that is known.
    """
    text = "".join(traceback.format_exception(error))
    path = root / KEPT
    kept = ""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
        kept = f"，请把 {KEPT.as_posix()} 交给维护者"
    return BulletinError(
        "unforeseen",
        doing,
        f"程序没有料到的情况（{type(error).__name__}：{str(error)[:80]}）",
        "每种输入都有结果或说明",
        f"先撤回最近改动的文件再试{kept}；网站仍是原来的",
    )
