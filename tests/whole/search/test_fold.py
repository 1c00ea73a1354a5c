"""Folding: one form for every way of writing the same."""

from __future__ import annotations

from typing import Any

import pytest

from bulletin.site.search.folding import fold
from tests.conftest import ROOT
from tests.whole.search.sample import ARTICLES

SAMPLES = {
    "５０００ 万元": "5000万元",
    "S 基金": "s基金",
    "證監會審議辦法": "证监会审议办法",
    "国科发资〔2025〕47号": "国科发资202547号",
    "YD/T 6770—2026": "ydt67702026",
    "68.4 亿元，增长 3．5%。": "68.4亿元增长3.5%",
    "第 1,234 号": "第1234号",
    "“研发”与\u3000《增长》": "研发与增长",
    "①㈠Ⅳ": "1一iv",
    "𠮷野家": "𠮷野家",
    "。，": "",
}


@pytest.mark.parametrize(("text", "folded"), SAMPLES.items(), ids=list(SAMPLES))
def test_writings_fold_to_one(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_part_of_a_text_folds_to_a_part_of_its_folded_text() -> None:
    text = "".join(SAMPLES)
    whole = fold(text)
    for start in range(len(text)):
        for end in range(start, len(text)):
            assert fold(text[start:end]) in whole


def test_the_browser_folds_alike(tab: Any, sample_url: str) -> None:
    texts = [*SAMPLES, *(t for *_, blocks in ARTICLES for _, t in blocks)]
    texts += (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    tab.goto(sample_url + "search/")
    script = """async ([texts, url]) => {
      const store = await import(url + 'store.js');
      const { fold } = await import(url + 'fold.js');
      await store.traditional();
      return texts.map(fold);
    }"""
    folded = tab.evaluate(script, [texts, sample_url + "assets/js/search/"])
    known = set(fold("".join(t for *_, blocks in ARTICLES for _, t in blocks)))
    for text, theirs in zip(texts, folded, strict=True):
        # The browser learns only the characters that the site uses; others cannot be found anyway.
        assert [c for c in theirs if c in known] == [c for c in fold(text) if c in known], text
