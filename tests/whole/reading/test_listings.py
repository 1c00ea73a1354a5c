"""Lists in parts: nothing lost, bounded in size, at addresses that a new issue does not change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bulletin.model import Document
from bulletin.site.content import subjects
from bulletin.site.content.lazy import Lazy
from bulletin.site.content.views import DocumentView, Link, Listing, SiteView
from bulletin.site.pages import listings, load
from bulletin.site.pages.listings import PART
from tests.conftest import serve

ROOT = Path(__file__).resolve().parents[3]


def documents(count: int) -> Lazy[DocumentView]:
    """Regulations, newest first, three in every issue."""
    return Lazy([f"{n // 3:03}/{n}" for n in reversed(range(count))], document)


def document(key: str) -> DocumentView:
    """A regulation of the register."""
    title = f"办法{key.split('/')[1]}"
    return DocumentView(Document(title), Link(title, f"issues/{key}/"), Link("", "issues/x/"), ())


def parts(count: int) -> dict[str, Listing]:
    """The pages of a register of so many regulations."""
    months = {f"{n:03}": f"{2000 + n // 12}-{n % 12 + 1:02}" for n in range(count)}
    site = SiteView(Lazy(), (), documents(count), months=months)
    return {p.url: p.view for p in listings.pages(site, {}) if p.url.startswith("register/")}


@pytest.mark.parametrize("count", [0, 1, PART - 1, PART, 2 * PART - 1, 2 * PART, 905])
def test_no_regulation_is_lost_or_shown_twice_and_no_part_is_long(count: int) -> None:
    found = parts(count)
    shown = [entry.document.title for view in found.values() for entry in view.items]
    assert sorted(shown) == sorted(f"办法{n}" for n in range(count))
    assert all(len(view.items) < 2 * PART for view in found.values())
    assert all(view.total == count for view in found.values())
    linked = {link.url for view in found.values() for link in view.parts}
    assert linked == (set(found) if count else set())


def test_a_new_regulation_changes_no_older_part() -> None:
    before, after = parts(905), parts(906)
    for url, view in before.items():
        if url != "register/":
            assert list(after[url].items) == list(view.items)


def test_the_newest_stand_first_and_parts_say_their_months() -> None:
    found = parts(905)
    assert found["register/"].items[0].document.title == "办法904"
    assert found["register/1/"].items[-1].document.title == "办法0"
    assert [link.title for link in found["register/"].parts][1] == "2000年1月—2002年10月"


def test_the_archive_has_an_address_for_every_year() -> None:
    names = [f"{y}-{m:02}" for y in range(2026, 2001, -1) for m in range(12, 0, -1)]
    site = SiteView(Lazy(names), (), Lazy(), months={name: name for name in names})
    found = {p.url: p.view for p in listings.pages(site, {})}
    assert len(found["issues/"].items) == 24
    assert found["years/2002/"].items.keys == names[-12:]
    assert [link.title for link in found["years/2010/"].parts] == [
        f"{y}年" for y in range(2026, 2001, -1)
    ]


def test_no_two_subjects_of_the_site_share_an_address() -> None:
    view = load.load(ROOT / "content").view
    names = [*view.topics, *view.regions]
    assert len({subjects.address(name) for name in names}) == len(names)


@pytest.fixture(scope="module")
def long_register(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built site with a register in two parts, made from its own page."""
    site = tmp_path_factory.mktemp("long")
    for name in ("assets", "issues"):
        (site / name).symlink_to(built_site / name)
    (site / "register" / "1").mkdir(parents=True)
    page = (built_site / "register" / "index.html").read_text(encoding="utf-8")
    front = page.replace('data-parts="', 'data-parts="1/ ')
    (site / "register" / "index.html").write_text(front, encoding="utf-8")
    older = page.replace('href="../', 'href="../../').replace("重庆", "甲地")
    (site / "register" / "1" / "index.html").write_text(older, encoding="utf-8")
    yield from serve(site)


def test_the_register_is_narrowed_over_all_its_parts(chromium: Browser, long_register: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.clock.set_fixed_time("2026-06-01T08:00:00")
    page.goto(f"{long_register}register/")
    rows = page.locator("#register tbody tr:visible")
    assert rows.count() == 3
    page.get_by_label("文件、文号或机关").fill("种子 财政局")
    page.get_by_text("2 件", exact=True).wait_for()
    assert rows.count() == 2
    link = rows.nth(1).locator("th a").first
    assert link.evaluate("a => a.href").startswith(f"{long_register}issues/2026-04/")
    assert rows.nth(1).locator(".force").get_attribute("data-state") == "in"
    page.get_by_label("文件、文号或机关").fill("")
    page.get_by_label("效力").select_option("over")
    page.get_by_text("0 件", exact=True).wait_for()
    page.get_by_label("效力").select_option("")
    page.get_by_label("地区").select_option("福建")
    page.get_by_text("2 件", exact=True).wait_for()
    context.close()
