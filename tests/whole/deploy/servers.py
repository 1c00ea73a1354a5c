"""Real servers with the shipped configuration, on loopback, ended by their own id."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[3]
KIT = ROOT / "deploy"
_MODULES = Path("/usr/lib/nginx/modules")
_NGINX = """\
{modules}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {kit}/maps.conf;
    access_log {log};
    map $uri $bulletin_moved {{
        default "";
        include {site}/redirects.nginx*;
    }}
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {kit}/site.conf;
        {brotli}
    }}
}}
"""


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str) -> str:
    """The server's program; its tests are skipped where it is not installed."""
    found = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


@contextmanager
def nginx(site: Path, folder: Path, kit: Path = KIT / "nginx", log: str = "off") -> Iterator[str]:
    """nginx with the kit's files, and brotli where its module is installed."""
    command = program("nginx")
    module = _MODULES / "ngx_http_brotli_static_module.so"
    port = free_port()
    text = _NGINX.format(
        modules=f"load_module {module};" if module.is_file() else "",
        brotli=f"include {kit}/brotli.conf;" if module.is_file() else "",
        folder=folder,
        kit=kit,
        site=site,
        port=port,
        log=log,
    )
    config = folder / "nginx.conf"
    # The server's own account must be able to read the site, which pytest keeps to its owner.
    config.write_text(("user root;\n" if os.geteuid() == 0 else "") + text, encoding="utf-8")
    with _running([command, "-c", str(config), "-e", f"{folder}/error.log"], port, {}):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def caddy(site: Path, folder: Path, config: Path = KIT / "Caddyfile") -> Iterator[str]:
    """Caddy with the kit's Caddyfile."""
    port = free_port()
    environment = {
        "BULLETIN_ADDRESS": f"http://127.0.0.1:{port}",
        "BULLETIN_SITE": str(site),
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(config)]
    with _running(command, port, environment):
        yield f"http://127.0.0.1:{port}/"


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _await(process, port)
        yield
    finally:
        process.terminate()
        process.wait()


def _await(process: subprocess.Popen[str], port: int) -> None:
    """Wait until the server answers; show what it printed where it ends instead."""
    while True:
        if process.poll() is not None:
            pytest.fail(f"the server ended: {process.stdout.read() if process.stdout else ''}")
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
