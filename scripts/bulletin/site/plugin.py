"""The MkDocs plugin: the one module that knows MkDocs.

It imports what has a source and no Markdown yet, hands every article and every generated page to
MkDocs as a ready page, and finishes the site with runtime, search and feeds. All work is done by
the modules around it; another generator would replace this file alone.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemBytecodeCache, pass_context
from mkdocs.commands.build import get_context
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, normalize_url
from mkdocs.utils.templates import TemplateContext

from bulletin import disk
from bulletin.model import BulletinError, GatheredError
from bulletin.site import arrivals, exports, finishing, guide, inside, pages
from bulletin.site.finishing import Places
from bulletin.site.pages import PageSpec
from bulletin.site.parts import Made, Press
from bulletin.site.progress import Progress
from bulletin.site.publish import Staging
from bulletin.site.store import Store

T = TypeVar("T")
_PARTS = ("issues/", "calculators/")
# Of Material's files only its stylesheet is used; books and paper have sheets of their own.
_UNUSED = re.compile(r"assets/(javascripts/|images/fav|.*\.map$|.*/palette|css/(book|paper)\.)")
_FOLDERS = ("docs_dir", "site_dir", "config_file_path")
log = get_plugin_logger(__name__)


class BulletinPage(Page):
    """A page whose content is made already: MkDocs neither reads nor renders Markdown for it."""

    def __init__(self, spec: PageSpec, file: File, config: MkDocsConfig) -> None:
        super().__init__(spec.title, file, config)
        self.spec = spec
        self.view = spec.view
        self.meta = {"template": spec.template, "title": spec.title}

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read: the catalogue has read it."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The content as it was made."""
        self.content = self.spec.html({})


