"""Where titles break: at the same places as BudouX would."""

from __future__ import annotations

import budoux
from hypothesis import given
from hypothesis import strategies as st

from bulletin.site.pages.titles import words

PARSER = budoux.load_default_simplified_chinese_parser()
# What the model knows, in pieces that make its pairs and triples likely, and what it does not know.
KNOWN = st.sampled_from(sorted({gram for grams in PARSER.model.values() for gram in grams}))
TEXTS = st.lists(st.one_of(KNOWN, KNOWN, st.characters()), max_size=12).map("".join)


@given(TEXTS)
def test_words_are_those_of_budoux(text: str) -> None:
    assert words(text) == PARSER.parse(text)
