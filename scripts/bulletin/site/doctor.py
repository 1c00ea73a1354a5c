"""`bulletin doctor URL`: does a running server send the site as the deploy kit would?

Every check asks the server itself and yields findings; each says what to do. Nothing is changed.
"""

from __future__ import annotations

import gzip
import http.client
import json
import re
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from time import time
from urllib.parse import quote, urljoin, urlsplit

import brotli  # type: ignore[import-untyped]  # it ships no types

from bulletin.model import BulletinError
from bulletin.site import headers, redirects
from bulletin.site.manifest import FILE as MANIFEST

MISSING = "no-such-page-for-the-doctor/"
CLOCK = timedelta(minutes=5)
_DECODERS: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}


@dataclass(frozen=True)
class Finding:
    """Something that the server does otherwise than it should."""

    code: str
    place: str
    found: str
    expected: str
    action: str

    def __str__(self) -> str:
        return (
            f"{self.place}：{self.found}；应为：{self.expected}。处理：{self.action}〔{self.code}〕"
        )


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
    """A running site: one connection, no redirect followed."""

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


def check(url: str) -> list[Finding]:
    """Everything that stands against a running site, empty where all is well."""
    server = Server(url)
    files = _files(server)
    checks = (_home, _missing, _hidden, _listing, _methods, _clock, _slash, _secure)
    findings = [f for one in checks for f in one(server)]
    for path in _samples(files):
        findings += _file(server, path, files[path])
    return findings


def _files(server: Server) -> dict[str, str]:
    """The files of the site with their hashes, as its own manifest lists them."""
    answer = server.get(MANIFEST)
    try:
        files = json.loads(answer.body)["files"] if answer.status == 200 else {}
    except (ValueError, KeyError, TypeError):
        files = {}
    return dict(files)


def _samples(files: dict[str, str]) -> list[str]:
    """One file of each kind and way of caching: all of a kind are served alike."""
    chosen: dict[tuple[str, str, str], str] = {}
    for path in sorted(files):
        key = (headers.suffix(path), headers.caching(path), headers.policy(path))
        if path not in ("404.html", MANIFEST, redirects.NGINX, redirects.CADDY):
            chosen.setdefault(key, path)
    return sorted(chosen.values())


def _home(server: Server) -> Iterator[Finding]:
    answer = server.get("")
    if answer.status != 200:
        yield Finding("doctor-home", server.url, f"状态 {answer.status}", "200", "检查网站目录")
    elif b"<html" not in answer.body[:2000]:
        yield Finding("doctor-home", server.url, "不是网页", "首页", "检查网站目录")
    yield from _headers(answer)
    if server.get(MANIFEST).status != 200:
        yield Finding(
            "doctor-manifest", MANIFEST, "没有", "网站的清单", "用 bulletin publish 发布整个 site"
        )


def _headers(answer: Answer) -> Iterator[Finding]:
    for name, value in headers.expected(answer.path).items():
        found = answer.text(name)
        if _plain(found) != _plain(value):
            yield Finding(
                f"doctor-{name.lower()}",
                "/" + answer.path,
                f"{name} 是“{found}”" if found else f"没有 {name}",
                value,
                "照 docs/deploy.md 的表设置这个响应头",
            )


def _plain(value: str) -> str:
    """A header without what does not matter: case, spaces, the order of its parts."""
    return ";".join(sorted(" ".join(p.split()).lower() for p in re.split(r"[;,]", value) if p))


def _missing(server: Server) -> Iterator[Finding]:
    answer = server.get(MISSING)
    if answer.status != 404:
        yield Finding(
            "doctor-404",
            "/" + MISSING,
            f"状态 {answer.status}",
            "404",
            "没有的地址要回 404，不要转到首页",
        )
    elif "没有这一页" not in answer.body.decode("utf-8", "replace"):
        yield Finding(
            "doctor-404-page",
            "/" + MISSING,
            "不是网站自己的 404 页",
            "404.html 的内容",
            "把 404.html 设为错误页",
        )
    elif "immutable" in answer.text("Cache-Control"):
        yield Finding("doctor-404-cached", "/" + MISSING, "永久缓存", "no-store", "错误页不要缓存")


