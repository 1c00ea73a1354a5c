"""No provision of a computed document is passed over in silence (docs/provisions.md)."""

from __future__ import annotations

import pytest

import provisions


@pytest.mark.parametrize("document", provisions.SOURCES)
def test_each_provision_is_computed_or_named_with_its_reason(document: str) -> None:
    labels = provisions.provisions(document)
    reasons = provisions.REASONS[document]
    computed = set(provisions.computed()[document])
    assert [label for label in labels if label not in computed and label not in reasons] == []
    assert set(reasons) <= set(labels)  # a reason for what is not there is out of date
    assert all(reasons.values())


def test_all_provisions_are_found_in_the_published_text() -> None:
    counts = {document: len(provisions.provisions(document)) for document in provisions.SOURCES}
    assert counts == {provisions.XJ: 29, provisions.CQ: 20, provisions.FJ: 17}


def test_the_page_is_written_from_the_code() -> None:
    assert provisions.PATH.read_text(encoding="utf-8") == provisions.page()
