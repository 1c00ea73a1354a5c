"""What the browser computes is what CPython computes: the same bytes for every request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import calculators
from tests.calculators.casefile import CASES
from tests.serving import Site

pytestmark = pytest.mark.browser

ASK = """async ([folder, requests]) => {
  const worker = new Worker(folder + "worker.mjs", {type: "module"});
  const answers = new Map();
  return await new Promise((resolve) => {
    worker.onmessage = ({data}) => {
      if (data.type === "ready") {
        requests.forEach((request, id) => worker.postMessage({id, request}));
      }
      if (data.type === "failed") resolve([data.detail]);
      if (data.type === "answer" && answers.set(data.id, data.response).size === requests.length) {
        worker.terminate();
        resolve(requests.map((_, id) => answers.get(id)));
      }
    };
  });
}"""


def every_request() -> Iterator[dict[str, Any]]:
    """Schemas, examples, each inverse, every case, and what is refused."""
    for rule in calculators.rules():
        schema = calculators.schema(rule)
        yield {"op": "schema", "rule": rule}
        yield {"op": "run", "rule": rule, "inputs": schema["example"]}
        yield {"op": "run", "rule": rule, "inputs": {}}
        for field in schema["fields"]:
            if field["solvable"]:
                inputs = schema["example"]
                yield {"op": "solve", "rule": rule, "field": field["name"], "inputs": inputs}
    for case in CASES:
        yield {"op": "run", "rule": case.rule, "inputs": case.inputs}
    yield {"op": "unheard of"}


def test_every_answer_is_the_same_in_both(warm: Any, served: Site) -> None:
    requests = [json.dumps(request, ensure_ascii=False) for request in every_request()]
    folder = next((served.folder / "assets" / "runtime").iterdir()).name
    page = warm.new_page()
    page.goto(served.url("about/"))
    answers = page.evaluate(ASK, [served.url(f"assets/runtime/{folder}/"), requests])
    page.close()
    assert len(answers) == len(requests) > 500
    assert [a for a, r in zip(answers, requests, strict=True) if a != calculators.call(r)] == []
