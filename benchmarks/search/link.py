"""A site behind a slow link: what workers fetch is slowed and counted like everything else.

The browser's own throttling does not reach workers, so the server keeps the time: every request
waits one round trip, a new connection one more, and all answers share the rate of the link.
"""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

import brotli

_PACKED = (".html", ".css", ".js", ".json", ".svg")
_HEADERS = 250  # bytes, about what a server adds to an answer
_PIECE = 4096


@cache
def _packed(path: Path) -> bytes:
    data = path.read_bytes()
    return brotli.compress(data, quality=9) if path.suffix in _PACKED else data


@dataclass
class Link:
    """A link: bytes a second, seconds of a round trip; not slowed until `slow` is set."""

    rate: float = 1.25e6
    round_trip: float = 0.06
    slow: bool = False
    answers: list[tuple[float, str, int]] = field(default_factory=list)
    _free: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self) -> None:
        """One round trip."""
        if self.slow:
            time.sleep(self.round_trip)

    def carry(self, size: int) -> None:
        """So many bytes, after those that are on their way."""
        if not self.slow:
            return
        with self._lock:
            self._free = max(self._free, time.monotonic()) + size / self.rate
            ready = self._free
        time.sleep(max(0.0, ready - time.monotonic()))

    def bytes(self) -> int:
        """Bytes of all answers since the list was cleared."""
        return sum(size for _, _, size in self.answers)


class Handler(http.server.SimpleHTTPRequestHandler):
    """A file server that compresses what the deploy kit compresses, and keeps connections."""

    protocol_version = "HTTP/1.1"
    link: Link

    def setup(self) -> None:
        self.link.wait()
        super().setup()

    def do_GET(self) -> None:
        self.link.wait()
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        data = _packed(path) if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in _PACKED:
            self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        for start in range(0, len(data), _PIECE):
            self.link.carry(len(data[start : start + _PIECE]))
            self.wfile.write(data[start : start + _PIECE])
        self.link.answers.append((time.monotonic(), self.path, len(data) + _HEADERS))

    def log_message(self, *arguments: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    """One thread for each connection; a browser that leaves is no error."""

    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, *arguments: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[tuple[str, Link]]:
    """The address of a site on loopback, and the link before it."""
    link = Link()
    handler = type("Linked", (Handler,), {"link": link})
    server = Server(("127.0.0.1", 0), partial(handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", link
    server.shutdown()
