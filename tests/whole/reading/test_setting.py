"""How Chinese text is set: where lines may end, in paragraphs, titles and teasers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from bulletin.site.pages import titles

ARTICLES = ("02", "07", "08", "09", "15")
# The last line of every paragraph: its text, and the mean width of its characters.
LAST_LINES = """() => {
  const lines = [];
  for (const unit of document.querySelectorAll(".body > p.unit")) {
    const walker = document.createTreeWalker(unit, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const drawn = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".marker")) continue;
      for (let i = 0; i < node.length; i++) {
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getClientRects()[0];
        if (box?.width) drawn.push([node.data[i], box]);
      }
    }
    const bottom = drawn.at(-1)?.[1].top;
    const last = drawn.filter(([, box]) => Math.abs(box.top - bottom) < 6);
    if (last.length === drawn.length) continue;
    const width = last.at(-1)[1].right - last[0][1].left;
    const size = parseFloat(getComputedStyle(unit).fontSize);
    lines.push([last.map(([c]) => c).join(""), width / last.length / size]);
  }
  return lines;
}"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that may be given styles."""
    context = chromium.new_context(locale="zh-CN", bypass_csp=True)
    yield context.new_page()
    context.close()


def last_lines(page: Page, site: str) -> list[tuple[str, float]]:
    """The last lines of all paragraphs of the longest articles."""
    found: list[tuple[str, float]] = []
    for article in ARTICLES:
        page.goto(f"{site}issues/2026-04/{article}/")
        found += map(tuple, page.evaluate(LAST_LINES))
    return found


def lonely(lines: list[tuple[str, float]]) -> list[str]:
    """Those that hold one character beside its marks."""
    return [text for text, _ in lines if sum(c.isalnum() for c in text) < 2]


@pytest.mark.parametrize("site", ["site_url", "real_url"])
@pytest.mark.parametrize("width", [360, 820, 1440])
def test_no_paragraph_ends_in_a_line_of_one_character_or_in_one_that_is_spread(
    page: Page, request: pytest.FixtureRequest, site: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    lines = last_lines(page, request.getfixturevalue(site))
    assert len(lines) > 50
    assert lonely(lines) == []
    assert [text for text, wide in lines if wide > 1.25] == []


def test_a_sign_that_takes_room_would_leave_lonely_characters(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"{site_url}issues/2026-04/07/")
    page.add_style_tag(content=".unit > .permalink { position: static; }")
    lines = page.evaluate(LAST_LINES)
    assert lonely([(text.removesuffix("#"), wide) for text, wide in lines])


@pytest.mark.parametrize(
    "whole",
    [
        ("福建省人民政府办公厅印发", ["福建省", "人民", "政府", "办公厅", "印发"]),
        ("迎“三张表”难关", ["“三张表”"]),
        ("详解创业板改革", ["创业板", "改革"]),
    ],
)
def test_a_title_is_broken_between_words_alone(whole: tuple[str, list[str]]) -> None:
    text, kept = whole
    pieces = titles.phrases(text)
    assert "".join(pieces) == text
    assert all(any(word in piece for piece in pieces) for word in kept)


def test_a_dash_opens_a_line_and_a_space_of_the_author_ends_one() -> None:
    pieces = titles.phrases("金融活水流向前沿——某省的探索 另一机构参加")
    assert not any("——" in piece[1:] for piece in pieces)
    assert any(piece.startswith("——某省") for piece in pieces)
    assert any(piece.endswith("探索 ") for piece in pieces)
    assert '<wbr><span class="dash">——某省' in titles.title("流向前沿——某省的探索")


def test_no_break_is_marked_between_two_wide_marks_and_nothing_passes_as_markup() -> None:
    assert "，“" in titles.title("不设期限，“常青基金”登场")
    assert "<b>" not in titles.title("甲<b>乙</b>")


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (40, "会议召开。部门出席，讨论了下一步的工作安排。"),
        (12, "会议召开。部门出席……"),
        (6, "会议召开。"),
        (4, "会议召开……"),
    ],
)
def test_a_teaser_ends_with_a_sentence_or_a_clause(length: int, expected: str) -> None:
    assert titles.teaser("会议召开。部门出席，讨论了下一步的工作安排。", length) == expected


def test_the_marks_that_close_a_sentence_stay_with_it() -> None:
    assert titles.teaser("他说：“这样很好。”然后会议结束了，大家离开。", 10) == "他说：“这样很好。”"


@pytest.mark.parametrize("path", ["", "issues/2026-04/", "issues/2026-04/07/", "topics/"])
def test_no_title_leaves_its_column(page: Page, site_url: str, path: str) -> None:
    for width in (320, 360, 820, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site_url + path)
        assert (
            page.evaluate(
                "() => [...document.querySelectorAll('.titled')]"
                ".filter((e) => e.scrollWidth > e.parentElement.clientWidth + 1)"
                ".map((e) => e.textContent)"
            )
            == []
        )
