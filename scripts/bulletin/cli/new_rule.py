"""Lays out a new rule: a module that runs, its case file, and its entry in the registry.

The page, the form, the command line, the schema and the search entry follow from the registry.
"""

from __future__ import annotations

import re
from pathlib import Path

from bulletin.model import BulletinError

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")

RULE = '''"""（写明：哪份文件的哪项规定。）"""

from ..kernel.fields import money
from ..kernel.model import Condition, Output, Rule, figure
from ..kernel.show import money_text
from .sources import XINJIANG, XINJIANG_VERSIONS, xinjiang

LIMIT = figure(1000, "万元")  # 数字只写在这里：条件用它的值，引文用它的文字
CLAUSE = xinjiang("art-9", "第九条", LIMIT)

RULE = Rule(
    "{name}", "{group}", "（规则名称）", "(English title)", XINJIANG,
    "（一句话说明算什么。）",
    fields=(money("amount", "金额", "Amount"),),
    conditions=(Condition("limit", "amount", "<=", LIMIT, CLAUSE),),
    outputs=(Output("room", "尚余", "money", lambda i: LIMIT.value - i.amount),),
    versions=XINJIANG_VERSIONS,
    example={{"amount": "800万", "as_of": "2026-06-30"}},
    headline=lambda i, out: f"符合：{{money_text(i.amount)}}，不超过 {{LIMIT.text}}。",
)
'''

CASES = """rule: {name}
cases:
- case: 第九条，恰为 1000 万元
  with: {{amount: 1000万}}
  gives: pass
  margins: {{limit: "0"}}
- case: 第九条，多一元
  with: {{amount: "10000001"}}
  gives: fail
  margins: {{limit: "-1"}}
- case: 第九条，少一元，尚余一元
  with: {{amount: "9999999"}}
  gives: pass
  outputs: {{room: "1"}}
- case: 第九条，金额留空，不得通过
  with: {{amount: null}}
  gives: unknown
- case: 第二十九条，施行前一日不作肯定结论
  with: {{as_of: 2026-04-30}}
  gives: inapplicable
- case: 第九条，反求金额
  gives: pass
  solve: {{amount: ["0", "10000000"]}}
"""


def new_rule(name: str, group: str, root: Path) -> list[Path]:
    """Write the rule's module and case file and register it; the files written or changed."""
    rules = root / "calculators" / "rules"
    registry = rules / "__init__.py"
    module, cases = rules / f"{name}.py", root / "tests" / "calculators" / "cases" / f"{name}.yml"
    check(name, group, module, cases, registry)
    registered = register(registry.read_text(encoding="utf-8"), name, group)
    module.write_text(RULE.format(name=name, group=group), encoding="utf-8")
    cases.write_text(CASES.format(name=name), encoding="utf-8")
    registry.write_text(registered, encoding="utf-8")
    return [module, cases, registry]


def check(name: str, group: str, module: Path, cases: Path, registry: Path) -> None:
    """Refuse a name that cannot be one, or that is taken."""
    if not NAME.fullmatch(name):
        raise BulletinError(
            "rule-name", "规则名", f"“{name}”", "小写英文单词，以下划线相连，例如 hb_loan_discount",
            "换一个名称再运行",
        )  # fmt: skip
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", group):
        raise BulletinError(
            "rule-group", "分组名", f"“{group}”", "小写英文单词，以连字符相连，例如 hb-loan",
            "换一个分组名再运行",
        )  # fmt: skip
    for path in (module, cases):
        if path.exists():
            raise BulletinError(
                "rule-exists", str(path), "文件已经存在", "尚未使用的规则名", "换一个名称再运行"
            )
    if not registry.is_file():
        raise BulletinError(
            "rule-root", str(registry), "没有这个文件", "项目的根目录", "在项目根目录里运行"
        )


def register(text: str, name: str, group: str) -> str:
    """The registry with the rule imported and listed last, and its group where it is new."""
    imports = re.search(r"from \. import \(\n((?:    \w+,\n)+)\)", text)
    if imports is None or ")\nALL" not in text or ")\nBY_NAME" not in text:
        raise BulletinError(
            "rule-registry", "calculators/rules/__init__.py", "认不出登记表的写法",
            "from . import (…)、GROUPS、ALL、BY_NAME 依次排列", "恢复这个文件的写法再运行",
        )  # fmt: skip
    names = sorted({*imports[1].split(), f"{name},"})
    text = text.replace(imports[1], "".join(f"    {item}\n" for item in names))
    if f'Group("{group}"' not in text:
        entry = f'    Group("{group}", "（分组名称）", "（一句话说明这一组。）"),\n'
        text = text.replace(")\nALL", f"{entry})\nALL")
    return text.replace(")\nBY_NAME", f"    {name}.RULE,\n)\nBY_NAME")
