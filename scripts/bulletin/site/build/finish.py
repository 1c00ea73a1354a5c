"""What is made once all pages stand: sitemap, redirects, search index, manifest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.progress import Progress
from bulletin.site.build import manifest, offline
from bulletin.site.build.render import Rendered
from bulletin.site.build.settings import SiteSettings
from bulletin.site.content import redirects
from bulletin.site.formats import sitemap
from bulletin.site.pages.load import Site
from bulletin.site.search.build import build_search


def finish(
    site: Site, settings: SiteSettings, made: Rendered, place: Path, progress: Progress
) -> Iterator[str]:
    """Finish a site whose pages stand; yields one line for each step."""
    progress("编制检索与清单")
    names = made.tree.names()
    gone = {f"{url}index.html" for url in site.gone()}
    sitemap.write(place, (n for n in names if n not in gone), settings, site.changed())
    stubs = redirects.write(site.moved, place, site.gone())
    if not (settings.site_url or settings.preview):
        yield (
            "mkdocs.yml 没有写 site_url：网站地图是空的，订阅里的地址是相对的，分享时没有图；"
            "知道网址后写上一行 site_url: https://…/"
        )
    if site.moved:
        yield f"旧地址转向：{len(site.moved)} 处"
    terms = settings.content / "search" / "terms.yml"
    known = {name: value for part in made.parts for name, value in part.files.items()}
    search = build_search(place, settings.cache, terms if terms.is_file() else None, known, names)
    yield str(search)
    latest = site.view.latest
    offline.write(place, {**known, **made.runtime}, latest.issue.id if latest else None)
    hashes = {**made.runtime, **search.files}
    count = manifest.write(place, settings.content, made.parts, stubs, hashes)
    yield f"清单 integrity.json：{count} 个文件"
