"""The commands around the site answer with a status and with what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin.cli.main import main
from tests.whole.trust import test_doctor as servers
from tests.whole.trust.test_releases import build

ROOT = Path(__file__).resolve().parents[3]
Output = pytest.CaptureFixture[str]


def test_doctor_ends_with_nothing_found_or_with_a_count(capsys: Output) -> None:
    with servers.running(servers.good) as url:
        assert main(["doctor", url]) == 0
        assert "没有发现问题。" in capsys.readouterr().out
    with servers.running(servers.home(Referrer_Policy="", ETag="")) as url:
        assert main(["doctor", url]) == 1
    said = capsys.readouterr().out
    assert said.count("处理：") == 2
    assert "共 2 处要处理，见 docs/deploy.md。" in said


def test_verify_asks_a_running_site_for_every_file(capsys: Output) -> None:
    with servers.running(servers.good) as url:
        assert main(["verify", url]) == 0
        assert "与清单完全一致" in capsys.readouterr().out
    with servers.running(servers.home(body=b"changed")) as url:
        assert main(["verify", url]) == 1
    said = capsys.readouterr().out
    assert "index.html：内容变了" in said
    assert "共 1 处与清单不符。" in said


def test_rollback_shows_the_release_before(tmp_path: Path, capsys: Output) -> None:
    web = str(tmp_path / "web")
    for words in ("一", "二"):
        site = build(tmp_path / "site", words)
        assert main(["publish", web, "--site", str(site)]) == 0
    first = capsys.readouterr().out.split("已发布 ")[1].split("，")[0]
    assert main(["rollback", web]) == 0
    assert f"读者现在看到 {first}" in capsys.readouterr().out
    assert main(["releases", web]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split("　")[0] for line in listed if "←" in line] == [first]
    last = listed[-1].split("　")[0]
    assert main(["rollback", web, "--to", last]) == 0
    assert f"读者现在看到 {last}" in capsys.readouterr().out
    assert main(["rollback", web, "--to", "昨天"]) == 1
    assert first in capsys.readouterr().err
    assert main(["releases", str(tmp_path)]) == 0
    assert "还没有发布过" in capsys.readouterr().out


def test_licences_lists_every_pinned_package(capsys: Output) -> None:
    assert main(["licences", "--root", str(ROOT)]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert sorted({line[0] for line in lines}) == ["PyPI", "npm"]
    assert all(len(line) == 4 and line[3] for line in lines)


def test_export_writes_books_and_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["export", str(tmp_path), "--issue", "2026-04", "--article", "12"]) == 0
    listed = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert listed == ["2026-04.epub", "2026-04.pdf", "2026-04-12.pdf"]
    for path in tmp_path.rglob("*.pdf"):
        assert path.read_bytes().startswith(b"%PDF")
    assert main(["export", str(tmp_path / "none"), "--issue", "1999-01"]) == 0
    assert not (tmp_path / "none").exists()


def test_without_a_browser_export_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert main(["export", str(tmp_path)]) == 1
    assert "没有找到 Chromium、Chrome 或 Edge" in capsys.readouterr().err


def test_a_browser_that_prints_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("CHROMIUM", shutil.which("false") or "/bin/false")
    assert main(["export", str(tmp_path)]) == 1
    assert "浏览器没有印出 PDF：没有说明" in capsys.readouterr().err


def test_a_new_rule_is_laid_out_in_this_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    for name in ("calculators", "tests/calculators/cases"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert main(["new-rule", "hb_loan_discount"]) == 0
    said = capsys.readouterr().out
    assert "python -m calculators run hb_loan_discount" in said
    for line in said.splitlines()[:-1]:
        assert (tmp_path / line).is_file()
