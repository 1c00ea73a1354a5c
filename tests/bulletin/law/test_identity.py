"""What a title announces."""

from __future__ import annotations

import pytest

from bulletin.law import identity


@pytest.mark.parametrize(
    ("title", "withdraws"),
    [
        ("关于撤稿的说明", True),
        ("撤回文章《某地试点两年》的声明", True),
        ("关于撤销稿件的启事", True),
        ("关于撤销某科技园区的通知", False),
        ("某某撤回上市申请", False),
        ("关于印发《论文撤稿管理办法》的通知", False),
    ],
)
def test_a_withdrawal_is_known_by_its_title(title: str, withdraws: bool) -> None:
    assert identity.withdraws(title) is withdraws
