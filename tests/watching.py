"""Every tab of every test is listened to: no exception, no error on the console, no breach."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import Any

_POLICY = "Content Security Policy"


@dataclass
class Watch:
    """What went wrong in any tab since it was last looked at."""

    heard: list[str] = field(default_factory=list)

    def over(self, browser: Any) -> Any:
        """The same browser, whose new contexts are all listened to."""
        make = browser.new_context

        @functools.wraps(make)
        def new_context(**options: Any) -> Any:
            return self.listen(make(**options))

        browser.new_context = new_context
        browser.new_page = lambda **options: new_context(**options).new_page()
        return browser

    def listen(self, context: Any) -> Any:
        """The same context, listened to."""
        context.on("console", self._console)
        context.on("weberror", lambda found: self.heard.append(str(found.error)))
        return context

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.heard.append(f"{message.text} ({message.location.get('url', '')})")

    def faults(self, broken: bool) -> list[str]:
        """What was heard since the last time; of a broken server only breaches of the policy."""
        heard, self.heard = self.heard, []
        return [text for text in heard if not broken or _POLICY in text]