def _hidden(server: Server) -> Iterator[Finding]:
    for path in (".git/config", ".env", ".release.json"):
        answer = server.get(path)
        if answer.status not in (403, 404):
            yield Finding(
                "doctor-hidden", "/" + path, f"状态 {answer.status}", "404", "点开头的文件不要发出"
            )


def _listing(server: Server) -> Iterator[Finding]:
    for path in ("assets/", "assets/js/"):
        answer = server.get(path)
        if answer.status == 200 and b"Index of" in answer.body:
            yield Finding("doctor-listing", "/" + path, "列出目录", "404", "关闭目录列表")


def _methods(server: Server) -> Iterator[Finding]:
    for method in ("PUT", "DELETE", "TRACE"):
        answer = server.get("", method=method)
        if answer.status < 400:
            yield Finding(
                "doctor-method", "/", f"{method} 回 {answer.status}", "405", "只允许 GET 和 HEAD"
            )


def _clock(server: Server) -> Iterator[Finding]:
    stated = server.get("").text("Date")
    if not stated:
        return
    difference = abs(parsedate_to_datetime(stated) - datetime.fromtimestamp(time(), UTC))
    if difference > CLOCK:
        yield Finding(
            "doctor-clock",
            "/",
            f"服务器的钟与本机差 {int(difference.total_seconds() // 60)} 分钟",
            "相差不到 5 分钟",
            "打开服务器和本机的时间同步",
        )


def _slash(server: Server) -> Iterator[Finding]:
    answer = server.get("search")
    location = urljoin(server.url, answer.text("Location"))
    if answer.status not in (301, 302, 307, 308) or location != server.url + "search/":
        yield Finding(
            "doctor-slash",
            "/search",
            f"状态 {answer.status}",
            "转到 /search/",
            "文件夹的地址要补上末尾的斜线",
        )


def _secure(server: Server) -> Iterator[Finding]:
    if server.https and "max-age" not in server.get("").text("Strict-Transport-Security"):
        yield Finding(
            "doctor-hsts",
            "/",
            "没有 Strict-Transport-Security",
            "max-age=31536000",
            "确认全站都能用 https 之后加上",
        )


def _file(server: Server, path: str, digest: str) -> Iterator[Finding]:
    """One file: status, headers, content, and the same content by each encoding."""
    page = path.removesuffix("index.html")
    answer = server.get(page)
    if answer.status != 200:
        yield Finding("doctor-file", "/" + page, f"状态 {answer.status}", "200", "重新发布")
        return
    yield from _headers(answer)
    if sha256(answer.body).hexdigest() != digest:
        yield Finding(
            "doctor-content",
            "/" + page,
            "内容与清单不符",
            digest[:16],
            "重新发布；若用 CDN，刷新它的缓存",
        )
    for encoding, decode in _DECODERS.items():
        yield from _encoded(server, page, digest, encoding, decode)


def _encoded(
    server: Server, path: str, digest: str, encoding: str, decode: Callable[[bytes], bytes]
) -> Iterator[Finding]:
    answer = server.get(path, encoding)
    got = answer.text("Content-Encoding")
    if got != encoding:
        if server.get(path + "." + {"br": "br", "gzip": "gz"}[encoding]).status == 200:
            yield Finding(
                "doctor-encoding",
                "/" + path,
                f"没有用 {encoding} 发送",
                f"发布时压缩好的 {encoding}",
                "照 docs/deploy.md 打开预压缩文件",
            )
        return
    if "accept-encoding" not in answer.text("Vary").lower():
        yield Finding(
            "doctor-vary", "/" + path, "没有 Vary", "Vary: Accept-Encoding", "打开 gzip_vary"
        )
    try:
        same = sha256(decode(answer.body)).hexdigest() == digest
    except (OSError, EOFError, brotli.error):
        same = False
    if not same:
        yield Finding(
            "doctor-stale",
            "/" + path,
            f"{encoding} 解开后与清单不符",
            digest[:16],
            "压缩文件是旧的或者坏的；重新发布",
        )


def fetcher(url: str) -> Callable[[str], bytes | None]:
    """A function that gives a file of a running site, None where it is not there."""
    server = Server(url)

    def get(name: str) -> bytes | None:
        # A server that leads index.html to its folder serves the same page there.
        answer = server.get(name.removesuffix("index.html"))
        found = answer.status == 200 or name == "404.html"
        return answer.body if found else None

    return get
