"""One line that says what a long build is doing; it is gone when the build is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

Tell = Callable[..., None]  # what is being done, and how far: (step, done, of)
PATIENCE = 2.0  # seconds that nobody wonders about


def silent(step: str, done: int = 0, of: int = 0) -> None:
    """Say nothing."""


class Progress:
    """Rewrites its line in place on a terminal; a file or a quiet build gets nothing of it."""

    def __init__(
        self, stream: TextIO, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._begun = clock()
        self._shown = False
        self._silent = quiet or not stream.isatty()

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None:
        """Say which step is being done, and how much of it."""
        seconds = self._clock() - self._begun
        if self._silent or seconds < PATIENCE:
            return
        share = f" {done}/{of}" if of else ""
        self._stream.write(f"\r\x1b[K{step}{share}（{seconds:.0f} 秒）")
        self._stream.flush()
        self._shown = True

    def clear(self) -> None:
        """Take the line away, so that what is printed next stands by itself."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False
