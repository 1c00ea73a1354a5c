"""What a reader gets: valid HTML, a light page, lines of the right length, at any size of text."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, Page, Response

from tests.whole.reading.test_axe import LAID_OUT, TEMPLATES

ROOT = Path(__file__).resolve().parents[3]
VALIDATE = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = Path(__file__).parent / "htmlvalidate.json"
ARTICLE = "issues/2026-04/07/"
BUDGET = 60_000
# WCAG 1.4.12: what a reader may set without losing anything.
SPACING = """* {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
} p { margin-block-end: 2em !important; }"""
# Text that its own box cuts off, and lines of different elements that lie on each other.
SPOILT = """() => {
  const shown = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const unseen = (e) => e.closest(".skip, svg, [popover]:not(:popover-open)")
    || (e && getComputedStyle(e).clipPath === "inset(50%)")
    || (e.parentElement && unseen(e.parentElement));
  const told = (e) => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 20)}`;
  const spoilt = [];
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !shown(element) || unseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(element).fontSize);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
    for (const box of boxes) {
      lines.push([(box.top + box.bottom) / 2, size, box.left, box.right, element]);
    }
    for (let e = element; e !== document.body; e = e.parentElement) {
      const { overflow } = getComputedStyle(e);
      const edge = e.getBoundingClientRect();
      const beyond = (box) => box.left < edge.left - 1 || box.right > edge.right + 1
        || box.top < edge.top - size / 2 || box.bottom > edge.bottom + size / 2;
      if (/hidden|clip/.test(overflow) && boxes.some(beyond)) spoilt.push(`cut ${told(e)}`);
    }
  }
  lines.sort((a, b) => a[0] - b[0]);
  lines.forEach(([middle, size, left, right, element], i) => {
    for (const other of lines.slice(i + 1, i + 40)) {
      if (other[0] - middle > (size + other[1]) * 0.4) break;
      const shared = Math.min(right, other[3]) - Math.max(left, other[2]);
      if (shared > 2 && other[4] !== element) spoilt.push(`${told(element)} on ${told(other[4])}`);
    }
  });
  return [...new Set(spoilt)].slice(0, 5);
}"""
LENGTHS = """() => [...document.querySelectorAll(".body > p")].flatMap((p) => {
  const style = getComputedStyle(p);
  const width = p.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return p.matches(".unit-text, .unit-article, .unit-paragraph")
    ? [width / parseFloat(style.fontSize)] : [];
})"""
CONTRAST = """() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map((v) => {
      const c = v / 255;
      return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
    });
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const under = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return /, 0\\)$/.test(color) && element.parentElement ? under(element.parentElement) : color;
  };
  return Math.min(...[...document.querySelectorAll(".article-head h1, .body .unit")].map((e) => {
    const [text, ground] = [light(getComputedStyle(e).color), light(under(e))];
    return (Math.max(text, ground) + .05) / (Math.min(text, ground) + .05);
  }));
}"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh visitor."""
    context = chromium.new_context(locale="zh-CN", bypass_csp=True)
    yield context.new_page()
    context.close()


def sideways(page: Page) -> int:
    """By how many pixels the page scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("built", ["built_site", "real_site"])
def test_html_validate_finds_nothing(request: pytest.FixtureRequest, built: str) -> None:
    # wcag/h32 asks a form for a submit button; ours have none, so that nothing typed can leave.
    folder: Path = request.getfixturevalue(built)
    folder = folder / "site" if built == "real_site" else folder
    pages = [str(p) for p in folder.rglob("*.html") if "runtime" not in p.parts]
    assert len(pages) > 50
    done = subprocess.run(
        ["node", VALIDATE, "--config", RULES, *pages], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr


@pytest.mark.parametrize(
    ("site", "address"),
    [("site_url", ARTICLE), ("site_url", "issues/2026-04/03/"), ("real_url", ARTICLE)],
)
def test_the_first_view_of_an_article_is_light_and_asks_nobody_else(
    page: Page, request: pytest.FixtureRequest, site: str, address: str
) -> None:
    site_url = request.getfixturevalue(site)
    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        sizes[response.url] = len(brotli.compress(response.body()))

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(site_url + address, wait_until="networkidle")
    assert [url for url in sizes if not url.startswith(site_url)] == []
    assert sum(sizes.values()) <= BUDGET, sizes


@pytest.mark.parametrize("address", TEMPLATES.values(), ids=TEMPLATES.keys())
@pytest.mark.parametrize("site", ["site_url", "real_url"])
def test_nothing_is_cut_off_or_runs_together_at_320_pixels_double_size_and_wider_spacing(
    page: Page, request: pytest.FixtureRequest, site: str, address: str
) -> None:
    def check(what: str) -> None:
        assert sideways(page) <= 0, what
        assert page.evaluate(SPOILT) == [], what

    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(request.getfixturevalue(site) + address)
    page.add_style_tag(content=LAID_OUT)
    check("320 px")
    for width in (640, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        check(f"200% at {width} px")
    page.add_style_tag(content=SPACING)
    check("200% with spacing")
    page.evaluate("document.documentElement.style.fontSize = ''")
    check("spacing")


def test_the_check_would_find_cut_and_overlapping_text(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    page.add_style_tag(content=".byline { block-size: .5rem; overflow: clip; }")
    assert page.evaluate(SPOILT)
    page.goto(site_url + ARTICLE)
    page.add_style_tag(content="#art-2 { translate: 0 -3rem; }")
    assert page.evaluate(SPOILT)


@pytest.mark.parametrize("address", ["issues/2026-04/03/", ARTICLE])
@pytest.mark.parametrize("width", [820, 1024, 1440, 1920])
def test_lines_hold_28_to_42_characters(
    page: Page, site_url: str, width: int, address: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site_url + address)
    lengths = page.evaluate(LENGTHS)
    assert lengths
    assert 28 <= min(lengths) <= max(lengths) <= 42


@pytest.mark.parametrize("site", ["site_url", "real_url"])
def test_titles_take_three_lines_at_most_on_a_phone(
    page: Page, request: pytest.FixtureRequest, site: str
) -> None:
    site_url = request.getfixturevalue(site)
    page.set_viewport_size({"width": 360, "height": 740})
    for number in range(1, 16):
        page.goto(f"{site_url}issues/2026-04/{number:02}/")
        lines = page.evaluate(
            "() => { const h = document.querySelector('h1');"
            " return Math.round(h.clientHeight / parseFloat(getComputedStyle(h).lineHeight)); }"
        )
        assert lines <= 3, number


@pytest.mark.parametrize("text", ["standard", "large"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_body_text_has_a_contrast_of_seven(page: Page, site_url: str, mode: str, text: str) -> None:
    page.add_init_script(f"localStorage.setItem('bulletin-text', '{text}')")
    for system in ("light", "dark"):
        page.emulate_media(color_scheme=system)
        page.goto(site_url + ARTICLE)
        page.evaluate("mode => { document.documentElement.dataset.mode = mode; }", mode)
        assert page.evaluate(CONTRAST) >= 7


def test_modes_follow_the_system_and_are_remembered(page: Page, site_url: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page.goto(site_url)
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(ground)
    assert light != dark
    page.get_by_role("button", name="显示").click()
    page.get_by_label("浅色").check()
    page.get_by_label("长辈大字").check()
    page.goto(site_url + ARTICLE)
    assert page.evaluate(ground) == light
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 24


def test_a_phone_has_its_menu_and_contents_without_scripts(
    chromium: Browser, site_url: str
) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(site_url + ARTICLE)
    page.get_by_role("button", name="菜单").click()
    page.get_by_role("link", name="政策库").first.click()
    assert page.url.endswith("/register/")
    page.goto(site_url + ARTICLE)
    page.get_by_role("button", name="本文目录").click()
    page.locator("#toc a").nth(1).click()
    assert "#" in page.url
    context.close()


def test_the_sign_of_a_clause_is_seen_on_hover_and_focus_and_the_clause_lit_on_arrival(
    page: Page, site_url: str
) -> None:
    def seen(clause: str) -> float:
        sign = page.locator(f"#{clause} > .permalink")
        page.wait_for_timeout(200)
        return float(sign.evaluate("e => getComputedStyle(e).opacity"))

    def ground(clause: str) -> str:
        return str(page.locator(f"#{clause}").evaluate("e => getComputedStyle(e).backgroundColor"))

    page.goto(site_url + ARTICLE + "#art-19")
    assert (seen("art-19"), seen("art-20")) == (1, 0)
    assert ground("art-19") != ground("art-20")
    page.locator("#art-20").hover()
    assert seen("art-20") == 1
    page.mouse.move(0, 0)
    page.locator("#art-20 > .permalink").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert seen("art-20") == 1
    page.keyboard.press("Enter")
    page.get_by_role("button", name="复制链接").wait_for()
    assert page.url.endswith("#art-20")


def test_the_contents_follow_the_reader(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url + ARTICLE)
    current = page.locator("#toc a[aria-current]")
    for chapter in ("ch-2", "ch-6", "ch-3"):
        page.locator(f"#{chapter}").evaluate("e => e.scrollIntoView()")
        page.locator(f"#toc a[aria-current][href='#{chapter}']").wait_for()
        assert current.count() == 1


def test_a_clause_is_copied_with_its_source(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site_url + ARTICLE + "#art-19")
    page.locator("#art-19 > .permalink").click()
    page.get_by_role("button", name="复制引文").click()
    page.get_by_text("已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“第十九条")
    assert "》第十九条，《" in copied
    assert copied.endswith("#art-19")
    context.close()


def test_a_long_press_offers_the_address_of_a_clause(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(site_url + ARTICLE + "#art-2")
    page.locator("#art-2").dispatch_event("touchstart")
    page.get_by_role("button", name="复制链接").wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name="复制链接").count() == 0
    context.close()


def test_whether_a_document_is_in_force_depends_on_the_day(page: Page, site_url: str) -> None:
    def state(day: str) -> str:
        page.clock.set_fixed_time(f"{day}T08:00:00")
        page.goto(site_url + ARTICLE)
        return page.locator(".facts .force").inner_text()

    assert state("2026-04-30") == "尚未施行"
    assert state("2026-05-01") == "现行有效"
    assert state("2031-04-30") == "现行有效"
    assert state("2031-05-01") == "已失效"


def test_the_comparison_says_the_same_of_a_day(page: Page, site_url: str) -> None:
    def states(day: str) -> list[str]:
        page.clock.set_fixed_time(f"{day}T08:00:00")
        page.goto(f"{site_url}compare/")
        return page.locator(".compared .force").all_inner_texts()

    assert states("2026-04-15") == ["尚未施行", "现行有效", "现行有效"]
    assert states("2029-01-01") == ["现行有效", "现行有效", "已失效"]
