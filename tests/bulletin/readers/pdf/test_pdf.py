"""PDF: reading order, paragraphs, headings, tables and furniture, from geometry alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.readers import Manuscript
from bulletin.readers.pdf import reader
from bulletin.readers.pdf.glyphs import UNIFIED
from tests.bulletin.readers.fixtures_pdf import (
    Annotation,
    Mark,
    Picture,
    Rule,
    Text,
    write_pdf,
)
from tests.bulletin.readers.fixtures_typeset import LEFT, Paragraph, typeset

Read = Callable[..., Manuscript]
LONG = "本市设立专项资金，用于支持科技型企业开展研发活动，并对融资成本给予适当补助，标准另定。"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write pages and read them back."""

    def reading(*pages: list[Mark]) -> Manuscript:
        return reader.read(write_pdf(tmp_path / "bulletin.pdf", *pages))

    return reading


def texts(manuscript: Manuscript) -> list[str]:
    """Published paragraphs, those that a page break cuts put together."""
    found: list[str] = []
    for block in manuscript.blocks:
        if block.text and block.continues:
            found[-1] += block.text
        elif block.text:
            found.append(block.text)
    return found


def dropped(manuscript: Manuscript, reason: str) -> list[str]:
    return [run.text for run in manuscript.atoms() if run.drop == reason]


class TestOrder:
    def test_marks_drawn_last_stand_where_they_were_put(self, read: Read) -> None:
        line: list[Mark] = [Text(100, 700, "称"), Text(124, 700, "十五五"), Text(172, 700, "规划")]
        quotes = [Text(112, 700, "“"), Text(160, 700, "”")]
        assert texts(read([*line, *quotes])) == ["称“十五五”规划"]

    def test_lines_drawn_from_the_bottom_are_read_from_the_top(self, read: Read) -> None:
        page: list[Mark] = [Text(90, 600, "后一句。", 12), Text(90, 700, "前一句。", 12)]
        assert texts(read(page)) == ["前一句。", "后一句。"]

    def test_columns_are_read_one_after_the_other(self, read: Read) -> None:
        page: list[Mark] = []
        for row in range(12):
            page.append(Text(60, 700 - 20 * row, "左" * (18 if row < 11 else 9)))
            page.append(Text(330, 700 - 20 * row, "右" * 18))
        assert texts(read(page)) == ["左" * 207, "右" * 216]

    def test_a_raised_sign_belongs_to_its_line(self, read: Read) -> None:
        page: list[Mark] = [Text(90, 700, "增长一成"), Text(138, 705, "①", 7)]
        page.append(Text(146, 700, "以上"))
        assert texts(read(page)) == ["增长一成①以上"]

    def test_a_shadow_is_read_once(self, read: Read) -> None:
        page: list[Mark] = [Text(x, 700, "重点") for x in (90, 90.4)]
        page.append(Text(90, 660, "文" * 30))
        assert texts(read(page)) == ["重点", "文" * 30]

    def test_a_gap_between_words_is_an_added_blank(self, read: Read) -> None:
        manuscript = read([Text(90, 700, "科技部"), Text(132, 700, "财政部")])
        assert texts(manuscript) == ["科技部 财政部"]
        assert [run.text for run in manuscript.atoms() if run.added] == [" "]

    def test_a_wide_gap_is_a_tab(self, read: Read) -> None:
        assert texts(read([Text(90, 700, "科技金融"), Text(400, 700, "18")])) == ["科技金融\t18"]

    def test_a_character_beyond_the_first_plane(self, read: Read) -> None:
        assert texts(read([Text(90, 700, "𠀀字")]))[0].replace(" ", "") == "𠀀字"


