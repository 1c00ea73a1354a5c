"""Word: what the reader keeps, what it keeps back by name, and that nothing is lost between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.law.numerals import number
from bulletin.readers import Block, Manuscript
from bulletin.readers.word import reader
from bulletin.readers.word.numerals import format_number
from tests.bulletin.readers.fixtures_word import (
    level,
    listed,
    numbering,
    p,
    package,
    part,
    r,
    style,
    styles,
    t,
    write_word,
    write_zip,
)

Read = Callable[..., Manuscript]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a document and read it back."""

    def reading(body: str, **parts: str | bytes) -> Manuscript:
        return reader.read(write_word(tmp_path / "bulletin.docx", body, parts))

    return reading


def texts(manuscript: Manuscript) -> list[str]:
    return [block.text for block in manuscript.blocks if block.text]


def dropped(manuscript: Manuscript, reason: str) -> str:
    return "".join(run.text for run in manuscript.atoms() if run.drop == reason)


def codes(manuscript: Manuscript) -> list[str]:
    return [code for code, _, _ in manuscript.notices]


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


class TestParagraphs:
    def test_runs_of_a_paragraph_stand_in_order(self, read: Read) -> None:
        assert texts(read(p("甲", "乙") + p("丙"))) == ["甲乙", "丙"]

    def test_a_tab_and_a_soft_break_are_characters(self, read: Read) -> None:
        body = p(f"<w:r>{t('题目')}<w:tab/>{t('18')}<w:br/>{t('续')}<w:cr/>{t('完')}</w:r>")
        assert texts(read(body)) == ["题目\t18\n续\n完"]

    def test_a_soft_break_in_a_heading_is_layout(self, read: Read) -> None:
        broken = f"<w:r>{t('某市财政局')}<w:br/>{t('关于印发办法的通知')}</w:r>"
        manuscript = read(p(broken, properties='<w:outlineLvl w:val="1"/>'))
        assert texts(manuscript) == ["某市财政局 关于印发办法的通知"]
        assert dropped(manuscript, "line-wrap") == "\n"

    def test_blanks_at_the_edges_are_named(self, read: Read) -> None:
        manuscript = read(p("　　首行缩进  "))
        assert texts(manuscript) == ["首行缩进"]
        assert dropped(manuscript, "edge-space") == "　　  "

    def test_a_paragraph_of_blanks_is_blank(self, read: Read) -> None:
        assert dropped(read(p("正文") + p("　 ")), "blank") == "　 "

    def test_blanks_that_word_would_not_keep_are_named(self, read: Read) -> None:
        manuscript = read(p("<w:r><w:t> 甲 </w:t></w:r>", "乙"))
        assert texts(manuscript) == ["甲乙"]

    def test_signs_with_elements_of_their_own(self, read: Read) -> None:
        body = p(
            '<w:r><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
            "已选",
        )
        manuscript = read(body)
        assert texts(manuscript) == ["‑☑已选"]
        assert dropped(manuscript, "invisible") == "\u00ad"

    @pytest.mark.parametrize("code", ["xyz", "", "110000", "-1"])
    def test_a_sign_without_a_code_is_shown_to_be_lost(self, read: Read, code: str) -> None:
        sign = f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'
        assert texts(read(p("甲", sign, "乙"))) == ["甲�乙"]

    def test_an_invisible_character_is_named_and_told(self, read: Read) -> None:
        manuscript = read(p("政\u200b策"))
        assert texts(manuscript) == ["政策"]
        assert codes(manuscript) == ["invisible-character"]

    def test_a_place_names_paragraph_and_offset(self, read: Read) -> None:
        last = list(read(p("一") + p("甲乙", "丙")).atoms())[-1]
        assert (last.place.line, last.place.offset) == (2, 2)

    def test_extension_b_emoji_and_selectors_survive(self, read: Read) -> None:
        assert texts(read(p("𠮷葛󠄀👩‍🔬"))) == ["𠮷葛󠄀👩‍🔬"]

    def test_content_controls_and_wrappers_are_read_through(self, read: Read) -> None:
        inner = f"<w:smartTag><w:hyperlink>{r('链')}</w:hyperlink></w:smartTag>"
        body = f"<w:sdt><w:sdtPr/><w:sdtContent>{p(inner, '接')}</w:sdtContent></w:sdt>"
        assert texts(read(body)) == ["链接"]

    def test_mathematics_keeps_its_letters(self, read: Read) -> None:
        half = "<m:oMath><m:f><m:num><m:r><m:t>净额</m:t></m:r></m:num>"
        half += "<m:den><m:r><m:t>总额</m:t></m:r></m:den></m:f></m:oMath>"
        assert texts(read(p("比率＝", half))) == ["比率＝净额/总额"]

    def test_a_strict_file_reads_as_any_other(self, tmp_path: Path) -> None:
        parts = package(p("文"))
        usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        parts["word/document.xml"] = str(parts["word/document.xml"]).replace(usual, strict)
        assert texts(reader.read(write_zip(tmp_path / "strict.docx", parts))) == ["文"]

    def test_a_line_of_a_million_characters(self, read: Read) -> None:
        assert len(texts(read(p("长" * 1_000_000)))[0]) == 1_000_000


