"""One build: from settings to a finished site in the place of the old one."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bulletin.files import names
from bulletin.files.held import NEVER
from bulletin.model import BulletinError, GatheredError, RefusedError
from bulletin.progress import Progress
from bulletin.site.build import arrivals
from bulletin.site.build.finish import finish
from bulletin.site.build.render import render
from bulletin.site.build.settings import SiteSettings
from bulletin.site.build.staging import Staging
from bulletin.site.cache.store import Store
from bulletin.site.content import addresses, inside
from bulletin.site.links.survey import survey
from bulletin.site.pages import load


class Log(Protocol):
    """Where a build tells what it does and what is wrong: a logger will do."""

    def info(self, message: str, /, *values: object) -> None:
        """A line about what was done."""

    def error(self, message: str, /, *values: object) -> None:
        """A problem."""


def never() -> bool:
    """Nothing else holds the site back."""
    return False


def build(settings: SiteSettings, log: Log, held: Callable[[], bool] = never) -> None:
    """Import what arrived, make the site, check it, and put it in the place of the old one.

    `held` says at the end whether something outside (a warning of a strict build) keeps the old
    site. Raises `RefusedError` where anything is wrong, after all problems have been told.
    """
    progress = Progress(sys.stderr, quiet=not _talks(log))
    stage = Stage(settings)
    place = stage.begin()
    try:
        unreadable = _tell(log, progress, names.unreadable(settings.content))
        if unreadable:
            raise RefusedError(unreadable)
        _import(settings, log)
        store = Store(settings.cache / "kept")
        site = _loaded(settings, store, progress, log)
        problems = _tell(log, progress, (*site.problems, *inside.problems(settings.content)))
        for rule in site.waiting:
            log.info("测算 %s 等待它依据的文件刊出，还不显示", rule)
        for line in (*site.held(), *site.superseded(), *site.unbound()):
            log.info("%s", line)
        made = render(site, settings, store, place, progress)
        lines = list(finish(site, settings, made, place, progress))
        progress("核对链接")
        found = survey(place, settings.site_url or "", made.parts)
        problems += _tell(log, progress, found.problems, lines)
        if problems:
            raise RefusedError(problems)
        for line in found.notices():
            log.info("%s", line)
        if not held():
            stage.exchange()
            if not settings.preview:
                addresses.keep(site.addresses)
    finally:
        progress.clear()
        stage.release(disk=isinstance(sys.exc_info()[1], OSError))


def checked(settings: SiteSettings, log: Log) -> load.Site:
    """The content, read and checked as a build does, and nothing written: for other outputs.

    Raises `RefusedError` where a build would be refused for what the content says.
    """
    store = Store(None)
    site = _loaded(settings, store, Progress(sys.stderr, quiet=True), log)
    problems = (*site.problems, *inside.problems(settings.content))
    count = _tell(log, Progress(sys.stderr, quiet=True), problems)
    if count:
        raise RefusedError(count)
    return site


class Stage:
    """Where a build works: beside the old site, or in its place for a preview."""

    def __init__(self, settings: SiteSettings) -> None:
        self._preview = settings.preview
        self._site = settings.site
        self._staging: Staging | None = None

    def begin(self) -> Path:
        """The folder to build in; a second build at the same time is refused."""
        if self._preview:  # nobody else sees it
            self._site.mkdir(exist_ok=True)
            return self._site
        self._staging = Staging(self._site)
        self._staging.begin()
        self._staging.building.mkdir(exist_ok=True)
        return self._staging.building

    def exchange(self) -> None:
        """The new site takes the old one's place."""
        if self._staging:
            self._staging.finish()
            self._staging = None

    def release(self, disk: bool = False) -> None:
        """Let others build; a full disk gets its room back."""
        if self._staging:
            self._staging.release(clear=disk)
            self._staging = None


def _import(settings: SiteSettings, log: Log) -> None:
    """Import the issues that have a source and no Markdown yet."""
    with _gathered(log):
        for line in arrivals.imported(settings.content / "issues"):
            log.info("%s", line)


def _loaded(settings: SiteSettings, store: Store, progress: Progress, log: Log) -> load.Site:
    with _gathered(log):
        return load.load(settings.content, store, progress, NEVER if settings.preview else None)


@contextmanager
def _gathered(log: Log) -> Iterator[None]:
    """Several refusals at once are told one by one, and end the build."""
    try:
        yield
    except GatheredError as several:
        raise RefusedError(_logged(log, several.errors)) from several


def _tell(
    log: Log, progress: Progress, problems: Iterable[BulletinError], lines: Iterable[str] = ()
) -> int:
    progress.clear()
    for line in lines:
        log.info("%s", line)
    return _logged(log, problems)


def _logged(log: Log, found: Iterable[BulletinError]) -> int:
    """Tell every problem once; how many there are."""
    problems = list(dict.fromkeys(map(str, found)))
    for problem in problems:
        log.error("%s", problem)
    return len(problems)


def _talks(log: Log) -> bool:
    """Whether lines about what is done are wanted at all."""
    enabled = getattr(log, "isEnabledFor", None)
    return enabled is None or bool(enabled(logging.INFO))
