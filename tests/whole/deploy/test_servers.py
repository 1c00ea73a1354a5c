"""nginx and Caddy, started with the shipped files, send what the site needs."""

import http.client
from urllib.parse import urlsplit

import pytest

from bulletin.site.build import manifest
from bulletin.site.server import asking, doctor, headers
from tests.whole.deploy import small

Raw = tuple[int, dict[str, str], bytes]


def ask(url: str, path: str, encoding: str = "identity", method: str = "GET") -> asking.Answer:
    return asking.Server(url).get(path, encoding, method)


def test_the_doctor_finds_nothing(server: str) -> None:
    assert doctor.check(server) == []


def test_the_running_site_is_the_built_one(server: str) -> None:
    assert manifest.verify_running(server, asking.fetcher(server)) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        (f"{small.RUNTIME}pyodide.asm.wasm", "application/wasm"),
        (f"{small.RUNTIME}worker.mjs", "text/javascript; charset=utf-8"),
        ("assets/js/article.js", "text/javascript; charset=utf-8"),
        ("app.webmanifest", "application/manifest+json; charset=utf-8"),
        ("issues/2026-04/issue.epub", "application/epub+zip"),
    ],
)
def test_types_are_those_that_browsers_insist_on(server: str, path: str, kind: str) -> None:
    assert ask(server, path).text("Content-Type") == kind


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("issues/2026-04/08/", headers.SHORT),
        (f"{small.RUNTIME}python.zip", headers.FOREVER),
        ("assets/stylesheets/main.57a0d79d.min.css", headers.FOREVER),
        ("assets/search/0123456789ab/s/0.bin", headers.FOREVER),
        ("assets/search/manifest.json", headers.REVALIDATE),
        ("assets/css/page.css", headers.REVALIDATE),
    ],
)
def test_only_files_named_by_their_hash_are_kept_forever(
    server: str, path: str, caching: str
) -> None:
    assert ask(server, path).text("Cache-Control") == caching


def test_no_inline_script_or_style_is_allowed_anywhere(server: str) -> None:
    for path in ("", "embed/cq-fund/", doctor.MISSING, "assets/js/article.js"):
        policy = ask(server, path).text("Content-Security-Policy")
        assert "'unsafe-inline'" not in policy
        assert "'unsafe-eval'" not in policy
        assert "script-src 'self' 'wasm-unsafe-eval'" in policy, path


def test_only_embeds_may_stand_in_foreign_frames(server: str) -> None:
    assert "frame-ancestors 'self'" in ask(server, "").text("Content-Security-Policy")
    embed = ask(server, "embed/cq-fund/")
    assert embed.text("Content-Security-Policy").endswith("frame-ancestors *")
    assert not embed.text("X-Frame-Options")


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_files_go_out_as_they_were_compressed_beforehand(server: str, encoding: str) -> None:
    page = ask(server, "issues/2026-04/08/", encoding)
    if encoding == "br" and page.text("Content-Encoding") != "br":
        pytest.skip("this nginx has no brotli module")
    assert page.text("Content-Encoding") == encoding
    assert page.text("Content-Type") == "text/html; charset=utf-8"
    assert len(page.body) < 1000 < len(ask(server, "issues/2026-04/08/").body)


def test_an_unchanged_file_is_not_sent_twice(server: str) -> None:
    parts = urlsplit(server)
    tag = ask(server, "assets/css/page.css").text("ETag")
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    connection.request("GET", "/assets/css/page.css", headers={"If-None-Match": tag})
    response = connection.getresponse()
    assert response.status == 304
    assert response.getheader("Cache-Control") == headers.REVALIDATE
    connection.close()


def answered(server: str, path: str, method: str = "GET", **said: str) -> Raw:
    """An answer as it comes over the line: status, headers, body."""
    parts = urlsplit(server)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
    named = {name.replace("_", "-"): value for name, value in said.items()}
    connection.request(method, f"/{path}", headers=named)
    response = connection.getresponse()
    said_back = {name.lower(): value for name, value in response.getheaders()}
    found = response.status, said_back, response.read()
    connection.close()
    return found


@pytest.mark.parametrize("path", ["", "issues/2026-04/08/", f"{small.RUNTIME}pyodide.asm.wasm"])
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_head_says_what_get_says(server: str, path: str, encoding: str) -> None:
    passing = {"date", "connection", "keep-alive", "content-length"}  # the last may be left out
    status, said, body = answered(server, path, "HEAD", Accept_Encoding=encoding)
    whole = answered(server, path, Accept_Encoding=encoding)
    assert (status, body) == (200, b"")
    assert {n: v for n, v in said.items() if n not in passing} == {
        n: v for n, v in whole[1].items() if n not in passing
    }


def test_a_part_of_a_file_can_be_asked_for(server: str) -> None:
    path = f"{small.RUNTIME}pyodide.asm.wasm"
    whole = answered(server, path)[2]
    status, said, part = answered(server, path, Range="bytes=4-7")
    assert (status, part) == (206, whole[4:8])
    assert said["content-range"] == f"bytes 4-7/{len(whole)}"
    assert said["cache-control"] == headers.FOREVER


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_an_unchanged_page_is_not_sent_twice_in_any_encoding(server: str, encoding: str) -> None:
    path = "issues/2026-04/08/"
    tag = answered(server, path, Accept_Encoding=encoding)[1]["etag"]
    status, said, body = answered(server, path, Accept_Encoding=encoding, If_None_Match=tag)
    assert (status, body) == (304, b"")
    assert said["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("kind", ["png", "jpg", "gif", "webp"])
def test_pictures_have_types_too(server: str, kind: str) -> None:
    """With nosniff a browser shows no picture of another type."""
    assert (
        answered(server, f"issues/2026-04/images/a.{kind}")[1]["content-type"]
        == (headers.TYPES[kind])
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(server: str, method: str) -> None:
    assert answered(server, "index.html", method)[0] in (403, 405)


def test_a_moved_page_is_redirected_for_good(server: str) -> None:
    answer = ask(server, "issues/2026-03/09/")
    assert answer.status == 301
    assert answer.text("Location").endswith("/issues/2026-04/08/")


@pytest.mark.parametrize("encoding", ["", "br", "gzip"])
def test_a_withdrawn_article_is_gone_and_says_why(server: str, encoding: str) -> None:
    answer = ask(server, "issues/2026-04/09/", encoding)
    assert answer.status == 410
    assert answer.text("Content-Type").startswith("text/html")
    assert answer.text("Content-Security-Policy")
    if not encoding:
        assert "已撤稿" in answer.body.decode()
    assert ask(server, "issues/2026-04/08/").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "..%2f..%2fetc/passwd",
        "a%00b",
        "assets/",
        ".env",
    ],
)
def test_nothing_outside_the_site_is_sent(server: str, path: str) -> None:
    answer = ask(server, path)
    assert answer.status >= 400, answer.body[:200]
    assert b"root:" not in answer.body


def test_errors_keep_the_security_headers_and_are_not_cached(server: str) -> None:
    answer = ask(server, doctor.MISSING)
    assert answer.status == 404
    assert answer.text("Cache-Control") == "no-store"
    assert answer.text("X-Content-Type-Options") == "nosniff"
    assert "没有这一页" in answer.body.decode()
