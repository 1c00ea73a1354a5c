"""Asks a built site's search outside the browser: the engine and the bytes that the page uses."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bulletin.model import BulletinError
from bulletin.site.runtime.node import node

ENGINE = "assets/js/search/engine.js"
_SCRIPT = Path(__file__).with_name("find.mjs")

Answer = dict[str, Any]


def find(site: Path, queries: Sequence[str], limit: int = 10) -> list[Answer]:
    """The answers to some queries: groups with their hits, best first, requests and bytes."""
    if not (site / ENGINE).is_file():
        raise BulletinError(
            "find-site", str(site), f"没有 {ENGINE}", "建好的网站", "先运行 mkdocs build"
        )
    lines = "".join(f"{' '.join(query.split())}\n" for query in queries)
    done = subprocess.run(
        [node(), _SCRIPT, site, str(limit)], input=lines, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["没有回答"])[-1]
        raise BulletinError("find-index", str(site), last, "完整的检索数据", "重新生成网站")
    return [json.loads(line) for line in done.stdout.splitlines()]


def hits(answer: Answer) -> list[dict[str, Any]]:
    """All hits of an answer in the order in which they are shown."""
    return [hit for group in answer["groups"] for hit in group["hits"]]


def _notes(hit: dict[str, Any]) -> str:
    """What a hit says in other words than the query, and what it does not say."""
    notes = [f"“{word}”文中作“{other}”" for word, other in hit["instead"]]
    if hit["missing"]:
        notes.append(f"未含“{'”“'.join(hit['missing'])}”")
    return f"（{'，'.join(notes)}）" if notes else ""


def told(answer: Answer, explain: bool = False) -> Iterator[str]:
    """An answer as lines for people; with `explain`, the marks and what was read for it."""
    if answer["note"]:
        yield answer["note"]
    if not answer["groups"] and not answer["note"]:
        yield "没有找到"
    for group in answer["groups"]:
        yield f"{group['label']}（{group['count']} 篇）"
        for hit in group["hits"]:
            place = f"#{hit['id']}" if hit["id"] else ""
            yield f"  {hit['url']}{place}  {hit['title']}"
            yield f"    {hit['excerpt']}{_notes(hit)}"
            if explain:
                yield f"    标出：{'、'.join(dict.fromkeys(hit['marks'])) or '无'}"
    if explain:
        yield f"读了 {answer['requests']} 个文件，{answer['bytes']} 字节"
