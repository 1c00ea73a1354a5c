"""What the search answers, asked of its engine outside the browser, on a built site."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.cli.find import find, hits, told
from bulletin.cli.main import main
from bulletin.model import BulletinError
from tests.whole.search import sample

POLICY = {"section": "政策速递", "kind": "政策"}
ARTICLES: list[tuple[str, str, dict[str, str], sample.Blocks]] = [
    (
        "2026-04/01",
        "关于印发《海岛省雏鹰贷款贴息管理办法》的通知",
        POLICY | {"region": "海岛"},
        [
            ("p-1", "依据岛金发〔2024〕88号文件印发本办法。"),
            ("art-3", "第三条 贴息资金每年最高不超过 3000 万元，每户不超过 50 万元。"),
            ("art-7", "第七条 申请企业应当具备下列条件："),
            ("art-7-i1", "（一）在海岛省注册满二年；"),
            ("art-7-i2", "（二）上年研发投入不低于 3%，不良率不高于 13%。"),
            ("art-19", "第十九条 贴息比例不超过 60%。"),
            ("art-21", "第二十一条 自 2026 年 5 月 1 日起施行，有效期至 2030 年 4 月 30 日。"),
        ],
    ),
    (
        "2026-04/02",
        "关于印发《谷地市引导基金实施细则》的通知",
        POLICY | {"region": "谷地"},
        [
            ("art-7", "第七条 引导基金按下列方式出资："),
            ("art-7-i2", "（二）跟进投资，单个项目最高 1500 万元。"),
            ("art-9", "第九条 引导基金持股比例不超过 40%，存续 15-20 年。"),
            ("art-19", "第十九条 引导基金不得承担无限责任。"),
        ],
    ),
    (
        "2026-04/03",
        "雏鹰企业座谈会召开",
        {"section": "资讯传递", "kind": "资讯"},
        [
            ("p-1", "会议按“1+6”的安排讨论雏鹰企业的知识产权质押。"),
            ("p-2", "与会的有 16 家公司。法院也派员参加，谈到股权激励与种植保险。"),
        ],
    ),
    (
        "2026-04/04",
        "《海岛省雏鹰贷款贴息管理办法》解读与问答之一",
        {"section": "资讯传递", "kind": "资讯"},
        [("p-1", "海岛省雏鹰贷款贴息管理办法为何出台？雏鹰贷款贴息管理办法惠及小微。")],
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of four articles."""
    folder = tmp_path_factory.mktemp("asked")
    sample.write_site(folder / "site", ARTICLES)
    sample.build(folder / "site", folder / "cache")
    return folder / "site"


Ask = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def ask(site: Path) -> Ask:
    """Ask the site one query."""
    return lambda query: find(site, [query])[0]


def first(answer: dict[str, Any]) -> tuple[str, str]:
    """Article and clause of the first hit."""
    hit = hits(answer)[0]
    return hit["url"].removeprefix("issues/2026-04/").strip("/"), hit["id"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("海岛 第十九条", ("01", "art-19")),
        ("海岛第19条", ("01", "art-19")),
        ("谷地 第 19 条", ("02", "art-19")),
        ("引导基金细则第十九条", ("02", "art-19")),
        ("雏鹰贴息办法第七条第二项", ("01", "art-7-i2")),
        ("引导基金第7条第2项", ("02", "art-7-i2")),
        ("海岛办法第七条第（一）项的规定", ("01", "art-7-i1")),
    ],
)
def test_a_clause_is_found_by_its_number_however_it_is_written(
    ask: Ask, query: str, wanted: tuple[str, str]
) -> None:
    answer = ask(query)
    assert (first(answer), answer["groups"][0]["name"]) == (wanted, "clause")
    assert answer["groups"][0]["count"] == 1


def test_a_number_without_a_document_gives_the_clause_of_each(ask: Ask) -> None:
    found = ask("第七条第二项")["groups"][0]["hits"]
    assert {hit["url"][-3:-1] for hit in found} == {"01", "02"}
    assert {hit["id"] for hit in found} == {"art-7-i2"}


@pytest.mark.parametrize("query", ["第四十八条", "海岛 第四十八条"])
def test_a_clause_that_no_document_has_is_said_to_be_missing(ask: Ask, query: str) -> None:
    answer = ask(query)
    assert answer["note"] == "没有找到第四十八条"
    assert all(group["name"] != "clause" for group in answer["groups"])


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("五十万", ("01", "art-3")),
        ("3千万", ("01", "art-3")),
        ("三千万元", ("01", "art-3")),
        ("1500万", ("02", "art-7-i2")),
        ("百分之六十", ("01", "art-19")),
        ("百分之40", ("02", "art-9")),
    ],
)
def test_amounts_and_shares_are_found_in_any_writing(
    ask: Ask, query: str, wanted: tuple[str, str]
) -> None:
    assert first(ask(query)) == wanted


