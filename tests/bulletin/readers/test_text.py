"""The text reader: every character in one run, whatever the bytes."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.model import BulletinError
from bulletin.opening import read
from bulletin.readers.signs import UNIFIED, symbol
from bulletin.readers.text import decode


def test_three_blank_lines_are_a_page_break_and_two_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲\n\n\n乙\n\n\n\n丙\f丁\n", encoding="utf-8")
    kinds = [block.kind for block in read(path).blocks if block.text or block.kind == "page-break"]
    assert kinds[:4] == ["paragraph", "paragraph", "page-break", "paragraph"]


def test_two_bytes_that_either_order_makes_text_of_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\0[")
    with pytest.raises(BulletinError):
        read(path)


def meant(text: str) -> str:
    """The text with radicals as the letters for which they stand, signs as typefaces have them."""
    return "".join(UNIFIED.get(char, symbol(char)) for char in text)


def test_look_alike_radicals_and_private_signs_are_what_they_mean(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("⽤户⻚⾯\n\n\uf0b7 第一项\n", encoding="utf-8")
    assert [b.text for b in read(path).blocks if b.text.strip()] == ["用户页面", "• 第一项"]


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_the_runs_are_the_text(text: str, encoding: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.txt"
        path.write_bytes(text.encode(encoding))
        try:
            manuscript = read(path)
        except BulletinError:
            return
        stream = "".join(run.text for run in manuscript.atoms())
        decoded, _, mark = decode(path.read_bytes(), "a.txt")
        assert stream == mark + meant(decoded)
        published = "".join(run.text for run in manuscript.atoms() if run.drop is None)
        assert set(published) <= set(meant(text))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_it(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.txt"
        path.write_bytes(content)
        assert "\n" not in refusal(path)


def refusal(path: Path) -> str:
    """What the reader says of a file; empty where it can be read."""
    try:
        read(path)
    except BulletinError as error:
        return str(error)
    return ""


def test_a_text_too_large_for_an_issue_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * (5 * 2**20))
    assert "file-too-large" in refusal(path)
