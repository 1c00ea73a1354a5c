"""A small site with one file of every kind that the servers treat differently."""

from __future__ import annotations

import json
from pathlib import Path

from bulletin.site.build import manifest
from bulletin.site.content import redirects
from bulletin.site.server.precompress import precompress

PAGE = "<!doctype html><html lang=zh-CN><title>{0}</title><main><h1>{0}</h1>{1}</main></html>\n"
RUNTIME = "assets/runtime/0123456789abcdef/"
FILES = {
    "assets/css/page.css": "main { max-width: 40em }\n" * 100,
    "assets/js/article.js": "export const name = '条';\n" * 100,
    "assets/stylesheets/main.57a0d79d.min.css": "p { margin: 0 }\n" * 100,
    "assets/search/manifest.json": json.dumps({"bundles": list(range(400))}),
    "assets/images/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'></svg>\n" * 30,
    f"{RUNTIME}worker.mjs": "export default 1;\n" * 100,
    "feed.xml": "<feed xmlns='http://www.w3.org/2005/Atom'></feed>\n",
    "table.csv": "条,数\n" * 400,
    "app.webmanifest": "{}",
    "issues/2026-04/issue.epub": "PK",
}
BINARY = {
    f"{RUNTIME}pyodide.asm.wasm": b"\0asm\1\0\0\0" + bytes(range(256)) * 20,
    f"{RUNTIME}python.zip": b"PK\5\6" + bytes(18),
    "assets/search/0123456789ab/s/0.bin": bytes(range(64)),
    **{f"issues/2026-04/images/a.{kind}": b"picture" for kind in ("png", "jpg", "gif", "webp")},
}
PAGES = {
    "index.html": "首页",
    "search/index.html": "检索",
    "issues/2026-04/08/index.html": "第八篇",
    "issues/2026-04/09/index.html": "已撤稿",
    "embed/cq-fund/index.html": "嵌入的测算",
    "404.html": "没有这一页",
}
GONE = ("issues/2026-04/09/",)
MOVED = {"issues/2026-03/09/": "issues/2026-04/08/"}


def make(folder: Path, cache: Path) -> Path:
    """Write the site with manifest, redirects and compressed files."""
    files = {name: text.encode() for name, text in FILES.items()} | BINARY
    for name, title in PAGES.items():
        files[name] = PAGE.format(title, "<p>正文。</p>" * 200).encode()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    redirects.write(MOVED, folder, GONE)
    (folder / ".release.json").write_text('{"carried": []}')
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("[core]\n")
    manifest.write(folder, folder / "content")
    precompress(folder, cache)
    return folder
