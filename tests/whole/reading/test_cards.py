"""Pictures to share: of every article and issue, the same on every machine, nothing cut off."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from bulletin.model import BulletinError
from bulletin.site.cache.sealed import sealed
from bulletin.site.formats import cards, metadata
from bulletin.site.formats.cards import Card, Studio
from bulletin.site.pages import load

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ROOT / "node_modules"
TITLES = ("短题", "“引号”开头的题目", "题" * 60, "字" * 300, "甲乙 — ABC 2026 年 ×÷ 𠮷 end")


@dataclass(frozen=True)
class Config:
    site_name: str = "科技金融简报"
    site_url: str = "https://example.org/"
    site_description: str = "一份刊物"


def picture(folder: Path, title: str, foot: str = "栏目") -> Image.Image:
    """A card as it is read back from its file."""
    path = folder / "card.png"
    path.write_bytes(Studio(PACKAGES, folder / "cache").picture(Card("刊名", title, foot)))
    return Image.open(path)


def test_every_article_and_issue_has_its_picture_where_its_page_says(tmp_path: Path) -> None:
    site = load.load(ROOT / "content")
    view = site.view.issues[0]
    drawn = dict(Studio(PACKAGES, tmp_path / "cache").pictures(view, Config()))
    told = [metadata.card_file(v) for v in (view, *view.articles)]
    assert list(drawn) == told
    assert len(set(drawn.values())) == len(told)
    assert max(map(len, drawn.values())) < 30_000


@pytest.mark.parametrize("title", TITLES)
def test_no_title_reaches_the_edges_or_the_lines_above_and_below(
    tmp_path: Path, title: str
) -> None:
    image = picture(tmp_path, title, foot="很长的来源" * 40).convert("L")
    assert image.size == (metadata.CARD_WIDTH, metadata.CARD_HEIGHT)
    plain = image.point([255 if v < 200 else 0 for v in range(256)])
    below_band = plain.crop((0, cards.BAND, *image.size)).getbbox()
    assert below_band
    assert below_band[0] >= cards.MARGIN // 2
    assert below_band[2] <= metadata.CARD_WIDTH - cards.MARGIN // 2
    for strip in ((cards.TOP - 18, cards.TOP - 6), (cards.BOTTOM + 6, cards.BOTTOM + 18)):
        assert plain.crop((0, strip[0], metadata.CARD_WIDTH, strip[1])).getbbox() is None


def test_a_picture_is_drawn_once_and_is_the_same_elsewhere(tmp_path: Path) -> None:
    card = Card("刊名", "题目", "栏目")
    first = Studio(PACKAGES, tmp_path / "a")
    data = first.picture(card)
    kept = list((tmp_path / "a" / "cards").iterdir())
    kept[0].write_bytes(sealed(b"kept"))
    assert first.picture(card) == b"kept"
    kept[0].write_bytes(b"spoilt")
    assert first.picture(card) == data
    assert Studio(PACKAGES, tmp_path / "b").picture(card) == data
    assert Studio(PACKAGES, tmp_path / "b").picture(Card("刊名", "别的题目", "栏目")) != data


def test_a_line_neither_ends_with_an_opening_mark_nor_begins_with_a_closing_one() -> None:
    units = cards._units("关于《某办法》的通知——某地，2026年")
    assert "《某" in units
    assert "法》" in units
    assert any(u.startswith("——某") for u in units)
    assert "2026" in units


def test_a_long_title_is_broken_between_words_and_a_dash_is_one_stroke(tmp_path: Path) -> None:
    face = Studio(PACKAGES, tmp_path / "cache")._type
    _size, lines = cards._set("详解“八大硬招”，创业板改革“关键一跃”", face)
    assert lines == ["详解“八大硬招”，", "创业板改革“关键一跃”"]
    image = picture(tmp_path, "——").convert("L")
    row = image.crop((0, cards.TOP, metadata.CARD_WIDTH, cards.BOTTOM)).getbbox()
    assert row
    columns = [
        min(image.crop((x, cards.TOP, x + 1, cards.BOTTOM)).tobytes())
        for x in range(cards.MARGIN + 20, cards.MARGIN + 2 * cards.SIZES[0] - 20)
    ]
    assert max(columns) < 128


def test_without_the_typeface_the_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match="npm"):
        Studio(tmp_path, tmp_path).picture(Card("刊名", "题目", "栏目"))
