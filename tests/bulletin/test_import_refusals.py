"""What cannot be published is refused: one located message in Chinese, and nothing written."""

import codecs
import zipfile
from pathlib import Path

import pytest

from bulletin.cli.main import main
from bulletin.importer import convert, import_issue
from bulletin.model import BulletinError

SMALL = (Path(__file__).parent / "samples" / "small.txt").read_text(encoding="utf-8")


def changed(old: str, new: str, count: int = 1) -> bytes:
    """The small issue with some words replaced."""
    assert old in SMALL
    return SMALL.replace(old, new, count).encode()


REFUSED = {
    "empty": (b"", "file-empty"),
    "blanks": (" \n\u3000\n\n".encode(), "file-empty"),
    "binary": (bytes(range(256)) * 40, "encoding"),
    "nul": (changed("设备登记", "设备\0登记"), "encoding"),
    "cut UTF-8": (SMALL.encode()[:-2], "encoding"),
    "cut GB18030": (SMALL.encode("gb18030")[:-2], "encoding"),
    "cut UTF-16": (codecs.BOM_UTF16_LE + SMALL.encode("utf-16-le")[:-1], "encoding"),
    "wrong byte": (SMALL.encode()[:400] + b"\xff" + SMALL.encode()[400:], "encoding"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file-legacy"),
    "HTML": (b"<!DOCTYPE html><html><body>" + SMALL.encode(), "file-html"),
    "RTF": (b"{\\rtf1 " + b"x" * 100, "file-rtf"),
    "empty zip": (b"PK\x05\x06" + b"\0" * 18, "file-empty-zip"),
    "no contents": (changed("目录\n", "\n"), "no-contents"),
    "contents of nothing": (SMALL[: SMALL.index("要闻")].encode(), "no-contents"),
    "entry without body": (
        changed("南湖区试办设备共享平台...", "没有这篇..."),
        "entry-without-body",
    ),
    "article without body": (
        SMALL[: SMALL.rindex("记者在南湖区")].encode(),
        "article-empty",
    ),
    "two issues": ((SMALL + "\n\n\n\n" + SMALL).encode(), "two-issues"),
    "no number": (changed(" 总12期", ""), "cover-incomplete"),
    "no month": (changed("2025年7月期 总12期", "总12期"), "cover-incomplete"),
    "month 13": (changed("2025年7月期 总12期", "2025年13月期 总12期"), "month-impossible"),
    "text before titles": (
        changed("4\n\n要闻", "4\n\n无主的一段文字。\n\n要闻"),
        "text-without-title",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_one_line_and_nothing_is_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, code = REFUSED[name]
    source = tmp_path / "issue.txt"
    source.write_bytes(content)
    assert main(["import", str(source), "--into", str(tmp_path / "out")]) == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert f"〔{code}〕" in message
    assert "issue.txt" in message
    assert "应为" in message
    assert "处理" in message
    assert [p.name for p in tmp_path.iterdir()] == ["issue.txt"]


def test_a_number_that_another_month_has_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(SMALL, encoding="utf-8")
    import_issue(source, tmp_path / "out")
    source.write_bytes(changed("2025年7月期", "2025年8月期"))
    with pytest.raises(ValueError, match="总第 12 期已在 2025-07"):
        import_issue(source, tmp_path / "out")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["2025-07"]


def test_a_folder_of_another_month_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(SMALL, encoding="utf-8")
    with pytest.raises(ValueError, match="封面是 2025-07，文件夹是 2025-08"):
        import_issue(source, tmp_path / "2025-08")


def test_wrong_usage_ends_with_two() -> None:
    with pytest.raises(SystemExit) as end:
        main(["import"])
    assert end.value.code == 2


WARNED = {
    "date": ("2025-07-02", "2025-02-30", "date-impossible"),
    "later than the issue": ("2025-07-02", "2025-09-02", "date-after-issue"),
    "missing clause": ("第二条之一 街道", "第二条之三 街道", "number-gap"),
    "repeated clause": ("第三条 本办法", "第二条 本办法", "number-repeated"),
    "missing item": ("（二）提交", "（三）提交", "number-gap"),
    "wrong page": ("4\n\n要闻", "9\n\n要闻", "page-differs"),
    "dates that disagree": ("2028 年 7 月", "2024 年 7 月", "dates-disagree"),
    "traditional": ("用设备共享平台，", "用設备共享平台，", "traditional-character"),
    "English": ("企业可以", "企业 and 可以", "foreign-word"),
    "bidi": ("首批登记", "首批\u202e登记", "invisible-character"),
    "zero width": ("首批登记", "首批\u200b登记", "invisible-character"),
    "title with a slip": ("\n三家银行试水“设备贷”\n", "\n三家银行试办“设备贷”\n", "title-differs"),
    "source inside": (
        "公布一次。",
        "公布一次。\n\n来源：某报 2025-07-01\n\n还有话说。",
        "source-inside",
    ),
}


@pytest.mark.parametrize("name", WARNED)
def test_what_can_be_published_is_warned_of_once(name: str, tmp_path: Path) -> None:
    old, new, code = WARNED[name]
    source = tmp_path / "issue.txt"
    source.write_bytes(changed(old, new))
    warnings = convert(source)[0].warnings
    assert [w.code for w in warnings] == [code]
    assert warnings[0].place.line > 1
    assert warnings[0].message
    assert warnings[0].hint


MARKUP = [
    "<script>alert(1)</script> 与 javascript:alert(1)",
    "**粗** _斜_ `码` [链](javascript:x) ![图](y) ~~删~~",
    "{{ config }} {% raw %} {# 注 #} {: .x }",
    "# 井号 # > 引文 - 项 + 项 1. 项 1) 项",
    "&amp; &lt; &#60; &nbsp; AT&T \\* \\\\ \\n",
    "| 甲 | 乙 | --- === ~~~ ``` !!! ???",
    "扩展汉字 𠀀𪚥 表情 👨‍👩‍👧 变体 葛󠄀 ☺️",
    "http://example.org <a@b.cn> *[缩写]: x [^1]: y",
]


@pytest.mark.parametrize("words", MARKUP)
def test_no_character_is_taken_for_markup(words: str, tmp_path: Path) -> None:
    source = tmp_path / "issue.txt"
    text = SMALL.replace("收费分三档", f"{words}\n\n收费{words}分三档")
    source.write_text(text.replace("平台怎样收费", "怎样" + words[:12]), encoding="utf-8")
    folder = import_issue(source, tmp_path / "out").folder
    assert (folder / "01.md").is_file()


@pytest.mark.parametrize("words", [*MARKUP, "长" * 200, "../../etc", "CON"])
def test_a_title_of_any_kind_makes_a_plain_file_name(words: str, tmp_path: Path) -> None:
    source = tmp_path / "issue.txt"
    words = words[:180]
    text = SMALL.replace("三家银行试水“设备贷”", words)
    source.write_text(text, encoding="utf-8")
    report = import_issue(source, tmp_path / "out")
    assert report.issue.articles[2].title == words
    assert (report.folder / "03.md").is_file()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_encoding_and_line_end_makes_the_same_markdown(
    encoding: str, end: str, tmp_path: Path
) -> None:
    source = tmp_path / "small.txt"
    source.write_bytes(SMALL.replace("\n", end).encode(encoding))
    plain = tmp_path / "plain.txt"
    plain.write_text(SMALL, encoding="utf-8")
    assert convert(source)[1] == convert(plain)[1]


def test_a_line_of_a_megabyte_is_read(tmp_path: Path) -> None:
    source = tmp_path / "issue.txt"
    source.write_bytes(changed("收费分三档", "收费" + "很长，" * 120_000 + "分三档"))
    assert "收费" in convert(source)[1]["01.md"].decode()


def test_an_ofd_file_is_refused_with_the_clicks_that_help(tmp_path: Path) -> None:
    path = tmp_path / "文件.ofd"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("OFD.xml", "<ofd:OFD/>")
        package.writestr("Doc_0/Document.xml", "<ofd:Document/>")
    with pytest.raises(BulletinError, match="文件 → 另存为") as refused:
        convert(path)
    assert refused.value.code == "file-ofd"
    path.write_bytes(path.read_bytes()[:-30])  # cut on its way
    with pytest.raises(BulletinError) as refused:
        convert(path)
    assert refused.value.code == "file-ofd"