class TestParagraphs:
    def test_lines_flow_together_until_the_next_indent(self, read: Read) -> None:
        paragraphs = [Paragraph(LONG * 3), Paragraph(LONG), Paragraph(LONG * 2)]
        assert texts(read(*typeset(paragraphs))) == [one.text for one in paragraphs]

    def test_a_short_line_ends_a_paragraph_without_indents(self, read: Read) -> None:
        paragraphs = [Paragraph(LONG * 2, indent=0), Paragraph("各单位：", indent=0)]
        paragraphs.append(Paragraph(LONG, indent=0))
        assert texts(read(*typeset(paragraphs))) == [one.text for one in paragraphs]

    def test_a_paragraph_goes_on_over_a_page_break(self, read: Read) -> None:
        paragraphs = [Paragraph(f"第{n}段，{LONG * 5}") for n in range(12)]
        pages = typeset(paragraphs, head="某某简报", numbers=True)
        manuscript = read(*pages)
        assert len(pages) > 1
        assert texts(manuscript) == [one.text for one in paragraphs]
        assert sum(block.kind == "page-break" for block in manuscript.blocks) == len(pages) - 1

    def test_signers_set_flush_right_stay_apart(self, read: Read) -> None:
        signers = [Paragraph(name, align="right") for name in ("某市科学技术局", "某市财政局")]
        paragraphs = [Paragraph(LONG * 2), *signers]
        manuscript = read(*typeset(paragraphs))
        assert texts(manuscript) == [one.text for one in paragraphs]
        assert [block.align for block in manuscript.blocks[-2:]] == ["right", "right"]

    def test_a_centred_title_of_two_lines_is_one(self, read: Read) -> None:
        title = "关于印发某市科技金融专项资金管理办法和实施细则的通知"
        paragraphs = [Paragraph(title, 22, True, "center"), Paragraph(LONG * 3)]
        assert texts(read(*typeset(paragraphs)))[0] == title

    def test_latin_words_are_parted_where_a_line_ends(self, read: Read) -> None:
        first = "根据" + "文" * 28 + "Science"
        page: list[Mark] = [Text(90, 700, first), Text(90, 680, "Fund办法")]
        page += [Text(90, 660 - 20 * n, "满" * 33) for n in range(4)]
        assert "Science Fund办法" in texts(read(page))[0]

    def test_the_indent_is_told_in_ems(self, read: Read) -> None:
        assert read(*typeset([Paragraph(LONG * 3)] * 3)).blocks[0].indent == 2.0

    def test_where_each_paragraph_fits_its_line_none_is_joined(self, read: Read) -> None:
        """Only what is no running text shows the margin: a section's name, the contents."""
        full = "一、继续有效的文件共三件，名单附后，由各县科技局抄告本县有关企业。"
        said = [full, f"二、{full[2:]}", "南湖市科学技术局", "2026年5月6日"]
        page: list[Mark] = [Text(80, 760, "政策速递", 14), Text(80, 730, "目录一条")]
        page += [Text(104, 700 - 22 * row, text) for row, text in enumerate(said)]
        assert texts(read(page))[2:] == said

    def test_a_sentence_that_goes_on_there_is_joined_all_the_same(self, read: Read) -> None:
        full = "一、继续有效的文件共三件，名单附后，由各县科技局抄告本县有关企业"
        page: list[Mark] = [Text(80, 760, "政策速递", 14), Text(80, 730, "目录一条")]
        page += [Text(104, 700, full), Text(104, 678, "和机构。")]
        assert texts(read(page))[2:] == [full + "和机构。"]


class TestHeadings:
    def test_levels_follow_size_and_weight(self, read: Read) -> None:
        paragraphs = [
            Paragraph("政策速递", 20, True, "center"),
            Paragraph("某市专项资金办法", 16, True, "center"),
            Paragraph("一、总体要求", 12, True),
            Paragraph(LONG * 2),
            Paragraph("二、重点任务", 12, True),
            Paragraph(LONG * 2),
        ]
        levels = [block.level for block in read(*typeset(paragraphs)).blocks]
        assert levels == [1, 2, 3, None, 3, None]

    def test_large_type_of_a_cover_is_no_heading(self, read: Read) -> None:
        cover: list[Mark] = [Text(200, 600, "简报", 48, "bold")]
        text = typeset([Paragraph("标题", 16, True, "center"), Paragraph(LONG * 3)])
        levels = [block.level for block in read(cover, *text).blocks if block.text]
        assert levels == [None, 1, None]

    def test_a_long_bold_sentence_is_no_heading(self, read: Read) -> None:
        paragraphs = [Paragraph(LONG * 4, bold=True), Paragraph(LONG * 9)]
        assert [block.level for block in read(*typeset(paragraphs)).blocks] == [None, None]


