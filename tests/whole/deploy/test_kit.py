"""The kit as files: complete, consistent, and such that the doctor notices every omission."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bulletin.site.server import doctor, headers
from tests.whole.deploy import servers

NGINX = servers.KIT / "nginx"
LINES = {
    "nosniff": "doctor-x-content-type-options",
    "Referrer-Policy": "doctor-referrer-policy",
    "Permissions-Policy": "doctor-permissions-policy",
    "Content-Security-Policy": "doctor-content-security-policy",
    "add_header Cache-Control": "doctor-cache-control",
    "js mjs;": "doctor-content-type",
    "wasm;": "doctor-content-type",
    "gzip_static on;": "doctor-encoding",
    "gzip_vary on;": "doctor-vary",
    "error_page 404": "doctor-404-page",
}


@pytest.mark.parametrize("line", LINES)
def test_the_doctor_notices_each_line_that_is_left_out(
    line: str, small_site: Path, tmp_path: Path
) -> None:
    kit = shutil.copytree(NGINX, tmp_path / "kit")
    lines = (kit / "site.conf").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [text for text in lines if line not in text]
    assert len(kept) == len(lines) - 1
    (kit / "site.conf").write_text("".join(kept), encoding="utf-8")
    with servers.nginx(small_site, tmp_path, kit) as url:
        codes = {finding.code for finding in doctor.check(url)}
    assert LINES[line] in codes


def test_the_doctor_notices_a_stale_compressed_file(small_site: Path, tmp_path: Path) -> None:
    site = shutil.copytree(small_site, tmp_path / "site")
    shutil.copy(site / "404.html.gz", site / "index.html.gz")
    with servers.nginx(site, tmp_path) as url:
        assert "doctor-stale" in {finding.code for finding in doctor.check(url)}


def test_the_doctor_notices_changed_content(small_site: Path, tmp_path: Path) -> None:
    site = shutil.copytree(small_site, tmp_path / "site")
    (site / "assets" / "css" / "page.css").write_text("body { color: red }")
    with servers.nginx(site, tmp_path) as url:
        assert "doctor-content" in {finding.code for finding in doctor.check(url)}


def test_every_configuration_states_the_one_policy() -> None:
    own, embedded = headers.policy("index.html"), headers.policy("embed/cq-fund/")
    conf = (NGINX / "site.conf").read_text(encoding="utf-8")
    assert own.replace("frame-ancestors 'self'", "frame-ancestors $bulletin_ancestors") in conf
    caddy = (servers.KIT / "Caddyfile").read_text(encoding="utf-8")
    guide = (servers.ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    for text in (caddy, guide):
        assert set(re.findall(r"default-src[^\"`\n]+", text)) == {own, embedded}


def test_the_full_example_is_accepted_by_nginx(tmp_path: Path, small_site: Path) -> None:
    command = servers.program("nginx")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=example.org"]
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    subprocess.run(
        [*make, "-keyout", key, "-out", certificate, "-days", "2"], check=True, capture_output=True
    )
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    text = (NGINX / "example.conf").read_text(encoding="utf-8")
    for old, new in {
        "/etc/nginx/bulletin/": f"{NGINX}/",
        "/etc/ssl/bulletin/fullchain.pem": str(certificate),
        "/etc/ssl/bulletin/privkey.pem": str(key),
        "/srv/bulletin/current": str(small_site),
        "listen 80;": f"listen 127.0.0.1:{servers.free_port()};",
        "listen 443": f"listen 127.0.0.1:{servers.free_port()}",
    }.items():
        assert old in text
        text = text.replace(old, new)
    if not module.is_file():
        text = text.replace(f"include {NGINX}/brotli.conf;", "")
    config = tmp_path / "nginx.conf"
    load = f"load_module {module};" if module.is_file() else ""
    config.write_text(
        f"{load} pid {tmp_path}/pid; events {{}} http {{ access_log off; {text} }}",
        encoding="utf-8",
    )
    done = subprocess.run([command, "-t", "-c", config], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_the_container_copies_files_that_are_there() -> None:
    text = (servers.KIT / "Containerfile").read_text(encoding="utf-8")
    sources = [s for line in re.findall(r"^COPY (.+) \S+$", text, re.M) for s in line.split()]
    assert sources
    for source in sources:
        assert source == "site/" or (servers.ROOT / source).is_file(), source
    assert "USER www-data" in text
