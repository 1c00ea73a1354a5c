"""What the calculator templates ask for: words, values as text, rows to fill, clauses to quote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bulletin.site.cited import bars as drawing
from bulletin.site.cited import charts
from bulletin.site.content.views import CitationView, RuleView
from calculators.kernel.exact import Q
from calculators.kernel.show import money_text, percent_text, shown

VERDICTS = {
    "pass": "符合",
    "fail": "不符合",
    "discretionary": "可酌情",
    "unknown": "无法判定",
    "inapplicable": "不适用",
}


def template_names() -> dict[str, Any]:
    """The functions that templates call, under one name."""
    functions = (
        text,
        typed,
        controls,
        pairs,
        given,
        given_rows,
        bars,
        citations,
        check_word,
        summary,
    )
    return {
        "calc": {
            "VERDICTS": VERDICTS,
            "margin": charts.margin,
            "what_if": charts.what_if,
            **{function.__name__: function for function in functions},
        }
    }


def exact(value: Any) -> Q:
    """A number as results carry it: an integer, "1234.56" or "120/7"."""
    numerator, _, denominator = str(value).partition("/")
    whole, _, decimals = numerator.partition(".")
    return Q(int(whole + decimals), 10 ** len(decimals) * int(denominator or 1))


def text(value: Any, kind: str, unit: str = "") -> str:
    """A value of a result as a reader sees it; the script's `valueText` says the same."""
    if value is None or value == "":
        return "—"
    if kind == "money":
        return money_text(exact(value), unit or "元")
    if kind == "percent":
        return percent_text(exact(value) * Q(1, 100))
    if kind in ("integer", "multiple"):
        return shown(exact(value), kind, unit)
    if kind == "boolean":
        return "是" if value else "否"
    return str(value)


def typed(value: Any) -> str:
    """A value as it stands in a form's field."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def controls(fields: list[dict[str, Any]], values: Mapping[str, Any], prefix: str) -> Iterator[Any]:
    """Each field with the name of its control and the value that it starts with."""
    for field in fields:
        yield field, prefix + field["name"], values.get(field["name"], field["default"])


def pairs(schema: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The worked example as names and values of controls; a form leaves the day blank: today."""
    example = schema["example"] | {"as_of": ""}
    found: list[tuple[str, str]] = []
    for field in schema["fields"]:
        value = example.get(field["name"])
        if field["kind"] == "rows":
            for index, row in enumerate(value or []):
                place = f"{field['name']}[{index}]."
                found += [(name, typed(v)) for _, name, v in controls(field["fields"], row, place)]
        else:
            found.append((field["name"], typed(value)))
    return found


def given(schema: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the worked example was asked with, in words; what it leaves open is left out."""
    single = (f for f in schema["fields"] if f["kind"] != "rows" and f["name"] != "as_of")
    return [(f["label"], _said(f, v)) for f in single if (v := inputs.get(f["name"])) is not None]


def given_rows(schema: Mapping[str, Any], inputs: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tables of the worked example: label, head, rows of words."""
    return [
        {
            "label": field["label"],
            "head": [sub["label"] for sub in field["fields"]],
            "rows": [[_said(sub, row.get(sub["name"])) for sub in field["fields"]] for row in rows],
        }
        for field in schema["fields"]
        if field["kind"] == "rows" and (rows := inputs.get(field["name"]))
    ]


def _said(field: Mapping[str, Any], value: Any) -> str:
    options = {str(o["value"]): str(o["label"]) for o in field.get("options") or ()}
    return options.get(typed(value)) or text(value, field["kind"], field["unit"])


def bars(output: Mapping[str, Any], rows: list[dict[str, Any]]) -> drawing.Bars | None:
    """The drawing of a table, if it is one to be drawn."""
    return drawing.bars(output, rows, text)


def citations(rule: RuleView) -> list[CitationView]:
    """The rule's published passages, each once."""
    return list({(c.document, c.label): c for c in rule.citations}.values())


def summary(run: Mapping[str, Any]) -> str:
    """The summary without the verdict's word, which stands before it."""
    return str(run["summary"]).removeprefix(VERDICTS[run["verdict"]] + "：")


def check_word(check: Mapping[str, Any]) -> str:
    """The verdict of one condition; a limit refuses nothing: it cuts or leaves out an amount."""
    if check["effect"] == "limit" and check["verdict"] == "fail":
        return "按上限计" if check["operator"].startswith("<") else "不计入"
    return VERDICTS[check["verdict"]]
