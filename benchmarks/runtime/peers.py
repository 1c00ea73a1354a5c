"""The same rule by the peers: each a page that computes one answer and tells when it stands."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

STOCK_WORKER = """
import { loadPyodide } from "./pyodide.mjs";
const pyodide = await loadPyodide();
const archive = await (await fetch("calculators.zip")).arrayBuffer();
pyodide.unpackArchive(archive, "zip");
const call = pyodide.pyimport("calculators").call;
postMessage({ ready: true });
onmessage = ({ data }) => postMessage({ answer: call(data) });
"""
OURS = """
const worker = new Worker("%s/worker.mjs", { type: "module" });
worker.onmessage = ({ data }) => {
  if (data.type === "ready") worker.postMessage({ id: 1, request: REQUEST });
  if (data.type === "answer") finish(data.response);
};
"""
STOCK = """
const worker = new Worker("worker.mjs", { type: "module" });
worker.onmessage = ({ data }) => {
  if (data.ready) worker.postMessage(REQUEST);
  else finish(data.answer);
};
"""
PLAIN = """
const { chinextGrowth } = await import("./rule.mjs");
finish(chinextGrowth(JSON.parse(REQUEST).inputs));
"""
RULE = """
const yuan = (text) => {
  const [, digits, unit] = /^([\\d.]+)\\s*(亿|万)?$/.exec(text);
  const [whole, decimals = ""] = digits.split(".");
  const scale = { 亿: 10n ** 8n, 万: 10n ** 4n }[unit] ?? 1n;
  return BigInt(whole + decimals) * scale / 10n ** BigInt(decimals.length);
};
export const chinextGrowth = (inputs) => {
  const cap = yuan(inputs.expected_market_capitalisation);
  const [first, last] = [yuan(inputs.revenue_year_1), yuan(inputs.revenue_year_3)];
  const passes = cap >= 30n * 10n ** 8n && last >= 2n * 10n ** 8n && 100n * last >= 169n * first;
  return JSON.stringify({ verdict: passes ? "pass" : "fail" });
};
"""
PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>{name}</title>
<p id="answer"></p><script type="module" src="main.mjs"></script></html>"""
MAIN = """
const REQUEST = %s;
const began = performance.now();
const finish = (text) => {
  document.querySelector("#answer").textContent = text;
  globalThis.took = performance.now() - began;
};
%s
"""


def write_peers(
    folder: Path, runtime: Path, calculators: Path, pyodide: Path, request: str
) -> None:
    """Lay out ours, stock Pyodide in a worker, and plain JavaScript with one rule."""
    shutil.copytree(runtime, folder / "ours" / "runtime")
    page(folder / "ours", request, OURS % "runtime")
    page(folder / "stock", request, STOCK)
    stock = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
    for name in (*stock, "python_stdlib.zip", "pyodide-lock.json"):
        shutil.copyfile(pyodide / name, folder / "stock" / name)
    (folder / "stock" / "worker.mjs").write_text(STOCK_WORKER, encoding="utf-8")
    bundle = folder / "stock" / "calculators.zip"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        for source in sorted(calculators.rglob("*.py")):
            archive.write(source, f"calculators/{source.relative_to(calculators)}")
    page(folder / "plain", request, PLAIN)
    (folder / "plain" / "rule.mjs").write_text(RULE, encoding="utf-8")


def page(folder: Path, request: str, script: str) -> None:
    """One peer's page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(PAGE.format(name=folder.name), encoding="utf-8")
    literal = json.dumps(request, ensure_ascii=False)
    (folder / "main.mjs").write_text(MAIN % (literal, script), encoding="utf-8")