class TestFurniture:
    def test_running_heads_and_page_numbers_are_named(self, read: Read) -> None:
        pages = typeset([Paragraph(LONG * 40)] * 2, head="某某简报 2030 年 1 月", numbers=True)
        manuscript = read(*pages)
        assert "".join(dropped(manuscript, "running-head")).count("某某简报") == len(pages)
        assert "".join(dropped(manuscript, "page-number")).count("-") == 2 * len(pages)
        assert texts(manuscript) == [LONG * 40] * 2

    def test_the_printed_page_is_told(self, read: Read) -> None:
        pages = typeset([Paragraph(LONG * 40)], numbers=True)
        assert [block.page for block in read(*pages).blocks if block.text] == [1, 2]

    def test_text_that_repeats_is_not_a_running_head(self, read: Read) -> None:
        paragraphs = [Paragraph(LONG * 9)] * 12
        assert texts(read(*typeset(paragraphs))) == [one.text for one in paragraphs]

    def test_a_heading_that_repeats_at_the_top_is_not_a_running_head(self, read: Read) -> None:
        page = [Text(90, 740, "主要做法", 12, "bold")]
        lines = [[Text(90, 700 - 20 * n, "甲乙丙丁戊己庚辛壬"[n] * 31) for n in range(9)]] * 4
        before = [[Text(90, 740, "春夏秋冬"[n] * 31)] for n in range(4)]
        pages = [part for n in range(4) for part in (before[n], [*page, *lines[n]])]
        assert dropped(read(*pages), "running-head") == []

    def test_a_number_in_the_text_is_not_a_page_number(self, read: Read) -> None:
        page: list[Mark] = [Text(90, 700, "合计"), Text(90, 400, "42")]
        assert texts(read(page)) == ["合计", "42"]


class TestFootnotes:
    def test_notes_at_the_foot_do_not_part_a_paragraph(self, read: Read) -> None:
        pages = typeset([Paragraph(LONG * 40), Paragraph(LONG)])
        pages[0] += [Text(90, 70, "① 数据截至上年末，", 9), Text(90, 58, "口径同前。", 9)]
        pages[0].append(Text(90, 46, "② 含民营企业。", 9))
        blocks = [block for block in read(*pages).blocks if block.text]
        assert [block.kind for block in blocks] == [
            "paragraph",
            "paragraph",
            "footnote",
            "footnote",
            "paragraph",
        ]
        assert [block.mark for block in blocks[2:4]] == ["①", "②"]
        assert blocks[2].text == "① 数据截至上年末，口径同前。"
        assert blocks[1].continues

    def test_small_print_without_a_mark_is_no_note(self, read: Read) -> None:
        page: list[Mark] = [Text(90, 700, LONG), Text(90, 600, "（此件公开发布）", 9)]
        assert [block.kind for block in read(page).blocks] == ["paragraph", "paragraph"]


class TestKeptBack:
    def test_invisible_text_is_hidden_text(self, read: Read) -> None:
        manuscript = read([Text(90, 700, "明文"), Text(90, 600, "暗文", mode=3)])
        assert texts(manuscript) == ["明文"]
        assert dropped(manuscript, "hidden-text") == ["暗文"]

    def test_a_slanting_watermark_is_named(self, read: Read) -> None:
        manuscript = read([Text(90, 700, "正文"), Text(200, 300, "样", 40, slant=True)])
        assert texts(manuscript) == ["正文"]
        assert dropped(manuscript, "watermark") == ["样"]

    def test_a_picture_is_told(self, read: Read) -> None:
        page: list[Mark] = [Text(90, 700, "图文" * 40), Picture(100, 100, 100, 100)]
        assert [code for code, _, _ in read(page).notices] == ["pdf-picture"]

    def test_one_glyph_without_a_character_is_told(self, read: Read) -> None:
        manuscript = read([Text(90, 700, "读得出的文字"), Text(300, 600, "？！", font="mute")])
        assert [code for code, _, _ in manuscript.notices] == ["pdf-unknown-glyph"]

    def test_every_glyph_is_published_or_named(self, read: Read) -> None:
        pages = typeset([Paragraph(LONG * 20)] * 3, head="某某简报", numbers=True)
        drawn = "".join(mark.string for page in pages for mark in page if isinstance(mark, Text))
        held = "".join(run.text for run in read(*pages).atoms() if not run.added)
        assert sorted(held) == sorted(drawn)


