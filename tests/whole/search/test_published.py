"""The search on the published site and the real issue: every phrase of the text finds its page."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bulletin.site.search.folding import fold
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

SAMPLE = 1000
# For each phrase: does its page stand among the exact hits, and is the whole phrase marked in a
# block of it? Runs inside the page, so that a thousand queries take seconds.
CHECK = """async ([base, phrases]) => {
  const [{ find }, { locate }, { pages, text }] = await Promise.all(
    ['groups', 'locate', 'store'].map((name) => import(`${base}assets/js/search/${name}.js`)));
  const rows = await pages();
  const missed = [];
  for (const [phrase, url] of phrases) {
    const { groups } = await find(phrase);
    const exact = groups.filter((one) => ['exact', 'part', 'clause'].includes(one.name));
    const group = exact.find((one) => one.hits.some((hit) => rows[hit.page].url === url));
    const hit = group?.hits.find((one) => rows[one.page].url === url);
    const place = hit && locate(await text(hit.page), group.needles);
    const marked = place && [...place.title, ...place.excerpt].some((piece) => piece.mark);
    if (!marked && !(place?.holds && phrase.includes('\\n'))) missed.push([phrase, url]);
  }
  return missed;
}"""


def paragraphs(content: Path) -> Iterator[tuple[str, str]]:
    """Address and paragraph of all that is published in articles, from the Markdown itself."""
    for path in sorted(content.glob("issues/*/[0-9]*.md")):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        for block in body.split("\n\n"):
            text = re.sub(r"^#+ |\\", "", block.strip())
            if text and not text.startswith(("<", "|", "!", ">", "- ")) and "](" not in text:
                yield f"issues/{path.parent.name}/{path.stem}/", text.replace("\n", "")


def phrases(content: Path) -> list[tuple[str, str]]:
    """Phrases of 2 to 8 characters, wherever they begin, across punctuation and spaces."""
    source = random.Random(297)
    known = list(paragraphs(content))
    found: list[tuple[str, str]] = []
    while len(found) < SAMPLE:
        url, text = source.choice(known)
        start = source.randrange(len(text))
        phrase = text[start : start + source.randint(2, 8)]
        if len(phrase) > 1 and fold(phrase):
            found.append((phrase, url))
    return found


def test_a_thousand_phrases_are_found(tab: Any, site_url: str) -> None:
    tab.goto(site_url + "search/")
    assert tab.evaluate(CHECK, [site_url, phrases(ROOT / "content")]) == []


def test_a_thousand_phrases_of_the_real_issue_are_found(
    tab: Any, real_url: str, real_site: Path
) -> None:
    tab.goto(real_url + "search/")
    assert tab.evaluate(CHECK, [real_url, phrases(real_site / "content")]) == []


@pytest.mark.parametrize("query", ["熔断机制", "同比例核减"])
def test_the_clause_is_found_and_marked_on_arrival(
    search: Any, site_url: str, tab: Any, query: str
) -> None:
    hits = search(site_url, query)
    assert "art-" in hits[0]["hash"]
    tab.locator("ol[data-search-results] a").first.click()
    tab.wait_for_selector("article mark.search-arrival")
    assert tab.locator("article mark.search-arrival").first.text_content() == query


def test_a_shared_search_asks_for_few_files(site_url: str, tab: Any) -> None:
    """On a slow link every round of requests is a tenth of the time that a reader waits."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.split("?")[0]))
    tab.goto(site_url + "search/?q=熔断机制")
    tab.wait_for_selector("ol[data-search-results] > li")
    names = [url.removeprefix(site_url) for url in asked]
    assert [name for name in names if name.endswith(".css")] == [
        "assets/css/start.css", "assets/css/print.css"
    ]  # fmt: skip
    scripts = [name for name in names if name.startswith("assets/js/search/")]
    assert sorted(scripts) == [f"assets/js/search/{n}.js" for n in ("engine", "loader", "start")]
    assert names.index("assets/js/search/start.js") == 1
    assert len(names) <= 24


def test_an_issue_is_found_by_its_number(search: Any, site_url: str) -> None:
    assert search(site_url, "297期")[0]["path"].endswith("/issues/2026-04/")


def test_a_calculator_comes_first_for_its_task(search: Any, site_url: str) -> None:
    assert "/calculators/xj-premium/" in search(site_url, "保费补助")[0]["path"]


def test_the_search_page_is_accessible(search: Any, site_url: str, tab: Any) -> None:
    search(site_url, "科技保险")
    tab.evaluate((ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8"))
    assert tab.evaluate("() => axe.run().then((r) => r.violations.map((v) => v.id))") == []
