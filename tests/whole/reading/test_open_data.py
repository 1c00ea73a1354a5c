"""What programs read says what the pages say, in the form that its schema states."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import calculators


def read(site: Path, name: str) -> Any:
    return json.loads((site / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["register/policies.json", "calculators/rules.json"])
def test_the_data_keep_to_their_schema(built_site: Path, name: str) -> None:
    data = read(built_site, name)
    schema = read(built_site, data["schema"])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    broken = json.loads(json.dumps(data).replace('"url"', '"address"'))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_the_register_lists_what_its_page_lists(built_site: Path) -> None:
    data = read(built_site, "register/policies.json")
    page = (built_site / "register" / "index.html").read_text(encoding="utf-8")
    assert len(data["policies"]) == data["total"] == page.count("<tr data-region=") > 2
    for policy in data["policies"]:
        assert (built_site / policy["article"]["url"] / "index.html").is_file()
        assert policy["number"] is None or policy["number"] in page


def test_the_rules_answer_as_they_say(built_site: Path) -> None:
    data = read(built_site, "calculators/rules.json")
    assert {item["rule"] for item in data["rules"]} == set(calculators.rules())
    for item in data["rules"]:
        answer = calculators.run(item["rule"], item["schema"]["example"])
        assert json.loads(json.dumps(answer)) == item["answer"], item["rule"]
        for citation in item["citations"]:
            page, _, anchor = citation["url"].partition("#")
            html = (built_site / page / "index.html").read_text(encoding="utf-8")
            assert re.search(rf'id="{re.escape(anchor)}"', html), citation
