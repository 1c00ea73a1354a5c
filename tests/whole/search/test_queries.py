"""What a reader types, and what is found: in a real Chromium, on the sample site."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.whole.search.conftest import Hits

Search = Callable[..., Hits]
pytestmark = pytest.mark.browser

MARKED = {
    "熔断机制": ("issues/2026-04/01/", "art-19", "熔断机制"),
    "同比例核减": ("issues/2026-04/01/", "art-18", "同比例核减"),
    "5000万元": ("issues/2026-04/01/", "art-19", "5000 万元"),
    "５０００　万元": ("issues/2026-04/01/", "art-19", "5000 万元"),
    "68.4个基点": ("issues/2026-04/01/", "art-19-i3", "68.4 个基点"),
    "S基金": ("issues/2026-03/01/", "p-1", "S 基金"),
    "熔斷機制": ("issues/2026-04/01/", "art-19", "熔断机制"),
    "管理办法另行": ("issues/2026-03/01/", "p-2", "管理辦法另行"),
    "海科发资(2025)47号": ("issues/2026-04/01/", "art-1", "海科发资〔2025〕47号"),
    "ydt6770": ("issues/2026-04/02/", "p-2", "YD/T 6770"),
    "YD/T6770-2026": ("issues/2026-04/02/", "p-2", "YD/T 6770—2026"),
    "第19条": ("issues/2026-04/01/", "art-19", "第十九条"),
    "增长不设": ("issues/2026-04/02/", "p-1", "增长”，不设"),
    "。现将": ("issues/2026-04/01/", "p-1", "现将"),
    "发": ("issues/2026-04/01/", "art-1", "发"),
}


@pytest.mark.parametrize(("query", "wanted"), MARKED.items(), ids=list(MARKED))
def test_a_phrase_is_found_in_its_clause_and_marked_whole(
    search: Search, sample_url: str, query: str, wanted: tuple[str, str, str]
) -> None:
    address, clause, marked = wanted
    hits = search(sample_url, query)
    hit = next(hit for hit in hits if hit["path"].endswith(address))
    assert hit["group"] == ("clause" if query == "第19条" else "exact")
    assert hit["hash"] == clause
    assert marked in hit["marks"]


@pytest.mark.parametrize(
    ("query", "group", "address"),
    [
        ("证监会", "same", "issues/2026-04/02/"),
        ("央行", "same", "issues/2026-03/01/"),
        ("ChiNext", "same", "issues/2026-04/02/"),
        ("人行", "same", "issues/2026-03/01/"),
        ("yanghang", "pinyin", "issues/2026-03/01/"),
        ("chuangyeban", "pinyin", "issues/2026-04/02/"),
        ("cyb", "pinyin", "issues/2026-04/02/"),
        ("fengxianbuchang", "pinyin", "issues/2026-04/01/"),
        ("创业版改革迈出", "near", "issues/2026-04/02/"),
        ("海岛 熔断", "all", "issues/2026-04/01/"),
        ("熔断机制怎么设立", "all", "issues/2026-04/01/"),
        ("保费补助", "best", "calculators/premium/"),
        ("保费补贴", "best", "calculators/premium/"),
    ],
)
def test_a_query_is_understood(
    search: Search, sample_url: str, query: str, group: str, address: str
) -> None:
    first = search(sample_url, query)[0]
    assert (first["group"], first["path"].removeprefix("/base/")) == (group, address)


@pytest.mark.parametrize("query", ["央行", "人行"])
def test_a_short_name_inside_another_word_is_not_it(
    search: Search, sample_url: str, query: str
) -> None:
    hits = search(sample_url, query)
    assert [hit["group"] for hit in hits] == ["same"]
    assert all("人行" not in hit["marks"] for hit in hits)


def test_the_character_that_is_wrong_is_marked_as_it_should_be(
    search: Search, sample_url: str
) -> None:
    assert search(sample_url, "创业版改革迈出")[0]["marks"][0] == "创业板改革迈出"


def test_a_wrong_character_in_the_text_finds_what_resembles(
    search: Search, sample_url: str
) -> None:
    first = search(sample_url, "同比列核减")[0]
    assert (first["group"], first["path"]) == ("meant", "/base/issues/2026-04/01/")


def test_words_that_stand_apart_in_pieces_are_not_all_words(
    search: Search, sample_url: str
) -> None:
    """The page has 各户 and 户上, but not 各户上."""
    assert search(sample_url, "各户 熔断")[0]["group"] == "all"
    assert all(hit["group"] != "all" for hit in search(sample_url, "各户上 熔断"))


def test_what_finds_nothing_leaves_no_earlier_hit(
    search: Search, sample_url: str, tab: Any
) -> None:
    assert search(sample_url, "熔断机制")
    tab.evaluate(
        """() => new MutationObserver(() => {
          const status = document.querySelector(".search-status").textContent;
          const hits = document.querySelectorAll("[data-search-results] > li").length;
          if (status === "没有找到" && hits) document.body.dataset.stale = "yes";
        }).observe(document.body, { childList: true, subtree: true, characterData: true })"""
    )
    tab.fill("input[type=search]", "蒸汽火车")
    tab.wait_for_selector(".search-help a")
    assert tab.evaluate("document.body.dataset.stale ?? ''") == ""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("20亿元", [("exact", "2026-03/01"), ("part", "2025-12/01")]),
        ("320亿元", [("exact", "2025-12/01")]),
        ("000万元", [("exact", "2026-04/01")]),
        ("0亿元", [("exact", "2026-03/01"), ("exact", "2025-12/01")]),
        ("15000万", [("exact", "2026-04/01")]),
        ("00万", [("exact", "2026-04/01")]),
    ],
)
def test_a_part_of_a_number_is_found_after_the_number(
    search: Search, sample_url: str, query: str, found: list[tuple[str, str]]
) -> None:
    hits = search(sample_url, query)
    assert [(hit["group"], hit["path"].split("issues/")[1][:-1]) for hit in hits] == found


def test_both_bundles_are_searched(search: Search, sample_url: str) -> None:
    years = {hit["path"].split("/")[3][:4] for hit in search(sample_url, "熔断机制")}
    assert years == {"2026", "2025"}


def test_nothing_found_offers_names_and_the_archive(
    search: Search, sample_url: str, tab: Any
) -> None:
    assert search(sample_url, "创投蒸汽火车") == []
    assert tab.locator(".search-names button").first.text_content() == "创业板"
    assert tab.locator(".search-help a").get_attribute("href").endswith("/base/issues/")


def test_what_resembles_nothing_offers_no_name_but_the_archive(
    search: Search, sample_url: str, tab: Any
) -> None:
    assert search(sample_url, "鹳鹬鸨鹈") == []
    assert tab.locator(".search-names button").count() == 0
    assert tab.locator(".search-help a").get_attribute("href").endswith("/base/issues/")


def test_filters_and_order_are_in_the_address(search: Search, sample_url: str, tab: Any) -> None:
    assert len(search(sample_url, "办法")) >= 2
    tab.select_option("select[name=region]", "谷地")
    tab.wait_for_selector("li a >> text=谷地市场监管局")
    assert tab.url.endswith("&region=%E8%B0%B7%E5%9C%B0")
    assert [hit["title"] for hit in search(sample_url, "办法", "&region=谷地")] == [
        "谷地市场监管局的老办法"
    ]
    inforce = search(sample_url, "办法", "&force=1")
    assert [hit["path"] for hit in inforce] == ["/base/issues/2026-04/01/"]
    dated = [hit["path"] for hit in search(sample_url, "熔断机制", "&sort=date")]
    assert dated == ["/base/issues/2026-04/01/", "/base/issues/2025-12/01/"]


def test_filters_say_how_many(search: Search, sample_url: str, tab: Any) -> None:
    search(sample_url, "熔断机制")
    options = tab.locator("select[name=year] option").all_text_contents()
    assert options == ["全部年份", "2026年（1）", "2025年（1）"]


def test_the_phrase_is_marked_on_arrival(search: Search, sample_url: str, tab: Any) -> None:
    search(sample_url, "5000万元")
    tab.locator("ol[data-search-results] a").first.click()
    tab.wait_for_selector("#art-19 mark")
    assert tab.locator("#art-19 mark").text_content() == "5000 万元"
    assert tab.url.endswith("#art-19")


def test_the_dialog_opens_by_key_and_by_link(sample_url: str, tab: Any) -> None:
    tab.goto(sample_url + "issues/2026-04/01/")
    for start in (
        lambda: tab.keyboard.press("/"),
        lambda: tab.keyboard.press("Control+k"),
        lambda: tab.click("[data-search-open]"),
    ):
        start()
        tab.wait_for_selector("dialog[open] input:focus")
        tab.keyboard.press("Escape")
        assert tab.locator("dialog[open]").count() == 0


def test_the_dialog_is_walked_by_keys(sample_url: str, tab: Any) -> None:
    tab.goto(sample_url + "issues/2025-11/01/")
    tab.keyboard.press("/")
    tab.wait_for_selector("dialog[open] input:focus")
    tab.keyboard.type("熔断机制")
    tab.wait_for_selector("dialog .search-status:not(:empty)")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("mark.search-arrival")
    assert "/issues/2026-04/01/" in tab.url


def test_recent_searches_stay_on_the_device_and_can_be_cleared(
    search: Search, sample_url: str, tab: Any
) -> None:
    search(sample_url, "熔断机制")
    tab.keyboard.press("Tab")
    tab.locator("input[type=search]").press("Enter")
    tab.goto(sample_url + "search/")
    tab.click(".search-names >> text=熔断机制")
    tab.wait_for_selector("ol[data-search-results] a")
    tab.goto(sample_url + "search/")
    tab.click("text=清除记录")
    assert tab.locator(".search-names").count() == 0


def test_a_late_answer_does_not_replace_a_newer_one(sample_url: str, tab: Any) -> None:
    held: list[Any] = []
    tab.route(re.compile(r"/[0-9a-f]{12}/\d+\.bin$"), lambda route: held.append(route))
    tab.goto(sample_url + "search/")
    tab.fill("input[type=search]", "管理辦法")
    tab.wait_for_timeout(800)
    assert held
    first, held[:] = list(held), []
    tab.fill("input[type=search]", "创业板改革")
    tab.wait_for_timeout(800)
    for route in [*held, *first]:
        route.continue_()
    tab.wait_for_selector("ol a >> text=创业板改革")
    tab.wait_for_timeout(300)
    assert tab.locator("ol[data-search-results] a").all_text_contents() == ["创业板改革迈出新一步"]


def test_a_page_where_nobody_searches_loads_the_loader_alone(sample_url: str, tab: Any) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(sample_url + "issues/2026-04/01/", wait_until="networkidle")
    ours = [url for url in asked if "search" in url]
    assert [url.rsplit("/", 1)[1] for url in ours] == ["loader.js"]
    loader = Path(__file__).parents[3] / "theme/assets/js/search/loader.js"
    assert loader.stat().st_size <= 3000


def test_old_browsers_inflate_by_script(tab: Any, sample_url: str, sample_root: Path) -> None:
    tab.goto(sample_url + "search/")
    module = (sample_root / "base/assets/js/search/manifest.js").read_text(encoding="utf-8")
    manifest = json.loads(module.removeprefix("export const manifest = ").removesuffix(";\n"))
    script = """async ([data, url]) => {
      const { gunzip } = await import(url + 'inflate.js');
      const { fetchBytes } = await import(url + 'unpack.js');
      const packed = new Uint8Array(await (await fetch(data)).arrayBuffer());
      const [ours, native] = [gunzip(packed), await fetchBytes(data)];
      return ours.length === native.length && ours.every((byte, i) => byte === native[i]);
    }"""
    folder = sample_url + "assets/search/"
    names = [manifest["terms"], f"{manifest['bundles'][0]['path']}/pages.bin"]
    names.append(f"{manifest['bundles'][0]['path']}/s/0.bin")
    for name in names:
        assert tab.evaluate(script, [folder + name, sample_url + "assets/js/search/"]), name


@pytest.mark.parametrize("place", ["page", "dialog", "nothing"])
def test_axe_finds_nothing(search: Search, sample_url: str, tab: Any, place: str) -> None:
    if place == "dialog":
        tab.goto(sample_url + "issues/2026-04/01/")
        tab.keyboard.press("/")
        tab.wait_for_selector("dialog[open] input:focus")
        tab.keyboard.type("熔断机制")
        tab.wait_for_selector("dialog .search-status:not(:empty)")
    else:
        search(sample_url, "熔断机制" if place == "page" else "蒸汽火车")
    axe = Path(__file__).parents[3] / "node_modules/axe-core/axe.min.js"
    tab.evaluate(axe.read_text(encoding="utf-8"))
    target = "dialog" if place == "dialog" else "main"
    run = "(target) => axe.run(target).then((r) => r.violations.map((v) => v.id))"
    found = tab.evaluate(run, target)
    assert found == []


OVERTAKEN = """async (queries) => {
  const input = document.querySelector("input[type=search]");
  const pause = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); done(); };
    port2.postMessage(null);
  });
  for (let round = 0; round < 60; round++) {
    for (const query of queries) {
      input.value = query;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.form.requestSubmit();
      for (let i = 0; i < round % 12; i++) await pause();
    }
  }
}"""


def test_only_the_last_of_many_overtaken_queries_is_answered(
    search: Search, tab: Any, sample_url: str
) -> None:
    wanted = search(sample_url, "熔断机制")
    tab.evaluate(OVERTAKEN, ["同比例核减", "证监会", "没有的词语", "海岛 熔断", "5000万元"])
    tab.fill("input[type=search]", "熔断机制")
    tab.wait_for_function(
        "title => document.querySelector('[data-search-results] a')?.textContent === title",
        arg=wanted[0]["title"],
    )
    tab.wait_for_timeout(300)
    titles = tab.locator("ol[data-search-results] > li > a").all_text_contents()
    assert titles == [hit["title"] for hit in wanted]
