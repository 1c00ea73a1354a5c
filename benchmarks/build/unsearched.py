"""`mkdocs build` without the search index, for comparison with generators that make none."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.__main__ import cli

from bulletin.model import BulletinError
from bulletin.site import finishing, link_pages, links, search

_judge = links._judge


def _searchless(
    site: Path,
    found: Mapping[str, link_pages.Page],
    holders: Mapping[str, links.Part],
    outward: Sequence[str],
) -> BulletinError | None:
    """What is wrong with a link, but for those to files of the search that was not made."""
    made = "search" in outward[2] or outward[2] == f"{search.STYLES}/start.css"
    return None if made else _judge(site, found, holders, outward)


def main() -> None:
    """Build in the current folder."""
    finishing.build_search = lambda *_: search.SearchInfo((), 0, 0)  # type: ignore[assignment]
    links._judge = _searchless
    sys.argv = ["mkdocs", "build", "--strict", "-q"]
    cli()


if __name__ == "__main__":
    main()