class TestTables:
    def ruled(self, xs: list[float], ys: list[float]) -> list[Mark]:
        level: list[Mark] = [Rule(xs[0], y, xs[-1], y) for y in ys]
        return level + [Rule(x, ys[-1], x, ys[0]) for x in xs]

    def cells(self, manuscript: Manuscript) -> list[list[tuple[str, int, int]]]:
        table = next(block for block in manuscript.blocks if block.kind == "table")
        return [
            [("".join(run.text for run in cell.runs), cell.columns, cell.rows) for cell in row]
            for row in table.rows
        ]

    def test_ruled_cells_are_a_table_between_paragraphs(self, read: Read) -> None:
        page = [
            Text(LEFT, 740, "表前。"),
            *self.ruled([90, 190, 290], [700, 670, 640]),
            Text(95, 680, "甲"),
            Text(195, 680, "乙"),
            Text(95, 650, "10%"),
            Text(195, 650, "五万元"),
            Text(LEFT, 600, "表后。"),
        ]
        manuscript = read(page)
        assert [b.kind for b in manuscript.blocks] == ["paragraph", "table", "paragraph"]
        assert self.cells(manuscript) == [
            [("甲", 1, 1), ("乙", 1, 1)],
            [("10%", 1, 1), ("五万元", 1, 1)],
        ]

    def test_a_missing_rule_lets_a_cell_span(self, read: Read) -> None:
        page: list[Mark] = [
            *(Rule(90, y, 290, y) for y in (700, 670)),
            Rule(190, 640, 290, 640),
            Rule(90, 610, 290, 610),
            Rule(90, 610, 90, 700),
            Rule(290, 610, 290, 700),
            Rule(190, 610, 190, 670),
            Text(95, 680, "合计"),
            Text(95, 650, "甲"),
            Text(195, 650, "乙"),
            Text(195, 620, "丙"),
        ]
        assert self.cells(read(page)) == [
            [("合计", 2, 1)],
            [("甲", 1, 2), ("乙", 1, 1)],
            [("丙", 1, 1)],
        ]

    def over(
        self, rest: tuple[str, str], head: tuple[str, str] = ("序号", "企业")
    ) -> list[list[Mark]]:
        """A table of two pages between the same columns; each row is number and name."""

        def page(rows: list[tuple[str, str]], top: int) -> list[Mark]:
            ys = [float(top - 30 * n) for n in range(len(rows) + 1)]
            marks = self.ruled([90, 190, 390], ys)
            for y, (number, name) in zip(ys, rows, strict=False):
                marks += [Text(at, y - 20, t) for at, t in ((95, number), (195, name)) if t]
            return marks

        first = [("序号", "企业"), ("1", "甲公司"), ("2", "乙科技有限责")]
        return [page(first, 190), page([head, rest, ("3", "丙公司")], 760)]

    def test_a_table_over_two_pages_is_one(self, read: Read) -> None:
        manuscript = read(*self.over(("", "任公司")))
        assert [block.kind for block in manuscript.blocks].count("table") == 1
        found = [[text for text, _, _ in row] for row in self.cells(manuscript)]
        assert found == [
            ["序号", "企业"],
            ["1", "甲公司"],
            ["2", "乙科技有限责任公司"],
            ["3", "丙公司"],
        ]
        dropped = [run.text for run in manuscript.atoms() if run.drop == "running-head"]
        assert "".join(dropped) == "序号企业"

    def test_a_whole_row_on_the_next_page_is_a_row(self, read: Read) -> None:
        found = self.cells(read(*self.over(("4", "丁公司"), head=("5", "戊公司"))))
        assert [row[0][0] for row in found] == ["序号", "1", "2", "5", "4", "3"]

    def test_something_between_keeps_two_tables_apart(self, read: Read) -> None:
        first, last = self.over(("", "任公司"))
        manuscript = read([*first, Text(LEFT, 60, "表一完。")], last)
        assert [block.kind for block in manuscript.blocks].count("table") == 2

    def test_an_underline_is_no_table(self, read: Read) -> None:
        page: list[Mark] = [Text(90, 700, "着重"), Rule(90, 698, 114, 698)]
        assert [block.kind for block in read(page).blocks] == ["paragraph"]


def test_radicals_that_share_a_glyph_become_the_character() -> None:
    assert [UNIFIED[c] for c in "⼀⽇⻓⺠⾦"] == ["一", "日", "长", "民", "金"]


