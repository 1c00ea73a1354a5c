"""PDF files that cannot be read: one message in Chinese each, with the pages; never a traceback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bulletin import opening
from bulletin.model import BulletinError
from bulletin.readers.pdf import reader
from bulletin.readers.pdf.document import pages_said
from tests.bulletin.readers.fixtures_pdf import (
    OWNER_ONLY,
    WITH_USER,
    Mark,
    Picture,
    Rule,
    Text,
    write_pdf,
)
from tests.bulletin.readers.fixtures_typeset import Paragraph, typeset

FUZZ: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}
PAGE: list[Mark] = [Text(90, 700, "一段能够复制出来的正文文字。")]
HEAD = Text(250, 800, "某某简报", 9)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bulletin.pdf"


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


def test_images_alone(path: Path) -> None:
    error = refused(write_pdf(path, [Picture()], [Picture()]))
    assert (error.code, error.found) == ("pdf-scanned", "全部是图片，没有文字")


def test_a_half_scanned_file_is_refused_by_page(path: Path) -> None:
    error = refused(write_pdf(path, PAGE, [Picture(), HEAD], PAGE, [Picture()]))
    assert (error.code, error.found) == ("pdf-half-scanned", "第 2、4 页是图片，没有文字")


def test_a_scan_with_an_invisible_layer_is_a_scan(path: Path) -> None:
    layer: list[Mark] = [Text(90, 700 - 20 * n, "识别出来的文字" * 4, mode=3) for n in range(9)]
    error = refused(write_pdf(path, PAGE, [Picture(), *layer]))
    assert error.code == "pdf-half-scanned"
    assert "没有人核对过" in error.found


def test_a_scan_in_strips_is_a_scan(path: Path) -> None:
    strips = [Picture(0, 60 * n, height=30) for n in range(13)]
    assert refused(write_pdf(path, strips)).code == "pdf-scanned"


def test_type_turned_into_outlines(path: Path) -> None:
    shapes: list[Mark] = [Rule(90 + n, 700, 95 + n, 720) for n in range(300)]
    assert refused(write_pdf(path, PAGE, shapes)).code == "pdf-half-scanned"


def test_a_picture_behind_much_text_is_no_scan(path: Path) -> None:
    text = [Text(90, 700 - 20 * n, "正文文字" * 8) for n in range(4)]
    assert opening.read(write_pdf(path, [Picture(), *text])).blocks


def test_fonts_without_unicode_are_refused_by_page(path: Path) -> None:
    error = refused(write_pdf(path, PAGE, [Text(90, 700, "读不出来", font="mute")]))
    assert error.code == "pdf-no-unicode"
    assert error.found.startswith("第 2 页")


def test_no_text_at_all(path: Path) -> None:
    assert refused(write_pdf(path, [])).code == "pdf-empty"


def test_a_password_to_open(path: Path) -> None:
    assert refused(write_pdf(path, PAGE, password=WITH_USER)).code == "pdf-password"


def test_a_password_of_the_owner_alone_does_not_hinder(path: Path) -> None:
    manuscript = opening.read(write_pdf(path, PAGE, password=OWNER_ONLY))
    assert manuscript.blocks[0].text == "一段能够复制出来的正文文字。"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_file(path: Path, share: float) -> None:
    whole = write_pdf(path, *typeset([Paragraph("正文文字。" * 900)])).read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refused(path).code == "pdf-truncated"


def test_a_file_of_rubbish_with_the_right_ends(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\nrubbish\nstartxref\n0\n%%EOF\n")
    assert refused(path).code == "pdf-broken"


def test_a_name_does_not_make_a_pdf(path: Path) -> None:
    path.write_text("只是一段文字")
    assert refused(path).code == "file-mislabelled"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([2], "第 2 页"), ([2, 3, 4, 9], "第 2–4、9 页"), (list(range(1, 40, 2)), "等 20 页")],
)
def test_pages_as_an_editor_reads_them(numbers: list[int], said: str) -> None:
    assert pages_said(numbers).endswith(said)


@settings(max_examples=150, **FUZZ)
@given(data=st.data())
def test_damaged_bytes_never_crash(path: Path, data: st.DataObject) -> None:
    """Whatever happens to the bytes, the reader reads or refuses."""
    pages = typeset([Paragraph("正文文字，" * 20), Paragraph("标题", 16, True, "center")])
    whole = bytearray(write_pdf(path, *pages).read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(8, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(whole))
    assert outcome(path) != "pdf-unaccounted"


COORDINATES = st.floats(-2000, 3000)
MARKS = st.one_of(
    st.builds(
        Text,
        COORDINATES,
        COORDINATES,
        st.text("政策，。12ab “”（一）", min_size=1, max_size=12),
        st.floats(0.1, 200),
        st.sampled_from(["text", "bold", "mute"]),
        st.sampled_from([0, 2, 3]),
        st.booleans(),
    ),
    st.builds(Rule, COORDINATES, COORDINATES, COORDINATES, COORDINATES),
    st.builds(Picture, COORDINATES, COORDINATES, st.floats(0, 900), st.floats(0, 900)),
)


@settings(max_examples=150, **FUZZ)
@given(pages=st.lists(st.lists(MARKS, max_size=25), min_size=1, max_size=4))
def test_marks_anywhere_never_crash(path: Path, pages: list[list[Mark]]) -> None:
    """Any text, rule and picture at any place: read or refused."""
    assert outcome(write_pdf(path, *pages)) != "pdf-unaccounted"


SENTENCES = st.text("政策科技金融资本市场创新企业，。、；“”（）0123", min_size=40, max_size=600)


@settings(max_examples=40, **FUZZ)
@given(
    bodies=st.lists(SENTENCES.map(lambda text: "第" + text + "。"), min_size=2, max_size=6),
    head=st.sampled_from(["", "某某简报 2030 年 1 月"]),
    numbers=st.booleans(),
)
def test_what_is_set_is_read(path: Path, bodies: list[str], head: str, numbers: bool) -> None:
    """Paragraphs set on pages come back whole, in order, and nothing besides."""
    pages = typeset([Paragraph(text) for text in bodies], head, numbers)
    assume(len(pages) > 1 or not head)  # on one page alone no line comes back
    manuscript = opening.read(write_pdf(path, *pages))
    published = "".join(run.text for run in manuscript.atoms() if not run.drop and not run.added)
    assert published == "".join(bodies)
    held = "".join(run.text for run in manuscript.atoms() if not run.added)
    drawn = "".join(mark.string for page in pages for mark in page if isinstance(mark, Text))
    assert sorted(held) == sorted(drawn)


def test_a_reader_that_loses_a_glyph_is_caught(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit is a fault's last hurdle: drop a run on the way, and nothing is read."""
    keep = reader.paragraph_runs
    monkeypatch.setattr(reader, "paragraph_runs", lambda lines: keep(lines)[1:])
    assert outcome(write_pdf(path, PAGE)) == "pdf-unaccounted"
