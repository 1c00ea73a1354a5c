"""A file server that says what the deploy kit says, and misbehaves as it is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bulletin.site import headers


@dataclass
class Site:
    """A running site and its faults: part of a path, and what becomes of such a file."""

    folder: Path
    url: str = ""
    garbled: set[str] = field(default_factory=set)  # other bytes of the same length
    cut: set[str] = field(default_factory=set)  # the connection ends half-way
    gone: set[str] = field(default_factory=set)  # 404
    asked: list[str] = field(default_factory=list)

    def find(self, path: str) -> Path | None:
        """The file behind a path, None where there is none or it is to be gone."""
        found = self.folder / path
        found = found / "index.html" if found.is_dir() else found
        hit = any(part in path for part in self.gone)
        return found if found.is_file() and not hit else None


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/")
            site.asked.append(path)
            found = site.find(path)
            body = (found or site.folder / "404.html").read_bytes()
            self.send_response(200 if found else 404)
            for name, value in headers.expected(path if found else "404.html").items():
                # What is kept by the browser would hide the next fault.
                self.send_header(name, "no-store" if name == "Cache-Control" else value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if any(part in path for part in site.garbled):
                body = bytes(b ^ 0x5A for b in body)
            if any(part in path for part in site.cut):
                body = body[: len(body) // 2]
                self.close_connection = True
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    return Handler


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve a built site on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(Site(folder)))
    site = Site(folder, f"http://127.0.0.1:{server.server_port}/")
    server.RequestHandlerClass = _handler(site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
