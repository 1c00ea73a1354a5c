"""What the search sees of a page."""

from __future__ import annotations

from pathlib import Path

from bulletin.site.search.pages import Block, digest_of, published, read_page
from tests.whole.search.sample import ARTICLES, article_html, write_page

HTML = article_html(*ARTICLES[0])


def test_an_article_is_its_title_and_its_blocks() -> None:
    page = read_page("issues/2026-04/01/", HTML)
    assert page is not None
    assert page.title == ARTICLES[0][1]
    assert page.blocks[1] == Block("art-1", "第一条 依据海科发资〔2025〕47号文件，制定本办法。")
    assert page.facts["region"] == "海岛"


def test_what_is_not_text_of_the_article_is_left_out() -> None:
    html = HTML.replace("<div>", "<button>复制</button><p data-search-ignore>测算</p><div>")
    page = read_page("issues/2026-04/01/", html)
    assert page is not None
    assert not {"页脚", "复制", "测算"} & {block.text[:2] for block in page.blocks}


def test_text_without_an_id_belongs_to_the_block_before_it() -> None:
    html = HTML.replace('</p>\n<p id="art-19"', '</p><ul><li>附注</li></ul>\n<p id="art-19"')
    page = read_page("issues/2026-04/01/", html)
    assert page is not None
    assert Block("art-18", "附注") in page.blocks


def test_lists_of_pages_are_not_searched(tmp_path: Path) -> None:
    for address in ("issues", "calculators", "issues/2026-04/01", "about", "register"):
        write_page(tmp_path, address, HTML)
    seen = [url for url, _ in published(tmp_path)]
    assert seen == ["about/", "issues/2026-04/01/", "register/"]


def test_the_digest_overlooks_what_is_around_the_text() -> None:
    assert digest_of(HTML) == digest_of(HTML.replace("页脚", "新的页脚"))
    assert digest_of(HTML) != digest_of(HTML.replace("熔断", "熔合"))