class TestColumns:
    """Two columns under a title, over a page number, on the same baselines or not."""

    @pytest.mark.parametrize("stagger", [0, 7], ids=["level", "staggered"])
    @pytest.mark.parametrize("last", [3, 9], ids=["short", "long"])
    def test_columns_with_something_across(self, read: Read, stagger: int, last: int) -> None:
        page: list[Mark] = [Text(250, 780, "两栏的题目", 16)]
        for row in range(14):
            page.append(Text(60, 740 - 20 * row, "左" * (18 if row < 13 else last)))
            page.append(Text(330, 740 - stagger - 20 * row, "右" * 18))
        page.append(Text(292, 60, "7"))
        found = texts(read(page))
        assert found[:3] == ["两栏的题目", "左" * (18 * 13 + last), "右" * (18 * 14)]

    def test_a_list_in_two_parts_is_read_across(self, read: Read) -> None:
        page: list[Mark] = []
        for row in range(12):
            page.append(Text(60, 740 - 20 * row, "单位" + "甲" * (1 + row % 4)))
            page.append(Text(330, 740 - 20 * row, "金额" + "乙" * (1 + row % 3)))
        assert all("金额" in line for line in texts(read(page)))


def test_heads_and_numbers_stand_as_near_as_lines_do_in_a_wide_setting(read: Read) -> None:
    pages = []
    for number in range(1, 4):
        page: list[Mark] = [Text(240, 792, "某某学习资料"), Text(295, 50, str(number))]
        lines = [f"第{number}组第{row}项工作已经按期完成并通过验收。" for row in range(23)]
        page += [Text(90, 756 - 30 * row, line) for row, line in enumerate(lines)]
        pages.append(page)
    found = read(*pages)
    assert dropped(found, "running-head") == ["某某学习资料"] * 3
    assert dropped(found, "page-number") == ["1", "2", "3"]
    assert "学习资料" not in "".join(texts(found))


