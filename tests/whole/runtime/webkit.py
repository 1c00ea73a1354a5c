"""Drives the system's WebKitGTK by the W3C WebDriver protocol, which is JSON over HTTP.

Selenium would do the same with nine packages; what a test needs of it are the six calls below.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
# Without a graphics card, and in containers that give the browser no name space of its own.
ENVIRONMENT = {
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
}
LISTEN = """globalThis.heard = [];
addEventListener("error", ({ message }) => heard.push(message));
addEventListener("unhandledrejection", ({ reason }) => heard.push(String(reason)));
addEventListener("securitypolicyviolation", (e) => heard.push(e.violatedDirective));
for (const kind of ["error", "warn"]) console[kind] = (...all) => heard.push(all.join(" "));"""


def missing() -> list[str]:
    """What this machine lacks of it."""
    names = [name for name in ("WebKitWebDriver", "xvfb-run") if not shutil.which(name)]
    return names if BROWSERS else [*names, "MiniBrowser"]


@dataclass(frozen=True)
class Browser:
    """One window of WebKit; what its pages say is heard from when they are opened."""

    address: str

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One command, and what it gives."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from error

    def open(self, address: str) -> None:
        """Go to a page."""
        self.call("POST", "/url", {"url": address})
        self.run(LISTEN)

    def run(self, script: str, *given: object) -> Any:
        """What a script's body returns."""
        return self.call("POST", "/execute/sync", {"script": script, "args": given})

    def wait(self, expression: str, *given: object, seconds: float = 120) -> Any:
        """Ask until the answer is yes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.run(f"return {expression}", *given)
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"not so after {seconds} s: {expression} {given}")

    def type(self, selector: str, text: str) -> None:
        """Put other text into a field, key by key."""
        body = {"using": "css selector", "value": selector}
        (element,) = self.call("POST", "/element", body).values()
        self.run("document.querySelector(arguments[0]).select()", selector)
        self.call("POST", f"/element/{element}/value", {"text": text})

    def heard(self) -> list[str]:
        """Errors, warnings and breaches of the policy since the page was opened."""
        said: list[str] = self.run("return globalThis.heard")
        return said


@contextmanager
def webkit() -> Iterator[Browser]:
    """A WebKit of its own, with an empty profile, on a screen that nobody sees."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["xvfb-run", "--auto-servernum", "WebKitWebDriver", f"--port={port}"]
    driver = subprocess.Popen(command, env=os.environ | ENVIRONMENT, start_new_session=True)
    try:
        browser = _session(Browser(f"http://127.0.0.1:{port}"))
        yield browser
        browser.call("DELETE", "")
    finally:
        os.killpg(driver.pid, signal.SIGTERM)  # the driver, its screen and its browser
        driver.wait()


def _session(driver: Browser) -> Browser:
    options = {"binary": str(BROWSERS[-1]), "args": ["--automation"]}
    wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
    for _ in range(200):
        try:
            found = driver.call("POST", "/session", wanted)
            return Browser(f"{driver.address}/session/{found['sessionId']}")
        except urllib.error.URLError:  # it does not listen yet
            time.sleep(0.1)
    raise AssertionError("WebKitWebDriver did not start")
