"""Each thing that the doctor looks for is found where it is wrong, and not where it is right."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bulletin.model import BulletinError
from bulletin.site.build.manifest import FILE as MANIFEST
from bulletin.site.server import asking, doctor, headers

HOME = "<!doctype html><html lang=zh-CN><title>首页</title></html>".encode()
OLD = "issues/2026-03/09/"
SAID = {"files": {"index.html": sha256(HOME).hexdigest()}, "moved": [OLD]}


@dataclass
class Answer:
    """What the server says to a question."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


GOOD = {
    "/": Answer(200, HOME, {**headers.expected(""), "ETag": '"1"'}),
    f"/{MANIFEST}": Answer(200, json.dumps(SAID).encode()),
    "/search": Answer(301, headers={"Location": "/search/"}),
    f"/{OLD}": Answer(301, headers={"Location": "/issues/2026-04/08/"}),
}
LOST = Answer(404, "没有这一页".encode(), {"Cache-Control": "no-store"})
Site = Callable[[str, str], Answer]  # the method and the path


def good(method: str, path: str) -> Answer:
    """A server without fault."""
    return GOOD.get(path, LOST) if method == "GET" else Answer(405)


def home(status: int = 200, body: bytes = HOME, **changed: str) -> Site:
    """The good server with another home page; a header without a value is left out."""
    said = {**GOOD["/"].headers, **{n.replace("_", "-"): v for n, v in changed.items()}}
    return one("/", Answer(status, body, said))


def one(path: str, answer: Answer) -> Site:
    """The good server with another answer to one path."""
    return lambda method, asked: answer if (method, asked) == ("GET", path) else good(method, asked)


def taking(refused: str) -> Site:
    """The good server, which takes one method that it should refuse."""
    return lambda method, path: Answer() if method == refused else good(method, path)


@contextmanager
def running(site: Site, context: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server that answers as it is told."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            found = site(self.command, urlsplit(self.path).path)
            self.send_response_only(found.status)
            stated = {"Date": self.date_time_string(), **found.headers}
            for name, value in stated.items():
                if value:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(found.body)))
            self.end_headers()
            self.wfile.write(found.body)

        do_GET = do_PUT = do_DELETE = do_TRACE = answer  # noqa: N815  # their names

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http{'s' if context else ''}://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def codes(site: Site) -> set[str]:
    with running(site) as url:
        return {finding.code for finding in doctor.check(url)}


FAULTS: dict[str, Site] = {
    "doctor-home": home(status=403),
    "doctor-home ": home(body=b"It works!"),
    "doctor-manifest": one(f"/{MANIFEST}", LOST),
    "doctor-404": one(f"/{doctor.MISSING}", Answer(200, HOME)),
    "doctor-404-page": one(f"/{doctor.MISSING}", Answer(404, b"404 Not Found")),
    "doctor-404-cached": one(
        f"/{doctor.MISSING}", Answer(404, LOST.body, {"Cache-Control": headers.FOREVER})
    ),
    "doctor-hidden": one("/.git/config", Answer(200, b"[core]")),
    "doctor-listing": one("/assets/", Answer(200, b"<title>Index of /assets/</title>")),
    "doctor-method": taking("PUT"),
    "doctor-method ": taking("TRACE"),
    "doctor-clock": home(Date="Thu, 01 Jan 2026 00:00:00 GMT"),
    "doctor-slash": one("/search", LOST),
    "doctor-slash ": one("/search", Answer(301, headers={"Location": "/"})),
    "doctor-file": one("/", Answer(500, HOME)),
    "doctor-content": home(body=HOME + b"<!-- -->"),
    "doctor-validator": home(ETag=""),
    "doctor-moved": one(f"/{OLD}", LOST),
    "doctor-content-security-policy": home(Content_Security_Policy="default-src *"),
    "doctor-referrer-policy": home(Referrer_Policy=""),
    "doctor-permissions-policy": home(Permissions_Policy=""),
    "doctor-x-content-type-options": home(X_Content_Type_Options=""),
    "doctor-cache-control": home(Cache_Control=headers.FOREVER),
    "doctor-content-type": home(Content_Type="text/plain"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found(code: str) -> None:
    assert code.strip() in codes(FAULTS[code])


def test_a_good_server_has_no_fault() -> None:
    assert codes(good) == set()


def test_a_server_without_a_clock_is_not_judged_by_it() -> None:
    assert codes(home(Date="")) == set()


@pytest.mark.parametrize("said", [b"<html>", b"[1]", b"{}"])
def test_a_manifest_that_is_none_is_no_reason_to_fall(said: bytes) -> None:
    assert codes(one(f"/{MANIFEST}", Answer(200, said))) == set()


def test_every_finding_says_place_found_expected_and_what_to_do() -> None:
    with running(home(Referrer_Policy="")) as url:
        (finding,) = doctor.check(url)
    assert "没有 Referrer-Policy；应为：strict-origin" in str(finding)
    assert "处理：照 docs/deploy.md" in str(finding)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate for this machine that this process trusts."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@pytest.mark.parametrize(("said", "found"), [("", {"doctor-hsts"}), ("max-age=31536000", set())])
def test_a_site_with_a_certificate_must_keep_to_it(
    trusted: ssl.SSLContext, said: str, found: set[str]
) -> None:
    with running(home(Strict_Transport_Security=said), trusted) as url:
        assert {finding.code for finding in doctor.check(url)} == found


@pytest.mark.parametrize("url", ["example.org", "ftp://example.org/", "https://", "file:///etc"])
def test_what_is_no_address_of_a_site_is_refused(url: str) -> None:
    with pytest.raises(BulletinError, match="不是网址"):
        doctor.check(url)


def test_a_server_that_does_not_answer_is_named() -> None:
    with running(good) as url:
        pass
    with pytest.raises(BulletinError, match="连接不上"):
        asking.Server(url, timeout=2).get("")
