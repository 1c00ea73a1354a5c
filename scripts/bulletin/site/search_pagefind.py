"""Pagefind's own bundle, made by its binary from a plain copy of every page.

The copies hold folded text (half width, simplified, no gaps between Han and digits), so that
Pagefind's words are those that a query folds to; addresses and filters are those of the site.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

from bulletin.model import BulletinError
from bulletin.site.search_fold import plain
from bulletin.site.search_pages import SearchPage

FILTERS = ("year", "issue", "section", "region", "kind")
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")
_SIGNATURE = b"pagefind_dcd"


def binary(node_modules: Path) -> Path:
    """The extended Pagefind of this machine, which npm has chosen by its platform."""
    found = (
        path
        for path in sorted(node_modules.glob("@pagefind/*/bin/pagefind_extended*"))
        if path.suffix in ("", ".exe")
    )
    if path := next(found, None):
        return path
    raise BulletinError(
        "search-engine", str(node_modules), "没有 Pagefind", "pagefind 1.6.0", "先运行 make site"
    )


def write_pagefind(pages: Sequence[SearchPage], engine: Path, target: Path) -> list[str]:
    """Index the pages into `target`; the names that Pagefind gives them, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            path = Path(folder, page.url, "index.html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_copy(page), encoding="utf-8")
        _run([str(engine), "--site", folder, "--output-path", str(target), "--quiet"])
    for pattern in _UNUSED:
        for path in target.glob(pattern):
            path.unlink()
    return _names(pages, target)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise BulletinError(
            "search-engine", command[0], done.stderr.strip() or done.stdout.strip(), "成功建立索引",
            "按 Pagefind 的提示处理后重建",
        )  # fmt: skip


def _copy(page: SearchPage) -> str:
    facts = {**page.facts, "year": page.issue[:4]}
    filters = "".join(
        f'<meta data-pagefind-filter="{name}[content]" content="{escape(facts[name])}">'
        for name in FILTERS
        if facts.get(name)
    )
    text = "".join(f"<p>{escape(plain(block.text))}</p>" for block in page.blocks)
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">{filters}</head>'
        f'<body data-pagefind-body><h1 data-pagefind-weight="8">{escape(plain(page.title))}</h1>'
        f'<p data-pagefind-meta="title" data-pagefind-ignore>{escape(page.title)}</p>'
        f"{text}</body></html>"
    )


def _names(pages: Sequence[SearchPage], target: Path) -> list[str]:
    names = {}
    for path in target.glob("fragment/*.pf_fragment"):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))
        names["/" + fragment["url"].strip("/") + "/"] = path.stem
    return [names["/" + page.url] for page in pages]
