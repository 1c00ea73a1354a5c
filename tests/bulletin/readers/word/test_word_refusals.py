"""Word files that cannot be read: one message in Chinese each, never a traceback."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin import opening
from bulletin.model import BulletinError
from bulletin.readers.word import reader
from tests.bulletin.readers.fixtures_word import (
    level,
    listed,
    numbering,
    p,
    package,
    part,
    r,
    write_word,
    write_zip,
)

FUZZ: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


def refused(path: Path) -> BulletinError:
    with pytest.raises(BulletinError) as caught:
        opening.read(path)
    return caught.value


def outcome(path: Path) -> str:
    """What comes of a file: the code of its refusal, or that it is read."""
    try:
        opening.read(path)
    except BulletinError as error:
        return error.code
    return "read"


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    return tmp_path / "bulletin.docx"


def test_a_truncated_package(docx: Path) -> None:
    whole = write_word(docx, p("文" * 4000)).read_bytes()
    docx.write_bytes(whole[: len(whole) // 2])
    assert refused(docx).code == "word-broken"


def test_a_part_with_a_false_checksum(docx: Path) -> None:
    data = bytearray(write_word(docx, p("文")).read_bytes())
    at = data.find(b"word/document.xml") + 40
    data[at : at + 4] = b"\xff\xff\xff\xff"
    docx.write_bytes(bytes(data))
    assert refused(docx).code == "word-broken"


def test_a_bomb_is_refused_before_it_is_unpacked(docx: Path) -> None:
    bomb = part("document", "<w:body>" + p("零" * 12_000_000) + "</w:body>")
    write_zip(docx, package("") | {"word/document.xml": bomb})
    assert refused(docx).code == "word-bomb"


def test_entities(docx: Path) -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "文">]><x>&a;</x>'
    path = write_zip(docx, package("") | {"word/document.xml": lol})
    assert refused(path).code == "word-entity"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x", "word\\..\\..\\x"])
def test_paths_out_of_the_package(docx: Path, name: str) -> None:
    assert refused(write_zip(docx, package(p("文")) | {name: "x"})).code == "word-path"


def test_broken_xml(docx: Path) -> None:
    path = write_zip(docx, package("") | {"word/document.xml": "<w:document><w:body>"})
    assert refused(path).code == "word-xml"


def test_deep_nesting(docx: Path) -> None:
    body = "<w:sdt><w:sdtContent>" * 400 + p("文") + "</w:sdtContent></w:sdt>" * 400
    assert refused(write_word(docx, body)).code == "word-depth"


def test_a_package_of_something_else(docx: Path) -> None:
    assert refused(write_zip(docx, {"mimetype": "application/epub+zip"})).code == "word-no-document"


def test_a_document_in_the_document(docx: Path) -> None:
    assert refused(write_word(docx, p("文") + '<w:altChunk r:id="x"/>')).code == "word-embedded"


def test_an_encrypted_part(docx: Path) -> None:
    data = write_word(docx, p("文")).read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(data))
    out = bytearray(data)
    out[archive.start_dir + 8] |= 1  # the flag of the first entry of the directory
    docx.write_bytes(bytes(out))
    assert refused(docx).code == "word-password"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "file-legacy"),
        ("<html><body>网页</body></html>".encode(), "file-html"),
        (b"{\\rtf1 text}", "file-rtf"),
        ("只是一段文字".encode(), "file-mislabelled"),
    ],
)
def test_what_only_bears_the_name(docx: Path, content: bytes, code: str) -> None:
    docx.write_bytes(content)
    assert refused(docx).code == code


def test_a_refusal_says_place_found_expected_and_what_to_do(docx: Path) -> None:
    docx.write_bytes(b"PK\x03\x04 and no more")
    error = refused(docx)
    assert error.place == "bulletin.docx"
    assert all((error.found, error.expected, error.action))
    assert "\n" not in str(error)


@settings(max_examples=150, **FUZZ)
@given(data=st.data())
def test_damaged_bytes_never_crash(docx: Path, data: st.DataObject) -> None:
    """Whatever happens to the bytes, the reader reads or refuses."""
    whole = bytearray(write_word(docx, p("第一条 目的") + listed("文", 1), PARTS).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    docx.write_bytes(bytes(whole[: data.draw(st.integers(200, len(whole)))]))
    assert outcome(docx) != "word-unaccounted"


@settings(max_examples=200, **FUZZ)
@given(data=st.data())
def test_damaged_xml_never_crashes(docx: Path, data: st.DataObject) -> None:
    """Attributes and elements of a sound package are exchanged at random."""
    names = sorted({"w:p", "w:r", "w:t", "w:tbl", "w:tc", "w:tr", "w:fldChar", "w:ruby", "w:val"})
    body = RICH
    for _ in range(data.draw(st.integers(1, 4))):
        old, new = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
        body = body.replace(old, new, data.draw(st.integers(1, 6)))
    write_word(docx, body, PARTS)
    assert outcome(docx)  # nonsense may well be refused by the audit


@settings(max_examples=100, **FUZZ)
@given(
    paragraphs=st.lists(st.lists(st.text(LETTERS), min_size=1, max_size=4), min_size=1, max_size=6)
)
def test_what_goes_in_comes_out(docx: Path, paragraphs: list[list[str]]) -> None:
    """All characters of any paragraphs, published or named, in order."""
    body = "".join(p(*(r(text) for text in runs)) for runs in paragraphs)
    manuscript = reader.read(write_word(docx, body))
    given_ = "".join(text for runs in paragraphs for text in runs)
    assert "".join(run.text for run in manuscript.atoms()) == given_


def test_a_reader_that_loses_a_character_is_caught(
    docx: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The audit is a fault's last hurdle: lose text elements of one run, and nothing is read."""
    from bulletin.readers.word import story

    keep = story.Story._text

    def careless(self: story.Story, element: object, *rest: object) -> None:
        if getattr(element, "text", "") != "乙":
            keep(self, element, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(story.Story, "_text", careless)
    error = refused(write_word(docx, p("甲", "乙", "丙")))
    assert (error.code, error.found) == ("word-unaccounted", "有字符没有着落：乙")


def test_the_audit_counts_what_is_doubled(docx: Path) -> None:
    manuscript = reader.read(write_word(docx, p("甲乙")))
    assert reader.given_by([*manuscript.blocks, *manuscript.blocks])["甲"] == 2


PARTS: dict[str, str | bytes] = {
    "numbering": numbering(level(0, "chineseCounting", "第%1条")),
    "footnotes": part("footnotes", f'<w:footnote w:id="1">{p("注")}</w:footnote>'),
}
RICH = (
    p("甲", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    + listed("乙", 1)
    + f"<w:tbl><w:tr><w:tc><w:tcPr/>{p('丙')}</w:tc></w:tr></w:tbl>"
    + p('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>')
    + p(f"<w:r><w:ruby><w:rt>{r('a')}</w:rt><w:rubyBase>{r('丁')}</w:rubyBase></w:ruby></w:r>")
)