@pytest.mark.parametrize("query", ["岛金发88号", "岛金发 88号", "岛金发第88号"])
def test_a_document_number_may_lack_its_year(ask: Ask, query: str) -> None:
    answer = ask(query)
    assert first(answer)[0] == "01"
    assert "岛金发〔2024〕88号" in hits(answer)[0]["marks"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("雏鹰贴息每户最多多少", ("01", "art-3")),
        ("海岛的办法什么时候失效", ("01", "art-21")),
        ("引导基金最多占多少股", ("02", "art-9")),
        ("海岛 3%", ("01", "art-7-i2")),
        ("引导基金 40%", ("02", "art-9")),
    ],
)
def test_the_first_excerpt_shows_the_answer(ask: Ask, query: str, wanted: tuple[str, str]) -> None:
    assert first(ask(query)) == wanted


@pytest.mark.parametrize(
    ("query", "meant", "article"),
    [
        ("引导机金", "引导基金", "02"),
        ("雏英企业", "雏鹰企业", "03"),
        ("知识产权至押", "知识产权质押", "03"),
        ("股权机励", "股权激励", "03"),
    ],
)
def test_a_wrong_character_in_the_body_is_told_and_mended(
    ask: Ask, query: str, meant: str, article: str
) -> None:
    answer = ask(query)
    assert first(answer)[0] == article
    assert answer["groups"][0]["label"] == f"是不是要找：{meant}"


@pytest.mark.parametrize(
    ("query", "articles"),
    [("1+6", ["03"]), ("1-6", []), ("15-20年", ["02"]), ("1520年", []), ("公司法", [])],
)
def test_signs_that_mean_something_stay(ask: Ask, query: str, articles: list[str]) -> None:
    exact = [group for group in ask(query)["groups"] if group["name"] in ("exact", "part")]
    assert [hit["url"][-3:-1] for group in exact for hit in group["hits"]] == articles


def test_what_is_said_to_hold_all_words_holds_them(ask: Ask) -> None:
    groups = {group["name"]: group for group in ask("雏鹰 贴息 座谈会")["groups"]}
    assert "all" not in groups
    assert {tuple(hit["missing"]) for hit in groups["some"]["hits"]} >= {("座谈会",)}


def test_a_title_that_is_the_query_comes_before_longer_ones(ask: Ask) -> None:
    found = hits(ask("海岛省雏鹰贷款贴息管理办法"))
    assert found[0]["url"].endswith("/01/")


def test_letters_beside_characters_are_read_as_pinyin(ask: Ask) -> None:
    assert first(ask("yindao jijin 出资"))[0] == "02"


def flipped(data: bytes) -> bytes:
    """The data with one bit changed in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: "<!doctype html><title>登录</title>".encode(),
        lambda data: b"",
        lambda data: gzip.decompress(data),  # unpacked on the way: it has no checksum any more
        lambda data: data[:-9],
        flipped,
    ],
    ids=["page", "empty", "unpacked", "cut", "flipped"],
)
def test_what_is_spoilt_is_said(
    site: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    shutil.copytree(site, tmp_path / "site")
    for shard in (tmp_path / "site").glob("assets/search/*/s/*.bin"):
        shard.write_bytes(spoil(shard.read_bytes()))
    with pytest.raises(BulletinError) as refused:
        find(tmp_path / "site", ["引导基金"])
    assert refused.value.code == "find-index"


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BulletinError) as refused:
        find(tmp_path, ["引导基金"])
    assert refused.value.code == "find-site"


def test_the_command_answers_in_lines(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "引导基金", "第九条", "--site", str(site), "--explain"]) == 0
    printed = capsys.readouterr().out
    assert "issues/2026-04/02/#art-9" in printed
    assert "个文件" in printed
    assert main(["find", "没有这样的话鹳鹬", "--site", str(site)]) == 1


def test_an_answer_in_lines_tells_what_is_missing(ask: Ask) -> None:
    lines = list(told(ask("雏鹰 贴息 座谈会")))
    assert any("未含“座谈会”" in line for line in lines), json.dumps(lines, ensure_ascii=False)


def test_everyday_words_find_those_of_documents_and_say_so(ask: Ask) -> None:
    answer = ask("引导基金能占多少股份")
    first = hits(answer)[0]
    assert (first["url"], first["id"]) == ("issues/2026-04/02/", "art-9")
    assert first["instead"] == [["股份", "持股"]]
    assert any("“股份”文中作“持股”" in line for line in told(answer))


@pytest.mark.parametrize(
    "query", ["贴息资金章程", "引导基金存续奖励", "引导机关", "雏鹰企业股权激励章程"]
)
def test_nothing_is_suggested_that_nobody_can_have_meant(ask: Ask, query: str) -> None:
    labels = [group["label"] for group in ask(query)["groups"]]
    assert not any(label.startswith("是不是要找") for label in labels), labels


@pytest.mark.parametrize(("query", "meant"), [("货款贴息", "贷款贴息"), ("引到基金", "引导基金")])
def test_a_character_that_looks_or_sounds_alike_is_asked_back(
    ask: Ask, query: str, meant: str
) -> None:
    assert f"是不是要找：{meant}" in [group["label"] for group in ask(query)["groups"]]
