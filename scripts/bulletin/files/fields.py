"""The fields of a file that editors write: YAML read strictly, every value with its line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, cast

import yaml
from yaml.constructor import SafeConstructor

from bulletin.model import BulletinError

_HEAD = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", re.S)
# Ten times as fast where PyYAML was built with libyaml; both give the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SMALL = 2000  # characters; nothing so short nests too deeply for the parser
_DEEPEST = 20
# XML has no place for these: feeds and books could not be read.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _scalars(node: yaml.Node) -> str:
    """All text below a node."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    parts = node.value if isinstance(node, yaml.SequenceNode) else [v for _, v in node.value]
    return "\n".join(_scalars(part) for part in parts)


class Fields:
    """A mapping of the front matter whose values know their line."""

    def __init__(
        self, path: Path, node: yaml.MappingNode, keys: tuple[str, ...], first_line: int = 2
    ) -> None:
        self.path = path
        self.first_line = first_line  # of the YAML in its file
        self.line = node.start_mark.line + first_line
        self.nodes: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + first_line
            if key not in keys:
                raise self.error("unknown-key", line, f"不认识的字段“{key}”", "、".join(keys))
            if key in self.nodes:
                raise self.error("repeated-key", line, f"字段“{key}”写了两次", "每个字段一次")
            if _CONTROL.search(_scalars(value)):
                raise self.error(
                    "control-character", line, f"字段“{key}”里有看不见的控制字符", "可见的文字"
                )
            self.nodes[key] = value

    def error(self, code: str, line: int, found: str, expected: str) -> BulletinError:
        """An error at a line of this file."""
        return BulletinError(
            code, f"{_short(self.path)} 第 {line} 行", found, expected, "改正后重新构建"
        )

    def wrong(self, key: str, expected: str) -> BulletinError:
        """An error about the value of one key."""
        node = self.nodes.get(key)
        line = node.start_mark.line + self.first_line if node else self.line
        value = getattr(node, "value", "") if isinstance(node, yaml.ScalarNode) else "一组值"
        return self.error("wrong-value", line, f"字段“{key}”的值是“{value}”", expected)

    def value(self, key: str) -> Any:
        """The plain value of a key, None where it is absent."""
        node = self.nodes.get(key)
        return None if node is None else _construct(self, key, node)

    def text(self, key: str, required: bool = False) -> str | None:
        """A string; numbers are taken as they are written."""
        node = self.nodes.get(key)
        if node is None or _is_null(node):
            if required:
                found = f"缺少字段“{key}”"
                raise self.error("missing-key", self.line, found, f"{key}: 一行文字")
            return None
        if not isinstance(node, yaml.ScalarNode) or (required and not node.value.strip()):
            raise self.wrong(key, "一行文字")
        return str(node.value)

    def yes(self, key: str) -> bool:
        """Whether a key is there and true."""
        value = self.value(key)
        if value not in (None, True, False):
            raise self.wrong(key, "true 或 false")
        return bool(value)

    def whole(self, key: str, required: bool = False) -> int | None:
        """A whole number from 1."""
        value = self.value(key)
        if value is None and not required:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, "正整数")
        return value

    def day(self, key: str) -> date | None:
        """A date in the form 2026-04-01."""
        value = self.value(key)
        if value is not None and type(value) is not date:
            raise self.wrong(key, "真实存在的日期，如 2026-04-01")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        node = self.nodes.get(key)
        if node is None or _is_null(node):
            return ()
        if not isinstance(node, yaml.SequenceNode) or not all(
            isinstance(item, yaml.ScalarNode) for item in node.value
        ):
            raise self.wrong(key, "列表，如 [甲, 乙]")
        return tuple(str(item.value) for item in node.value)

    def each(self, key: str, keys: tuple[str, ...]) -> list[Fields]:
        """A list of mappings inside this one."""
        node = self.nodes.get(key)
        if node is None or _is_null(node):
            return []
        items = node.value if isinstance(node, yaml.SequenceNode) else [None]
        mappings = [item for item in items if isinstance(item, yaml.MappingNode)]
        if len(mappings) < len(items):
            raise self.wrong(key, f"列表，每项是含 {'、'.join(keys)} 的一组字段")
        return [Fields(self.path, item, keys, self.first_line) for item in mappings]

    def inner(self, key: str, keys: tuple[str, ...]) -> Fields | None:
        """A mapping inside this one."""
        node = self.nodes.get(key)
        if node is None or _is_null(node):
            return None
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(key, f"含 {'、'.join(keys)} 的一组字段")
        return Fields(self.path, node, keys, self.first_line)


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _construct(fields: Fields, key: str, node: yaml.Node) -> Any:
    """The node's value; an impossible date is an error of this file, not of YAML."""
    try:
        return _constructed(node)
    except (ValueError, yaml.YAMLError):
        raise fields.wrong(key, "真实存在的日期，如 2026-04-01") from None


