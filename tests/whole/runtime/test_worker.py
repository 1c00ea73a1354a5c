"""The worker's life: started on touch, shared, replaced, kept for days without a network."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.serving import Site
from tests.whole.questions import address, fill_example
from tests.whole.runtime.test_page import form, verdict

pytestmark = pytest.mark.browser

PAGE = address("chinext_rd")

# Waits until the memory image and a whole release are in the browser's store.
KEPT = """async () => {
  for (const end = Date.now() + 20000; ; ) {
    const image = await caches.open('calculator-snapshots').then((c) => c.keys());
    const names = (await caches.keys()).filter((n) => /^release-/.test(n));
    const kept = names.length ? await caches.open(names.at(-1)).then((c) => c.keys()) : [];
    if (Date.now() > end) throw new Error(JSON.stringify([image.length, names, kept.length]));
    if (image.length && kept.some(({ url }) => url.endsWith("/release.json"))) return;
    await new Promise((later) => setTimeout(later, 200));
  }
}"""


def runtime_files(site: Site) -> list[str]:
    return [path for path in site.asked if "/assets/runtime/" in path]


def test_nothing_is_loaded_before_a_touch_and_progress_is_shown(visitor: Any, lone: Site) -> None:
    page = visitor.new_page()
    page.goto(lone.url(PAGE), wait_until="networkidle")
    assert runtime_files(lone) == []
    page.evaluate(
        """() => { window.seen = []; const bar = document.querySelector('#chinext_rd progress');
        new MutationObserver(() => seen.push(bar.value)).observe(bar, {attributes: true}); }"""
    )
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("6亿")
    verdict(page, "chinext_rd", "pass")
    seen = page.evaluate("seen")
    assert seen == sorted(seen)
    assert seen[0] < 100 <= seen[-1]
    assert len(runtime_files(lone)) == len(set(runtime_files(lone))) == 6


@pytest.mark.parametrize(
    ("line", "early"),
    [
        ({"effectiveType": "4g", "downlink": 10, "saveData": False}, True),
        ({"effectiveType": "4g", "downlink": 10, "saveData": True}, False),
        ({"effectiveType": "3g", "downlink": 10, "saveData": False}, False),
        ({"effectiveType": "4g", "downlink": 1.5, "saveData": False}, False),
    ],
)
def test_only_a_fast_line_that_saves_nothing_starts_by_itself(
    chromium: Any, lone: Site, line: dict[str, Any], early: bool
) -> None:
    context = chromium.new_context()
    given = f"{{value: {json.dumps(line)}}}"
    context.add_init_script(f"Object.defineProperty(navigator, 'connection', {given})")
    page = context.new_page()
    page.goto(lone.url(PAGE), wait_until="networkidle")
    page.evaluate("new Promise((idle) => requestIdleCallback(() => setTimeout(idle, 500)))")
    assert bool(runtime_files(lone)) is early
    context.close()


def test_an_article_and_its_calculators_share_one_worker(visitor: Any, served: Site) -> None:
    page = visitor.new_page()
    page.goto(served.url("issues/2026-04/07/"))
    for index in range(2):
        page.locator(".compute-link").nth(index).click()
        page.locator(".compute-place form").nth(index).locator("[data-fill-example]").click()
        page.locator(".compute-place [data-result]:not([data-stale])").nth(index).wait_for()
    page.locator(".compute-place [data-slot=kind]", has_text="按填入的数字").nth(1).wait_for()
    assert len(page.workers) == 1


def test_a_late_answer_does_not_overwrite_a_newer_one(warm: Any, served: Site) -> None:
    page = warm.new_page()
    page.goto(served.url(PAGE))
    page.evaluate(
        """() => { const own = Worker.prototype.postMessage; let first = true;
        Worker.prototype.postMessage = function (data) {
          if (data.request.includes('"run"') && first) {
            first = false; setTimeout(() => own.call(this, data), 1200);
          } else own.call(this, data);
        }; }"""
    )
    box = form(page, "chinext_rd").locator("[name=revenue_year_3]")
    fill_example(page, "chinext_rd")
    box.fill("9亿")
    page.wait_for_timeout(400)
    box.fill("5亿")
    verdict(page, "chinext_rd", "pass")
    page.wait_for_timeout(1500)
    assert page.locator("#chinext_rd [data-result]").get_attribute("data-verdict") == "pass"
    page.close()


def test_a_runaway_worker_is_replaced_and_the_page_says_so(warm: Any, served: Site) -> None:
    page = warm.new_page()
    page.goto(served.url(PAGE))
    fields = form(page, "chinext_rd")
    fill_example(page, "chinext_rd")
    fields.locator("[name=revenue_year_3]").fill("6亿")
    verdict(page, "chinext_rd", "pass")
    first = page.workers[0]
    first.evaluate("() => { addEventListener('message', () => { for (;;); }); }")
    fields.evaluate("form => { form.dataset.timeout = 300; }")
    fields.locator("[name=revenue_year_3]").fill("9亿")
    fields.locator("[data-trouble]", has_text="重新启动").wait_for()
    fields.evaluate("form => { delete form.dataset.timeout; }")
    fields.locator("[name=revenue_year_3]").fill("9.1亿")
    verdict(page, "chinext_rd", "fail")
    fields.locator("[data-trouble]").wait_for(state="hidden")
    assert page.workers != [first]
    page.close()


def test_a_crashed_worker_is_replaced(warm: Any, served: Site) -> None:
    page = warm.new_page()
    page.goto(served.url(PAGE))
    fields = form(page, "chinext_rd")
    fill_example(page, "chinext_rd")
    fields.locator("[name=revenue_year_3]").fill("6亿")
    verdict(page, "chinext_rd", "pass")
    page.workers[0].evaluate("() => { setTimeout(() => { throw new Error('crash') }); }")
    fields.locator("[data-trouble]", has_text="意外停止").wait_for()
    fields.locator("[name=revenue_year_3]").fill("9亿")
    verdict(page, "chinext_rd", "fail")
    page.close()


def test_the_second_visit_starts_from_memory_and_needs_no_network(visitor: Any, lone: Site) -> None:
    page = visitor.new_page()
    page.goto(lone.url(PAGE))
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("6亿")
    verdict(page, "chinext_rd", "pass")
    page.evaluate(KEPT)
    page.close()
    lone.down = True
    lone.asked.clear()
    again = visitor.new_page()
    visitor.set_offline(True)
    again.goto(lone.url(PAGE))
    again.evaluate(
        """() => { const Own = Worker;
        const hear = ({data}) => { if (data.type === 'ready') window.from = data.from; };
        window.Worker = function (...given) {
          const worker = new Own(...given);
          worker.addEventListener('message', hear);
          return worker;
        }; }"""
    )
    fill_example(again, "chinext_rd")
    form(again, "chinext_rd").locator("[name=revenue_year_3]").fill("9亿")
    verdict(again, "chinext_rd", "fail")
    assert again.evaluate("window.from") == "snapshot"
    assert runtime_files(lone) == []
    again.goto(lone.url("about/"))  # a page that nobody has kept
    assert again.title().startswith("没有网络")
    again.locator("main a[href$='calculators/chinext/']").click()
    again.locator("[data-questions] a[href$='chinext_rd/']").click()
    again.locator("form[data-calculator=chinext_rd]").wait_for()


def test_a_spoilt_memory_image_costs_nothing_but_time(visitor: Any, served: Site) -> None:
    page = visitor.new_page()
    page.goto(served.url(PAGE))
    folder = form(page, "chinext_rd").get_attribute("data-runtime")
    page.evaluate(
        """async (folder) => {
          const cache = await caches.open('calculator-snapshots');
          const name = new URL(folder + 'snapshot', location).href;
          await cache.put(name, new Response(new Uint8Array(1 << 20)));
        }""",
        folder,
    )
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("9亿")
    verdict(page, "chinext_rd", "fail")


def test_a_wasm_of_the_wrong_type_still_computes_and_warns(visitor: Any, lone: Site) -> None:
    lone.types[".wasm"] = "application/octet-stream"
    page = visitor.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(lone.url(PAGE))
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("9亿")
    verdict(page, "chinext_rd", "fail")
    assert any("application/wasm" in text for text in said)


def test_without_webassembly_the_page_says_what_to_do(visitor: Any, served: Site) -> None:
    visitor.add_init_script("delete globalThis.WebAssembly")
    page = visitor.new_page()
    page.goto(served.url(PAGE))
    fill_example(page, "chinext_rd")
    form(page, "chinext_rd").locator("[name=revenue_year_3]").fill("9亿")
    trouble = form(page, "chinext_rd").locator("[data-trouble]", has_text="WebAssembly")
    trouble.wait_for()
    assert page.locator("#chinext_rd [data-check]").count() == 5


@pytest.mark.breaks
def test_a_lost_network_is_told_and_tried_again(visitor: Any, lone: Site) -> None:
    page = visitor.new_page()
    page.goto(lone.url(PAGE))
    page.route("**/python.zip", lambda route: route.abort())
    visitor.route("**/python.zip", lambda route: route.abort())
    box = form(page, "chinext_rd").locator("[name=revenue_year_3]")
    fill_example(page, "chinext_rd")
    box.fill("9亿")
    form(page, "chinext_rd").locator("[data-trouble]", has_text="检查网络").wait_for()
    visitor.unroute("**/python.zip")
    page.unroute("**/python.zip")
    box.fill("9.2亿")
    verdict(page, "chinext_rd", "fail")