class OurFiles(Files):
    """The files of MkDocs, without those that we make pages of ourselves; links still find them."""

    def __init__(self, files: Iterable[File]) -> None:
        everything = list(files)
        ours = [f for f in everything if f.src_uri.startswith(_PARTS)]
        super().__init__([f for f in everything if not f.src_uri.startswith(_PARTS)])
        self._ours = {f.src_uri: f for f in ours}

    def get_file_from_path(self, path: str) -> File | None:
        """A file by its path in the content folder."""
        return super().get_file_from_path(path) or self._ours.get(path.replace(os.sep, "/"))

    def static(self, folder: str) -> dict[str, str]:
        """The pictures and downloads of a part: place in the site to place on the disk."""
        return self._static.get(folder, {})

    @cached_property
    def _static(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for uri, file in self._ours.items():
            if file.inclusion.is_included() and not file.is_documentation_page():
                folder = "/".join(uri.split("/")[:2])
                found.setdefault(folder, {})[file.dest_uri] = str(file.abs_src_path)
        return found


class BulletinConfig(base.Config):
    """The plugin has no options: what differs between sites is in the content folder."""


class BulletinPlugin(BasePlugin[BulletinConfig]):
    """Builds the site of the bulletin."""

    def __init__(self) -> None:
        self._serving = False
        self._staging: Staging | None = None
        self._site: pages.Site | None = None
        self._env: Environment | None = None
        self._files = OurFiles(())
        self._problems = 0

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether this is the preview: it builds into a folder of its own."""
        self._serving = command == "serve"
        self._progress = Progress(sys.stderr, quiet=not log.isEnabledFor(logging.INFO))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build beside the old site; keep MkDocs' own navigation empty."""
        config.nav = []
        if not self._serving:
            staging = Staging(Path(os.path.abspath(config.site_dir)))
            config.site_dir = str(_told(staging.begin))
            self._staging = staging
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Import the issues that have a source and no Markdown yet."""
        for line in _told(lambda: list(arrivals.imported(Path(config.docs_dir) / "issues"))):
            log.info("%s", line)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make a page of every view; articles and calculators are made after MkDocs' own turn."""
        store = Store(_places(config).cache / "kept")
        self._site = _told(lambda: pages.load(Path(config.docs_dir), store, self._progress))
        # The build goes on, so that what is wrong with links is told together with these.
        self._progress.clear()
        outside = inside.problems((f.abs_src_path for f in files), Path(config.docs_dir))
        self._problems = _logged((*self._site.problems, *outside))
        for rule in self._site.unpublished:
            log.info("测算 %s 依据的文件没有刊出，不显示", rule)
        self._files = OurFiles(f for f in files if not _UNUSED.match(f.src_uri))
        for uri, path in guide.files(_places(config).root):
            self._files.append(File.generated(config, uri, abs_src_path=path))
        for spec in self._site.specs:
            present = self._files.get_file_from_path(spec.source)
            if present is None:
                present = File.generated(config, spec.source, content="")
                self._files.append(present)
            BulletinPage(spec, present, config)
        self._store = store
        return self._files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """No navigation tree: its size would grow with the archive on every page."""
        return Navigation([], [])

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give templates the site and the functions that they call."""
        assert self._site is not None
        self._progress("打包测算")
        self._runtime = _told(lambda: finishing.runtime(_places(config)))
        names = finishing.template_names()
        env.globals.update(site=self._site.view, runtime=self._runtime, **names)
        env.filters["url"] = _url
        compiled = _places(config).cache / "templates"
        compiled.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        env.auto_reload = False  # each include would ask the disk whether its file has changed
        self._env = env
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Articles, search, feeds and checks; then the new site takes the old one's place."""
        assert self._site is not None
        site, places = self._site, _places(config)
        parts = _told(lambda: self._bring(site, config, places))
        self._progress("编制检索与清单")
        lines = _told(lambda: list(finishing.finish(site, config, places, parts)))
        self._progress("核对链接")
        survey = finishing.survey(config, places, parts)
        self._progress.clear()
        for line in lines:
            log.info("%s", line)
        self._refuse(_logged(survey.problems) + self._problems)
        for line in survey.notices():
            log.info("%s", line)
        if self._staging and not _warned(config):
            self._staging.finish()
            config.site_dir = str(self._staging.site)
            self._staging = None

    def _bring(self, site: pages.Site, config: MkDocsConfig, places: Places) -> list[Made]:
        """Every part, made or carried over, into the new site."""
        assert self._env is not None
        press = Press(
            self._store,
            finishing.shape_of(_settings(config), places, self._runtime),
            partial(self._rendered, config),
            exports.Books(site, config, places.theme, places.packages, places.cache),
            places.content,
            config.site_url or "",
        )
        made = []
        for done, part in enumerate(site.parts, 1):
            self._progress("生成网页", done, len(site.parts))
            static = self._files.static(part.name) if part.issue else {}
            made.append(press.bring(part, places.site, static))
        return made

    def _rendered(self, config: MkDocsConfig, spec: PageSpec) -> tuple[str, str]:
        """A page of a part: its file below the site's root, and its HTML."""
        assert self._env is not None
        assert self._site is not None
        page = BulletinPage(spec, File.generated(config, spec.source, content=""), config)
        context = get_context(Navigation([], []), self._files, config, page)
        slots = {}
        if spec.slots:
            compute = self._env.get_template("partials/compute.html")
            slots = self._site.slots(spec.slots, lambda rules: compute.render(context, rules=rules))
        page.content = spec.html(slots)
        return page.file.dest_uri, self._env.get_template(spec.template).render(context)

    def on_build_error(self, error: Exception, **_: Any) -> None:
        """Keep the old site; say of a full or locked disk what to do."""
        self._abandon()
        if isinstance(error, OSError):
            raise PluginError(str(disk.refusal(error, standing="网站仍是原来的"))) from error

    def on_shutdown(self) -> None:
        """Keep the old site where a strict build ended with warnings."""
        self._progress.clear()
        self._abandon()

    def _abandon(self) -> None:
        if self._staging:
            self._staging.abandon()
            self._staging = None

    def _refuse(self, count: int) -> None:
        """Any problem ends the build and leaves the old site."""
        if count:
            raise PluginError(f"共有 {count} 处问题，见上；没有发布。")


@pass_context
def _url(context: TemplateContext, value: object) -> str:
    """MkDocs' own filter; most addresses are the same on all pages of one depth."""
    address, page = str(value), context["page"]
    first = address.partition("/")[0]
    if page is None or first in ("", ".", "..", page.url.partition("/")[0]):
        return normalize_url(address, page=page, base=context["base_url"])
    folder, _, name = page.url.rpartition("/")
    whole = f"{folder}/{name}" if name and "." not in name else folder
    return _from_depth(address, sum(part not in ("", ".") for part in whole.split("/")))


@lru_cache(maxsize=1 << 14)
def _from_depth(address: str, depth: int) -> str:
    """An address as any page so deep in another folder says it."""
    elsewhere: Any = SimpleNamespace(url="elsewhere/" * depth)
    return normalize_url(address, page=elsewhere)


def _logged(found: Iterable[BulletinError]) -> int:
    """Tell every problem once; how many there are."""
    problems = list(dict.fromkeys(map(str, found)))
    for problem in problems:
        log.error("%s", problem)
    return len(problems)


def _told(work: Callable[[], T]) -> T:
    """Do a piece of work; a refusal becomes MkDocs' own kind of error, without a traceback."""
    try:
        return work()
    except GatheredError as several:
        raise PluginError(f"共有 {_logged(several.errors)} 处问题，见上；没有发布。") from several
    except BulletinError as error:
        raise PluginError(str(error)) from error


def _places(config: MkDocsConfig) -> Places:
    """The folders of this build; node_modules and the cache are beside mkdocs.yml."""
    root = Path(config.config_file_path or ".").resolve().parent
    theme = Path(config.theme.custom_dir or root / "theme")
    return Places(root, Path(config.docs_dir), theme, Path(config.site_dir))


def _settings(config: MkDocsConfig) -> str:
    """What mkdocs.yml, the environment and the command line say, but for where folders are."""
    path = Path(config.config_file_path or "")
    written = path.read_text(encoding="utf-8") if path.is_file() else ""
    values = {k: v for k, v in config.data.items() if k not in _FOLDERS}
    return written + json.dumps(values, default=lambda value: type(value).__name__, sort_keys=True)


def _warned(config: MkDocsConfig) -> bool:
    """Whether a strict build has met a warning: MkDocs tells so only after this plugin's turn."""
    handlers = logging.getLogger("mkdocs").handlers
    return config.strict and any(isinstance(h, CountHandler) and h.get_counts() for h in handlers)
