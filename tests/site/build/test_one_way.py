"""One way in: MkDocs, `bulletin build` and `bulletin export` read and check the same."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.model import BulletinError, RefusedError
from bulletin.site.build.site import checked
from bulletin.site.mkdocs_plugin import settings
from tests.site.project import Project

CONFIG = """\
# a comment: with a colon
"site_name": "简报: 试刊"  # quoted, with a colon
site_description: >-
  一句
  说明
site_url: !ENV [TEST_ADDRESS, "https://bulletin.example.org/x"]
docs_dir: texts
theme:
  name: material
  custom_dir: look
plugins: [bulletin]
"""


class Said:
    """Keeps what a build tells."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def info(self, message: str, /, *values: object) -> None:
        self.lines.append(message % values)

    error = info


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.begin(tmp_path / "project", issues=1)


def command(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bulletin.cli.main", *arguments],
        cwd=project.folder,
        env=project.environment(),
        capture_output=True,
        text=True,
    )


def test_the_settings_are_those_that_mkdocs_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for folder in ("texts", "look"):
        (tmp_path / folder).mkdir()
    monkeypatch.setenv("TEST_ADDRESS", "https://other.example.org/")
    found = settings.read(tmp_path / "mkdocs.yml")
    assert (found.site_name, found.site_description) == ("简报: 试刊", "一句 说明")
    assert found.site_url == "https://other.example.org/"
    assert (found.content, found.theme) == (tmp_path / "texts", tmp_path / "look")


def test_a_folder_without_a_project_is_told(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match="没有这个文件"):
        settings.read(tmp_path / "mkdocs.yml")


def test_the_key_of_the_settings_knows_each_that_shapes_a_page(project: Project) -> None:
    found = settings.read(project.folder / "mkdocs.yml")
    assert replace(found, site_name="别的名字").key() != found.key()
    assert replace(found, extra_css=("mine.css",)).key() != found.key()
    assert replace(found, site=Path("elsewhere")).key() == found.key()


def test_both_commands_build_the_same_bytes(project: Project, tmp_path: Path) -> None:
    other = project.checkout(tmp_path / "other")
    assert project.build().returncode == 0
    done = command(other, "build")
    assert done.returncode == 0, done.stderr
    assert other.published() == project.published()


def test_export_refuses_what_a_build_refuses_and_writes_nothing(project: Project) -> None:
    issue = project.issues[0]
    before = sorted(project.content.rglob("*"))
    (project.content / "redirects.yml").write_text("- not a table\n", encoding="utf-8")
    done = command(project, "export", "out", "--issue", issue.name)
    assert done.returncode == 1
    assert "redirects.yml" in done.stderr
    assert not (project.folder / "out").exists()
    (project.content / "redirects.yml").unlink()
    assert sorted(project.content.rglob("*")) == before


def test_a_look_at_the_content_writes_no_list_of_addresses(project: Project) -> None:
    checked(settings.read(project.folder / "mkdocs.yml"), Said())
    assert (
        not list(project.content.glob("issues/*/ids.txt"))
        or not (project.issues[0] / "ids.txt").exists()
    )


def test_a_refused_build_makes_no_address_lasting(project: Project) -> None:
    (project.content / "help.md").write_text("[x](issues/2026-04/99.md)\n", encoding="utf-8")
    assert project.build().returncode != 0
    assert not (project.issues[0] / "ids.txt").exists()
    (project.content / "help.md").unlink()
    assert project.build().returncode == 0
    assert (project.issues[0] / "ids.txt").is_file()


def test_what_is_checked_is_refused_with_all_its_problems(project: Project) -> None:
    figures = project.content / "figures" / "2026-04.yml"
    figures.write_text(
        figures.read_text(encoding="utf-8").replace("6 万亿元}", "7 万亿元}"), "utf-8"
    )
    said = Said()
    with pytest.raises(RefusedError, match="处问题"):
        checked(settings.read(project.folder / "mkdocs.yml"), said)
    assert said.lines


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


DOCUMENT = "  title: 关于加力促进中小微企业高质量发展若干措施"


def test_a_rule_whose_document_has_another_title_is_told(project: Project) -> None:
    article = project.content / "issues" / "2026-04" / "09.md"
    changed(article, DOCUMENT, DOCUMENT.replace("关于", "某省关于"))
    done = project.build()
    assert done.returncode != 0
    assert "fj_awards" in done.stderr
    assert "某省关于加力促进中小微企业高质量发展若干措施" in done.stderr  # the nearest
    assert "content/compare/seed-and-risk.yml" in done.stderr
    assert "calculators/fj/#fj_awards" in done.stderr  # published, and gone without a redirect


def test_a_topic_that_goes_needs_a_redirect(project: Project) -> None:
    assert project.build().returncode == 0
    subjects = project.content / "subjects.yml"
    lines = subjects.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if "科技保险" in line)
    subjects.write_text("\n".join(lines[:at] + lines[at + 1 :]), encoding="utf-8")
    done = project.build()
    assert done.returncode != 0
    line = "topics/ke-ji-bao-xian/: topics/"
    assert line in done.stderr
    (project.content / "redirects.yml").write_text(f"{line}\n", encoding="utf-8")
    assert project.build().returncode == 0


def test_a_rule_may_wait_for_its_document(project: Project) -> None:
    module = project.folder / "calculators" / "rules" / "chinext.py"
    text = module.read_text(encoding="utf-8")
    head, mark, rest = text.partition("GROWTH_RULE = Rule(")
    rest = rest.replace("fields=(", 'waits="尚未刊出", fields=(', 1)
    module.write_text(head + mark + rest, encoding="utf-8")
    assert project.build().returncode == 0


def test_a_new_group_has_the_title_of_the_registry(project: Project) -> None:
    (project.content / "calculators" / "fj.md").unlink()
    registry = project.folder / "calculators" / "rules" / "__init__.py"
    changed(registry, "福建惠企措施", "某省惠企措施")
    assert project.build().returncode == 0
    page = (project.folder / "site" / "calculators" / "fj" / "index.html").read_text("utf-8")
    assert "某省惠企措施" in page
