"""The settings of a build from `mkdocs.yml`, as MkDocs itself reads them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from bulletin.model import BulletinError
from bulletin.site.build.settings import SiteSettings, beside

_HIDDEN = (".", "templates/")  # what MkDocs itself never publishes


def of_config(config: MkDocsConfig, *, preview: bool = False) -> SiteSettings:
    """The settings that a configuration of MkDocs holds.

    Raises `BulletinError` where the theme is not built on Material.
    """
    root = Path(config.config_file_path or ".").resolve().parent
    own = Path(config.theme.custom_dir or root / "theme")
    theme = own if own.is_dir() else beside("theme")
    return SiteSettings(
        root=root,
        content=Path(config.docs_dir),
        theme=theme,
        site=Path(os.path.abspath(config.site_dir)),
        site_name=config.site_name,
        site_url=config.site_url or None,
        site_description=config.site_description,
        copyright=config.copyright,
        extra_css=tuple(config.extra_css),
        extra_javascript=tuple(map(str, config.extra_javascript)),
        base_theme=_material(config),
        markdown_extensions=tuple(config.markdown_extensions),
        markdown_options=config.mdx_configs or {},
        excluded=_patterns(config),
        publishes=_publishes(config),
        preview=preview,
    )


def read(path: Path = Path("mkdocs.yml"), site: Path | None = None) -> SiteSettings:
    """The settings of the project whose `mkdocs.yml` that is; `site` is another place for it.

    Raises `BulletinError` where there is no such file or MkDocs refuses it.
    """
    if not path.is_file():
        raise BulletinError(
            "no-project",
            str(path),
            "没有这个文件",
            "在项目文件夹里运行（里面有 mkdocs.yml 和 content）",
            "先用 cd 进入项目文件夹，再运行同一条命令",
        )
    try:
        config = load_config(str(path))
    except ConfigurationError as error:
        raise BulletinError(
            "config", str(path), str(error).strip(), "MkDocs 能读的设置", "按上面所说改正"
        ) from None
    settings = of_config(config)
    return replace(settings, site=Path(os.path.abspath(site))) if site else settings


def _material(config: MkDocsConfig) -> Path:
    """Material's folder; it is taken from the theme, whose 14,000 icons MkDocs would look at."""
    own = [d for d in config.theme.dirs if Path(d).parent.name == "material"]
    if not own:
        raise BulletinError(
            "config",
            "mkdocs.yml",
            "theme 里没有 name: material",
            "样式以它为底",
            "补上这一行",
        )
    config.theme.dirs[:] = [d for d in config.theme.dirs if d not in own]
    return Path(own[0])


def _patterns(config: MkDocsConfig) -> tuple[str, ...]:
    found = config.exclude_docs
    return tuple(str(getattr(p, "regex", p)) for p in found.patterns) if found else ()


def _publishes(config: MkDocsConfig) -> Callable[[str], bool]:
    excluded = config.exclude_docs

    def publishes(name: str) -> bool:
        hidden = any(part.startswith(".") for part in name.split("/"))
        if excluded is not None and (stated := excluded.check_file(name).include) is not None:
            return not stated
        return not hidden and not name.startswith(_HIDDEN[1])

    return publishes
