"""A thousand faults: a character lost, doubled or swapped anywhere along the way is caught."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.importer import import_issue
from bulletin.model import BulletinError
from bulletin.opening import read
from bulletin.outline.passage import stream
from bulletin.proof import ledger, verify
from bulletin.proof.ledger import Ledger, prove

SMALL = Path(__file__).parents[1] / "samples" / "small.txt"


def broken(text: str, at: int, how: str) -> str:
    """The text with one character lost, doubled, or swapped with the next."""
    if how == "lost":
        return text[:at] + text[at + 1 :]
    if how == "doubled":
        return text[: at + 1] + text[at:]
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def fault(rng: random.Random, text: str, wanted: str = "") -> str:
    """One fault that changes the text, at a character of its own words."""
    while True:
        at = rng.randrange(len(text))
        how = rng.choice(("lost", "doubled", "swapped"))
        if wanted and text[at] not in wanted:
            continue
        changed = broken(text, at, how)
        if changed != text:
            return changed


@pytest.fixture(scope="module")
def account() -> Ledger:
    golden = SMALL.parent / "golden" / "2025-07" / "ledger.json"
    return ledger.load(golden)


@pytest.mark.parametrize("seed", range(10))
def test_a_fault_in_the_source_or_in_a_published_block_opens_the_ledger(
    account: Ledger, seed: int
) -> None:
    rng, text = random.Random(seed), stream(read(SMALL)).text
    prove(account, text)
    for _ in range(30):
        with pytest.raises(BulletinError, match="ledger-open"):
            prove(account, fault(rng, text))
    for _ in range(30):
        index = rng.randrange(len(account.rows))
        row = replace(account.rows[index], text=fault(rng, account.rows[index].text))
        rows = (*account.rows[:index], row, *account.rows[index + 1 :])
        with pytest.raises(BulletinError, match="ledger-open"):
            prove(replace(account, rows=rows), text)


def shifted(rng: random.Random, spans: ledger.Spans) -> ledger.Spans:
    """Spans with one of them moved, longer or shorter by one."""
    index = rng.randrange(len(spans))
    start, n = spans[index]
    moved = rng.choice([(start + 1, n), (start, n + 1), (start, n - 1)])
    return (*spans[:index], moved, *spans[index + 1 :])


@pytest.mark.parametrize("seed", range(10))
def test_a_wrong_span_or_a_missing_drop_opens_the_ledger(account: Ledger, seed: int) -> None:
    rng, text = random.Random(seed), stream(read(SMALL)).text
    for _ in range(10):
        index = rng.randrange(len(account.drops))
        reason, spans = account.drops[index]
        drop = (reason, shifted(rng, spans))
        drops = (*account.drops[:index], drop, *account.drops[index + 1 :])
        with pytest.raises(BulletinError, match="ledger-open"):
            prove(replace(account, drops=drops), text)


@pytest.mark.parametrize("seed", range(10))
def test_a_fault_in_the_markdown_is_named_by_verify(seed: int, tmp_path: Path) -> None:
    folder = import_issue(SMALL, tmp_path).folder
    account, rng = ledger.load(folder / "ledger.json"), random.Random(seed)
    for _ in range(30):
        path = folder / rng.choice(["01.md", "02.md", "03.md"])
        text = path.read_text(encoding="utf-8")
        letters = "".join(c for c in text if c.isalnum() or c in "，。；：、《》（）“”")
        path.write_text(fault(rng, text, letters), encoding="utf-8")
        assert found(folder, account), text
        path.write_text(text, encoding="utf-8")


def found(folder: Path, account: Ledger) -> bool:
    """Whether verify names a change, or the front matter no longer reads at all."""
    try:
        return bool(verify.changes(folder, account))
    except BulletinError:
        return True
