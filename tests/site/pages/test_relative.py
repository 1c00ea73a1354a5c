"""Addresses on pages are those that MkDocs itself would write."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from mkdocs.utils import normalize_url

from bulletin.site.pages.addresses import CurrentPage, relative

PAGES = st.sampled_from(
    ["./", "", "about/", "issues/", "issues/2026-04/", "issues/2026-04/08/", "404.html", "a/b.html"]
)
PARTS = st.sampled_from(["issues", "2026-04", "08", "about", "a", "b.html", "..", ".", "", "x y"])


def as_mkdocs(address: str, url: str) -> str:
    page: Any = SimpleNamespace(url=url)
    return normalize_url(address, page=page)


@given(PAGES, st.lists(PARTS, max_size=4).map("/".join), st.sampled_from(["", "#art-1", "#"]))
def test_every_address_is_that_of_mkdocs(url: str, path: str, mark: str) -> None:
    page = CurrentPage()
    page.address = url
    address = path + mark
    if not address.startswith(("/", "#")) and ".." not in address:
        assert page.url(None, address) == as_mkdocs(address, url)
    found = relative(address, url)
    assert found is None or found == as_mkdocs(address, url)


@pytest.mark.parametrize("address", ["issues/2026-04/08/#art-1", "assets/css/type.css", "about/"])
def test_the_usual_addresses_are_made_without_mkdocs(address: str) -> None:
    assert relative(address, "issues/2026-04/07/") == as_mkdocs(address, "issues/2026-04/07/")


@pytest.mark.parametrize(
    "address", ["", ".", "../a", "//host/a", "https://a.example/", "#p-1", "/"]
)
def test_other_addresses_take_the_longer_way(address: str) -> None:
    assert relative(address, "issues/2026-04/07/") is None


def test_a_macro_writes_addresses_as_the_page_that_calls_it_says_them() -> None:
    env = Environment(
        loader=DictLoader(
            {
                "macros": "{% macro link(to) %}{{ to | url }} {{ 'a/c/' | url }}{% endmacro %}",
                "page": "{% import 'macros' as m %}{{ m.link('a/b.html') }} {{ '.' | url }}",
            }
        )
    )
    here = CurrentPage()
    env.filters["url"] = here.url

    def shown(address: str | None, base: str = "") -> str:
        here.address, here.base = address, base
        return env.get_template("page").render()

    for url in ("", "about/", "a/b.html", "a/c/d/", "issues/2026-04/08/"):
        wanted = (as_mkdocs(address, url) for address in ("a/b.html", "a/c/", "."))
        assert shown(url) == " ".join(wanted)
    assert shown(None, "/x/") == "/x/a/b.html /x/a/c/ /x/."
