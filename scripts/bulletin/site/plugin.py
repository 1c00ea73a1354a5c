"""The MkDocs plugin: the one module that knows MkDocs.

It imports what has a source and no Markdown yet, hands every article and every generated page to
MkDocs as a ready page, and finishes the site with runtime, search and feeds. All work is done by
the modules around it; another generator would replace this file alone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, Template
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

from bulletin import disk, importer
from bulletin.cli import summary
from bulletin.model import BulletinError
from bulletin.site import finishing, pages
from bulletin.site.finishing import Places
from bulletin.site.pages import PageSpec
from bulletin.site.publish import Staging
from bulletin.site.views import RuleView

T = TypeVar("T")
# Of Material's files only its stylesheet is used.
_UNUSED = ("assets/javascripts/", "assets/stylesheets/palette")
log = get_plugin_logger(__name__)


class BulletinPage(Page):
    """A page whose content is made already: MkDocs neither reads nor renders Markdown for it."""

    def __init__(self, spec: PageSpec, file: File, config: MkDocsConfig) -> None:
        super().__init__(spec.title, file, config)
        self.spec = spec
        self.view = spec.view

    def read_source(self, config: MkDocsConfig) -> None:
        """Nothing to read: the catalogue has read it."""
        self.markdown = ""
        self.meta = {"template": self.spec.template, "title": self.spec.title}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The blocks that the catalogue rendered, without slots; these follow in `on_env`."""
        self.content = self.spec.html({})
        self.present_anchor_ids = set(self.spec.anchors)


class BulletinConfig(base.Config):
    """The plugin has no options: what differs between sites is in the content folder."""


class BulletinPlugin(BasePlugin[BulletinConfig]):
    """Builds the site of the bulletin."""

    def __init__(self) -> None:
        self._serving = False
        self._staging: Staging | None = None
        self._site: pages.Site | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether this is the preview: it builds into a folder of its own."""
        self._serving = command == "serve"

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
        issues = Path(config.docs_dir) / "issues"
        for folder in sorted(p for p in issues.glob("*") if p.is_dir()):
            for report in _told(partial(importer.import_folder, folder)):
                log.info("已导入 %s\n%s", report.ledger.source, summary(report))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make a page of every article, issue and view."""
        self._site = _told(lambda: pages.load(Path(config.docs_dir)))
        self._report_problems(self._site.problems, "处与刊出的正文不一致")
        for rule in self._site.unpublished:
            log.info("测算 %s 依据的文件没有刊出，不显示", rule)
        for file in list(files):
            if file.src_uri.startswith(_UNUSED):
                files.remove(file)
        for spec in self._site.specs:
            present = files.get_file_from_path(spec.source)
            if present is None:
                present = File.generated(config, spec.source, content="")
                files.append(present)
            BulletinPage(spec, present, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """No navigation tree: its size would grow with the archive on every page."""
        return Navigation([], [])

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give templates the site, and articles the calculators at their clauses."""
        assert self._site is not None
        runtime = _told(lambda: finishing.runtime(_places(config)))
        env.globals.update(site=self._site.view, runtime=runtime, **finishing.template_names())
        template = env.get_template("partials/compute.html")
        for page in (f.page for f in files if isinstance(f.page, BulletinPage)):
            if page.spec.slots:
                context = get_context(Navigation([], []), files, config, page)
                slots = self._site.slots(page.spec, partial(_slot, template, context))
                page.content = page.spec.html(slots)
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Runtime, search, feeds and checks; then the new site takes the old one's place."""
        assert self._site is not None
        places = _places(config)
        steps = finishing.finish(self._site, config, places)
        for line in _told(lambda: list(steps)):
            log.info("%s", line)
        self._report_problems(finishing.broken_links(config, places), "个链接有误")
        if self._staging and not _warned(config):
            self._staging.finish()
            config.site_dir = str(self._staging.site)
            self._staging = None

    def on_build_error(self, error: Exception, **_: Any) -> None:
        """Keep the old site; say of a full or locked disk what to do."""
        self._abandon()
        if isinstance(error, OSError):
            raise PluginError(str(disk.refusal(error, standing="网站仍是原来的"))) from error

    def on_shutdown(self) -> None:
        """Keep the old site where a strict build ended with warnings."""
        self._abandon()

    def _abandon(self) -> None:
        if self._staging:
            self._staging.abandon()
            self._staging = None

    def _report_problems(self, found: Iterable[BulletinError], what: str) -> None:
        """Every problem at once; any of them ends the build and leaves the old site."""
        problems = list(dict.fromkeys(map(str, found)))
        for problem in problems:
            log.error("%s", problem)
        if problems:
            raise PluginError(f"共有 {len(problems)} {what}，见上；没有发布。")


def _told(work: Callable[[], T]) -> T:
    """Do a piece of work; a refusal becomes MkDocs' own kind of error, without a traceback."""
    try:
        return work()
    except BulletinError as error:
        raise PluginError(str(error)) from error


def _slot(template: Template, context: TemplateContext, rules: list[RuleView]) -> str:
    """The calculators that stand after one clause."""
    return template.render(context, rules=rules)


def _places(config: MkDocsConfig) -> Places:
    """The folders of this build; node_modules and the cache are beside mkdocs.yml."""
    root = Path(config.config_file_path or ".").resolve().parent
    theme = Path(config.theme.custom_dir or root / "theme")
    return Places(root, Path(config.docs_dir), theme, Path(config.site_dir))


def _warned(config: MkDocsConfig) -> bool:
    """Whether a strict build has met a warning: MkDocs tells so only after this plugin's turn."""
    handlers = logging.getLogger("mkdocs").handlers
    return config.strict and any(isinstance(h, CountHandler) and h.get_counts() for h in handlers)
