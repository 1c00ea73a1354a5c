"""`mkdocs build` without the search index, for comparison with generators that make none."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.__main__ import cli

from bulletin.model import BulletinError
from bulletin.site.build import finish
from bulletin.site.links import page_links, survey
from bulletin.site.search import build

_judge = survey._judge


def _searchless(
    site: Path,
    found: Mapping[str, page_links.Page],
    holders: Mapping[str, survey.Part],
    outward: Sequence[str],
) -> BulletinError | None:
    """What is wrong with a link, but for those to files of the search that was not made."""
    made = "search" in outward[2] or outward[2] == f"{build.STYLES}/start.css"
    return None if made else _judge(site, found, holders, outward)


def main() -> None:
    """Build in the current folder."""
    finish.build_search = lambda *_: build.SearchInfo((), 0, 0)  # type: ignore[assignment]
    survey._judge = _searchless
    sys.argv = ["mkdocs", "build", "--strict", "-q"]
    cli()


if __name__ == "__main__":
    main()
