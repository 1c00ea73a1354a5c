"""Random fragments, queries and inputs in the real browser: no exception, no injected node.

A few hundred in every run; a hundred thousand with
`BULLETIN_FUZZ=100000 pytest tests/whole/trust/test_fuzz.py`.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import Site
from tests.whole.questions import address

SIZE = int(os.environ.get("BULLETIN_FUZZ", "300"))
SEED = int(os.environ.get("BULLETIN_FUZZ_SEED", "20260401"))
BATCH = 100
PIECES = [
    *(
        "<x-pwned>",
        "<img src=x onerror=pwned=1>",
        "<script>pwned=1</script>",
        '"><x-pwned>',
        "'",
        '"',
    ),
    *(
        "javascript:pwned=1",
        "{{7*7}}",
        "${7*7}",
        "]]>",
        "<!--",
        "&lt;",
        "%",
        "%E0%A4%A",
        "%00",
        "%3C",
    ),
    *(
        "#",
        "?",
        "&",
        "=",
        "/",
        "\\",
        "..",
        "(",
        "[",
        "*",
        "+",
        "^",
        "$",
        "|",
        "“",
        "”",
        "：",
        "\u202e",
    ),
    *(
        "art-19",
        "p-1",
        "第十九条",
        "科技贷款",
        "5000万元",
        "version=",
        "rows=",
        "__proto__",
        "constructor",
    ),
    *(
        "chinext_growth?",
        "toString",
        "NaN",
        "Infinity",
        "-0",
        "1e999",
        "９９",
        "亿",
        "万",
        "0.1",
        "2026-02-30",
    ),
    *(
        "\u0000",
        "\ud800",
        "\ufeff",
        "\u200b",
        "\u2028",
        "\n",
        "\t",
        " ",
        "😀",
        "e\u0301",
        "a" * 3000,
    ),
]
WATCH = """
const INJECTED = "x-pwned, [onerror], img[src=x], a[href^='javascript:']";
globalThis.violations = [];
document.addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective));
globalThis.broken = () => [
  ...violations,
  ...("pwned" in globalThis ? ["pwned"] : []),
  ...[...document.querySelectorAll(INJECTED)].map((e) => e.outerHTML),
];
globalThis.heard = 0;
addEventListener("hashchange", () => heard++);
// A timer would be held back to four milliseconds, a hundred thousand times.
globalThis.pause = () => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); done(); };
  port2.postMessage(null);
});
globalThis.settle = (time) => new Promise((done) => setTimeout(done, time));
"""
FRAGMENTS = """async (texts) => {
  for (const text of texts) { location.replace("#" + text); await pause(); await pause(); }
  await settle(20);
}"""
# Each query is asked at once; some are given the time to be answered and drawn.
QUERIES = """async (texts) => {
  const input = document.querySelector("input[type=search]");
  for (const [place, text] of texts.entries()) {
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.form.requestSubmit();
    await (place % 10 ? pause() : settle(60));
  }
}"""
# Some inputs are left standing until they are computed.
INPUTS = """async (texts) => {
  const all = [...document.querySelectorAll("form[data-calculator] :is(input, select)")];
  for (const [place, text] of texts.entries()) {
    const field = all[(place * 7) % all.length];
    if (field.type === "checkbox" || field.type === "radio") field.click();
    else field.value = text;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    await (place % 10 ? pause() : settle(200));
  }
}"""


def texts(seed: int, size: int) -> Iterator[str]:
    """Random texts, most of them made of pieces that once broke something somewhere."""
    chance = random.Random(seed)
    for _ in range(size):
        parts = chance.choices(PIECES, k=chance.randint(1, 6))
        parts += [chr(chance.randint(1, 0x2FFF)) for _ in range(chance.randint(0, 3))]
        chance.shuffle(parts)
        yield "".join(parts)


@dataclass
class Watched:
    """A tab whose every exception and policy report is noted."""

    tab: Page
    faults: list[str] = field(default_factory=list)

    def feed(self, script: str, values: list[str]) -> None:
        """Run a batch; say which of it broke the page."""
        for start in range(0, len(values), BATCH):
            batch = values[start : start + BATCH]
            self.tab.evaluate(script, batch)
            self.faults += self.tab.evaluate("broken()")
            assert not self.faults, f"{self.faults[:3]} after {batch[:200]!r}"


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    """A fresh tab that fails the test by anything that goes wrong in it."""
    context = chromium.new_context(locale="zh-CN")
    context.add_init_script(WATCH)
    found = Watched(context.new_page())
    found.tab.on("pageerror", lambda error: found.faults.append(f"{error.message} {error.stack}"))
    found.tab.on("dialog", lambda dialog: (found.faults.append(dialog.message), dialog.dismiss()))
    yield found
    context.close()


@pytest.mark.parametrize(
    "path",
    ["issues/2026-04/07/", address("xj_premium_enterprise"), address("chinext_rd"), "search/"],
)
def test_no_fragment_does_anything(served: Site, watched: Watched, path: str) -> None:
    watched.tab.goto(served.url(path))
    given = list(texts(SEED, SIZE // 8))
    watched.feed(FRAGMENTS, given)
    # A browser that takes this for a flood would drop most of them unseen.
    assert watched.tab.evaluate("heard") > len(given) // 2


@pytest.mark.parametrize("path", ["issues/2026-04/07/", address("chinext_rd")])
def test_no_fragment_does_anything_on_arrival(served: Site, watched: Watched, path: str) -> None:
    for given in texts(SEED + 1, 8 + SIZE // 1000):
        # A browser does not go at all to an address that has both a break and a "<".
        text = re.sub(r"[\t\n\r]", "", given)
        watched.tab.goto("about:blank")
        watched.tab.evaluate("address => { location.href = address }", served.url(f"{path}#{text}"))
        watched.tab.wait_for_url(lambda url: url.startswith(served.url()))
        watched.tab.wait_for_load_state()
        assert watched.tab.evaluate("broken()") == [], text
        assert watched.faults == [], text


@pytest.mark.parametrize("fragment", ["%E0%A4%A", "%", "art-19", "%3Cx-pwned%3E"])
def test_no_fragment_hinders_the_mark_on_arrival(
    served: Site, watched: Watched, fragment: str
) -> None:
    watched.tab.goto(served.url(f"issues/2026-04/07/?highlight=%E8%B4%B7%E6%AC%BE#{fragment}"))
    watched.tab.locator("mark.search-arrival").first.wait_for()
    assert watched.faults == []


def test_no_query_does_anything(served: Site, watched: Watched) -> None:
    watched.tab.goto(served.url("search/"))
    watched.tab.locator("input[type=search]").first.wait_for()
    watched.feed(QUERIES, list(texts(SEED + 2, SIZE // 4)))
    watched.tab.fill("input[type=search]", "科技贷款")
    watched.tab.locator("ol[data-search-results] > li > a[href]").first.wait_for()
    assert watched.faults == []


def test_no_query_in_an_address_does_anything(served: Site, watched: Watched) -> None:
    for text in texts(SEED + 3, 6 + SIZE // 1000):
        query = quote(text.encode("utf-8", "replace"))
        watched.tab.goto(served.url(f"search/?q={query}"))
        assert watched.tab.evaluate("broken()") == [], text
        assert watched.faults == [], text


@pytest.mark.parametrize("rule", ["chinext_rd", "xj_premium_enterprise", "cq_fee"])
def test_no_input_does_anything(served: Site, watched: Watched, rule: str) -> None:
    watched.tab.goto(served.url(address(rule)))
    watched.feed(INPUTS, list(texts(SEED + 4, SIZE // 12)))
    assert watched.tab.evaluate("broken()") == []
    assert watched.faults == []
