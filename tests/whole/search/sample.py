"""A small site of two years for the search's tests: every article is there for one hazard."""

from __future__ import annotations

import shutil
from pathlib import Path

from bulletin.site.search.build import SearchInfo, build_search

ROOT = Path(__file__).resolve().parents[3]
TERMS = """\
- {term: 中国证券监督管理委员会, aliases: [证监会, CSRC], kind: 机构}
- {term: 中国人民银行, aliases: [央行, 人行], kind: 机构}
- {term: 创业板, aliases: [ChiNext], kind: 市场}
- {term: 保费补助, aliases: [保费补贴], kind: 测算, page: calculators/premium/}
"""
SEARCH_PAGE = """\
<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>搜索</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="../assets/css/tokens.css">
<link rel="stylesheet" href="../assets/css/search.css">
</head><body><main><h1>搜索</h1><div class="search" data-search-page></div></main>
<script type="module" src="../assets/js/search/start.js"></script></body></html>
"""

Blocks = list[tuple[str, str]]
ARTICLES: list[tuple[str, str, dict[str, str], Blocks]] = [
    (
        "2026-04/01",
        "海岛科技厅关于印发风险补偿办法的通知",
        {"section": "政策速递", "kind": "政策", "region": "海岛", "effective": "2026-05-01"},
        [
            ("p-1", "现将办法印发给你们。"),
            ("art-1", "第一条 依据海科发资〔2025〕47号文件，制定本办法。"),
            ("art-18", "第十八条 年度预算不足时，各户同比例核减。"),
            ("art-19", "第十九条 设立熔断机制，单户上限 5000 万元。"),
            ("art-19-i3", "（三）不良率高于 68.4 个基点时暂停；余额达 15000 万元的另行商定。"),
        ],
    ),
    (
        "2026-04/02",
        "创业板改革迈出新一步",
        {"section": "行业创新动态", "kind": "资讯"},
        [
            ("p-1", "中国证券监督管理委员会介绍，新标准看重“研发与增长”，不设存续期。"),
            ("p-2", "机器人标准 YD/T 6770—2026 同日发布。"),
        ],
    ),
    (
        "2026-03/01",
        "中国人民银行谈信贷投放",
        {"section": "资讯传递", "kind": "资讯"},
        [
            ("p-1", "会议由中国人民银行主持。S 基金与并购贷款都在增长。"),
            ("p-2", "个人行为不在讨论之列；管理辦法另行公布。"),
            ("p-3", "另有 20 亿元额度待分配。"),
        ],
    ),
    (
        "2025-12/01",
        "旧年里的一篇回顾",
        {"section": "资讯传递", "kind": "资讯"},
        [("p-1", "去年的熔断机制试点只在两地开展。"), ("p-2", "余额为 320 亿元。")],
    ),
    (
        "2025-11/01",
        "谷地市场监管局的老办法",
        {
            "section": "政策速递", "kind": "政策", "region": "谷地",
            "effective": "2020-01-01", "expires": "2025-12-31",
        },
        [("art-1", "第一条 本办法已经到期，只作存档。")],
    ),
]  # fmt: skip


def article_html(key: str, title: str, facts: dict[str, str], blocks: Blocks) -> str:
    """An article in the markup of the site's article pages."""
    every = {"issue": key[:7], "number": "297", "date": f"{key[:7]}-02", **facts}
    meta = "".join(f'<meta name="search:{name}" content="{v}">' for name, v in every.items())
    text = "\n".join(f'<p id="{place}">{block}</p>' for place, block in blocks)
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="icon" href="data:,">{meta}</head><body><a href="../../../search/" '
        f'data-search-open>搜索</a><main><article data-article="{key}"><h1>{title}</h1>'
        f"<div>{text}</div><footer>页脚不在检索之列</footer></article></main>"
        f'<script type="module" src="../../../assets/js/search/loader.js"></script></body></html>'
    )


def write_site(site: Path, articles: list[tuple[str, str, dict[str, str], Blocks]]) -> None:
    """Write the pages of a site, without its search."""
    shutil.copytree(ROOT / "theme" / "assets", site / "assets", dirs_exist_ok=True)
    for key, title, facts, blocks in articles:
        write_page(site, f"issues/{key}", article_html(key, title, facts, blocks))
    write_page(site, "search", SEARCH_PAGE)
    write_page(
        site,
        "calculators/premium",
        '<html lang="zh-CN"><head><link rel="icon" href="data:,"></head><body><main>'
        '<h1>保费补助测算</h1><form id="premium"><p id="intro">填写保费即得补助。</p></form>'
        "</main></body></html>",
    )


def write_page(site: Path, address: str, html: str) -> None:
    """Write one page as MkDocs does."""
    path = site / address / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8")


def build(site: Path, cache: Path) -> SearchInfo:
    """Build the search of a site with the sample's names."""
    terms = site.parent / "terms.yml"
    terms.write_text(TERMS, encoding="utf-8")
    return build_search(site, cache, terms)