def _constructed(node: yaml.Node) -> Any:
    return SafeConstructor().construct_document(node)


def _short(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def split(path: Path) -> tuple[str, str]:
    """The front matter and the body of a Markdown file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _shape(path, "不是 UTF-8 文本") from None
    except OSError:
        raise _shape(path, "文件读不出来") from None
    found = _HEAD.match(text)
    if not found:
        raise _shape(path, "开头没有用两行 --- 括起的字段")
    return found[1], text[found.end() :]


def parted(path: Path, text: str) -> tuple[dict[str, Any], str]:
    """The fields and the body of a page that may have none: any field is allowed."""
    found = _HEAD.match(text)
    if not found:
        return {}, text
    meta = parsed(found[1], path)
    return (meta if isinstance(meta, dict) else {}), text[found.end() :]


def split_text(text: str) -> str:
    """The front matter of a file's text that this module wrote."""
    found = _HEAD.match(text)
    return found[1] if found else ""


def without_key(head: str, key: str) -> str:
    """Some fields without one of them: the lines from it to the next field are left out.

    What is no YAML comes back as it is.
    """
    try:
        node = composed(head)
    except yaml.YAMLError:
        return head
    if not isinstance(node, yaml.MappingNode):
        return head
    lines = head.splitlines(keepends=True)
    starts = [(str(name.value), name.start_mark.line) for name, _ in node.value]
    ends = [line for _, line in starts[1:]] + [len(lines)]
    for (name, start), end in zip(starts, ends, strict=True):
        if name == key:
            return "".join(lines[:start] + lines[end:])
    return head


def _shape(path: Path, found: str) -> BulletinError:
    return BulletinError(
        "no-front-matter",
        f"{_short(path)} 第 1 行",
        found,
        "以 --- 开头的字段和正文",
        "参照同一文件夹的其他文章补上",
    )


def read(path: Path, keys: tuple[str, ...]) -> tuple[Fields, str]:
    """The front matter and the body of a Markdown file, its fields known to be of these names."""
    head, body = split(path)
    try:
        node = composed(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        raise BulletinError(
            "bad-yaml",
            f"{_short(path)} 第 {line} 行",
            "字段写法有误",
            "“字段: 值”，冒号后有空格；含特殊符号的值加引号",
            "改正后重新构建",
        ) from None
    if not isinstance(node, yaml.MappingNode):
        raise _shape(path, "字段为空")
    return Fields(path, node, keys), body


def contents(path: Path) -> str:
    """The text of a file that an editor writes."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BulletinError(
            "other-encoding",
            _short(path),
            "不是 UTF-8 文本",
            "以 UTF-8 保存的文件",
            "用记事本打开，另存为时编码选 UTF-8",
        ) from None


def table(path: Path) -> Any:
    """The values of a YAML file that an editor writes."""
    return parsed(contents(path), path)


def composed(text: str) -> yaml.Node | None:
    """The nodes of a YAML text, None for an empty one.

    A few lines of references to references stand for gigabytes, and brackets without end bring the
    parser down: no table needs either, so they are errors like any other.
    """
    if len(text) > _SMALL or ("&" in text and "*" in text):
        _refuse_bombs(text)
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except RecursionError:
        raise yaml.YAMLError("nested too deeply") from None
    return node


def _refuse_bombs(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
            mark = cast(yaml.Mark, event.start_mark)
            raise yaml.MarkedYAMLError(problem="a bomb", problem_mark=mark)


def parsed(text: str, path: Path) -> Any:
    """The values of a table that editors write; a slip of the pen is told by its line."""
    try:
        node = composed(text)
        return None if node is None else _constructed(node)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        last = text.rstrip("\n").count("\n")  # what has no end is told where the text has
        line = f" 第 {min(mark.line, last) + 1} 行" if mark else ""
        raise BulletinError(
            "yaml",
            f"{path.name}{line}",
            "不是正确的 YAML",
            "「键: 值」，缩进用空格",
            "照同一文件的其他行改正",
        ) from error
