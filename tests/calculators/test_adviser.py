"""A table of companies, each matched with all rules; what cannot be read is told by its cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import calculators
from calculators import adviser, cli

DAY = "2026-06-01"
HEADS = [
    "企业名称", "所在地区", "预计市值（亿元）", "最近一年营业收入（万元）",
    "最近第二年营业收入（万元）", "最近第三年营业收入（万元）", "chinext_growth.revenue_year_0",
    "联系人",
]  # fmt: skip
ROWS = [
    ["甲公司", "福建省福州市", "45", "30000", "20000", "10000", "1亿元", "张"],
    ["乙公司", "新疆维吾尔自治区", "", "", "", "", "", "李"],
    ["丙公司", "火星", "", "", "", "", "", ""],
    ["丁公司", "福建厦门", "很多", "", "", "", "", ""],
]


def table(path: Path) -> Path:
    """The companies as an XLSX file under a title."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["某银行客户一览"])
    for row in (HEADS, *ROWS):
        sheet.append(row)
    book.save(path)
    return path


def advised(path: Path) -> tuple[dict[str, Any], Any]:
    told, done = adviser.advise(path, calculators.known(), DAY)
    return told, done


def test_each_company_gets_the_answer_of_its_own(tmp_path: Path) -> None:
    told, done = advised(table(tmp_path / "客户.xlsx"))
    assert (told["companies"], told["matched"]) == (4, 2)
    first, second = done.companies[:2]
    alone: Any = calculators.match(
        {
            "as_of": DAY, "region": "fujian", "role": "enterprise",
            "expected_market_capitalisation": "45亿元", "revenue_year_3": "30000万元",
            "revenue_year_2": "20000万元", "revenue_year_1": "10000万元",
            "chinext_growth.revenue_year_0": "1亿元",
        }
    )  # fmt: skip
    assert first.answer == alone
    assert second.given["region"] == "xinjiang"
    assert told["unused_columns"] == ["联系人"]


def test_a_cell_that_cannot_be_read_takes_no_other_company_with_it(tmp_path: Path) -> None:
    told, _ = advised(table(tmp_path / "客户.xlsx"))
    found = [(fault["row"], fault["column"]) for fault in told["faults"]]
    assert found == [(5, "所在地区"), (6, "预计市值（亿元）")]
    assert "火星" in told["faults"][0]["message"]


@pytest.mark.parametrize(
    ("said", "place"),
    [("新疆", "xinjiang"), ("重庆市", "chongqing"), ("福建", "fujian"), ("福建省厦门市", "xiamen"),
     ("福建（厦门以外）", "fujian"), ("其他地区", "other"),
     ("福建以外", None), ("非新疆", None), ("cq", None)],
)  # fmt: skip
def test_places_are_known_by_usual_names(tmp_path: Path, said: str, place: str | None) -> None:
    path = tmp_path / "一户.csv"
    path.write_text(f"企业,所在地区\n甲,{said}\n", encoding="utf-8")
    _, done = advised(path)
    assert done.companies[0].given.get("region") == place
    assert bool(done.companies[0].faults) is (place is None)


@pytest.mark.parametrize("heads", ["所在地区,注册地", "预计市值,预计市值（亿元）"])
def test_two_columns_of_one_fact_are_refused(tmp_path: Path, heads: str) -> None:
    path = tmp_path / "两列.csv"
    path.write_text(f"企业,{heads}\n甲,新疆,重庆\n", encoding="utf-8")
    with pytest.raises(calculators.InputError, match="同一项"):
        advised(path)


def test_two_companies_of_one_name_are_two(tmp_path: Path) -> None:
    path = tmp_path / "同名.csv"
    path.write_text("企业,所在地区\n甲,新疆\n甲,重庆\n", encoding="utf-8")
    told, _ = advised(path)
    assert [(item["row"], item["name"]) for item in told["available"]] == [(2, "甲"), (3, "甲")]


def test_the_command_writes_a_sheet_to_sign(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "客户.xlsx")
    assert cli.main(["match", str(path), DAY]) == 0
    told = json.loads(capsys.readouterr().out)
    book = load_workbook(told["file"])
    assert book.sheetnames == ["汇总", "明细", "没有算的行"]
    overview = [[str(c.value or "") for c in row] for row in book["汇总"].iter_rows()]
    assert [row[1] for row in overview[3:7]] == ["甲公司", "乙公司", "丙公司", "丁公司"]
    assert "没有算" in overview[5][2]
    assert any("复核人" in cell for row in overview for cell in row)
    details = [[str(c.value or "") for c in row] for row in book["明细"].iter_rows()]
    assert len(details) == 1 + 2 * 32
    assert all(row[6] and row[7] for row in details[1:])
