"""What all tests share: the built site, a server for it, a real Chromium, the real issue."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bulletin.site.cache.compress import compressed
from tests.serving import serving
from tests.watching import Watch

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "bulletins" / "2026-04"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def real_issue() -> Path:
    """The folder of the real issue; tests of it are skipped where it is not at hand."""
    if not REAL.is_dir():
        pytest.skip("the real issue is not published with the code; it is not beside this checkout")
    return REAL


def build(site: Path, *arguments: str, config: Path = ROOT / "mkdocs.yml") -> None:
    """Run `mkdocs build --strict` as an editor does; a failure shows what it printed."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["-f", str(config), "-d", str(site)]
    environment = dict(os.environ, NO_MKDOCS_2_WARNING="1")
    done = subprocess.run(
        [*command, *arguments], cwd=ROOT, capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # As publishing does: readers fetch the runtime compressed.
    for path in sorted((site / "assets" / "runtime").rglob("*.*")):
        compressed(path, ROOT / ".cache" / "compressed")


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], None]], Path]:
    """Make a folder once for all test processes: `once("site", build)`."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        import fcntl

        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def built_site(once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The repository's own site, built once."""
    return once("site", build)


@pytest.fixture(scope="session")
def real_site(once: Callable[[str, Callable[[Path], None]], Path], real_issue: Path) -> Path:
    """The site of the imported real issue: source in, site out, nothing of the digest."""
    return once("real", functools.partial(_build_real, real_issue))


def _build_real(source: Path, folder: Path) -> None:
    content = folder / "content"
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("issues", "figures"))
    issue = content / "issues" / "2026-04"
    issue.mkdir(parents=True)
    shutil.copy(source / "bulletin.txt", issue)
    config = ROOT / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    text = text.replace("docs_dir: content", f"docs_dir: {content}")
    text = text.replace("custom_dir: theme", f"custom_dir: {ROOT / 'theme'}")
    own = folder / "mkdocs.yml"
    own.write_text(text, encoding="utf-8")
    (ROOT / ".cache").mkdir(exist_ok=True)
    (folder / ".cache").symlink_to(ROOT / ".cache")
    build(folder / "site", config=own)


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; yields its address with a final slash."""
    with serving(folder) as site:
        yield site.url()


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the built site."""
    yield from serve(built_site)


@pytest.fixture(scope="session")
def real_url(real_site: Path) -> Iterator[str]:
    """The address of the real issue's site."""
    yield from serve(real_site / "site")


@pytest.fixture(scope="session")
def watch() -> Watch:
    """What hears every error in any tab."""
    return Watch()


@pytest.fixture(autouse=True)
def nothing_goes_wrong(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test may leave an error on a console, but for those that break something on purpose."""
    yield
    if "watch" in request.fixturenames:
        broken = request.node.get_closest_marker("breaks") is not None
        assert request.getfixturevalue("watch").faults(broken) == []


@pytest.fixture(scope="session")
def chromium(watch: Watch) -> Iterator[object]:
    """A real headless Chromium, listened to."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    assert path, "Chromium is not installed: run `make test`, which installs it"
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        # Thousands of fragments in a row are meant here, and not to be dropped.
        "--disable-ipc-flooding-protection",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield watch.over(browser)
        browser.close()
