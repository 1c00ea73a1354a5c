r"""A small issue of our own, whole: the golden folder is what the importer makes of it.

To renew it: bulletin import tests/bulletin/samples/small.txt \
    --into tests/bulletin/samples/golden --replace
"""

from pathlib import Path

import pytest

from bulletin import importer
from bulletin.files import folders
from bulletin.importer import DiffersError, import_issue
from bulletin.proof import ledger, verify

SAMPLES = Path(__file__).parent / "samples"
SMALL = SAMPLES / "small.txt"
GOLDEN = SAMPLES / "golden" / "2025-07"


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_the_small_issue_is_imported_as_the_golden_folder_has_it(tmp_path: Path) -> None:
    report = import_issue(SMALL, tmp_path)
    assert files(tmp_path / "2025-07") == files(GOLDEN)
    assert report.warnings == ()


def test_every_sub_heading_clause_and_date_of_the_small_issue_is_found() -> None:
    data = importer.convert(SMALL)[0].data()
    news, policy, note = data["articles"]
    assert news["subheadings"] == ["平台怎样收费"]
    assert (policy["chapters"], policy["clauses"], policy["items"]) == (2, 4, 2)
    assert policy["attachments"] == 2
    assert news["source"] == {
        "outlet": "南湖晚报",
        "authors": ["陈一", "林二三"],
        "date": "2025-07-02",
    }
    assert policy["source"] is None
    assert (note["section"], note["page"], note["clauses"]) == ("观察", 4, 0)
    account = data["ledger"]
    assert account["placed"] + sum(account["dropped"].values()) == account["characters"]
    assert account["characters"] == len(SMALL.read_text(encoding="utf-8"))


def test_the_same_source_again_changes_no_byte(tmp_path: Path) -> None:
    import_issue(SMALL, tmp_path)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "2025-07").iterdir()}
    assert import_issue(SMALL, tmp_path, replace=True).written == ()
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "2025-07").iterdir()} == before


def test_the_issues_own_folder_may_be_named_as_the_target(tmp_path: Path) -> None:
    assert import_issue(SMALL, tmp_path / "2025-07").folder == tmp_path / "2025-07"
    assert not (tmp_path / "2025-07" / "2025-07").exists()


def test_hand_edits_stand_and_verify_names_them(tmp_path: Path) -> None:
    folder = import_issue(SMALL, tmp_path).folder
    article = folder / "01.md"
    article.write_text(
        article.read_text(encoding="utf-8").replace("三档", "四档"), encoding="utf-8"
    )
    import_issue(SMALL, tmp_path)
    (change,) = verify.changes(folder, ledger.load(folder / "ledger.json"))
    assert (change.file, change.line) == ("01.md", 18)
    assert "“三”改为“四”" in change.found


def test_a_changed_source_shows_the_difference_and_waits_for_replace(tmp_path: Path) -> None:
    folder = import_issue(SMALL, tmp_path).folder
    before = files(folder)
    changed = tmp_path / "changed.txt"
    text = SMALL.read_text(encoding="utf-8").replace("120 台", "130 台")
    changed.write_text(text, encoding="utf-8")
    with pytest.raises(DiffersError) as refusal:
        import_issue(changed, tmp_path)
    assert "130 台" in refusal.value.diff
    assert files(folder) == before
    import_issue(changed, tmp_path, replace=True)
    assert "130 台" in (folder / "01.md").read_text(encoding="utf-8")


def test_replacing_keeps_the_editors_own_files(tmp_path: Path) -> None:
    folder = tmp_path / "2025-07"
    folder.mkdir()
    source = folder / "bulletin.txt"
    source.write_bytes(SMALL.read_bytes())
    assert folders.pending(folder) == source
    import_issue(source, folder)
    assert folders.pending(folder) is None
    assert source.read_bytes() == SMALL.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2025-07"]


def test_a_correction_is_shown_kept_in_the_ledger_and_verified(tmp_path: Path) -> None:
    folder = tmp_path / "2025-07"
    folder.mkdir()
    entry = '- article: "01"\n  find: 仪器 120 台\n  replace: 仪器 121 台\n  note: 漏计一台\n'
    (folder / "corrections.yml").write_text(entry, encoding="utf-8")
    import_issue(SMALL, tmp_path)
    text = (folder / "01.md").read_text(encoding="utf-8")
    assert '<ins class="erratum" title="勘误：原文作“仪器 120 台”">仪器 121 台</ins>' in text
    assert "漏计一台" in text
    account = verify.source(folder, SMALL)
    assert [c.find for c in account.corrections] == ["仪器 120 台"]
    assert verify.changes(folder, account) == []


def test_a_correction_whose_text_is_gone_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "2025-07"
    folder.mkdir()
    entry = '- article: "01"\n  find: 仪器 999 台\n  replace: 仪器 1 台\n'
    (folder / "corrections.yml").write_text(entry, encoding="utf-8")
    with pytest.raises(ValueError, match="出现 0 次"):
        import_issue(SMALL, tmp_path)
    assert [p.name for p in folder.iterdir()] == ["corrections.yml"]


def test_expected_gives_the_plain_text_of_every_published_block() -> None:
    blocks = verify.expected(GOLDEN)
    assert blocks["01"][1] == ("h2", "平台怎样收费")
    assert blocks["02"][-1] == ("p", "2.目录（略）")
