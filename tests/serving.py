"""A file server that says what the deploy kit says, and misbehaves as it is told.

What a browser reports of the content security policy is collected; one report fails the test.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bulletin.site.server import headers

REPORTS = "/policy-reports"
_PART = 16384


@dataclass
class Site:
    """A running server: its address, what was asked of it, and how it is told to misbehave."""

    folder: Path
    base: str = "/"
    port: int = 0
    asked: list[str] = field(default_factory=list)  # paths below the host, as they were asked for
    reports: list[str] = field(default_factory=list)  # breaches of the policy
    types: dict[str, str] = field(default_factory=dict)  # other types than the kit's, by suffix
    headers: dict[str, str] = field(default_factory=dict)  # in place of the kit's; "" for none
    down: bool = False  # the line is dead: no answer at all
    latency: float = 0.0  # seconds before each answer
    rate: float = 0.0  # bytes a second over all connections; 0 is as fast as it goes
    kept: bool = True  # whether browsers may keep files; what is kept would hide the next fault
    # Parts of paths, and what becomes of such files.
    garbled: set[str] = field(default_factory=set)  # other bytes of the same length
    cut: set[str] = field(default_factory=set)  # the connection ends half-way
    gone: set[str] = field(default_factory=set)  # 404
    line: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str = "") -> str:
        """The address of a page of the site."""
        return f"http://127.0.0.1:{self.port}{self.base}{path}"

    def find(self, path: str) -> Path | None:
        """The file behind a path of the host, None where there is none to send."""
        if not path.startswith(self.base) or hit(self.gone, path):
            return None
        found = self.folder / path.removeprefix(self.base)
        found = found / "index.html" if path.endswith("/") else found
        return found if found.is_file() else None

    def pour(self, body: bytes, write: Callable[[bytes], object]) -> None:
        """Send a body at the line's rate, which all answers under way share."""
        if not self.rate:
            write(body)
            return
        for start in range(0, len(body), _PART):
            part = body[start : start + _PART]
            with self.line:
                time.sleep(len(part) / self.rate)
            write(part)


def hit(parts: set[str], path: str) -> bool:
    """Whether a path is one of those that a fault is set for."""
    return any(part in path for part in parts)


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            site.asked.append(path)
            if site.down:
                self.close_connection = True
                return
            time.sleep(site.latency)
            found = site.find(path)
            if found:
                self._send(200, path, found)
            elif (site.folder / path.removeprefix(site.base)).is_dir():
                self._redirect(urlsplit(self.path).path + "/")
            else:
                self._send(404, f"{site.base}404.html", site.folder / "404.html")

        def do_POST(self) -> None:
            report = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.path == REPORTS:
                site.reports.append(report)
            self.send_response(204)
            self.end_headers()

        def _redirect(self, address: str) -> None:
            self.send_response(301)
            self.send_header("Location", address)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _send(self, status: int, path: str, found: Path) -> None:
            packed = found.with_name(found.name + ".br")
            brotli = packed.is_file() and "br" in self.headers.get("Accept-Encoding", "")
            found = packed if brotli else found
            body = found.read_bytes() if found.is_file() else b""
            self.send_response(status)
            for name, value in self._said(path).items():
                self.send_header(name, value)
            if brotli:
                self.send_header("Content-Encoding", "br")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._pour(path, body)

        def _said(self, path: str) -> dict[str, str]:
            said = headers.expected(path.removeprefix(site.base))
            said["Content-Security-Policy"] += f"; report-uri {REPORTS}"
            kind = site.types.get(Path(path).suffix)
            if kind:
                said["Content-Type"] = kind
            if not site.kept:
                said["Cache-Control"] = "no-store"
            said |= site.headers
            return {name: value for name, value in said.items() if value}

        def _pour(self, path: str, body: bytes) -> None:
            if hit(site.garbled, path):
                body = bytes(byte ^ 0x5A for byte in body)
            if hit(site.cut, path):
                body = body[: len(body) // 2]
                self.close_connection = True
            site.pour(body, self.wfile.write)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves half-way is no fault of the server."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(folder: Path, base: str = "/") -> Iterator[Site]:
    """Serve a built site on loopback; the policy must not have been breached when it ends."""
    site = Site(folder, base)
    server = _Server(("127.0.0.1", 0), _handler(site))
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert not site.reports, site.reports[:3]
