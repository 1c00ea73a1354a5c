"""The adapter to MkDocs: `mkdocs build` and `mkdocs serve` call `bulletin.site.build.site.build`.

MkDocs reads `mkdocs.yml`, watches for edits and serves the preview; it is shown an empty folder and
makes no page itself. Another generator would replace this package alone.
"""

from __future__ import annotations

import gc
import logging
import shutil
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.config import base
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler

from bulletin.files import disk_errors
from bulletin.files.last_net import unforeseen
from bulletin.model import BulletinError, RefusedError
from bulletin.site.build.settings import SiteSettings
from bulletin.site.build.site import build
from bulletin.site.mkdocs_plugin import settings

log = get_plugin_logger(__name__)


class BulletinConfig(base.Config):
    """The plugin has no options: what differs between sites is in the content folder."""


class BulletinPlugin(BasePlugin[BulletinConfig]):
    """Builds the site of the bulletin."""

    def __init__(self) -> None:
        self._serving = False
        self._settings: SiteSettings | None = None
        self._idle: Path | None = None  # what MkDocs reads and writes, while a build is on

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether this is the preview: it builds into a folder of its own."""
        self._serving = command == "serve"
        # A build makes few cycles; looking for them as often as usual takes a tenth of its time.
        gc.set_threshold(50_000, 20, 20)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the settings once, and give MkDocs an empty folder instead of its own."""
        config.nav = []
        config.theme.static_templates.clear()
        try:
            self._settings = settings.of_config(config, preview=self._serving)
        except BulletinError as error:
            raise PluginError(str(error)) from error
        self._idle = Path(tempfile.mkdtemp(prefix="mkdocs_written_"))
        config.docs_dir = config.site_dir = str(self._idle)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """No page of MkDocs' own; its folders have their names again, for the preview to watch."""
        assert self._settings is not None
        config.docs_dir = str(self._settings.content)
        return Files([])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """No navigation tree: its size would grow with the archive on every page."""
        return Navigation([], [])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The build itself."""
        assert self._settings is not None
        config.site_dir = str(self._settings.site)
        try:
            build(self._settings, log, lambda: _warned(config))
        except (BulletinError, RefusedError) as error:
            raise PluginError(str(error)) from error
        except OSError:
            raise
        except Exception as error:
            told = unforeseen(error, "mkdocs build", self._settings.root)
            raise PluginError(str(told)) from error
        self._clear()

    def on_build_error(self, error: Exception, **_: Any) -> None:
        """Say of a full or locked disk what to do."""
        self._clear()
        if isinstance(error, OSError):
            refusal = disk_errors.refusal(error, standing="网站仍是原来的")
            raise PluginError(str(refusal)) from error

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        self._clear()
        # The process ends, and Python would look through all articles for cycles once more.
        gc.freeze()

    def _clear(self) -> None:
        if self._idle:
            shutil.rmtree(self._idle, ignore_errors=True)
            self._idle = None


def _warned(config: MkDocsConfig) -> bool:
    """Whether a strict build has met a warning: MkDocs tells so only after this plugin's turn."""
    handlers = logging.getLogger("mkdocs").handlers
    return config.strict and any(isinstance(h, CountHandler) and h.get_counts() for h in handlers)
