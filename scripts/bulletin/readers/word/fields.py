"""Fields: which characters are code, which are the result, and which codes hold text themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bulletin.readers.signs import symbol

# 拼音指南 of older files: EQ \* jc2 \o\ad(\s\up 9(hàn),汉); 带圈字符: EQ \o\ac(○,文).
_RUBY = re.compile(
    r"\bEQ\b.*?\\o(?:\\a[a-z])?\s*\(\s*\\s\\up\s*[\d.]+\s*\(([^()]*)\)\s*[,;，]\s*([^()]*)\)", re.S
)
_ENCLOSED = re.compile(r"\bEQ\b\s*\\o\\ac\s*\(\s*([○□△◇])\s*[,;，]\s*([^()]*)\)", re.S)
_SYMBOL = re.compile(r"\s*SYMBOL\s+(\d+|0x[0-9a-f]+)", re.I)
_LONGEST = 2000  # no code that shows a few characters is longer
_PAGE = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b", re.I)


@dataclass
class Field:
    """A field that has begun and not ended."""

    code: str = ""
    in_result: bool = False
    has_result: bool = False
    value: str = ""  # of a form's field: a tick, a choice


@dataclass
class Fields:
    """The open fields at a point of the text; a field may span paragraphs."""

    open: list[Field] = field(default_factory=list)

    def begin(self, value: str = "") -> None:
        """A field begins with its code; one of a form brings what was ticked or chosen."""
        self.open.append(Field(value=value))

    def separate(self) -> None:
        """The code ends, the result begins."""
        if self.open:
            self.open[-1].in_result = True

    def end(self) -> Field | None:
        """The innermost field ends."""
        return self.open.pop() if self.open else None

    def note_code(self, text: str) -> None:
        """Remember the code of the innermost field."""
        if self.open and not self.open[-1].in_result:
            self.open[-1].code += text

    @property
    def drop(self) -> str | None:
        """Why text at this point is not published, if it is not."""
        if any(not one.in_result for one in self.open):
            return "field-code"
        if any(_PAGE.match(one.code) for one in self.open):
            return "page-number"
        return None


def is_page(code: str) -> bool:
    """Whether a field's code counts pages."""
    return bool(_PAGE.match(code))


def text_in_code(code: str) -> list[tuple[int, int, bool]]:
    """Spans of a code that Word shows as text: (begin, end, is it a reading aid)."""
    if len(code) > _LONGEST:
        return []
    ruby = _RUBY.search(code)
    if ruby:
        return [(*ruby.span(2), False), (*ruby.span(1), True)]
    enclosed = _ENCLOSED.search(code)
    return [(*enclosed.span(2), False)] if enclosed else []


def computed(code: str) -> str:
    """The characters that Word makes of a code without a result: SYMBOL's sign."""
    found = _SYMBOL.match(code)
    if not found:
        return ""
    value = int(found[1], 0)
    return symbol(chr(0xF000 + value)) if value < 256 else chr(min(value, 0x10FFFF))
