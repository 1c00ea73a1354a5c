"""The server's own log counts readers by article, and knows neither them nor what they typed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.whole.deploy import servers

PERSON = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36"
ROBOT = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
ARTICLE = "issues/2026-04/08/"


def asked(url: str, agent: str = PERSON, referrer: str = "") -> None:
    """One request as a browser or a robot makes it."""
    headers = {"User-Agent": agent, **({"Referer": referrer} if referrer else {})}
    with urlopen(Request(url, headers=headers), timeout=10) as answer:
        answer.read()


@pytest.fixture
def log(tmp_path: Path, small_site: Path) -> Path:
    """The log of a few requests."""
    path = tmp_path / "bulletin.log"
    with servers.nginx(small_site, tmp_path, log=f"{path} bulletin") as url:
        asked(f"{url}{ARTICLE}?amount=88000000", referrer="https://example.com/a?who=li")
        asked(f"{url}{ARTICLE}")
        asked(f"{url}{ARTICLE}", agent=ROBOT)
        asked(url)
        asked(f"{url}assets/css/page.css")
    return path


def test_the_log_holds_no_address_and_no_figure(log: Path) -> None:
    text = log.read_text(encoding="utf-8")
    assert len(text.splitlines()) == 6  # five, and that of the test which waits for the server
    assert "127.0.0.0 " in text
    for private in ("127.0.0.1", "88000000", "amount", "who=li"):
        assert private not in text
    assert '"https://example.com/"' in text


def test_goaccess_counts_readers_by_article(log: Path, tmp_path: Path) -> None:
    command = shutil.which("goaccess")
    if command is None:
        pytest.skip("goaccess is not installed")
    found = tmp_path / "found.json"
    conf = servers.KIT / "goaccess.conf"
    done = subprocess.run(
        [command, log, "-p", conf, "-o", found, "--no-progress"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(found.read_text(encoding="utf-8"))
    assert report["general"]["failed_requests"] == 0
    pages = {row["data"]: row["hits"]["count"] for row in report["requests"]["data"]}
    assert pages == {f"/{ARTICLE}": 2, "/": 1}
