"""On a phone a regulation begins on the first screen, its facts a touch away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

PHONE = {"width": 360, "height": 740}
POLICIES = ("07", "08", "09")


@pytest.mark.parametrize("article", POLICIES)
@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_sentence_is_on_the_first_screen(
    chromium: Browser, site_url: str, article: str, scripts: bool
) -> None:
    page = chromium.new_page(viewport=PHONE, java_script_enabled=scripts)
    page.goto(f"{site_url}issues/2026-04/{article}/")
    first = page.locator(".body .unit-text").first.bounding_box()
    assert first
    assert first["y"] + 32 <= PHONE["height"]
    assert not page.locator(".facts").get_by_text("发文机关").is_visible()
    page.get_by_role("checkbox", name="文件信息").focus()
    page.keyboard.press("Space")
    assert page.locator(".facts").get_by_text("发文机关").is_visible()
    assert page.get_by_text("收起").is_visible()
    page.close()


def test_a_desk_and_a_sheet_show_all_facts(chromium: Browser, site_url: str) -> None:
    page = chromium.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{site_url}issues/2026-04/08/")
    assert page.locator(".facts").get_by_text("发文机关").is_visible()
    assert not page.get_by_text("收起").is_visible()
    page.set_viewport_size(PHONE)
    page.emulate_media(media="print")
    assert page.locator(".facts").get_by_text("发文机关").is_visible()
    assert not page.locator(".facts-toggle").is_visible()
    page.close()