class TestLook:
    def test_a_heading_style_gives_the_level(self, read: Read) -> None:
        sheet = styles(style("2", "heading 2", run='<w:b/><w:sz w:val="32"/>'))
        block = read(p("标题", style="2"), styles=sheet).blocks[0]
        assert (block.style, block.level) == ("Heading 2", 2)
        assert (block.runs[0].size, block.runs[0].bold) == (16.0, True)

    def test_an_outline_level_makes_a_heading_of_any_style(self, read: Read) -> None:
        sheet = styles(style("mine", "我的标题", paragraph='<w:outlineLvl w:val="2"/>'))
        assert read(p("标题", style="mine"), styles=sheet).blocks[0].level == 3

    def test_a_style_takes_from_what_it_is_based_on(self, read: Read) -> None:
        base = style("base", "Base", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')
        sheet = styles(base + style("top", "Top", based="base"))
        block = read(p("题", style="top"), styles=sheet).blocks[0]
        assert (block.align, block.runs[0].size) == ("center", 22.0)

    def test_styles_based_on_each_other_end(self, read: Read) -> None:
        sheet = styles(style("a", "A", based="b") + style("b", "B", based="a"))
        assert texts(read(p("文", style="a"), styles=sheet)) == ["文"]

    def test_the_indent_is_told_in_ems(self, read: Read) -> None:
        block = read(p("文", properties='<w:ind w:firstLineChars="200"/>')).blocks[0]
        assert block.indent == 2.0

    def test_page_breaks_are_blocks(self, read: Read) -> None:
        before = p("乙", properties="<w:pageBreakBefore/>")
        inside = p("丙", '<w:r><w:br w:type="page"/></w:r>', "丁")
        blocks = read(p("甲") + before + inside).blocks
        assert [block.text or block.kind for block in blocks] == [
            "甲",
            "page-break",
            "乙",
            "丙",
            "page-break",
            "丁",
        ]


class TestNumbering:
    def test_chapters_articles_and_items_are_computed(self, read: Read) -> None:
        lists = numbering(
            level(0, "chineseCountingThousand", "第%1章")
            + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>')
            + level(2, "chineseCounting", "（%3）")
        )
        body = (
            listed("总则", 1, 0)
            + listed("为了规范。", 1, 1)
            + listed("范围：", 1, 1)
            + listed("甲；", 1, 2)
            + listed("乙。", 1, 2)
            + listed("附则", 1, 0)
            + listed("施行。", 1, 1)
            + listed("丙。", 1, 2)
        )
        assert texts(read(body, numbering=lists)) == [
            "第一章 总则",
            "第一条 为了规范。",
            "第二条 范围：",
            "（一）甲；",
            "（二）乙。",
            "第二章 附则",
            "第三条 施行。",
            "（一）丙。",
        ]

    def test_a_computed_mark_is_an_added_run(self, read: Read) -> None:
        manuscript = read(listed("文", 1), numbering=numbering(level(0, "decimal", "%1.")))
        found = [(run.text, run.added) for run in manuscript.atoms()]
        assert found == [("1.", True), ("文", False)]

    def test_a_list_tied_to_a_style_numbers_its_paragraphs(self, read: Read) -> None:
        tied = level(1, "chineseCounting", "第%2条", '<w:pStyle w:val="clause"/>')
        sheet = styles(style("clause", "条", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>'))
        body = p("甲。", style="clause") + p("乙。", style="clause")
        found = texts(read(body, numbering=numbering(tied), styles=sheet))
        assert found == ["第一条 甲。", "第二条 乙。"]

    def test_list_zero_takes_a_paragraph_out_of_its_list(self, read: Read) -> None:
        lists = numbering(level(0, "decimal", "%1."))
        assert texts(read(listed("文", 0), numbering=lists)) == ["文"]

    def test_two_lists_of_one_kind_go_on_counting(self, read: Read) -> None:
        second = '<w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num>'
        lists = numbering(level(0, "decimal", "%1."), overrides=second)
        assert texts(read(listed("甲", 1) + listed("乙", 9), numbering=lists)) == ["1.甲", "2.乙"]

    def test_a_list_may_start_afresh(self, read: Read) -> None:
        fresh = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        second = f'<w:num w:numId="9"><w:abstractNumId w:val="1"/>{fresh}</w:num>'
        lists = numbering(level(0, "decimal", "%1."), overrides=second)
        body = listed("甲", 1) + listed("乙", 9) + listed("丙", 9)
        assert texts(read(body, numbering=lists)) == ["1.甲", "1.乙", "2.丙"]

    def test_a_bullet_of_a_symbol_font_is_a_bullet(self, read: Read) -> None:
        lists = numbering(level(0, "bullet", "\uf0b7"))
        assert texts(read(listed("要点", 1), numbering=lists)) == ["• 要点"]

    def test_legal_style_counts_higher_levels_in_digits(self, read: Read) -> None:
        lists = numbering(
            level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        )
        body = listed("总则", 1) + listed("目的", 1, 1)
        assert texts(read(body, numbering=lists)) == ["第一章 总则", "1.1 目的"]

    def test_a_deleted_paragraph_does_not_count(self, read: Read) -> None:
        lists = numbering(level(0, "decimal", "%1."))
        gone = f"<w:del>{listed('删', 1)}</w:del>"
        assert texts(read(listed("甲", 1) + gone + listed("乙", 1), numbering=lists)) == [
            "1.甲",
            "2.乙",
        ]

    def test_a_hidden_paragraph_does_not_count(self, read: Read) -> None:
        lists = numbering(level(0, "decimal", "%1."))
        hidden = listed("暗", 1).replace("</w:pPr>", "<w:rPr><w:vanish/></w:rPr></w:pPr>")
        hidden = hidden.replace("<w:rPr></w:rPr>", "<w:rPr><w:vanish/></w:rPr>")
        manuscript = read(listed("甲", 1) + hidden + listed("乙", 1), numbering=lists)
        assert texts(manuscript) == ["1.甲", "2.乙"]
        assert dropped(manuscript, "hidden-text") == "暗"


class TestKeptBack:
    def test_tracked_deletions_are_named_and_insertions_kept(self, read: Read) -> None:
        gone = f"<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{r('新')}</w:ins>"
        manuscript = read(p("是", gone, "的"))
        assert texts(manuscript) == ["是新的"]
        assert dropped(manuscript, "tracked-deletion") == "旧"

    def test_moved_text_stands_where_it_went(self, read: Read) -> None:
        body = p(f"<w:moveFrom>{r('移')}</w:moveFrom>", "甲") + p(f"<w:moveTo>{r('移')}</w:moveTo>")
        manuscript = read(body)
        assert texts(manuscript) == ["甲", "移"]
        assert dropped(manuscript, "tracked-deletion") == "移"

    def test_a_deleted_paragraph_mark_joins_two_paragraphs(self, read: Read) -> None:
        body = p("上半", properties="<w:rPr><w:del/></w:rPr>") + p("下半")
        assert texts(read(body)) == ["上半下半"]

    def test_a_deleted_table_row_is_named(self, read: Read) -> None:
        row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("旧行") + "</w:tc></w:tr>"
        manuscript = read(f"<w:tbl>{row}</w:tbl>" + p("文"))
        assert dropped(manuscript, "tracked-deletion") == "旧行"
        assert texts(manuscript) == ["文"]

    def test_hidden_text_is_named(self, read: Read) -> None:
        manuscript = read(p("明", r("暗", "<w:vanish/>")))
        assert texts(manuscript) == ["明"]
        assert dropped(manuscript, "hidden-text") == "暗"

    def test_a_hidden_style_hides_and_a_run_may_show_again(self, read: Read) -> None:
        sheet = styles(style("h", "H", run="<w:vanish/>"))
        body = p("暗", r("明", '<w:vanish w:val="0"/>'), style="h")
        assert texts(read(body, styles=sheet)) == ["明"]

    def test_hidden_on_the_web_is_not_hidden(self, read: Read) -> None:
        assert texts(read(p(r("18", "<w:webHidden/>")))) == ["18"]

    def test_comments_are_named_and_told(self, read: Read) -> None:
        comments = part("comments", f'<w:comment w:id="0">{p("请核对")}</w:comment>')
        manuscript = read(p("文"), comments=comments)
        assert texts(manuscript) == ["文"]
        assert dropped(manuscript, "comment") == "请核对"
        assert ("word-comment", "请核对") in [(c, e) for c, _, e in manuscript.notices]

    def test_headers_and_footers_are_running_heads(self, read: Read) -> None:
        number = field(" PAGE ", "3")
        manuscript = read(
            p("文"), header1=part("hdr", p("简报")), footer1=part("ftr", p("第", number, "页"))
        )
        assert texts(manuscript) == ["文"]
        assert dropped(manuscript, "running-head") == "简报第 PAGE 页"
        assert dropped(manuscript, "page-number") == "3"

    def test_macros_are_told_and_not_kept(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "a.docx", p("文"), {"word/vbaProject.bin": b"\0"})
        assert codes(reader.read(path)) == ["word-macro"]


class TestFields:
    def test_the_result_is_text_and_the_code_is_named(self, read: Read) -> None:
        manuscript = read(p("见", field(" REF a \\h ", "第三条")))
        assert texts(manuscript) == ["见第三条"]
        assert dropped(manuscript, "field-code") == " REF a \\h "

    def test_fields_within_fields(self, read: Read) -> None:
        inner = field("SEQ 图", "1")
        outer = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
            f'{inner}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("图 1")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        manuscript = read(p(outer))
        assert texts(manuscript) == ["图 1"]
        assert dropped(manuscript, "field-code") == "IF SEQ 图1"

    def test_a_field_may_span_paragraphs(self, read: Read) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText>'
        begin += '<w:fldChar w:fldCharType="separate"/></w:r>'
        body = p(begin, "甲") + p("乙", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        assert texts(read(body)) == ["甲", "乙"]

    def test_an_enclosed_character_lives_in_the_code(self, read: Read) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        code = "<w:r><w:instrText>eq \\o\\ac(○,密)</w:instrText></w:r>".replace("eq", "EQ")
        manuscript = read(p(begin, code, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "件"))
        assert texts(manuscript) == ["密件"]

    def test_a_reading_aid_of_older_files_lives_in_the_code(self, read: Read) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        code = "<w:r><w:instrText>EQ \\* jc2 \\o\\ad(\\s\\up 9(yì),翊)</w:instrText></w:r>"
        manuscript = read(p("张", begin, code, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
        assert texts(manuscript) == ["张翊"]
        assert dropped(manuscript, "ruby") == "yì"

    def test_a_simple_field_keeps_its_result(self, read: Read) -> None:
        simple = f'<w:fldSimple w:instr="REF a">{r("第三条")}</w:fldSimple>'
        assert texts(read(p(simple))) == ["第三条"]

    def test_a_contents_entry_is_a_title_a_tab_and_a_page(self, read: Read) -> None:
        sheet = styles(style("T1", "toc 1"))
        page = field(" PAGEREF a ", "18")
        link = f"<w:hyperlink>{r('总则')}<w:r><w:tab/></w:r>{page}</w:hyperlink>"
        block = read(p(link, style="T1"), styles=sheet).blocks[0]
        assert (block.style, block.text) == ("TOC 1", "总则\t18")

    def test_a_symbol_field_is_computed(self, read: Read) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        code = "<w:r><w:instrText>SYMBOL 254 \\f Wingdings</w:instrText></w:r>"
        manuscript = read(p(begin, code, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
        assert texts(manuscript) == ["☑"]


class TestBesideTheText:
    def test_the_base_of_ruby_is_text_and_its_reading_is_named(self, read: Read) -> None:
        ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('yì')}</w:rt>"
        ruby += f"<w:rubyBase>{r('翊')}</w:rubyBase></w:ruby></w:r>"
        manuscript = read(p("张", ruby))
        assert texts(manuscript) == ["张翊"]
        assert dropped(manuscript, "ruby") == "yì"
        assert codes(manuscript) == ["word-ruby"]

    def test_a_text_box_follows_its_paragraph_once(self, read: Read) -> None:
        box = f"<wps:txbx><w:txbxContent>{p('框内')}</w:txbxContent></wps:txbx>"
        old = f"<v:textbox><w:txbxContent>{p('框内')}</w:txbxContent></v:textbox>"
        drawing = (
            "<w:r><mc:AlternateContent>"
            f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict>{old}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        manuscript = read(p("前", drawing, "后"))
        assert texts(manuscript) == ["前后", "框内"]
        assert dropped(manuscript, "alternate") == "框内"

    def test_footnotes_follow_the_paragraph_with_a_mark(self, read: Read) -> None:
        notes = part("footnotes", f'<w:footnote w:id="7">{p("出处。")}</w:footnote>')
        body = p("文", '<w:r><w:footnoteReference w:id="7"/></w:r>') + p("下")
        blocks = read(body, footnotes=notes).blocks
        assert [(b.kind, b.text) for b in blocks] == [
            ("paragraph", "文[1]"),
            ("footnote", "[1] 出处。"),
            ("paragraph", "下"),
        ]
        assert blocks[1].mark == "[1]"

    def test_endnotes_too(self, read: Read) -> None:
        notes = part("endnotes", f'<w:endnote w:id="2">{p("尾注。")}</w:endnote>')
        body = p("文", '<w:r><w:endnoteReference w:id="2"/></w:r>')
        assert texts(read(body, endnotes=notes)) == ["文[1]", "[1] 尾注。"]

    def test_a_note_that_nothing_refers_to_is_not_published(self, read: Read) -> None:
        notes = part("footnotes", f'<w:footnote w:id="7">{p("孤注")}</w:footnote>')
        assert dropped(read(p("文"), footnotes=notes), "hidden-text") == "孤注"

    def test_a_picture_is_a_file_with_its_description(self, read: Read) -> None:
        drawing = (
            '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图" descr="会场"/>'
            '<a:blip r:embed="picture"/></wp:inline></w:drawing></w:r>'
        )
        block = read(p(drawing) + p("图 1 会场")).blocks[0]
        assert block.kind == "image"
        assert block.image is not None
        assert (block.image.name, block.image.alt) == ("picture.png", "会场")
        assert block.image.data.startswith(b"\x89PNG")

    def test_a_picture_gets_a_name_that_markdown_cannot_misread(self, tmp_path: Path) -> None:
        drawing = '<w:r><w:drawing><a:blip r:embed="picture"/></w:drawing></w:r>'
        parts = package(p("文", drawing))
        target, odd = "media/picture.png", "media/x](javascript:a).png"
        links = "word/_rels/document.xml.rels"
        parts[links] = str(parts[links]).replace(target, odd)
        parts[f"word/{odd}"] = parts.pop(f"word/{target}")
        image = reader.read(write_zip(tmp_path / "odd.docx", parts)).blocks[-1].image
        assert image is not None
        assert image.name.endswith("x--javascript-a-.png")

    @pytest.mark.parametrize("link", ["away", "missing"])
    def test_a_picture_elsewhere_is_told(self, read: Read, link: str) -> None:
        drawing = f'<w:r><w:drawing><a:blip r:link="{link}"/></w:drawing></w:r>'
        assert codes(read(p("文", drawing))) == ["word-image"]

    def test_a_chart_is_told(self, read: Read) -> None:
        chart = "<w:r><w:drawing><c:chart/></w:drawing></w:r>"
        assert codes(read(p("文", chart))) == ["word-object"]


class TestTables:
    def cell(self, text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    def table(self, *rows: str) -> str:
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"

    def grid(self, block: Block) -> list[list[tuple[str, int, int]]]:
        return [
            [("".join(x.text for x in c.runs if x.drop is None), c.columns, c.rows) for c in row]
            for row in block.rows
        ]

    def test_cells_stand_in_rows(self, read: Read) -> None:
        body = self.table(self.cell("甲") + self.cell("乙"), self.cell("1") + self.cell("2"))
        block = read(body).blocks[0]
        assert self.grid(block) == [[("甲", 1, 1), ("乙", 1, 1)], [("1", 1, 1), ("2", 1, 1)]]

    def test_cells_span_columns_and_rows(self, read: Read) -> None:
        wide = self.cell("总", '<w:gridSpan w:val="2"/>')
        tall = self.cell("高", '<w:vMerge w:val="restart"/>')
        below = self.cell("", "<w:vMerge/>")
        body = self.table(wide, tall + self.cell("a"), below + self.cell("b"))
        assert self.grid(read(body).blocks[0]) == [
            [("总", 2, 1)],
            [("高", 1, 2), ("a", 1, 1)],
            [("b", 1, 1)],
        ]

    def test_paragraphs_of_a_cell_are_parted(self, read: Read) -> None:
        body = self.table(f"<w:tc>{p('上')}{p('下')}</w:tc>")
        assert self.grid(read(body).blocks[0]) == [[("上\n下", 1, 1)]]

    def test_a_table_in_a_cell_is_read_into_it(self, read: Read) -> None:
        inner = self.table(self.cell("内甲") + self.cell("内乙"))
        body = self.table(f"<w:tc>{p('外')}{inner}{p('')}</w:tc>")
        assert self.grid(read(body).blocks[0]) == [[("外\n内甲\n内乙", 1, 1)]]


@pytest.mark.parametrize(
    ("style_name", "value", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 11, "十一"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("chineseCountingThousand", 12000, "一万二千"),
        ("japaneseCounting", 111, "百十一"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("ideographDigital", 2026, "二〇二六"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographZodiacTraditional", 1, "甲子"),
        ("ideographEnclosedCircle", 2, "㈡"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalFullWidth", 10, "１０"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"),
        ("ordinal", 22, "22nd"),
        ("none", 3, ""),
        ("unheardOf", 3, "3"),
    ],
)
def test_numerals_as_word_writes_them(style_name: str, value: int, written: str) -> None:
    assert format_number(value, style_name) == written


def test_numerals_and_numbers_agree_up_to_a_thousand() -> None:
    styles_ = ("chineseCounting", "chineseCountingThousand")
    assert all(number(format_number(n, s)) == n for s in styles_ for n in range(1, 1000))
