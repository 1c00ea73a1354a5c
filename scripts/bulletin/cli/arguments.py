"""How a command is to be typed, said in Chinese: argparse itself speaks English."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

_WORDS = {
    "usage: ": "用法：",
    "positional arguments:": "参数：",
    "options:": "选项：",
    "show this help message and exit": "显示这份说明",
}
_FAULTS = (
    (r"the following arguments are required: (.+)", "缺少 {0}"),
    (r"unrecognized arguments: (.+)", "不认识 {0}；含空格的路径要加引号"),
    (r"argument (\S+): invalid choice: '(.+?)' \(choose from (.+)\)", "没有 {1}；可以用 {2}"),
    (r"argument (\S+): invalid int value: '(.+)'", "{0} 应当是整数，看到的是 {1}"),
    (r"argument (\S+): expected (?:at least )?one argument", "{0} 后面要写一个值"),
    (r"argument (\S+): ignored explicit argument (.+)", "{0} 后面不带值，看到的是 {1}"),
    (r"ambiguous option: (\S+) could match (.+)", "{0} 写得太短，可能是 {1}"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors an editor can read; its commands have parsers of this kind."""

    def format_usage(self) -> str:
        """The line that shows how to call the command."""
        return _translated(super().format_usage())

    def format_help(self) -> str:
        """The whole explanation."""
        return _translated(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with what was typed, and where the rest is explained."""
        fault = f"错误：{explained(message)}。运行 {self.prog} -h 看全部用法。\n"
        self.exit(2, self.format_usage() + fault)


def explained(message: str) -> str:
    """One of argparse's errors in Chinese; one that is new to us as it is, said to be wrong."""
    for pattern, words in _FAULTS:
        if match := re.fullmatch(pattern, message):
            return words.format(*match.groups())
    return f"写法不对（{message}）"


def _translated(text: str) -> str:
    for english, chinese in _WORDS.items():
        text = text.replace(english, chinese)
    return text
