"""A single regulation out of Word and out of PDF has the structure that its text has."""

from pathlib import Path

import pytest

from bulletin.importer import convert
from bulletin.outline.single import Given
from tests.bulletin.readers.fixtures_pdf import write_pdf
from tests.bulletin.readers.fixtures_typeset import Paragraph, typeset
from tests.bulletin.readers.fixtures_word import p, write_word

REGULATIONS = Path(__file__).parent.parent / "samples" / "regulations"
MAY = Given(month="2026-05", number=298)


def counts(path: Path) -> tuple[str, ...]:
    (article,) = convert(path, MAY)[0].data()["articles"]
    return tuple(str(article[key]) for key in ("title", "chapters", "clauses", "items", "last"))


@pytest.mark.parametrize("name", ["01-chapters", "05-history", "12-paragraphs", "22-many"])
def test_word_and_pdf_have_the_structure_of_the_text(name: str, tmp_path: Path) -> None:
    source = REGULATIONS / f"{name}.txt"
    lines = [line for line in source.read_text(encoding="utf-8").split("\n") if line]
    word = write_word(tmp_path / f"{name}.docx", "".join(p(line) for line in lines))
    title, *rest = lines
    pages = typeset([Paragraph(title, size=18, bold=True, align="center"), *map(Paragraph, rest)])
    pdf = write_pdf(tmp_path / f"{name}.pdf", *pages)
    assert counts(word) == counts(source)
    assert counts(pdf) == counts(source)
