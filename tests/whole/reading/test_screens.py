"""The main pages look as they did: screenshots compared with a tolerance.

Renew them with `RENEW_SCREENS=1 pytest tests/whole/reading/test_screens.py`; review the difference.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

SCREENS = Path(__file__).parent / "screens"
FACE = "Noto Sans CJK SC"
# Faces are drawn a little differently from one browser to the next; a moved line is far more.
TOLERANCE = 0.02
VIEWS = {
    "home-desktop": ("", 1440, "light", "standard"),
    "home-phone": ("", 360, "dark", "standard"),
    "cover-desktop": ("issues/2026-04/", 1440, "dark", "standard"),
    "cover-phone": ("issues/2026-04/", 360, "light", "large"),
    "policy-desktop": ("issues/2026-04/07/#art-19", 1440, "light", "standard"),
    "policy-phone": ("issues/2026-04/07/#art-19", 360, "light", "standard"),
    "news-desktop": ("issues/2026-04/13/", 1440, "light", "large"),
    "register-desktop": ("register/", 1440, "light", "standard"),
    "compare-phone": ("compare/", 360, "light", "standard"),
}
DIFFERENCE = """async ([before, after]) => {
  const pixels = await Promise.all([before, after].map(async (data) => {
    const image = await createImageBitmap(await (await fetch(data)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  }));
  if (pixels[0].width !== pixels[1].width || pixels[0].height !== pixels[1].height) return 1;
  let differing = 0;
  for (let i = 0; i < pixels[0].data.length; i += 4) {
    const far = (o) => Math.abs(pixels[0].data[i + o] - pixels[1].data[i + o]) > 48;
    if (far(0) || far(1) || far(2)) differing += 1;
  }
  return differing / (pixels[0].data.length / 4);
}"""


def data_url(png: bytes) -> str:
    """A picture as an address."""
    return "data:image/png;base64," + base64.b64encode(png).decode()


@pytest.fixture(scope="module")
def face() -> None:
    """The pictures were made with one face; with another every letter differs."""
    listing = shutil.which("fc-list")
    faces = subprocess.run([listing], capture_output=True, text=True).stdout if listing else ""
    if FACE not in faces:
        pytest.skip(f"{FACE} is not installed: `make test` installs it")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page without motion, on a fixed day."""
    context = chromium.new_context(reduced_motion="reduce", locale="zh-CN", bypass_csp=True)
    context.clock.set_fixed_time("2026-06-01T08:00:00")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", VIEWS)
def test_a_page_looks_as_it_did(face: None, page: Page, site_url: str, name: str) -> None:
    address, width, mode, text = VIEWS[name]
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(
        f"localStorage.setItem('bulletin-mode', '{mode}');"
        f"localStorage.setItem('bulletin-text', '{text}');"
    )
    page.goto(site_url + address, wait_until="networkidle")
    picture = page.screenshot(animations="disabled")
    path = SCREENS / f"{name}.png"
    if os.environ.get("RENEW_SCREENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(picture)
    before = data_url(path.read_bytes())
    assert page.evaluate(DIFFERENCE, [before, data_url(picture)]) <= TOLERANCE
