"""Word: what is drawn, coloured or framed and means something is written out, kept or told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.readers import Manuscript
from bulletin.readers.word import reader
from tests.bulletin.readers.fixtures_word import p, r, write_word

Read = Callable[[str], Manuscript]
SPACE = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a body and read it back."""
    return lambda body: reader.read(write_word(tmp_path / "a.docx", body))


def formula(inside: str) -> str:
    return p(r("按"), f"<m:oMath {SPACE}>{inside}</m:oMath>", r("计。"))


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def of(kind: str, **parts: str) -> str:
    return f"<m:{kind}>" + "".join(f"<m:{k}>{v}</m:{k}>" for k, v in parts.items()) + f"</m:{kind}>"


def sign(**properties: str) -> str:
    return "".join(f'<m:{name} m:val="{said}"/>' for name, said in properties.items())


def told(manuscript: Manuscript) -> list[tuple[str, str]]:
    return [(code, excerpt) for code, _, excerpt in manuscript.notices]


A, B, SUM = term("a"), term("b"), term("a+b")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (of("f", num=A, den=B), "a/b"),
        (of("f", num=SUM, den=A), "(a+b)/a"),
        (of("f", num=A, den=of("f", num=A, den=B)), "a/(a/b)"),
        (of("rad", radPr="", deg=term("3"), e=SUM), "3√(a+b)"),
        (of("nary", naryPr=sign(chr="∑"), sub=term("i=1"), sup=term("n"), e=A), "∑i=1na"),
        (of("nary", naryPr="", sub=term("0"), sup=term("1"), e=A), "∫01a"),
        (of("nary", naryPr=sign(chr="∏"), e=A), "∏a"),
        (of("d", dPr="", e=SUM), "(a+b)"),
        (of("d", dPr=sign(begChr="[", endChr=")"), e=A), "[a)"),
        (of("d", dPr=sign(begChr="|", endChr="|"), e=A), "|a|"),
        (
            f"<m:d><m:dPr>{sign(begChr='{', endChr='}')}</m:dPr><m:e>{A}</m:e><m:e>{B}</m:e></m:d>",
            "{a|b}",
        ),
        (of("bar", barPr=sign(pos="top"), e=A), "a\u0305"),
        (of("acc", accPr=sign(chr="^"), e=A), "a\u0302"),
        (of("limLow", e=term("lim"), lim=term("n→∞")), "limn→∞"),
        (of("func", fName=term("ln"), e=A), "lna"),
    ],
)
def test_a_formula_is_written_out(read: Read, inside: str, expected: str) -> None:
    manuscript = read(formula(inside))
    assert manuscript.blocks[0].text == f"按{expected}计。"
    assert told(manuscript) == []


def test_bounds_of_a_sum_are_lowered_and_raised(read: Read) -> None:
    body = formula(of("nary", naryPr=sign(chr="∑"), sub=term("i=1"), sup=term("n"), e=A))
    marks = {run.text: run.mark for run in read(body).blocks[0].runs}
    assert (marks["i=1"], marks["n"], marks["∑"]) == ("sub", "sup", "")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            f"<m:m><m:mr><m:e>{A}</m:e><m:e>{B}</m:e></m:mr><m:mr><m:e>{B}</m:e></m:mr></m:m>",
            "a，b；b",
        ),
        (f"<m:eqArr><m:e>{A}</m:e><m:e>{B}</m:e></m:eqArr>", "a；b"),
        (of("groupChr", groupChrPr=sign(chr="⏟"), e=SUM), "a+b"),
        (of("f", fPr=sign(type="noBar"), num=A, den=B), "a/b"),
    ],
)
def test_what_no_line_can_hold_is_told(read: Read, inside: str, expected: str) -> None:
    manuscript = read(formula(inside))
    assert manuscript.blocks[0].text == f"按{expected}计。"
    assert [code for code, _ in told(manuscript)] == ["word-formula"]


RED = '<w:color w:val="C00000"/>'


@pytest.mark.parametrize(
    "properties",
    [RED, '<w:highlight w:val="yellow"/>', '<w:em w:val="dot"/>', '<w:bdr w:val="single"/>'],
)
def test_a_mark_on_some_words_is_told(read: Read, properties: str) -> None:
    body = p(r("企业应当"), r("于六月前", properties), r("申报。"))
    assert told(read(body)) == [("word-colour", "于六月前")]


@pytest.mark.parametrize(
    "body",
    [
        p(r("江州市人民政府文件", RED)),  # a red head
        p(r("黑字", '<w:color w:val="000000"/>'), r("灰字", '<w:color w:val="595959"/>'), r("。")),
        p(
            r("自动", '<w:color w:val="auto"/>'),
            r("无底色", '<w:highlight w:val="none"/>'),
            r("。"),
        ),
        p(r("带空格"), r("  ", RED), r("。")),
    ],
)
def test_colour_that_says_nothing_is_not_told(read: Read, body: str) -> None:
    assert told(read(body)) == []


def test_many_marks_are_one_warning(read: Read) -> None:
    body = p(r("甲"), r("乙", RED)) * 5 + p(r("整段是新增的条款。", RED))
    assert told(read(body)) == [("word-colour", "乙（共 6 处）")]


def test_a_drop_cap_belongs_to_its_paragraph(read: Read) -> None:
    cap = p(r("科"), properties='<w:framePr w:dropCap="drop" w:lines="2"/>')
    assert [block.text for block in read(cap + p("技金融要闻。")).blocks] == ["科技金融要闻。"]


def test_cells_of_a_table_in_a_cell_stay_apart(read: Read) -> None:
    inner = (
        "<w:tbl><w:tr>" + "".join(f"<w:tc>{p(c)}</w:tc>" for c in ("12", "34")) + "</w:tr></w:tbl>"
    )
    table = f"<w:tbl><w:tr><w:tc>{p('外')}{inner}<w:p/></w:tc><w:tc>{p('右')}</w:tc></w:tr></w:tbl>"
    cell = read(table).blocks[0].rows[0][0]
    assert "".join(run.text for run in cell.runs) == "外\n12\n34"
