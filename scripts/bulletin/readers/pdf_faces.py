"""Weight where fonts have no names: a typeface that running text does not use stands out.

Browsers print Chinese with nameless fonts, a few hundred glyphs in each. A heading in another face
shares none of them with the long lines of its page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bulletin.readers.pdf_lines import Line

_LONG = 15  # so many signs make a line of running text
_ENOUGH = 4  # and so many such lines show most of the fonts of its face
_FEW = 3  # a line of fewer signs proves nothing


def with_weight(lines: list[Line]) -> list[Line]:
    """The lines of a page; those in a face of their own count as bold."""
    running = _running([line for line in lines if len(line.inked) >= _LONG])
    return [_bold(line) if running and _stands_out(line, running) else line for line in lines]


def _running(long: list[Line]) -> set[int]:
    """The fonts of running text: of the long lines in the most frequent size."""
    sizes = Counter(line.size for line in long)
    size, count = sizes.most_common(1)[0] if sizes else (0.0, 0)
    if count < _ENOUGH:
        return set()
    return {glyph.face for line in long if line.size == size for glyph in line.inked}


def _stands_out(line: Line, running: set[int]) -> bool:
    faces = {glyph.face for glyph in line.inked}
    return len(line.inked) >= _FEW and 0 not in faces and not faces & running


def _bold(line: Line) -> Line:
    return replace(line, glyphs=tuple(glyph._replace(bold=True) for glyph in line.glyphs))
