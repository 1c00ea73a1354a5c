"""Whatever an editor's file holds, the build says where the slip is; nothing brings it down."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin import importer
from bulletin.files.fields import composed, parsed
from bulletin.files.frontmatter import read_article
from bulletin.model import BulletinError, GatheredError
from bulletin.proof import corrections
from bulletin.site.cache.store import Store
from bulletin.site.content import subjects
from bulletin.site.content.addresses import read_redirects
from bulletin.site.content.structure import Renderer
from bulletin.site.pages import load
from bulletin.site.search.terms import read_terms
from tests.whole.trust import hostile

ROOT = Path(__file__).resolve().parents[3]
BOMBS = {
    "references": "a: &a [1]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n",
    "a circle": "a: &a [*a]\n",
    "brackets": "a: " + "[" * 100_000 + "]" * 100_000,
    "braces": "a: " + "{b: " * 50_000,
    "dashes": "- " * 50_000,
    "a day that is none": "a: 2026-13-45\n",
    "a number without end": f"a: {'9' * 5000}\n",
    "an object": "a: !!python/object/apply:os.system [x]\n",
    "a null byte": "a: \x00\n",
    "no end": "a: [1, 2\n",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_text_that_would_bring_yaml_down_is_an_error_of_its_file(name: str) -> None:
    with pytest.raises(BulletinError) as refused:
        parsed(BOMBS[name], Path("表.yml"))
    assert refused.value.place.startswith("表.yml")


@pytest.mark.parametrize("text", ["a: &b 1\n", "a: '*'\nb: '&'\n", f"a: [{'1, ' * 3000}]\n", ""])
def test_what_only_looks_like_one_is_read(text: str) -> None:
    parsed(text, Path("表.yml"))
    composed(text)


READERS: dict[str, Callable[[Path], object]] = {
    "01.md": read_article,
    "corrections.yml": lambda path: corrections.entries(path.parent),
    "subjects.yml": lambda path: subjects.read(path, Store(None)),
    "redirects.yml": read_redirects,
    "terms.yml": read_terms,
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("bomb", [*BOMBS, "another encoding"])
def test_every_reader_tells_it_by_the_file(name: str, bomb: str, tmp_path: Path) -> None:
    path = tmp_path / name
    text = BOMBS.get(bomb, "标题: 甲")
    if name.endswith(".md"):
        text = f"---\ntitle: 甲\nsection: 乙\nsummary: \n{text}\n---\n正文\n"
    path.write_bytes(text.encode("gb18030" if bomb == "another encoding" else "utf-8"))
    with pytest.raises((BulletinError, GatheredError)) as refused:
        READERS[name](path)
    assert name in str(refused.value)


@pytest.mark.parametrize("name", READERS)
def test_a_byte_order_mark_is_no_part_of_the_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    text = {
        "01.md": "---\ntitle: 甲\nsection: 乙\n---\n",
        "corrections.yml": "- {article: '01', find: 甲, replace: 乙}\n",
        "subjects.yml": "topics: {甲: [乙]}\n",
        "redirects.yml": "issues/2026-04/08/#art-9: issues/2026-04/08/#art-8\n",
        "terms.yml": "- {term: 甲, aliases: [乙]}\n",
    }[name]
    path.write_text(text, encoding="utf-8-sig")
    assert READERS[name](path)


def found(content: Path) -> list[str]:
    """What the build has against a content folder."""
    try:
        return [str(problem) for problem in load.load(content).problems]
    except GatheredError as several:
        return [str(error) for error in several.errors]
    except BulletinError as error:
        return [str(error)]


SLIPS = {
    (
        "figures/2026-04.yml",
        "passage: 余额率先突破 6 万亿元",
        "pasage: 余额",
    ): "第 1 行：没有 passage",
    ("figures/2026-04.yml", 'value: "6"', "value: 六"): "value 是“六”",
    ("figures/2026-04.yml", 'value: "6"', 'value: "6/0"'): "value 是“6/0”",
    ("figures/2026-04.yml", "tables:", "table:"): "figures/2026-04.yml：没有 tables",
    (
        "figures/2026-04.yml",
        "  - id: bank-balance",
        "  - name: x",
    ): "figures/2026-04.yml 第 1 张表：没有 id",
    (
        "compare/seed-and-risk.yml",
        "documents:",
        "document:",
    ): "compare/seed-and-risk.yml：没有 documents",
    ("compare/seed-and-risk.yml", "  xj: 新疆", "  x: 新疆"): "不认识的简称“xj”",
    (
        "compare/seed-and-risk.yml",
        "- theme: 支持对象",
        "- them: 支持对象",
    ): "compare/seed-and-risk.yml 第 1 行：没有 theme",
    ("compare/seed-and-risk.yml", "{clause: art-5}", "{claus: art-5}"): "出处没有写明条款",
    ("compare/seed-and-risk.yml", "{clause: art-5}", "art-5"): "出处没有写明条款",
    ("compare/seed-and-risk.yml", "{clause: art-5}", "{clause: art-95}"): "没有条款 #art-95",
    ("subjects.yml", "topics:", "- topics:"): "subjects.yml",
}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[2][:20])
def test_a_slip_in_a_table_is_told_by_file_and_line(
    slip: tuple[str, str, str], tmp_path: Path
) -> None:
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    name, before, after = slip
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    told = "\n".join(found(content))
    assert SLIPS[slip] in told


@pytest.mark.parametrize("text", ["- 甲\n", "甲\n", "5\n", "tables: 甲\n", "tables: [甲]\n"])
@pytest.mark.parametrize("name", ["figures/2026-04.yml", "compare/seed-and-risk.yml"])
def test_a_table_that_is_none_is_told(name: str, text: str, tmp_path: Path) -> None:
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    (content / name).write_text(text, encoding="utf-8")
    assert any(Path(name).name in line for line in found(content))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("科技保险", "ke-ji-bao-xian"),
        ("S 基金", "S-ji-jin"),
        ("../../CON", "CON"),
        ("5G/6G <b>#?", "5G-6G-b"),
        ("甲" * 100, "jia-" * 29 + "jia"),
    ],
)
def test_a_subject_s_address_has_letters_and_digits_alone(name: str, slug: str) -> None:
    assert subjects.slug(name) == slug


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("topics: {'！！': [甲]}", "里没有文字"),
        ("topics: {重庆: [甲], 虫青: [乙]}", "「重庆」与「虫青」的网址相同"),
    ],
)
def test_subjects_that_cannot_have_a_page_are_told(table: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "subjects.yml"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(BulletinError, match=said):
        subjects.read(path, Store(None))


def test_a_correction_of_several_lines_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "2025-07"
    folder.mkdir()
    shutil.copy(ROOT / "tests" / "bulletin" / "samples" / "small.txt", folder)
    note = '- {article: "01", find: 收费分三档, replace: "甲\\n\\n# 乙"}\n'
    (folder / "corrections.yml").write_text(note, encoding="utf-8")
    with pytest.raises(BulletinError, match="文字分成了几行"):
        importer.import_issue(folder / "small.txt", folder)


def test_words_of_a_correction_are_words(tmp_path: Path) -> None:
    folder = tmp_path / "2025-07"
    folder.mkdir()
    shutil.copy(ROOT / "tests" / "bulletin" / "samples" / "small.txt", folder)
    attack = hostile.ATTACK.replace("\ufeff", "")
    entry = {"article": "01", "find": "收费分三档", "replace": attack, "note": attack}
    (folder / "corrections.yml").write_text(json.dumps([entry]), encoding="utf-8")
    importer.import_issue(folder / "small.txt", folder)
    text = (folder / "01.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    page = Renderer().render(text).html({})
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("{{ 7*7 }}") == 3
