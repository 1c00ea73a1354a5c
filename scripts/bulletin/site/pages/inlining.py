"""Partial templates put into the templates that include them, before Jinja compiles these.

An include makes a context and a generator of its own. On a page with eight of them that is a fifth
of all work; within its includer a partial costs nothing. Errors count the lines of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import BaseLoader, Environment

_INCLUDE = re.compile(r'{%(-?) include "([^"]+)" (-?)%}')
_OWN = re.compile(r"{%-? (?:macro|import) ")  # what would be made anew in each place


class Pasted(BaseLoader):
    """The templates of another loader, whole."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """A template with its partials in it, each in a scope of its own."""
        source, path, fresh = self._loader.get_source(environment, template)

        def paste(include: re.Match[str]) -> str:
            partial = self.get_source(environment, include[2])[0].removesuffix("\n")
            if _OWN.search(partial):
                return include[0]
            return f"{{%{include[1]} with %}}{partial}{{% endwith {include[3]}%}}"

        return _INCLUDE.sub(paste, source), path, fresh
