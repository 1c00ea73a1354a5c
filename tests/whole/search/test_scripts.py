"""The bundle of the search's modules."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.site.search.scripts import bundled


def modules(folder: Path, **texts: str) -> Path:
    texts = {
        "dialog": "export function open() {}\n",
        "page": "",
        "answering": "",
        **texts,
    }
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_modules_run_in_the_order_of_their_imports(tmp_path: Path) -> None:
    page = 'import { a } from "./fold.js";\n\nexport function open() {}\n'
    text = bundled(modules(tmp_path, dialog=page, fold="export const a = 1;\n"))["bundle.js"]
    assert text.index("const $fold") < text.index("const $dialog")
    assert "const { a } = $fold;" in text
    assert "export const open = $dialog.open;" in text


def test_what_is_wanted_later_waits_for_nothing(tmp_path: Path) -> None:
    page = 'export function start() {\n  return import("./fold.js");\n}\n'
    text = bundled(modules(tmp_path, page=page, fold="export const a = 1;\n"))["start.js"]
    assert "return Promise.resolve($fold);" in text


@pytest.mark.parametrize("line", ["export default 1;", "export let a;", 'import "./fold.js";'])
def test_another_form_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(BulletinError, match=r"page\.js"):
        bundled(modules(tmp_path, page=f"{line}\n", fold=""))


def test_a_circle_is_refused(tmp_path: Path) -> None:
    one, other = (f'import {{ a }} from "./{name}.js";\n' for name in ("fold", "page"))
    with pytest.raises(BulletinError, match="循环"):
        bundled(modules(tmp_path, page=one, fold=other))
