"""From a page as data to the HTML of its file: what a template sees, and where the file stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, Template

from bulletin.site.cache.sealed import CheckedBytecode
from bulletin.site.content.views import CalculatorLink, RuleView
from bulletin.site.pages.addresses import CurrentPage
from bulletin.site.pages.specs import PageSpec

_COMPUTE = "partials/compute.html"
Slots = Callable[[Iterable[CalculatorLink], Callable[[list[RuleView]], str]], dict[str, str]]


@dataclass
class TemplatePage:
    """A page as its template sees it: of what MkDocs says of one, all that templates ask for."""

    url: str  # below the site's root; empty for the home page
    title: str
    view: Any
    canonical_url: str | None
    text: Callable[[], str] = field(repr=False)

    @cached_property
    def content(self) -> str:
        """The text; a cover has no place for one, and asks for none."""
        return self.text()

    @property
    def is_homepage(self) -> bool:
        """Whether it is the first page of all."""
        return not self.url


class Typesetter:
    """Renders the pages of one build; `seen` is what all templates see beside their page."""

    def __init__(
        self, env: Environment, seen: Mapping[str, Any], site_url: str | None, slots: Slots
    ) -> None:
        self._env = env
        self._current = CurrentPage()
        env.filters["url"] = self._current.url
        self._shared = {**env.globals, **seen}
        self._base = f"{site_url.rstrip('/')}/" if site_url else ""
        self._slots = slots

    def __call__(self, spec: PageSpec) -> tuple[str, str]:
        """A page's file below the site's root, and its HTML."""
        url = address(spec.source)
        whole = urljoin(self._base, url) if self._base else None
        page = TemplatePage(url, spec.title, spec.view, whole, partial(self._text, spec))
        self._current.address = url
        template = self._env.get_template(spec.template)
        return f"{url}index.html", self._set(template, {**self._shared, "page": page})

    def error_page(self, template: str) -> bytes:
        """The page that a server shows in place of any other: its addresses start at the root."""
        self._current.address = None
        self._current.base = urlsplit(self._base).path or "/"
        return self._set(self._env.get_template(template), {**self._shared, "page": None}).encode()

    def _text(self, spec: PageSpec) -> str:
        """A page's text, with the calculators of its clauses after these."""
        if not spec.slots:
            return spec.html({})
        compute = self._env.get_template(_COMPUTE)
        return spec.html(
            self._slots(spec.slots, lambda rules: compute.render(self._shared, rules=rules))
        )

    def _set(self, template: Template, seen: dict[str, Any]) -> str:
        """What `render` gives; that would first copy all globals, name by name, for each page."""
        context = self._env.context_class(self._env, seen, template.name, template.blocks)
        try:
            return self._env.concat(template.root_render_func(context))
        except Exception:
            self._env.handle_exception()


def environment(theme: Path, cache: Path) -> Environment:
    """The templates of the site's pages; compiled ones are kept in a folder of the cache."""
    # Looking for changes would ask the disk at each include.
    env = Environment(loader=FileSystemLoader(theme), auto_reload=False)
    env.bytecode_cache = CheckedBytecode(cache / "templates")
    return env


def address(source: str) -> str:
    """The address of the page that is made of a source: `about/` of `about.md`."""
    folder, _, name = source.removesuffix(".md").rpartition("/")
    parts = [part for part in (folder, name if name != "index" else "") if part]
    return quote("".join(f"{part}/" for part in parts))
