import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.serving import Site, serving
from tests.whole.trust import hostile

ROOT = Path(__file__).resolve().parents[3]
_SAID = "HOSTILE"
ADDRESS = "https://example.org/base/"


def build_hostile(folder: Path) -> None:
    """The repository's site with a hostile issue beside its own, built as an editor builds."""
    content = shutil.copytree(ROOT / "content", folder / "content")
    hostile.write(content)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("docs_dir: content", f"docs_dir: {content}")
    said = json.dumps(hostile.text("站名"), ensure_ascii=False)
    text = re.sub("^(site_name|site_description): .*$", rf"\1: {_SAID}", text, flags=re.MULTILINE)
    text = text.replace(_SAID, said) + f"copyright: {said}\n"
    text = text.replace("custom_dir: theme", f"custom_dir: {ROOT / 'theme'}")
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    for name in ("node_modules", "calculators", ".cache"):
        (folder / name).symlink_to(ROOT / name)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q"],
        cwd=folder,
        capture_output=True,
        text=True,
        env=dict(os.environ, NO_MKDOCS_2_WARNING="1", SITE_URL=ADDRESS),
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def hostile_site(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The site with a hostile issue."""
    return once("hostile", build_hostile) / "site"


@pytest.fixture
def served(built_site: Path) -> Iterator[Site]:
    """The built site from a server that can be told to fail."""
    with serving(built_site) as site:
        site.kept = False
        yield site


@pytest.fixture
def hostile_served(hostile_site: Path) -> Iterator[Site]:
    """The hostile site from a server."""
    with serving(hostile_site) as site:
        yield site
