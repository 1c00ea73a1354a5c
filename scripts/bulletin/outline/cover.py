"""The cover: issue number, month and edition."""

from __future__ import annotations

import re

from bulletin.model import BulletinError
from bulletin.outline.passage import Paragraph

MONTH = re.compile(r"((?:19|20)\d\d)\s*年\s*(?:第\s*)?(\d{1,2})\s*月")
NUMBER = re.compile(r"总\s*第?\s*(\d{1,5})\s*期")
_EDITION = re.compile(r"^(\S{1,6}?)本\s*[：:]")


def declared(cover: tuple[Paragraph, ...], name: str) -> tuple[int, str, str | None]:
    """Number, month and edition that the cover declares."""
    text = "\n".join(p.text for p in cover)
    number, month = NUMBER.search(text), MONTH.search(text)
    for found, what, example in ((number, "总期号", "总297期"), (month, "年月", "2026年4月")):
        if not found:
            raise BulletinError(
                "cover-incomplete",
                f"{name} 封面",
                f"封面没有{what}",
                f"目录之前有一行写明，如“{example}”",
                "在封面补上后再导入",
            )
    assert number
    assert month
    if not 1 <= int(month[2]) <= 12:
        raise BulletinError(
            "month-impossible", f"{name} 封面", f"月份是 {month[2]}", "1 到 12", "改正封面的年月"
        )
    editions = [m[1] for p in cover if (m := _EDITION.match(p.text))]
    return int(number[1]), f"{month[1]}-{int(month[2]):02}", editions[0] if editions else None
