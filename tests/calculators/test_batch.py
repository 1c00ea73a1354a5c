"""A whole table by one rule: whatever Excel wrote it in, faults by place, a sheet to sign."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import calculators
from calculators import batch, cli, sheets

DAY = "2026-06-01"
POLICIES = """某某园区保单明细,,,,,,
企业名称,保险产品,险种类别,保费（万元）,在自治区补助目录内,已申报或获得其他自治区级财政资金,被保险人为关键研发人员或相关高管,本年度已享受的保费补助,经办
甲公司,研发费用损失险,一类,20,是,否,否,0,张
,专利执行险,二类,8.5,是,否,否,,张
乙公司,研发费用损失险,一类,很多,是,否,否,0,李
丙公司,研发费用损失险,一类,30,是,,否,0,李

合计,,,58.5,,,,,
"""
CLAIMS = "企业,封顶前应补额,年度预算\n甲,60万,100万\n乙,35万,\n丙,50万,\n"


def judged(rule: str, path: Path) -> tuple[dict[str, Any], Any]:
    """A file by a rule, on one day."""
    told, done = batch.batch(rule, path, calculators.known(), DAY)
    return told, done


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_one_enterprise_after_another_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "保单.csv"
    text = POLICIES.replace(",", "\t") if encoding == "utf-16" else POLICIES
    path.write_bytes(text.encode(encoding))
    told, done = judged("xj_premium_enterprise", path)
    assert told["cases"] == 3
    assert told["verdicts"] == {"符合": 1, "无法判定": 1}
    assert told["unused_columns"] == ["经办"]
    (fault,) = told["faults"]
    assert (fault["row"], fault["column"]) == (5, "保费（万元）")
    assert "很多" in fault["message"]
    direct = calculators.run("xj_premium_enterprise", done.cases[0].inputs)
    assert told["totals"]["最高可补"] == direct["outputs"]["subsidy"]
    assert done.cases[0].inputs["policies"][1]["premium"] == "8.5万元"


def test_the_sheet_says_all_and_can_be_signed(tmp_path: Path) -> None:
    path = tmp_path / "保单.csv"
    path.write_text(POLICIES.replace("甲公司", "=1+1公司"), encoding="utf-8")
    before = path.read_bytes()
    _, done = judged("xj_premium_enterprise", path)
    out, note = sheets.write(done)
    assert (out.name, note) == ("保单-测算.xlsx", "")
    assert path.read_bytes() == before
    book = load_workbook(out)
    assert book.sheetnames == ["结果", "逐单测算", "依据", "没有算的行"]
    rows = [list(row) for row in book["结果"].iter_rows(values_only=True)]
    heads = rows[2]
    assert "规则版本：2026-05-01" in rows[1][0]
    first = dict(zip(heads, rows[3], strict=True))
    assert first["名称"] == "=1+1公司"
    assert book["结果"]["B4"].data_type == "s"
    assert first["最高可补（元）"] == 162500
    assert dict(zip(heads, rows[4], strict=True))["结论"] == "没有算"
    total = dict(zip(heads, next(r for r in rows if r[0] == "合计"), strict=True))
    assert total["最高可补（元）"] == 162500
    assert any("另有 2 项不在内" in str(row[0]) for row in rows)
    assert rows[-1][:5] == ["测算人：", None, "复核人：", None, "日期："]
    clauses = [row[1] for row in book["依据"].iter_rows(values_only=True)]
    assert "第十九条" in clauses


def test_all_claims_are_one_case_and_a_bad_one_is_not_left_out_of_the_sum(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(CLAIMS, encoding="utf-8")
    told, done = judged("xj_premium_budget", path)
    assert (told["cases"], told["computed"]) == (1, 1)
    shares = done.cases[0].answer["outputs"]["allocations"]
    assert [row["enterprise"] for row in shares] == ["甲", "乙", "丙"]
    path.write_text(CLAIMS.replace("35万", "三十五块多"), encoding="utf-8")
    told, _ = judged("xj_premium_budget", path)
    assert told["computed"] == 0
    assert told["faults"][0]["row"] == 3


def test_a_workbook_is_read_as_its_reader_sees_it(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["贷款一览（2026 年）"])
    sheet.append(["单位", "单户贷款规模（万元）", "贷款期限", "年利率", "LPR", "贷款用途"])
    sheet.append(["甲", 300, 12, 0.03, 0.035, "技术研发"])
    sheet.append(["乙", 300.1, 12, 0.1 + 0.2, 0.035, "有价证券"])
    for row in (3, 4):
        sheet.cell(row, 4).number_format = "0.00%"
        sheet.cell(row, 5).number_format = "0.00%"
    sheet.cell(2, 5).value = "同期贷款市场报价利率（LPR）"
    path = tmp_path / "贷款.xlsx"
    book.save(path)
    told, done = judged("xj_loan_eligible", path)
    assert [case.name for case in done.cases] == ["甲", "乙"]
    assert done.cases[0].inputs["annual_rate"] == "3.00%" or Decimal(
        done.cases[0].inputs["annual_rate"].rstrip("%")
    ) == Decimal(3)
    assert done.cases[1].inputs["loan_amount"] == "300.1万元"
    assert Decimal(done.cases[1].inputs["annual_rate"].rstrip("%")) == Decimal(30)
    assert told["verdicts"] == {"符合": 1, "不符合": 1}


def test_dates_of_a_workbook_and_the_day_of_the_command(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["全年上缴工会经费", "缴费年度", "测算日期"])
    sheet.append([9000, 2026, date(2026, 4, 2)])
    sheet.append([9000, 2026, None])
    path = tmp_path / "工会.xlsx"
    book.save(path)
    _, done = judged("fj_union", path)
    assert [case.answer["inputs"]["as_of"] for case in done.cases] == ["2026-04-02", DAY]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"", "请用 CSV 或 XLSX"),
        ("a.csv", "型号,价格\nA,1\n".encode(), "找不到表头"),
        ("a.csv", "全年上缴工会经费,缴费年度\n".encode(), "没有数据"),
        ("a.csv", b"\xff\xff\xff", "不是文字"),
        ("a.xlsx", b"no workbook", "打不开"),
        ("a.csv", "缴费年度,缴费年度\n2026,2026\n".encode(), "有两列"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(calculators.InputError, match=words):
        judged("fj_union", tmp_path / name)
    with pytest.raises(calculators.InputError, match=r"没有“b\.csv”"):
        judged("fj_union", tmp_path / "b.csv")


def test_two_figures_of_one_enterprise_that_differ_are_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    other = POLICIES.replace("8.5,是,否,否,,张", "8.5,是,否,否,1万,张")
    path.write_text(other, encoding="utf-8")
    told, _ = judged("xj_premium_enterprise", path)
    assert "与上面的“0”不一样" in told["faults"][0]["message"]


def test_without_openpyxl_the_result_is_a_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *rest)

    path = tmp_path / "保单.csv"
    path.write_text(POLICIES.replace("甲公司", "@甲公司"), encoding="utf-8")
    _, done = judged("xj_premium_enterprise", path)
    monkeypatch.setattr(builtins, "__import__", without)
    out, note = sheets.write(done)
    assert "pip install openpyxl" in note
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'@甲公司" in out.read_text(encoding="utf-8-sig")
    (tmp_path / "b.xlsx").write_bytes(b"")
    with pytest.raises(calculators.InputError, match="pip install openpyxl"):
        judged("fj_union", tmp_path / "b.xlsx")


def test_the_command_writes_beside_the_table(tmp_path: Path) -> None:
    path = tmp_path / "预算.csv"
    path.write_text(CLAIMS, encoding="utf-8")
    command = [sys.executable, "-m", "calculators", "batch", "xj_premium_budget", str(path), DAY]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert Path(json.loads(done.stdout)["file"]).is_file()
    assert cli.main(["batch", "nothing", str(path)]) == 2
    assert cli.main(["batch", "fj_union", str(tmp_path / "none.csv")]) == 2
