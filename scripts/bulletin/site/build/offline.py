"""What a device keeps for use without a network: one list of files by hash, which names a release.

The service worker (theme/sw.js) keeps all files of a list or none, each checked against its hash.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

FILE = "release.json"
_PAGE = "index.html"
# The calculators, what every page loads, the register, and the page for lost networks.
_KEPT = re.compile(
    r"(?:|(?:calculators|match|register|offline)/(?:[^/]+/){0,2})index\.html"
    r"|assets/(?:css|js/calculator|js/reading|stylesheets)/.*"
    r"|assets/(?:js/theme\.js|js/search/loader\.js|images/icon\.svg)"
)


def write(site: Path, files: Mapping[str, str], latest: str | None) -> None:
    """Write the list; `files` are the hashes of the site's, `latest` the newest issue's folder."""
    kept = dict(sorted(_kept(files, f"issues/{latest}/" if latest else None)))
    release = sha256(json.dumps(kept).encode()).hexdigest()[:16]
    text = json.dumps({"release": release, "files": kept}, ensure_ascii=False, indent=1)
    (site / FILE).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _kept(files: Mapping[str, str], issue: str | None) -> Iterator[tuple[str, str]]:
    for name, value in files.items():
        newest = issue and name.startswith(issue) and name.endswith(_PAGE)
        if newest or name.startswith("assets/runtime/") or _KEPT.fullmatch(name):
            yield name.removesuffix(_PAGE) if name.endswith(_PAGE) else name, value
