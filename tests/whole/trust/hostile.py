"""An issue whose every field tries to break out: written as files, built as any other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bulletin.files.frontmatter import write_article, write_issue
from bulletin.model import Article, Document, Issue, Section, Source
from bulletin.proof.markdown import escape

ROOT = Path(__file__).resolve().parents[3]
ISSUE = "2026-03"
# Each alone would be enough somewhere: markup, attribute, script string, template, spreadsheet,
# reordering of letters, the end of a JSON or CDATA block.
ATTACK = (
    "\"'><img src=x onerror=pwned=1><script>pwned=1</script></title></script>]]>--><!--"
    "{{ 7*7 }}{% raw %}{# x #}${7*7}`javascript:pwned=1`&lt;b&gt;&#60;\\u003c"
    "\u202eabc\u202c\u2066x\u2069\u200b\ufeff"
)


def text(name: str) -> str:
    """A field's value: its name, which no other field has, and the attack."""
    return f"=甲{name}{ATTACK}"


def issue() -> Issue:
    """A cover with a policy and a news article, hostile throughout."""
    return Issue(ISSUE, 296, ISSUE, tuple(_sections()), text("版次"), text("封面"), body("封面文"))


def _sections() -> Iterator[Section]:
    for number, kind in enumerate(("policy", "news"), 1):
        section = text(f"栏目{number}")
        yield Section(section, (_article(f"{number:02}", section, kind),))


def _article(identifier: str, section: str, kind: str) -> Article:
    document = Document(
        text("文件名"),
        text("文号"),
        (text("机关一"), text("机关二")),
        date(2026, 3, 1),
        date(2026, 3, 2),
        date(2031, 3, 2),
        text("地区"),
    )
    return Article(
        id=identifier,
        title=text(f"标题{identifier}"),
        section=section,
        kind="policy" if kind == "policy" else "news",
        page=1,
        source=Source(text("来源"), (text("作者一"), text("作者二")), date(2026, 3, 3)),
        document=document if kind == "policy" else None,
        summary=text(f"提要{identifier}"),
        body=body(f"正文{identifier}"),
    )


def body(name: str) -> str:
    """A body as the importer would write it: headings, clauses and paragraphs, all escaped."""
    lines = [
        f"## {escape(text(name + '小标题'))}",
        escape(f"第一条 {text(name + '条')}"),
        escape(f"（一）{text(name + '项')}"),
        escape(text(name + "段")),
        escape("[点这里](javascript:pwned=1) ![x](x.png) <javascript:pwned=1> http://x.invalid/"),
        escape("| a | b |\n|---|---|\n| <td onclick=pwned=1> | x |"),
    ]
    return "\n\n".join(lines) + "\n"


# Files of the editor's, and lines of them whose values become hostile.
TABLES = {
    "figures/2026-04.yml": ("title", "name", "note"),
    "compare/seed-and-risk.yml": ("title", "intro", "theme", "text"),
    "calculators/fj.md": ("title", "intro"),
}


def tables(content: Path) -> None:
    """Fill the tables beside the issues with the attack; JSON is YAML that holds any text."""
    for name, keys in TABLES.items():
        path = content / name
        written = path.read_text(encoding="utf-8")
        head, body = (written[4:].split("\n---\n", 1)) if path.suffix == ".md" else (written, "")
        made = json.dumps(_spoilt(yaml.load(head, yaml.BaseLoader), keys))
        path.write_text(f"---\n{made}\n---\n{body}" if body else made, encoding="utf-8")
    with (content / "subjects.yml").open("a", encoding="utf-8") as file:
        file.write(f"  {json.dumps(text('地区名'))}: [福建]\n")
    home = f"---\ntitle: {json.dumps(text('首页'))}\n---\n甲\n"
    (content / "index.md").write_text(home, encoding="utf-8")


def _spoilt(value: Any, keys: tuple[str, ...]) -> Any:
    """A table with the values of these keys replaced, however deep they stand."""
    if isinstance(value, list):
        return [_spoilt(one, keys) for one in value]
    if not isinstance(value, dict):
        return value
    return {k: text(f"表{k}") if k in keys else _spoilt(v, keys) for k, v in value.items()}


def write(content: Path) -> None:
    """Put the issue into a content folder."""
    tables(content)
    folder = content / "issues" / ISSUE
    folder.mkdir(parents=True)
    made = issue()
    (folder / "index.md").write_text(write_issue(made), encoding="utf-8")
    for article in made.articles:
        (folder / f"{article.id}.md").write_text(write_article(article), encoding="utf-8")
