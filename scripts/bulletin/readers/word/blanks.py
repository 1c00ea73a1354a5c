"""Blanks at the edges of a paragraph, which layout alone put there: named, not published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bulletin.readers import Run

_BLANKS = " \t\n\u00a0\u3000"


def edged(runs: list[Run]) -> list[Run]:
    """Name the blanks at both ends of a paragraph, which layout alone put there."""
    if not any(run.drop is None and run.text.strip(_BLANKS) for run in runs):
        return [_dropped(run, "blank") if run.drop is None else run for run in runs]
    front = _trim(runs, lambda text: len(text) - len(text.lstrip(_BLANKS)), at_end=False)
    return _trim(front[::-1], lambda text: len(text.rstrip(_BLANKS)), at_end=True)[::-1]


def unwrapped(runs: list[Run]) -> list[Run]:
    """The runs of a heading: its line ends only balance the lines, and a blank stands for each."""
    out: list[Run] = []
    for run in runs:
        if run.drop is not None or "\n" not in run.text:
            out.append(run)
            continue
        for order, line in enumerate(run.text.split("\n")):
            if order:
                out.append(replace(run, text="\n", drop="line-wrap"))
                out.append(replace(run, text=" ", added=True))
            if line:
                out.append(replace(run, text=line))
    return out


def _trim(runs: list[Run], cut_at: Callable[[str], int], at_end: bool) -> list[Run]:
    """Cut blanks off the first published runs until letters begin."""
    out: list[Run] = []
    for order, run in enumerate(runs):
        if run.drop is not None or run.added:
            out.append(run)
            if run.added and run.text.strip(_BLANKS):
                return out + runs[order + 1 :]
            continue
        cut = cut_at(run.text)
        head, tail = _split(run, cut)
        blank, rest = (tail, head) if at_end else (head, tail)
        if blank:
            out.append(_dropped(blank, "edge-space"))
        if rest:
            return [*out, rest, *runs[order + 1 :]]
    return out


def _split(run: Run, at: int) -> tuple[Run | None, Run | None]:
    place = replace(run.place, offset=run.place.offset + at)
    head = replace(run, text=run.text[:at]) if at else None
    tail = replace(run, text=run.text[at:], place=place) if at < len(run.text) else None
    return head, tail


def _dropped(run: Run, drop: str) -> Run:
    return replace(run, drop=drop)
