"""Citations of an article, ready to copy: GB/T 7714-2025, BibTeX, RIS.

What of the standard is applied, and from where it is known, is in docs/decisions/citation-form.md.
The day of reading is not known when the site is built, nor may the site's address be: `TODAY` and
`HERE` stand for them, and the page puts the reader's own there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bulletin.site.content.views import ArticleView
from bulletin.site.formats.metadata import (
    Config,
    absolute,
    published_on,
    responsible,
    rewritten_note,
)

TODAY = "〔引用日期〕"
HERE = "〔网址〕"
MOST_AUTHORS = 3
# What LaTeX takes for a command of its own; braces would end the field, so they are taken out.
TEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_"}
    | {"{": "", "}": "", "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\^{}"}
)


@dataclass(frozen=True)
class Form:
    """One form of a citation."""

    name: str
    title: str
    text: str


def forms(view: ArticleView, config: Config) -> tuple[Form, ...]:
    """All forms, in the order in which the page offers them."""
    makers: Sequence[tuple[str, str, Callable[[ArticleView, Config], str]]] = (
        ("gbt", "GB/T 7714-2025", gbt7714),
        ("bibtex", "BibTeX", bibtex),
        ("ris", "RIS", ris),
    )
    return tuple(Form(name, title, make(view, config)) for name, title, make in makers)


def gbt7714(view: ArticleView, config: Config) -> str:
    """A contribution to an online periodical: 责任者. 题名[J/OL]. 刊名，年（期）：页. 网址.

    Full stop and square brackets are narrow, all other signs wide. A periodical's article carries
    no day of reading since 2025: what is published under its number does not change.
    """
    names = responsible(view)
    who = "，".join((*names[:MOST_AUTHORS], *(["等"] if len(names) > MOST_AUTHORS else [])))
    page = f"：{view.article.page}" if view.article.page else ""
    return (
        (f"{who}. " if who else "")
        + f"{_title(view)}[J/OL]. {config.site_name}，"
        + f"{view.issue.month[:4]}（{view.issue.numbers}）{page}. "
        + f"{_address(view, config)}."
    )


def bibtex(view: ArticleView, config: Config) -> str:
    """An @article entry that LaTeX can set; names of authors are kept whole."""
    fields = {
        "title": _title(view).translate(TEX),
        "author": " and ".join(f"{{{name.translate(TEX)}}}" for name in responsible(view)),
        "journal": config.site_name.translate(TEX),
        "year": view.issue.month[:4],
        "month": str(int(view.issue.month[5:])),
        "number": str(view.issue.numbers),
        "pages": str(view.article.page or ""),
        "url": _address(view, config),
        "urldate": TODAY,
        "language": "zh-CN",
        "note": rewritten_note(view.issue).translate(TEX),
    }
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    key = f"bulletin{view.issue.number or view.issue.id}-{view.article.id}"
    return f"@article{{{key},\n{''.join(lines)}}}"


def ris(view: ArticleView, config: Config) -> str:
    """A magazine article in RIS; the lines end as its definition wants."""
    when = published_on(view)
    pairs = [
        ("TY", "MGZN"),
        *(("AU", name) for name in responsible(view)),
        ("TI", _title(view)),
        ("JO", config.site_name),
        ("PY", view.issue.month[:4]),
        ("DA", when.replace("-", "/")),
        ("IS", str(view.issue.numbers)),
        ("SP", str(view.article.page or "")),
        ("LA", "zh-CN"),
        ("N1", rewritten_note(view.issue)),
        ("UR", _address(view, config)),
        ("Y2", TODAY),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {text}" for tag, text in pairs if text or tag == "ER")


def _title(view: ArticleView) -> str:
    """The title, with the mark of a text that is not the printed one."""
    kind = view.issue.rewritten
    return f"{view.article.title}（{kind}）" if kind else view.article.title


def _address(view: ArticleView, config: Config) -> str:
    return absolute(config, view.url) or HERE
