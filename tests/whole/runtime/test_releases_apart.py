"""Two releases of one site: pages, scripts and runtime of both are never put together."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bulletin.site.build import manifest, offline
from bulletin.site.cache.hashing import digest
from tests.serving import Site
from tests.whole.questions import fill_example
from tests.whole.runtime.test_page import form, verdict
from tests.whole.runtime.test_worker import KEPT, PAGE

pytestmark = pytest.mark.browser

SCRIPT = "assets/js/calculator/page.js"
STYLE = "assets/css/calculator.css"
ARTICLE = "issues/2026-04/02/"
SECOND = "0123456789abcdef"  # the hash of the second release's runtime, which holds its rules
# What an open page is made of: its own mark, that of its script, style and runtime.
MADE_OF = """async ([root, script, style, runtime]) => {
  const folder = document.querySelector("form[data-runtime]").dataset.runtime;
  const read = async (path) => /第二版/.test(await (await fetch(root + path)).text());
  const title = /第二版/.test(document.title);
  return [title, await read(script), await read(style), folder.includes(runtime)];
}"""
RELEASES = "async () => (await caches.keys()).filter((name) => /^release-/.test(name))"


@pytest.fixture(scope="session")
def second(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The next release: other words in pages, other scripts and styles, another runtime."""
    site = tmp_path_factory.mktemp("second") / "site"
    shutil.copytree(built_site, site)
    (runtime,) = (site / "assets" / "runtime").iterdir()
    for page in site.rglob("index.html"):
        text = page.read_text(encoding="utf-8").replace(runtime.name, SECOND)
        page.write_text(text.replace("<title>", "<title>第二版 "), encoding="utf-8")
    runtime.rename(runtime.with_name(SECOND))
    for name in (SCRIPT, STYLE):
        with (site / name).open("a", encoding="utf-8") as file:
            file.write("\n/* 第二版 */\n")
    for packed in [*site.rglob("*.br"), *site.rglob("*.gz")]:
        packed.unlink()
    offline.write(site, {n: digest(site / n) for n in manifest.listed(site)}, "2026-04")
    return site


def made_of(page: Any, site: Site) -> list[bool]:
    """Which of the parts of an open page are the second release's."""
    found: list[bool] = page.evaluate(MADE_OF, [site.url(), SCRIPT, STYLE, SECOND])
    return found


def used(visitor: Any, site: Site, amount: str = "6亿") -> Any:
    """A page on which somebody has computed, and whose release is kept."""
    page = visitor.new_page()
    page.goto(site.url(PAGE))
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill(amount)
    verdict(page, "chinext_rd", "pass")
    page.evaluate(KEPT)
    return page


def test_what_is_kept_is_one_release(visitor: Any, lone: Site, second: Path) -> None:
    used(visitor, lone).close()
    lone.folder = second
    lone.down = True
    page = visitor.new_page()
    page.goto(lone.url(PAGE))
    assert made_of(page, lone) == [False] * 4
    page.goto(lone.url(ARTICLE))  # nobody has opened it: it came with the newest issue
    assert "第二版" not in page.title()
    lone.down = False
    late = used(visitor, lone)
    assert made_of(late, lone) == [True] * 4
    late.wait_for_timeout(500)
    late.close()
    lone.down = True
    page.goto(lone.url(PAGE))
    assert made_of(page, lone) == [True] * 4
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("9亿")
    verdict(page, "chinext_rd", "fail")


# The releases of which all files are there.
WHOLE = """async () => {
  const names = (await caches.keys()).filter((name) => /^release-/.test(name));
  const lists = await Promise.all(names.map(async (name) =>
    (await (await caches.open(name)).keys()).some(({ url }) => url.endsWith("release.json"))));
  return names.filter((_, index) => lists[index]);
}"""
# Makes what is kept look as if it had last been compared with the server some time ago.
AGED = """async (ago) => {
  const [name] = (await caches.keys()).filter((name) => /^release-/.test(name));
  const cache = await caches.open(name);
  const [list] = (await cache.keys()).filter(({ url }) => url.endsWith("release.json"));
  const text = await (await cache.match(list)).text();
  await cache.put(list, new Response(text, { headers: { "x-since": Date.now() - ago } }));
  return name;
}"""


@pytest.mark.parametrize(("minutes", "renewed"), [(50, False), (70, True)])
def test_what_is_kept_is_compared_with_the_server_each_hour(
    visitor: Any, lone: Site, second: Path, minutes: int, renewed: bool
) -> None:
    page = used(visitor, lone)
    before = page.evaluate(AGED, minutes * 60_000)
    lone.folder = second
    page.goto(lone.url(ARTICLE))  # nobody computes on this one
    for _ in range(40 if renewed else 8):
        page.wait_for_timeout(250)
        if page.evaluate(WHOLE) not in ([before], []):
            break
    page.close()
    lone.down = True
    page = visitor.new_page()
    page.goto(lone.url(ARTICLE))
    assert ("第二版" in page.title()) is renewed


def test_a_page_from_the_cache_goes_on_with_its_release(
    visitor: Any, lone: Site, second: Path
) -> None:
    used(visitor, lone).close()
    lone.down = True
    old = visitor.new_page()
    old.goto(lone.url(PAGE))
    lone.down = False
    lone.folder = second
    late = used(visitor, lone)
    late.wait_for_timeout(500)
    assert len(late.evaluate(RELEASES)) == 2  # the old one has a reader
    assert made_of(old, lone) == [False] * 4
    fill_example(old, "chinext_rd")
    form(old, "chinext_rd").locator("[name=revenue_year_3]").fill("9亿")
    verdict(old, "chinext_rd", "fail")


def test_after_a_rollback_the_older_release_is_the_one_offline(
    visitor: Any, lone: Site, second: Path
) -> None:
    first = lone.folder
    for folder in (first, second, first):
        lone.folder = folder
        page = used(visitor, lone)
        page.wait_for_timeout(500)
    lone.down = True
    page = visitor.new_page()
    page.goto(lone.url(PAGE))
    assert made_of(page, lone) == [False] * 4


def test_a_release_that_changes_while_it_is_kept_is_not_kept(
    visitor: Any, lone: Site, second: Path, tmp_path: Path
) -> None:
    mixed = tmp_path / "mixed"
    shutil.copytree(second, mixed)
    shutil.copy(lone.folder / SCRIPT, mixed / SCRIPT)
    used(visitor, lone).close()
    lone.folder = mixed
    page = visitor.new_page()
    page.goto(lone.url(PAGE))
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("6亿")
    verdict(page, "chinext_rd", "pass")
    page.wait_for_timeout(1500)
    page.close()
    lone.down = True
    page = visitor.new_page()
    page.goto(lone.url(PAGE))
    assert made_of(page, lone) == [False] * 4


def test_a_server_that_hangs_is_not_waited_for(visitor: Any, lone: Site) -> None:
    used(visitor, lone).close()
    lone.latency = 12
    page = visitor.new_page()
    page.goto(lone.url(PAGE), timeout=8000)
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("9亿")
    verdict(page, "chinext_rd", "fail")
    lone.latency = 0


@pytest.mark.breaks
def test_a_replaced_site_is_told_as_that(visitor: Any, lone: Site, second: Path) -> None:
    page = visitor.new_page()
    page.goto(lone.url(PAGE))
    lone.folder = second
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("9亿")
    form(page, "chinext_rd").locator("[data-trouble]", has_text="刚刚更新").wait_for()
