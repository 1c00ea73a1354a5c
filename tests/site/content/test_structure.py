import pickle

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.law.clauses import annotate
from bulletin.site.content.structure import Body, Renderer, plain_blocks

TEXT = """## 试行办法

第一章 总则

第一条 为支持试点，制定本办法。

（一）甲类不超过 10%；

1\\.子项一

第二条 补助不超过 50 万元。

本条的第二款。
"""


def test_each_block_has_its_lasting_id_class_and_permalink() -> None:
    html = Renderer().render(TEXT).html({})
    assert '<p class="unit unit-article" id="art-1"><span class="marker">第一条</span>' in html
    assert 'id="art-1-i1"' in html
    assert 'id="art-2-p2"' in html
    assert 'href="#art-2" aria-label="第二条的链接"' in html or (
        'aria-label="第二条的链接" class="permalink" href="#art-2"' in html
    )


def test_headings_do_not_jump_a_level() -> None:
    html = Renderer().render("正文。\n\n#### 四级\n\n正文。").html({})
    assert "<h2" in html
    assert "<h4" not in html


def test_a_clause_with_its_items_is_one_text() -> None:
    body = Renderer().render(TEXT)
    assert body.text("art-1") == "第一条 为支持试点，制定本办法。"
    assert body.whole_text("art-1").split("\n") == [
        "第一条 为支持试点，制定本办法。",
        "（一）甲类不超过 10%；",
        "1.子项一",
    ]


def test_slots_follow_their_clause_and_aliases_precede_it() -> None:
    html = Renderer().render(TEXT).html({"art-2": "<aside>算</aside>"}, {"art-2": ["art-9"]})
    before, after = html.split("<aside>算</aside>")
    assert '<a id="art-9"></a><p class="unit unit-article" id="art-2">' in before
    assert 'id="art-2-p2"' in after


def test_text_that_looks_like_markup_stays_text() -> None:
    html = Renderer().render("甲 &lt;script&gt;alert(1)&lt;/script&gt; {{ 乙 }}").html({})
    assert "<script" not in html
    assert "{{ 乙 }}" in html


def test_one_renderer_gives_the_same_result_for_every_article() -> None:
    renderer = Renderer()
    first = renderer.render(TEXT).html({})
    renderer.render("[^1]: 脚注\n\n别的文章[^1]")
    assert renderer.render(TEXT).html({}) == first


def test_relative_addresses_lead_from_the_page() -> None:
    page = (
        Renderer()
        .render("见[附图](images/a.png)、[前文](06.md#p-2)、[外站](https://example.org/)。")
        .html({})
    )
    assert 'href="../images/a.png"' in page
    assert 'href="../06/#p-2"' in page
    assert 'href="https://example.org/"' in page


def test_an_erratum_shows_in_its_clause_and_in_a_list() -> None:
    source = TEXT.replace(
        "50 万元", '<ins class="erratum" title="勘误：原文作“5O 万元”">50 万元</ins>'
    )
    source += '\n<aside class="errata">\n<p>勘误</p>\n<ul>\n<li>原文“5O”</li>\n</ul>\n</aside>\n'
    body = Renderer().render(source)
    assert body.text("art-2") == "第二条 补助不超过 50 万元。"
    page = body.html({})
    assert '<ins class="erratum" title="勘误：原文作“5O 万元”">50 万元</ins>' in page
    assert page.count("<aside") == 1
    assert '<p class="unit unit-paragraph"><aside' not in page
    assert "第二条的链接" in page


PIECES = st.sampled_from(
    "第一条␣ （一） 甲乙，丙。 1. 1.␣ -␣ # ##␣ * _ ` <b> &amp; | ␣␣ ⏎ ⏎⏎ ␣␣␣␣ \\ [1] ](x) = ~ > "
    "2026␣年 “引” : ! \u3000 +␣".replace("\u3000", "▢").split()
).map(lambda s: s.replace("␣", " ").replace("⏎", "\n").replace("▢", "\u3000"))


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_needs_no_markdown_looks_the_same_to_markdown(text: str) -> None:
    short = plain_blocks(text)
    if short is None:
        return
    # Markdown makes an element of a line end alone; it is no block of the article.
    full = Renderer()._marked(text)
    blocks = [block for block in zip(full.units, full.markup, strict=True) if block[0].text]
    body = Body(tuple(annotate(short)))
    assert list(zip(body.units, body.markup, strict=True)) == blocks
    assert Renderer().plain(text) == markdown.markdown(text)


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("50 万元", "**50 万元**"), ""])
def test_a_body_that_was_kept_is_the_same(text: str) -> None:
    body = Renderer().render(text)
    kept = pickle.loads(pickle.dumps(body))
    assert kept == body
    assert kept.html({}) == body.html({})
