"""Asking a running site for its files: one connection a question, no redirect followed."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from bulletin.model import BulletinError


@dataclass(frozen=True)
class Answer:
    """What the server said to one request."""

    path: str
    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes

    def text(self, name: str) -> str:
        """A header, empty where it is absent."""
        return self.headers.get(name.lower(), "")


class Server:
    """A running site."""

    def __init__(self, url: str, timeout: float = 20) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BulletinError(
                "doctor-url", url, "不是网址", "https://example.org/", "写出网站首页的完整网址"
            )
        self.https = parts.scheme == "https"
        self.base = parts.path if parts.path.endswith("/") else parts.path + "/"
        self.url = f"{parts.scheme}://{parts.netloc}{self.base}"
        self._place = (parts.hostname, parts.port)
        self._timeout = timeout

    def get(self, path: str, encoding: str = "identity", method: str = "GET") -> Answer:
        """Ask for a path below the site's root."""
        connection = self._connect()
        try:
            target = self.base + quote(path, safe="/%?=&.-_~:@!$'()*+,;")
            connection.request(method, target, headers={"Accept-Encoding": encoding})
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(path, response.status, found, response.read())
        except (OSError, http.client.HTTPException) as error:
            raise BulletinError(
                "doctor-unreachable",
                self.url,
                f"连接不上：{error}",
                "正在运行的网站",
                "检查网址、域名解析、防火墙和服务器是否启动",
            ) from error
        finally:
            connection.close()

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._place
        if self.https:
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self._timeout, context=context)
        return http.client.HTTPConnection(host, port, timeout=self._timeout)


def fetcher(url: str) -> Callable[[str], bytes | None]:
    """A function that gives a file of a running site, None where it is not there."""
    server = Server(url)

    def get(name: str) -> bytes | None:
        # A server that leads index.html to its folder serves the same page there.
        answer = server.get(name.removesuffix("index.html"))
        found = answer.status in (200, 410) or name == "404.html"  # 410: a withdrawn article
        return answer.body if found else None

    return get
