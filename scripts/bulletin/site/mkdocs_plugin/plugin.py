"""The MkDocs plugin: with the modules `plugin_*` the one place that knows MkDocs.

It imports what has a source and no Markdown yet, hands every article and every generated page to
MkDocs as a ready page, and finishes the site with runtime, search and feeds. All work is done by
the modules around it; another generator would replace these alone.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import get_context
from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from bulletin.files import disk_errors
from bulletin.model import BulletinError, GatheredError
from bulletin.progress import Progress
from bulletin.site.build import arrivals, steps
from bulletin.site.build.parts import Made, Press
from bulletin.site.build.staging import Staging
from bulletin.site.build.steps import Places
from bulletin.site.cache.store import Store
from bulletin.site.cache.tree import Tree
from bulletin.site.content import inside
from bulletin.site.formats import books
from bulletin.site.mkdocs_plugin.addresses import Here
from bulletin.site.mkdocs_plugin.files import OurFiles, without_material
from bulletin.site.pages import guide, load
from bulletin.site.pages.addresses import Alike
from bulletin.site.pages.inlining import Pasted
from bulletin.site.pages.typesetting import Leaf, Typesetter

T = TypeVar("T")
_SHEET = "assets/stylesheets/main.*.min.css"  # all that is used of Material's files
_UNPUBLISHED = ("assets/css/book.css", "assets/css/paper.css")  # read by `exports` alone
log = get_plugin_logger(__name__)


class BulletinConfig(base.Config):
    """The plugin has no options: what differs between sites is in the content folder."""


class BulletinPlugin(BasePlugin[BulletinConfig]):
    """Builds the site of the bulletin."""

    def __init__(self) -> None:
        self._serving = False
        self._staging: Staging | None = None
        self._building = Path()
        self._written: Path | None = None  # what MkDocs writes to, while a build is on
        self._site: load.Site | None = None
        self._env: Environment | None = None
        self._content = Path()
        self._files: OurFiles | None = None
        self._here = Here()
        self._problems = 0

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether this is the preview: it builds into a folder of its own."""
        self._serving = command == "serve"
        # A build makes few cycles; looking for them as often as usual takes a tenth of its time.
        gc.set_threshold(50_000, 20, 20)
        self._progress = Progress(sys.stderr, quiet=not log.isEnabledFor(logging.INFO))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build beside the old site; keep MkDocs' own navigation empty.

        MkDocs clears the folder that it writes to, so it gets one of its own; as long as that is
        empty it stands for the content, of which `OurFiles` tells MkDocs what it needs.
        """
        config.nav = []
        config.theme.static_templates.discard("sitemap.xml")  # MkDocs' own knows few of our pages
        self._material = without_material(config)
        site = Path(os.path.abspath(config.site_dir))
        if self._serving:  # nobody else sees it: it is brought up to date in its place
            self._building, self._written = site, Path(tempfile.mkdtemp(prefix="mkdocs_written_"))
        else:
            staging = Staging(site)
            self._building, self._written = staging.building, _told(staging.begin)
            self._staging = staging
        self._content = Path(config.docs_dir)
        config.docs_dir = config.site_dir = str(self._written)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Import the issues that have a source and no Markdown yet."""
        for line in _told(lambda: list(arrivals.imported(self._content / "issues"))):
            log.info("%s", line)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read everything; pages are made after MkDocs' own turn, which has few of its own."""
        config.docs_dir = str(self._content)
        store = Store(_places(config).cache / "kept")
        content, keep = self._content, not self._serving
        self._site = _told(lambda: load.load(content, store, self._progress, keep))
        # The build goes on, so that what is wrong with links is told together with these.
        self._progress.clear()
        self._problems = _logged((*self._site.problems, *inside.problems(content)))
        for rule in self._site.unpublished:
            log.info("测算 %s 依据的文件没有刊出，不显示", rule)
        ours = OurFiles(config, (f for f in files if f.src_uri not in _UNPUBLISHED))
        for sheet in self._material.glob(_SHEET):
            name = sheet.relative_to(self._material).as_posix()
            ours.append(File(name, str(self._material), config.site_dir, config.use_directory_urls))
        for uri, path in guide.files(_places(config).root):
            file = File.generated(config, uri, abs_src_path=path)
            (ours.carry if file.is_documentation_page() else ours.append)(file)
        self._files, self._store = ours, store
        return ours

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """No navigation tree: its size would grow with the archive on every page."""
        return Navigation([], [])

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give templates the site and the functions that they call."""
        assert self._site is not None
        self._progress("打包测算")
        self._runtime, self._packed = _told(lambda: steps.runtime(_places(config), self._store))
        names = steps.template_names()
        env.globals.update(site=self._site.view, runtime=self._runtime, alike=Alike(), **names)
        env.filters["url"] = self._here.url
        assert env.loader
        env.loader = Pasted(env.loader)
        compiled = _places(config).cache / "templates"
        compiled.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        env.auto_reload = False  # each include would ask the disk whether its file has changed
        self._env = env
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """A page of MkDocs' own is being set."""
        self._here.page = page
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The page of errors is being set."""
        self._here.page, self._here.base = None, context["base_url"]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """All pages, search, feeds and checks; then the new site takes the old one's place."""
        assert self._site is not None
        site = self._site
        config.site_dir = str(self._building)
        places = _places(config)
        tree, parts = _told(lambda: self._bring(site, config, places))
        self._progress("编制检索与清单")
        lines = _told(lambda: list(steps.finish(site, config, places, parts, tree.names())))
        self._progress("核对链接")
        survey = steps.survey(config, places, parts)
        self._progress.clear()
        for line in lines:
            log.info("%s", line)
        self._refuse(_logged(survey.problems) + self._problems)
        for line in survey.notices():
            log.info("%s", line)
        self._publish(config)

    def _publish(self, config: MkDocsConfig) -> None:
        """The new site takes the old one's place."""
        if self._staging and not _warned(config):
            self._staging.finish()
            config.site_dir = str(self._staging.site)
            self._staging = None

    def _bring(
        self, site: load.Site, config: MkDocsConfig, places: Places
    ) -> tuple[Tree, list[Made]]:
        """Every part, made or carried over, and what MkDocs has written, into the new site."""
        assert self._files is not None
        press = Press(
            self._store,
            steps.shape_of(steps.settings(config), places, self._runtime),
            self._typesetter(site, config),
            self._files.static,
            books.Books(site, config, places.theme, places.packages, places.cache),
            places.content,
            config.site_url or "",
        )
        places.site.mkdir(exist_ok=True)
        tree = Tree(places.site, steps.SEARCH)  # the search looks after its own
        made = []
        parts = (*site.parts, books.feeds_part(site, config), self._files.guide())
        for done, part in enumerate(parts, 1):
            self._progress("生成网页", done, len(parts))
            made.append(press.bring(part, tree))
        tree.have(self._packed, self._runtime.url)
        assert self._written is not None
        others = {
            *steps.FILES,
            *tree.take(self._written),
            *chain.from_iterable(part.files for part in made),
        }
        made.append(press.bring(self._files.part(others, self._store), tree))
        tree.settle()
        shutil.rmtree(self._written)
        self._written = None
        return tree, made

    def _typesetter(self, site: load.Site, config: MkDocsConfig) -> Typesetter:
        """What sets the pages: they see what MkDocs gives the templates of its own."""
        assert self._env is not None
        shared: dict[str, Any] = {**get_context(Navigation([], []), Files(()), config)}
        return Typesetter(self._env, shared, config.site_url or "", site.slots, self._turn)

    def _turn(self, page: Leaf) -> None:
        self._here.page = page

    def on_build_error(self, error: Exception, **_: Any) -> None:
        """Keep the old site; say of a full or locked disk what to do."""
        self._abandon(clear=isinstance(error, OSError))
        if isinstance(error, OSError):
            raise PluginError(str(disk_errors.refusal(error, standing="网站仍是原来的"))) from error

    def on_shutdown(self) -> None:
        """Keep the old site where a strict build ended with warnings."""
        self._progress.clear()
        self._abandon()
        # The process ends, and Python would look through all articles for cycles once more.
        gc.freeze()

    def _abandon(self, clear: bool = False) -> None:
        if self._written:
            shutil.rmtree(self._written, ignore_errors=True)
            self._written = None
        if self._staging:
            self._staging.release(clear)
            self._staging = None

    def _refuse(self, count: int) -> None:
        """Any problem ends the build and leaves the old site."""
        if count:
            raise PluginError(f"共有 {count} 处问题，见上；没有发布。")


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


def _warned(config: MkDocsConfig) -> bool:
    """Whether a strict build has met a warning: MkDocs tells so only after this plugin's turn."""
    handlers = logging.getLogger("mkdocs").handlers
    return config.strict and any(isinstance(h, CountHandler) and h.get_counts() for h in handlers)
