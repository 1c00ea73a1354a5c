"""A file server as the deploy kit sets one up: precompressed files, policy, below a base path."""

from __future__ import annotations

import mimetypes
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' "
    "data:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}


@dataclass
class Site:
    """A running server: its address, what was asked of it, and how it is told to misbehave."""

    folder: Path
    base: str = "/base/"
    port: int = 0
    asked: list[str] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=lambda: dict(TYPES))
    down: bool = False
    latency: float = 0.0  # seconds before each answer
    rate: float = 0.0  # bytes a second over all connections; 0 is as fast as it goes
    line: threading.Lock = field(default_factory=threading.Lock)

    def pour(self, body: bytes, write: Callable[[bytes], object]) -> None:
        """Send a body at the line's rate, which all answers under way share."""
        if not self.rate:
            write(body)
            return
        for start in range(0, len(body), 16384):
            part = body[start : start + 16384]
            with self.line:
                time.sleep(len(part) / self.rate)
            write(part)

    def url(self, path: str = "") -> str:
        """The address of a page of the site."""
        return f"http://127.0.0.1:{self.port}{self.base}{path}"

    def find(self, path: str) -> Path | None:
        """The file behind a path of the site."""
        if self.down or not path.startswith(self.base):
            return None
        found = self.folder / unquote(path.removeprefix(self.base))
        found = found / "index.html" if found.is_dir() else found
        return found if found.is_file() else None


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            site.asked.append(path)
            found = site.find(path)
            if found is None:
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self._send(found)

        def _send(self, found: Path) -> None:
            time.sleep(site.latency)
            packed = found.with_name(found.name + ".br")
            brotli = packed.is_file() and "br" in self.headers.get("Accept-Encoding", "")
            body = (packed if brotli else found).read_bytes()
            kind = site.types.get(found.suffix) or mimetypes.guess_type(found.name)[0]
            self.send_response(200)
            self.send_header("Content-Type", kind or "application/octet-stream")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            fixed = "/assets/runtime/" in self.path
            caching = "max-age=31536000, immutable" if fixed else "no-cache"
            self.send_header("Cache-Control", caching)
            if brotli:
                self.send_header("Content-Encoding", "br")
            self.end_headers()
            site.pour(body, self.wfile.write)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    return Handler


@contextmanager
def serving(folder: Path, base: str = "/base/") -> Iterator[Site]:
    """Serve a built site on loopback."""
    site = Site(folder, base)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