class TestBeside:
    """What one glyph, one note or one caption is."""

    def test_a_glyph_of_several_characters_is_all_of_them(self, read: Read) -> None:
        han = [Text(90, 700, "本会指出"), Text(138, 700, "\x03", font="pair"), Text(144, 700, "这")]
        latin = [Text(90, 700, "o"), Text(96, 700, "\x02", font="pair"), Text(102, 700, "ce")]
        for glyphs, text in ((han, "本会指出——这"), (latin, "office")):
            found = read([*glyphs])
            assert texts(found) == [text]
            assert dropped(found, "alternate") == []

    def test_what_is_drawn_twice_to_look_bold_is_there_once(self, read: Read) -> None:
        page: list[Mark] = [Text(90, 700, "标题", 12), Text(90.2, 700, "标题", 12)]
        found = read([*page, Text(90, 660, "正文一句。", 12)])
        assert texts(found) == ["标题", "正文一句。"]

    @pytest.mark.parametrize(
        ("mark", "code", "said"),
        [
            (Annotation("Text", "请改为二十日"), "pdf-note", "请改为二十日"),
            (Annotation("StrikeOut"), "pdf-mark", ""),
            (Annotation("Widget", value="某某公司"), "pdf-form-value", "某某公司"),
        ],
    )
    def test_what_lies_on_the_page_is_told_of(
        self, read: Read, mark: Annotation, code: str, said: str
    ) -> None:
        found = read([Text(90, 700, "申请单位应当如实填写。", 12), mark])
        assert texts(found) == ["申请单位应当如实填写。"]
        assert [(c, p.page, text) for c, p, text in found.notices] == [(code, 1, said)]

    def test_a_value_that_the_page_prints_and_an_empty_field_are_not(self, read: Read) -> None:
        page = [Text(90, 700, "申请单位：某某公司", 12), Annotation("Widget", value="某某公司")]
        assert read([*page, Annotation("Widget"), Annotation("Link")]).notices == ()

    def test_a_caption_is_a_paragraph_of_its_own(self, read: Read) -> None:
        lines = ["各方参加并通过了报告", "图1 会议现场", "会议要求抓好落实，按期完成。"]
        page: list[Mark] = [Text(90, 700 - 18 * n, text, 12) for n, text in enumerate(lines)]
        assert texts(read(page)) == lines

    def test_where_most_lines_are_first_ones_those_that_go_on_show_the_margin(
        self, read: Read
    ) -> None:
        page: list[Mark] = []
        wanted: list[str] = []
        y = 760.0
        for number in range(8):
            clause = f"第{'一二三四五六七八'[number]}条 " + "申请单位应当如实填报并承担责任，" * 2
            first, rest = clause[:33], "不得弄虚作假，逾期不予受理。"
            if number % 2:  # a first line that is full, and all of its paragraph
                first, rest = clause[:32] + "。", ""
            second = "具体标准由市科技局会同市财政局制定并公布。"
            page.append(Text(114, y, first))
            if rest:
                y -= 18
                page.append(Text(90, y, rest))
            page.append(Text(114, y - 18, second))
            wanted += [first + rest, second]
            y -= 36
        assert texts(read(page)) == wanted

    def test_small_signs_above_and_below_keep_their_place(self, read: Read) -> None:
        page: list[Mark] = [
            Text(90, 700, "全年碳排放10"),
            Text(162, 705, "4", 7),
            Text(166, 700, "吨"),
            Text(178, 700, "CO"),
            Text(190, 697, "2", 7),
            Text(194, 700, "，比上年减少44个百分点"),
            Text(326, 705, "1", 7),
            Text(330, 700, "。"),
        ]
        runs = [run for run in read(page).atoms() if run.mark]
        assert [(run.text, run.mark) for run in runs] == [("4", "sup"), ("2", "sub"), ("1", "sup")]

    def test_vertical_text_is_told_of(self, read: Read) -> None:
        poem = ["白日依山尽", "黄河入海流"]
        page: list[Mark] = [Text(90, 760, "本刊刊登诗一首，以飨读者。")]
        for column, verse in enumerate(poem):
            page += [Text(300 - 20 * column, 700 - 14 * n, sign) for n, sign in enumerate(verse)]
        assert [code for code, _, _ in read(page).notices] == ["pdf-vertical"]

    def test_a_column_of_single_figures_is_not_vertical(self, read: Read) -> None:
        page: list[Mark] = [Text(90, 760 - 18 * n, str(n)) for n in range(9)]
        assert read([*page, Text(300, 760, "说明文字。")]).notices == ()

    def test_a_reading_over_its_signs_parts_no_paragraph(self, read: Read) -> None:
        page: list[Mark] = [
            Text(90, 700, "调研组第一站来到安徽省的"),
            Text(92, 691, "bó zhōu", 6),
            Text(90, 680, "亳州市，听取了企业的意见。"),
        ]
        found = read(page)
        assert texts(found) == ["调研组第一站来到安徽省的亳州市，听取了企业的意见。"]
        assert dropped(found, "ruby") == ["bó zhōu"]
        assert [code for code, _, _ in found.notices] == ["pdf-ruby"]


class TestFieldsOfForms:
    """A field that did not fit its line stands at the margin of the next, as a word would."""

    def page(self, last: str, following: str) -> list[Mark]:
        """Two inset paragraphs; the first ends its second line early, and something follows."""
        full = "字" * 40
        page: list[Mark] = [Text(LEFT + 21, 760, full[:38]), Text(LEFT, 743, full)]
        page += [Text(LEFT, 726, last), Text(LEFT, 709, following)]
        return [*page, *(Text(LEFT + 21, 692 - 17 * n, "另一段落的首行。") for n in range(6))]

    def test_a_sentence_goes_on_after_its_field(self, read: Read) -> None:
        last = "单笔须超过四百五十三万元。申请单位第四十二栏："
        found = texts(read(self.page(last, "远航第一百三十三号公司（盖章）。")))
        assert found[0].endswith("第四十二栏：远航第一百三十三号公司（盖章）。")

    @pytest.mark.parametrize(
        ("last", "following"),
        [
            ("本办法自发布之日起施行。", "远航第一百三十三号公司"),
            ("（此件公开发布）", "各区县科技局"),
            ("请认真执行", "附件：申请表"),
            ("请认真执行", "抄送：省科技厅"),
            ("请认真执行", "各区县科技局、有关单位："),
            ("请认真执行", "第二条　支持对象。"),
        ],
    )
    def test_what_is_a_paragraph_of_its_own_stays_apart(
        self, read: Read, last: str, following: str
    ) -> None:
        assert following in texts(read(self.page(last, following)))
