"""The real issue's regulations, cut by a splitter of the tests' own, as a second witness."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "bulletins" / "2026-04"
DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
ARTICLE = re.compile(r"第([一二三四五六七八九十]+)条 ")
ITEM = re.compile(r"(?:- )?[（(]([一二三四五六七八九十]+)[）)]")


def number(text: str) -> int:
    """十九 as 19."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS[text]
    return 10 * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)


def folded(text: str) -> str:
    """Text without blanks, in one width."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def lines_of(title: str) -> list[str]:
    """The lines of one document or article: from its body's title to the next one."""
    lines = (REAL / "bulletin.txt").read_text(encoding="utf-8").split("\n")
    contents = [line.split("\t")[0].rstrip(". ") for line in lines if re.search(r"\t\d+$", line)]
    titles = [folded(re.sub(r"\.{3,}.*", "", t)) for t in contents]
    start = next(n for n, t in enumerate(titles) if folded(title) in t)
    starts = [n for n in range(60, len(lines)) if begins(lines, n, titles[start])]
    after = titles[start + 1] if start + 1 < len(titles) else None
    end = next((n for n in range(starts[0] + 1, len(lines)) if begins(lines, n, after)), None)
    return [line for line in lines[starts[0] : end] if line.strip()]


def begins(lines: list[str], n: int, title: str | None) -> bool:
    """Whether a title, perhaps over two lines, begins at a line."""
    if title is None or not lines[n].strip():
        return False
    here = folded("".join(lines[n : n + 3]))
    return title.startswith(folded(lines[n])[:12]) and here.startswith(title)


def clauses(title: str) -> dict[str, str]:
    """Folded text by id: art-19, art-19-i2 (with all below it), item-6 where there is no 条."""
    found: dict[str, str] = {}
    article = item = ""
    for line in lines_of(title):
        head, mark = ARTICLE.match(line), ITEM.match(line)
        if head:
            article, item = f"art-{number(head[1])}", ""
        elif mark:
            item = f"{article}-i{number(mark[1])}" if article else f"item-{number(mark[1])}"
        for name in {article, item} - {""}:
            found[name] = found.get(name, "") + folded(line)
    return found
