"""来源 lines in their usual shapes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.law.source_line import parse


@pytest.mark.parametrize(
    ("line", "outlet", "authors", "day"),
    [
        ("来源：科技部 2026-04-01", "科技部", (), date(2026, 4, 1)),
        ("来源：某某日报 陈一 2026-03-24", "某某日报", ("陈一",), date(2026, 3, 24)),
        ("来源：某新闻网 吴一二 袁三 2026-04-07", "某新闻网", ("吴一二", "袁三"), date(2026, 4, 7)),
        ("来源：21 世纪某报道 崔一二 2026-04-10", "21 世纪某报道", ("崔一二",), date(2026, 4, 10)),
        (
            "来源: 新华社　作者：张三、李四　2026年3月2日",
            "新华社",
            ("张三", "李四"),
            date(2026, 3, 2),
        ),
        ("（来源：人民网 记者 王五 2026/3/2）", "人民网", ("王五",), date(2026, 3, 2)),
        ("来源：某报 二〇二六年三月二日", "某报", (), date(2026, 3, 2)),
        ("来源：某报 赵六 2026-03-02 08:30 责任编辑：钱七", "某报", ("赵六",), date(2026, 3, 2)),
        ("稿源：科技日报 新华社", "科技日报 新华社", (), None),
        ("来源：某报", "某报", (), None),
    ],
)
def test_outlet_authors_and_date(
    line: str, outlet: str, authors: tuple[str, ...], day: date | None
) -> None:
    found = parse(line).source
    assert (found.outlet, found.authors, found.date) == (outlet, authors, day)


def test_a_date_that_cannot_be_is_named() -> None:
    assert parse("来源：某报 2026-02-30").trouble == "2026-02-30"


@given(st.text(max_size=60))
def test_no_line_is_too_odd(text: str) -> None:
    parse("来源：" + text)
