"""A partial that is pasted says what it says when it is included."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from bulletin.site.pages.inlining import Pasted

PARTIALS = {
    "plain": "{#- what it is -#}\n<p>{{ name }}</p>\n",
    "sets": "{% set name = 'inner' %}{{ name }}",
    "strips": "{%- if name %} {{ name }} {%- endif -%}",
    "nested": "[{% include 'plain' %}]".replace("'", '"'),
    "defines": "{% macro shout(x) %}{{ x }}!{% endmacro %}{{ shout(name) }}",
}
TEMPLATES = (
    'a  {% include "plain" %}  b',
    'a  {%- include "plain" -%}  b',
    '{% set name = "outer" %}{% include "sets" %}{{ name }}',
    'a  {% include "strips" %}  b',
    '{% include "nested" %}{% include "missing" ignore missing %}',
    '{% for name in "xy" %}{% include "defines" %}{% include "strips" %}{% endfor %}',
    '{% macro m(name) %}{% include "plain" %}{% endmacro %}{{ m("z") }}',
)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_pasted_template_says_the_same(template: str) -> None:
    loader = DictLoader({**PARTIALS, "page": template})
    said = [
        Environment(loader=loaded).get_template("page").render(name="n")
        for loaded in (loader, Pasted(loader))
    ]
    assert said[0] == said[1]


def whole(templates: dict[str, str]) -> str:
    """The source of `page` as Jinja gets it."""
    return Pasted(DictLoader(templates)).get_source(Environment(), "page")[0]


def test_no_include_is_left_but_of_partials_with_macros_of_their_own() -> None:
    page = '{% include "nested" %}{% include "defines" %}'
    assert whole({**PARTIALS, "page": page}).count("include") == 1


def test_a_change_of_a_partial_is_a_change_of_the_page() -> None:
    page = '{% include "part" %}'  # compiled templates are kept by what their source hashes to
    assert whole({"page": page, "part": "old"}) != whole({"page": page, "part": "new"})
