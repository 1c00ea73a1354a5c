"""Other programs as witnesses of the Word reader, where they are installed; never at run time."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bulletin import opening
from tests.bulletin.readers.fixtures_word import p, r, write_word

_BODY = (
    p("第一条 目的", r("（略）", "<w:b/>"))
    + p(f"甲{'乙' * 40}，“丙”；")
    + "<w:tbl><w:tr><w:tc><w:tcPr/>" + p("格一") + "</w:tc><w:tc><w:tcPr/>" + p("格二")
    + "</w:tc></w:tr></w:tbl>"
    + p(f"<w:ins>{r('新增')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>")
)  # fmt: skip


@pytest.fixture(params=["made", "real"])
def document(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A document made for the purpose, and the real issue where it is at hand."""
    if request.param == "real":
        folder: Path = request.getfixturevalue("real_issue")
        return folder / "bulletin.docx"
    return write_word(tmp_path / "made.docx", _BODY)


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def published(path: Path) -> str:
    """What the reader publishes of the file itself, without computed characters."""
    runs = opening.read(path).atoms()
    return letters("".join(run.text for run in runs if not run.drop and not run.added))


def test_mammoth_finds_the_same_letters(document: Path) -> None:
    mammoth = pytest.importorskip("mammoth", reason="the witness mammoth is not installed")
    with document.open("rb") as file:
        assert letters(mammoth.extract_raw_text(file).value) == published(document)


def test_pandoc_finds_the_same_letters(document: Path) -> None:
    if not shutil.which("pandoc"):
        pytest.skip("the witness pandoc is not installed")
    command = ["pandoc", "--from=docx", "--to=html", "--wrap=none", str(document)]
    html = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    bare = re.sub(r"<[^>]+>", "", html)
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        bare = bare.replace(name, char)
    assert letters(bare) == published(document)
