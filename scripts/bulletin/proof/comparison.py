"""The editor's page: source and result side by side, every join, drop and warning marked."""

from __future__ import annotations

import html
import re
from pathlib import Path

from bulletin.opening import read
from bulletin.outline.passage import stream
from bulletin.proof.ledger import Ledger
from bulletin.proof.result import Report
from bulletin.readers import DROPS

_STYLE = """
body{font:16px/1.7 "Noto Serif CJK SC",serif;margin:1.5rem;color:#1d1d1f;background:#fff}
table{border-collapse:collapse;width:100%;table-layout:fixed}
td,th{border-top:1px solid #ccc;padding:.4rem .6rem;vertical-align:top;overflow-wrap:anywhere}
th{text-align:start;font-weight:600}.drop{background:#fde2e2;color:#8a1c1c;text-decoration:line-through}
.join{background:#d7ecff;padding:0 .2em}.warn{background:#fff3c4}.added{background:#dff5df}
ul{padding-inline-start:1.2em}.place{color:#6b6b70;font-size:.85em}
@media (prefers-color-scheme:dark){body{background:#16171a;color:#e8e8ea}.drop{background:#4a2020;
color:#f3b6b6}.join{background:#1d3a52}.warn{background:#4c420f}td,th{border-color:#444}}
"""


def page(report: Report, source: Path) -> str:
    """The whole page as HTML."""
    flow = stream(read(source))
    issue = report.issue
    title = html.escape(f"{issue.title} 导入对照")
    rows = "\n".join(_rows(report.ledger, flow.text))
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style><h1>{title}</h1>{_legend(report)}{_warnings(report)}"
        f"<table><thead><tr><th>原文<th>发布</tr></thead><tbody>{rows}</tbody></table></html>"
    )


def _legend(report: Report) -> str:
    drops = "，".join(f"{DROPS[r]} {n}" for r, n in report.ledger.dropped.items())
    return (
        f"<p>原文 {report.ledger.characters} 字，发布 {report.ledger.placed} 字；舍去：{drops}。"
        '<span class="drop">舍去</span> <span class="join">⁀ 跨页相接</span></p>'
    )


def _warnings(report: Report) -> str:
    items = [
        f'<li><span class="warn">{html.escape(w.message)}</span> {html.escape(w.article or "")} '
        f'<span class="place">{w.place}</span> “{html.escape(w.excerpt)}” {html.escape(w.hint)}'
        for w in report.warnings
    ]
    return f"<ul>{''.join(items)}</ul>"


def _rows(ledger: Ledger, text: str) -> list[str]:
    """A row for each stretch of the source up to the end of a published block."""
    drops = {
        at for _, spans in ledger.drops for start, n in spans for at in range(start, start + n)
    }
    joins, rows, at = set(ledger.joins), [], 0
    order = sorted((r for r in ledger.rows if r.spans), key=lambda row: row.spans[-1])
    for row in order:
        end = max(start + n for start, n in row.spans)
        marks = "".join(_mark(text[i], i in drops, i in joins) for i in range(at, max(at, end)))
        left = re.sub("^(<br>)+", "", marks)  # both sides of a row begin on one line
        label = f'<span class="place">{row.file} {row.block} {row.tag}</span> '
        rows.append(f"<tr><td>{left}<td>{label}{html.escape(row.text)}</tr>")
        at = max(at, end)
    tail = "".join(_mark(text[i], i in drops, False) for i in range(at, len(text)))
    return [*rows, f"<tr><td>{tail}<td></tr>"] if tail else rows


def _mark(char: str, dropped: bool, joined: bool) -> str:
    shown = html.escape(char).replace("\n", "<br>")
    if dropped:
        return shown if not char.strip() else f'<span class="drop">{shown}</span>'
    return f'<span class="join">⁀</span>{shown}' if joined else shown
