"""Numbers and months of a cover, in the ways that covers write them."""

import pytest

from bulletin.model import BulletinError
from bulletin.outline.cover import read

COVERS = [
    ("2026年5月期 总298期", (298, 298), ("2026-05", "2026-05")),
    ("2026年05月 总第298期", (298, 298), ("2026-05", "2026-05")),
    ("2026年第5期（总第298期）", (298, 298), ("2026-05", "2026-05")),
    ("二〇二六年五月 总第二百九十八期", (298, 298), ("2026-05", "2026-05")),
    ("2026年第5—6期合刊（总第298—299期）", (298, 299), ("2026-05", "2026-06")),
    ("2026年7—8月合刊 总300—301期", (300, 301), ("2026-07", "2026-08")),
    ("2026年7月期 总300期（7、8月合刊，总300—301期）", (300, 301), ("2026-07", "2026-08")),
    ("2026年7月、8月合刊 总第300、301期", (300, 301), ("2026-07", "2026-08")),
    ("2026年第十期（总第三百零三期）", (303, 303), ("2026-10", "2026-10")),
]


@pytest.mark.parametrize(("line", "numbers", "months"), COVERS)
def test_a_cover_is_read(line: str, numbers: tuple[int, int], months: tuple[str, str]) -> None:
    said = read(("简报", "某会", line), "x.txt")
    assert (said.number, said.last_number) == numbers
    assert (said.month, said.last_month) == months


def test_all_that_a_cover_lacks_is_told_at_once() -> None:
    with pytest.raises(BulletinError) as error:
        read(("简报", "某会"), "x.txt")
    assert error.value.code == "cover-incomplete"
    assert "总期号" in error.value.found
    assert "年月" in error.value.found


@pytest.mark.parametrize("line", ["2026年13月 总298期", "2026年6—5月合刊 总298—299期"])
def test_an_impossible_month_is_refused(line: str) -> None:
    with pytest.raises(BulletinError):
        read((line,), "x.txt")


def test_a_supplement_is_named() -> None:
    assert read(("2026年5月增刊 总299期",), "x.txt").edition == "增刊"
