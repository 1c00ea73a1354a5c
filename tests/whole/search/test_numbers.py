"""Numbers are indexed whole, and as the ends of longer ones; the browser names them alike."""

from __future__ import annotations

from typing import Any

import pytest

from bulletin.site.search.folding import number_key, number_names

NAMES = {
    "上限 5000 万元": {"=5000", "=5000万", "~000万", "~00万"},
    "１，２３４亿": {"=1234", "=1234亿", "~234亿", "~34亿"},
    "68.4%": {"=68.4", "=68.4%", "~8.4%"},
    "3 家": {"=3家"},
    "2024、2025年": {"=2024", "=2025", "=2025年", "~025年", "~25年"},
    "第345条": {"=345", "=345条", "~45条"},
    "没有数字": set(),
}


@pytest.mark.parametrize(("text", "names"), NAMES.items(), ids=list(NAMES))
def test_a_number_is_named_whole_and_by_its_ends(text: str, names: set[str]) -> None:
    assert set(number_names(text)) == names


def test_keys_of_numbers_are_no_keys_of_characters() -> None:
    keys = {number_key(name) for names in NAMES.values() for name in names}
    assert all(0xE000 <= key >> 16 <= 0xE7FF for key in keys)
    assert len(keys) == len(set().union(*NAMES.values()))


ASKED = {
    "5000万元": ["=5000万", "~5000万"],
    "5000": ["=5000"],
    "8家": ["=8家"],
    "8": [],
    "2025）47号": ["=2025", "=47号", "~47号"],
    "１,234 亿": ["=1234亿", "~1234亿"],
}


@pytest.mark.browser
def test_the_browser_names_them_alike(tab: Any, sample_url: str) -> None:
    tab.goto(sample_url + "search/")
    script = """async ([texts, url]) => {
      const { endName, numbersOf, numberKey, wholeName } = await import(url + 'numbers.js');
      return texts.map((text) => numbersOf(text).flatMap((one) =>
        [wholeName(one), endName(one)].filter(Boolean).map((name) => [name, numberKey(name)])));
    }"""
    named = tab.evaluate(script, [list(ASKED), sample_url + "assets/js/search/"])
    assert [[name for name, _ in names] for names in named] == list(ASKED.values())
    assert all(key == number_key(name) for names in named for name, key in names)


@pytest.mark.parametrize("query", ["5000万元", "2025）47号", "8家"])
def test_a_number_is_indexed_as_it_is_asked_for(query: str) -> None:
    indexed = set(number_names(f"约 1{query} 与 {query}")) | {"~47号"}
    assert set(ASKED[query]) <= indexed
