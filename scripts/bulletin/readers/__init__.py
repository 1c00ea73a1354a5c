"""Readers turn a file into a manuscript: every character of the source, once, in reading order.

This module is the seam. A reader is a module with one function `read(path) -> Manuscript`; it
raises `BulletinError` and nothing else for a file that cannot be read. What every reader owes:

* Each character of the source stands in exactly one `Run`, in reading order. What must not be
  published stays in its place too, in a run whose `drop` is a name of `DROPS`.
* A character that the format computes and the file does not hold (第三条 by automatic numbering)
  is a run with `added=True`; it is published, and the ledger lists it apart.
* A `Block` is a paragraph, a table, an image, a footnote or a page break. A block whose runs are
  all dropped is skipped by the outline, but counted by the ledger.
* A reader tells what the file knows (style, level, size, printed page); it never guesses what a
  paragraph means, and it never mends a character. Stages after it decide.
* Spaces and line ends inside a paragraph that only come from the layout are dropped by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

# The one list of reasons for which a source character is not published.
DROPS = {
    "line-end": "换行符",
    "blank": "空白行",
    "page-break": "分页空行",
    "byte-order-mark": "字节序标记",
    "edge-space": "行首行尾空格",
    "line-wrap": "版面折行",
    "running-head": "页眉页脚",
    "page-number": "页码",
    "leader": "目录引导点",
    "contents": "目录",
    "contents-page": "目录页码",
    "title-wrap": "标题折行空格",
    "list-mark": "多余的列表符号",
    "tracked-deletion": "修订中删除的文字",
    "hidden-text": "隐藏文字",
    "comment": "批注",
    "field-code": "域代码",
    "ruby": "注音",
    "watermark": "水印",
    "invisible": "零宽或方向控制字符",
    "correction": "勘误改去的文字",
    "alternate": "重复的备用内容",
}

# The one list of what a reader tells of, and what an editor may do about it.
NOTICES = {
    "invisible-character": ("删去了看不见的字符", "核对此处文字"),
    "word-comment": ("批注没有收入", "批注若是待改之处，请改好原稿再导入"),
    "word-ruby": ("注音没有收入，本字已收", "需要注音时写成括注"),
    "word-image": ("图片没有收入", "在 Word 中把图片换成 PNG 或 JPEG 并嵌入文档"),
    "word-object": ("图表或嵌入对象没有收入", "在 Word 中把它另存为图片再插入"),
    "word-revision": (
        "文件里有还没有接受的修订，按接受后的样子收入",
        "在 Word 中接受或拒绝全部修订，另存后再导入",
    ),
    "word-formula": ("公式有一行写不下的排法，拆成了几段", "对照原稿核对，需要时把公式换成图片"),
    "word-colour": (
        "有文字用颜色、底色、着重号或边框标出，文字照收，标记没有收入",
        "标记若有意思，请在原稿里用文字写明",
    ),
    "word-picture-moved": ("图片原在句子中间，移到了这一段之后", "核对图片的位置"),
    "word-macro": ("文件带有宏，没有运行也没有收入", "核对文件来历"),
    "pdf-unknown-glyph": ("有字形查不到是什么字，以 � 代替", "对照原稿补上"),
    "pdf-vertical": (
        "有竖排的文字，按横行读出，次序多半不对",
        "改用 Word 原稿导入，或先把竖排改成横排",
    ),
    "pdf-ruby": ("字上的注音没有收入，本字已收", "需要注音时写成括注"),
    "pdf-note": ("PDF 上的批注没有收入", "批注若是待改之处，请改好原稿再导入"),
    "pdf-mark": (
        "PDF 上划去、加亮或画线的记号没有收入，文字照收",
        "划去的字若不要，请改好原稿再导入",
    ),
    "pdf-form-value": (
        "PDF 表单里填写的内容没有收入",
        "把它写进原稿的正文，或打印成不带表单的 PDF 再导入",
    ),
    "pdf-picture": ("PDF 中的图片没有收入", "需要图片时改用 Word 原稿导入"),
}

# How the line below a picture or above a table begins.
CAPTION = re.compile(
    r"(?:附?[图表]|照片|图片)\s?[\d一二三四五六七八九十]{1,3}(?:[-—.]\d{1,3})?(?:[\s：:]|$)"
)

# What the look of characters can mean, by the element of HTML that keeps it.
MARKS = ("sup", "sub", "del")

BlockKind = Literal["paragraph", "table", "image", "footnote", "page-break"]


@dataclass(frozen=True)
class Place:
    """Where a run begins: a text line, a Word paragraph, or a line of a PDF page (all from 1)."""

    line: int
    offset: int = 0
    page: int | None = None  # the page of the file, from 1 (PDF)
    part: str = ""  # the part of a package: "footnotes", "footer1"

    def __str__(self) -> str:
        """The place as an editor reads it."""
        part = f"{self.part} " if self.part else ""
        return (
            f"{part}第 {self.page} 页第 {self.line} 行" if self.page else f"{part}第 {self.line} 行"
        )


@dataclass(frozen=True)
class Run:
    """Characters that stand together, with their place and look."""

    text: str
    place: Place
    drop: str | None = None
    added: bool = False
    size: float | None = None  # points
    bold: bool = False
    mark: str = ""  # what its look means: one of MARKS
    link: str = ""  # the address that it leads to


@dataclass(frozen=True)
class Image:
    """A picture of the source: file name, bytes, and the description that the file carries."""

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True)
class Cell:
    """A table cell and how many columns and rows it spans."""

    runs: tuple[Run, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Block:
    """A paragraph, table, image, footnote or page break, with what the format knows of it."""

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    style: str | None = None  # the style's name: "Heading 2", "TOC 1"
    level: int | None = None  # heading level, from 1; None for body text
    align: str | None = None  # left, center, right, both
    indent: float | None = None  # first-line indent in ems
    page: int | None = None  # printed page number, where the file carries it
    continues: bool | None = (
        None  # True: goes on from the block before; None: the reader cannot say
    )
    rows: tuple[tuple[Cell, ...], ...] = ()  # table
    image: Image | None = None
    mark: str | None = None  # footnote: the mark that refers to it

    def atoms(self) -> Iterator[Run]:
        """Every run in reading order, table cells included."""
        yield from self.runs
        for row in self.rows:
            for cell in row:
                yield from cell.runs

    @property
    def text(self) -> str:
        """What this block would publish."""
        return "".join(run.text for run in self.atoms() if run.drop is None)


@dataclass(frozen=True)
class Manuscript:
    """All that a reader found in a file."""

    path: Path
    format: Literal["text", "word", "pdf"]
    blocks: tuple[Block, ...]
    encoding: str | None = None
    notices: tuple[tuple[str, Place, str], ...] = ()  # (code, place, excerpt) worth a warning

    def atoms(self) -> Iterator[Run]:
        """Every run of the source in reading order: the stream that the ledger accounts for."""
        for block in self.blocks:
            yield from block.atoms()
