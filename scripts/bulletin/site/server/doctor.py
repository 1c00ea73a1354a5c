"""`bulletin doctor URL`: does a running server send the site as the deploy kit would?

Every check asks the server itself and yields findings; each says what to do. Nothing is changed.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from time import time
from typing import Any
from urllib.parse import urljoin

import brotli  # type: ignore[import-untyped]  # it ships no types

from bulletin.site.build.manifest import FILE as MANIFEST
from bulletin.site.content import redirects
from bulletin.site.server import headers
from bulletin.site.server.asking import Answer, Server

MISSING = "no-such-page-for-the-doctor/"
_MOVED = 5  # all old addresses are served by one rule: a few of them show whether it is there
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


def check(url: str) -> list[Finding]:
    """Everything that stands against a running site, empty where all is well."""
    server = Server(url)
    stated = _manifest(server)
    files: dict[str, str] = stated.get("files", {})
    checks = (_home, _missing, _hidden, _listing, _methods, _clock, _slash, _secure)
    findings = [f for one in checks for f in one(server)]
    for path in _samples(files):
        findings += _file(server, path, files[path])
    for old in stated.get("moved", [])[:_MOVED]:
        findings += _moved(server, old)
    return list(dict.fromkeys(findings))  # one header may be seen twice


def _manifest(server: Server) -> dict[str, Any]:
    """What the site's own manifest says, empty where it cannot be read."""
    answer = server.get(MANIFEST)
    try:
        found = json.loads(answer.body) if answer.status == 200 else {}
    except ValueError:
        found = {}
    return found if isinstance(found, dict) else {}


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
    if answer.status not in (200, 410):  # a withdrawn article says so with 410
        yield Finding("doctor-file", "/" + page, f"状态 {answer.status}", "200", "重新发布")
        return
    yield from _headers(answer)
    if not answer.text("ETag") and not answer.text("Last-Modified"):
        yield Finding(
            "doctor-validator", "/" + page, "没有 ETag", "ETag 或 Last-Modified", "打开 etag"
        )
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


def _moved(server: Server, old: str) -> Iterator[Finding]:
    """An old address leads on: by the server's redirect, or by the page that stands there."""
    answer = server.get(old)
    if answer.status not in (200, 301, 308):
        yield Finding(
            "doctor-moved",
            "/" + old,
            f"状态 {answer.status}",
            "301，转到新的地址",
            "照 docs/deploy.md 载入 redirects.nginx 或 redirects.caddy，然后重载服务器",
        )


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
