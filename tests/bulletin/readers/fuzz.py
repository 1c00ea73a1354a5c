"""Damage Word, PDF and text files at random and import each.

    python -m tests.bulletin.readers.fuzz 600 [seed]

Whatever comes, an import ends with a report or with a refusal in Chinese, never with another
error. A finding is kept as a file beside its traceback in `.cache/fuzz/`.
"""

from __future__ import annotations

import io
import random
import re
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from bulletin.importer import convert
from bulletin.model import BulletinError
from bulletin.outline.single import Given
from tests.bulletin.readers.fixtures_pdf import write_pdf
from tests.bulletin.readers.fixtures_typeset import Paragraph, typeset
from tests.bulletin.readers.fixtures_word import p, write_word

SAMPLES = Path(__file__).parent.parent / "samples"
FINDINGS = Path(".cache") / "fuzz"
GIVEN = Given(month="2026-05", number=1, alone=True)
_ODD = (b'w:val="-1"', b'w:val="99999999999"', b'w:val=""', b'w:val="\xe4\xb8\x80"')
SLOW = 20.0  # seconds of processor time for one file


def seeds(folder: Path) -> list[tuple[str, bytes]]:
    """Whole files of each kind to be damaged."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for path in (SAMPLES / "small.txt", *sorted((SAMPLES / "regulations").glob("*.txt"))):
        lines = [x for x in path.read_text(encoding="utf-8").split("\n") if x.strip()]
        word = write_word(folder / "seed.docx", "".join(p(x.strip()) for x in lines))
        pdf = write_pdf(folder / "seed.pdf", *typeset([Paragraph(x.strip()) for x in lines]))
        found += [
            (".txt", path.read_bytes()),
            (".docx", word.read_bytes()),
            (".pdf", pdf.read_bytes()),
        ]
    return found


def damaged(kind: str, data: bytes, dice: random.Random) -> bytes:
    """The same file with something wrong in it."""
    if kind == ".docx" and dice.random() < 0.85:
        return _damaged_zip(data, dice)
    return _damaged_bytes(data, dice, dice.randint(1, 12))


def _damaged_zip(data: bytes, dice: random.Random) -> bytes:
    """A sound package with unsound XML, or XML that is sound and absurd."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            part = old.read(name)
            if name == chosen or (name.endswith("document.xml") and dice.random() < 0.7):
                part = _absurd(part, dice) if dice.random() < 0.7 else _damaged_bytes(part, dice, 3)
            if not (name == chosen and dice.random() < 0.05):
                new.writestr(name, part)
    return out.getvalue()


def _absurd(part: bytes, dice: random.Random) -> bytes:
    """Tags lost, doubled and exchanged."""
    pieces = re.split(rb"(<[^>]*>)", part)
    for _ in range(dice.randint(1, 6)):
        a, b = dice.randrange(len(pieces)), dice.randrange(len(pieces))
        act = dice.randrange(4)
        if act == 0:
            pieces[a] = b""
        elif act == 1:
            pieces[a] *= dice.choice((2, 3, 40))
        elif act == 2:
            pieces[a], pieces[b] = pieces[b], pieces[a]
        else:
            pieces[a] = re.sub(rb'w:val="[^"]*"', dice.choice(_ODD), pieces[a])
    return b"".join(pieces)


def _damaged_bytes(data: bytes, dice: random.Random, times: int) -> bytes:
    out = bytearray(data)
    for _ in range(times):
        at = dice.randrange(len(out) + 1)
        act = dice.randrange(5)
        if act == 0 and at < len(out):
            out[at] = dice.randrange(256)
        elif act == 1:
            del out[at : at + dice.choice((1, 2, 40, 4000))]
        elif act == 2:
            out[at:at] = bytes(dice.randrange(256) for _ in range(dice.choice((1, 3, 20))))
        elif act == 3:
            out[at:at] = out[at : at + dice.choice((5, 200, 5000))]
        else:
            out = out[: max(1, at)] if dice.random() < 0.1 else out
        if not out:
            break
    return bytes(out)


def run(seconds: float, seed: int) -> int:
    """Damage and import until the time is over; the number of findings."""
    dice, counts, findings = random.Random(seed), Counter[str](), 0
    FINDINGS.mkdir(parents=True, exist_ok=True)
    files = seeds(FINDINGS)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        kind, data = dice.choice(files)
        path = FINDINGS / f"trial{kind}"
        path.write_bytes(damaged(kind, data, dice))
        began = time.process_time()
        try:
            convert(path, GIVEN)
            outcome = "imported"
        except BulletinError as error:
            outcome = error.code
        except Exception:
            outcome, findings = "CRASH", findings + 1
            kept = FINDINGS / f"finding-{seed}-{findings}{kind}"
            kept.write_bytes(path.read_bytes())
            kept.with_suffix(".log").write_text(traceback.format_exc(), encoding="utf-8")
        if time.process_time() - began > SLOW:
            outcome, findings = "SLOW", findings + 1
            (FINDINGS / f"slow-{seed}-{findings}{kind}").write_bytes(path.read_bytes())
        counts[f"{kind} {outcome}"] += 1
    for name, count in sorted(counts.items()):
        print(f"{count:7} {name}")
    print(f"{sum(counts.values())} files, {findings} findings, seed {seed}")
    return findings


if __name__ == "__main__":
    limit = float(sys.argv[1]) if len(sys.argv) > 1 else 600
    sys.exit(1 if run(limit, int(sys.argv[2]) if len(sys.argv) > 2 else 1) else 0)
