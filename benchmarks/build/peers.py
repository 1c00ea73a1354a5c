"""The same articles as projects of Hugo and of Eleventy, with a plain page each."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
PAGE = """<!doctype html><html lang="zh-CN">
<head><meta charset="utf-8"><title>{title}</title></head>
<body><header><a href="/">简报</a></header><main><h1>{title}</h1>{content}</main>
<footer>简报</footer></body></html>
"""
LIST = """{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}"""


def hugo(content: Path, folder: Path) -> Path:
    """A project of Hugo; returns its folder."""
    _articles(content, folder / "content", {})
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    title = "{{ .Title }}"
    single = PAGE.format(title=title, content="{{ .Content }}")
    (layouts / "single.html").write_text(single, encoding="utf-8")
    (layouts / "list.html").write_text(PAGE.format(title=title, content=LIST), encoding="utf-8")
    settings = 'baseURL = "/"\ntitle = "简报"\ndisableKinds = ["taxonomy", "term"]\n'
    (folder / "hugo.toml").write_text(settings, encoding="utf-8")
    return folder


def eleventy(content: Path, folder: Path) -> Path:
    """A project of Eleventy; returns its folder."""
    _articles(content, folder / "content", {"layout": "page.njk"})
    layouts = folder / "content" / "_includes"
    layouts.mkdir()
    page = PAGE.format(title="{{ title }}", content="{{ content | safe }}")
    (layouts / "page.njk").write_text(page, encoding="utf-8")
    (folder / "node_modules").symlink_to(HERE / "node_modules")
    return folder


def _articles(content: Path, target: Path, more: dict[str, str]) -> None:
    """All articles with their titles; other front matter has meanings of its own elsewhere."""
    shutil.rmtree(target, ignore_errors=True)
    for path in sorted((content / "issues").glob("*/*.md")):
        head, _, body = path.read_text(encoding="utf-8")[4:].partition("\n---\n")
        fields = {"title": str(yaml.safe_load(head)["title"]), **more}
        name = path.name if path.stem != "index" or more else "_index.md"
        place = target / "issues" / path.parent.name / name
        place.parent.mkdir(parents=True, exist_ok=True)
        front = json.dumps(fields, ensure_ascii=False, indent=1)
        mark = "" if not more else "---json\n"
        end = "\n" if not more else "\n---\n"
        place.write_text(f"{mark}{front}{end}{body}", encoding="utf-8")
