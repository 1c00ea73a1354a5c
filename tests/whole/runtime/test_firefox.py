"""The calculators in the system's own Firefox, with and without a network."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import IO

import pytest

from tests.serving import Site
from tests.whole.questions import address

pytestmark = pytest.mark.browser

DRIVER = Path(__file__).parent / "firefox.mjs"
NAMES = ("firefox-esr", "firefox")


def told(stream: IO[str] | None) -> dict[str, object]:
    """The driver's next line; what it could not do stands in its error output."""
    assert stream
    line = stream.readline()
    assert line, "the driver of Firefox ended early"
    found: dict[str, object] = json.loads(line)
    return found


def test_firefox_answers_and_goes_on_without_a_network(lone: Site) -> None:
    firefox, node = next(filter(None, map(shutil.which, NAMES)), None), shutil.which("node")
    if not firefox or not node:
        pytest.skip("Firefox or node is not installed; `make test` installs them with apt")
    command = [node, str(DRIVER), firefox, lone.url(address("chinext_rd"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as driver:
        assert told(driver.stdout) == {"first": "fail"}
        lone.down = True
        assert driver.stdin
        driver.stdin.write("\n")
        driver.stdin.flush()
        last = told(driver.stdout)
    assert last["offline"] == "pass"
    assert last["said"] == []
