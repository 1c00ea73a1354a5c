"""What the site is built with may be used by those who publish it."""

from importlib.metadata import metadata
from pathlib import Path

import pytest

from bulletin.site.server import licences
from bulletin.site.server.licences import Licence

ROOT = Path(__file__).resolve().parents[3]


def test_every_pinned_package_has_a_licence_that_binds_nobody() -> None:
    found = licences.collect(ROOT)
    assert len(found) > 60
    assert list(licences.problems(found)) == []


def test_the_list_names_what_readers_are_sent() -> None:
    text = licences.table(licences.collect(ROOT))
    assert "npm\tpyodide\t314.0.7\tMPL-2.0" in text
    assert "mkdocs-material" in text


@pytest.mark.parametrize(
    "text", ["AGPL-3.0-only", "GNU Affero General Public License v3", "GPL-3.0", "GPLv2", ""]
)
def test_a_binding_or_unknown_licence_is_a_problem(text: str) -> None:
    assert list(licences.problems([Licence("x", "1", text, "PyPI")]))


@pytest.mark.parametrize("text", ["MIT", "LGPL-2.1", "GNU Lesser General Public License v3", "PSF"])
def test_other_licences_are_none(text: str) -> None:
    assert not list(licences.problems([Licence("x", "1", text, "PyPI")]))


def test_a_licence_is_read_from_the_expression_or_the_classifiers() -> None:
    assert licences.declared(metadata("mkdocs")) == "BSD-2-Clause"
    assert licences.declared(metadata("jinja2")) == "BSD License"
