import pytest

from bulletin.site.content.labels import label


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("art-19", "第十九条"),
        ("art-19-bis-1", "第十九条之一"),
        ("art-19-p2", "第十九条第二款"),
        ("art-19-i3", "第十九条第三项"),
        ("art-9-p2-i1", "第九条第二款第一项"),
        ("art-13-i2-1-3", "第十三条第二项第1目（3）"),
        ("item-6", "第（六）项"),
        ("p-12", "第12段"),
        ("ch-4-sec-2", "第四章第二节"),
        ("r2-art-1", "第一条"),
        ("h-2", ""),
    ],
)
def test_a_clause_is_called_as_in_a_legal_citation(identifier: str, name: str) -> None:
    assert label(identifier) == name
