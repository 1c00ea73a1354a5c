"""The table of messages is that of the code; each is in Chinese and says what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import messages
from bulletin.outline.warnings import MESSAGES
from bulletin.readers import NOTICES

HAN = re.compile("[\u4e00-\u9fff]")
ERRORS = sorted(messages.errors())


def test_the_table_is_up_to_date() -> None:
    assert messages.TARGET.read_text(encoding="utf-8") == messages.table(), (
        "run python scripts/messages.py"
    )


def test_every_code_that_the_source_names_is_in_the_table() -> None:
    written = re.compile(r'BulletinError\(\s*"([a-z-]+)"')
    found = {
        code
        for path in Path(messages.CODE).rglob("*.py")
        for code in written.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 40
    assert found <= {code for code, *_ in ERRORS}


@pytest.mark.parametrize("row", ERRORS, ids=lambda row: row[0])
def test_every_error_is_in_chinese_and_says_what_to_do(row: tuple[str, ...]) -> None:
    code, found, _expected, action = row
    assert re.fullmatch(r"[a-z-]+(；或：[a-z-]+)*", code)
    for text in (found, action):
        assert HAN.search(text.replace(messages.OPEN, "")) or messages.OPEN in text


def test_every_warning_has_its_meaning_and_what_to_do() -> None:
    assert all(HAN.search(words) for words in MESSAGES.values())
    assert all(HAN.search(meaning) and HAN.search(hint) for meaning, hint in NOTICES.values())
