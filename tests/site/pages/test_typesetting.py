"""Pages are where MkDocs would put them, and say where a template is at fault."""

from __future__ import annotations

import traceback
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.structure.files import File

from bulletin.site.pages.specs import PageSpec
from bulletin.site.pages.typesetting import Typesetter, address

SOURCES = ("index.md", "about.md", "issues/index.md", "issues/2026-04/08.md", "topics/数 据.md")


def set_page(template: str, site_url: str = "", source: str = "issues/2026-04/08.md") -> str:
    """The HTML that a template gives of a page with a view and a text."""
    env = Environment(loader=DictLoader({"page.html": template}))
    view: Any = SimpleNamespace(key="2026-04/08")
    spec = PageSpec(source, "题目", "page.html", view, lambda slots: "".join(slots) or "正文")
    shared = {"config": {"name": "刊"}}
    return Typesetter(env, shared, site_url, lambda *_: {})(spec)[1]


@pytest.mark.parametrize("source", SOURCES)
def test_a_page_is_where_mkdocs_would_put_it(source: str) -> None:
    file = File(source, None, "site", use_directory_urls=True)
    assert address(source) == ("" if file.url in (".", "./") else file.url)


def test_a_template_sees_the_page_and_what_all_pages_share() -> None:
    shown = "{{ config.name }} {{ page.title }} {{ page.content }} {{ page.view.key }}"
    assert set_page(shown) == "刊 题目 正文 2026-04/08"


@pytest.mark.parametrize("site_url", ["https://a.example/x", "https://a.example/x/"])
def test_a_page_knows_its_full_address_where_the_site_has_one(site_url: str) -> None:
    shown = "{{ page.canonical_url }} {{ page.is_homepage }}"
    assert set_page(shown, site_url) == "https://a.example/x/issues/2026-04/08/ False"
    assert set_page(shown, site_url, "index.md") == "https://a.example/x/ True"
    assert set_page(shown) == "None False"


def test_a_fault_of_a_template_names_its_line() -> None:
    with pytest.raises(TypeError) as fault:
        set_page("\n\n{{ page.title / 2 }}")
    *_, last = traceback.extract_tb(fault.value.__traceback__)
    assert (last.name, last.lineno) == ("top-level template code", 3)
