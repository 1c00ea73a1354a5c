"""The schema of a rule: all that a form, a page or a program needs to know to ask its questions."""

from .fields import NUMERIC
from .model import Dated
from .show import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .fields import Field
    from .model import Citation, Output, Reading, Rule, Version


def describe(rule: "Rule") -> "dict[str, object]":
    """The rule as JSON carries it."""
    waits = {"waits": rule.waits} if rule.waits else {}
    return {
        "rule": rule.name, "group": rule.group, "title": rule.title, "title_en": rule.title_en,
        "document": rule.document, "intro": rule.intro,
        "fields": [describe_field(field, rule.solvable) for field in rule.fields],
        "readings": [describe_reading(reading) for reading in rule.readings],
        "versions": [describe_version(version) for version in rule.versions],
        "example": rule.example,
        "citations": [citation.plain() for citation in citations_of(rule)],
        "outputs": [describe_output(output) for output in rule.outputs],
        **waits,
    }


def describe_field(field: "Field", solvable: bool) -> "dict[str, object]":
    """A field with everything that a form shows."""
    result: dict[str, object] = {
        "name": field.name, "label": field.label, "label_en": field.label_en, "kind": field.kind,
        "unit": field.unit, "required": field.required, "help": field.help,
        "default": plain(field.default, field.kind), "solvable": solvable and field.kind in NUMERIC,
    }
    if field.min is not None:
        result["min"] = plain(field.min, field.kind)
    if field.max is not None:
        result["max"] = plain(field.max, field.kind)
    if field.options:
        result["options"] = [{"value": v, "label": label} for v, label in field.options]
    if field.fields:
        result["fields"] = [describe_field(column, solvable) for column in field.fields]
    return result


def describe_reading(reading: "Reading") -> "dict[str, object]":
    """A reading with its options; the first is the one used."""
    options = [{"value": value, "label": label} for value, label in reading.options]
    return {
        "name": reading.name, "label": reading.label, "note": reading.note, "options": options,
        "default": reading.options[0][0],
    }


def describe_version(version: "Version") -> "dict[str, object]":
    """A version with its dates."""
    end = version.expires
    return {
        "id": version.id, "label": version.label,
        "effective": plain(version.effective.value, "date"),
        "expires": None if end is None else plain(end.value, "date"),
    }


def describe_output(output: "Output") -> "dict[str, object]":
    """An output, with its columns where it is a table."""
    result: dict[str, object] = {
        "name": output.name, "label": output.label, "kind": output.kind, "unit": output.unit,
    }
    if output.columns:
        result["columns"] = [
            {"name": c.name, "label": c.label, "kind": c.kind, "unit": c.unit}
            for c in output.columns
        ]
        result["bars"], result["stacked"] = list(output.bars), output.stacked
    return result


def citations_of(rule: "Rule") -> "list[Citation]":
    """Every citation of the rule once, in the order of its conditions."""
    every: list[Citation] = []
    for condition in rule.conditions:
        dated = condition.bound if isinstance(condition.bound, Dated) else None
        every += [c for _, c in dated.entries.values()] if dated else [condition.citation]
    every += list(rule.citations)
    every += [version.citation for version in rule.versions]
    result: list[Citation] = []
    seen = []
    for citation in every:
        key = citation.plain()
        if key not in seen:
            seen.append(key)
            result.append(citation)
    return result
