"""What was published, by hash: each issue and the whole site carry a list that anyone can check.

`integrity.json` at the root lists every file; `issues/2026-04/integrity.json` lists an issue's
source, its Markdown and its pages. `verify` compares a folder or a running site with them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any, Protocol

from bulletin.model import BulletinError
from bulletin.site.cache.hashing import digest
from bulletin.site.content import redirects

FILE = "integrity.json"
SOURCES = (".docx", ".pdf", ".txt")
# Compressed copies are checked by what they unpack to; server files are no pages.
_COPIES = (".br", ".gz")


class Made(Protocol):
    """What is wanted of a part that was carried over: the hashes of its files."""

    @property
    def files(self) -> Mapping[str, str]:
        """Hash by path below the site's root."""


def listed(site: Path, without: Collection[str] = ()) -> Iterator[str]:
    """The files of a site that its manifest lists, as paths below its root.

    Folders of `without` are not entered.
    """
    for folder, inner, files in os.walk(site):
        place = os.path.relpath(folder, site).replace(os.sep, "/")
        prefix = "" if place == "." else f"{place}/"
        inner[:] = sorted(n for n in inner if n[0] != "." and prefix + n not in without)
        for file in sorted(files):
            name = prefix + file
            if file[0] != "." and not file.endswith(_COPIES) and name != FILE:
                yield name


def write(
    site: Path,
    content: Path,
    parts: Iterable[Made] = (),
    more: Iterable[str] = (),
    hashes: Mapping[str, str] | None = None,
) -> int:
    """Write the manifest of the site; how many files it lists.

    The files of carried parts are known by their hashes, others by `hashes`; `more` are files that
    were added to the parts' folders. An issue that is no part gets its own manifest here.
    """
    known = dict(hashes or {})
    for part in parts:
        known.update(part.files)
    folders = {"/".join(name.split("/")[:2]) for name in known if name.startswith("issues/")}
    _write_issues(site, content, folders)
    names = (name for name in [*listed(site, folders), *more] if name not in known)
    files = {**known, **{name: digest(site / name) for name in names}}
    lines = ",\n".join(f"  {_quoted(name)}: {_quoted(files[name])}" for name in sorted(files))
    moved = json.dumps(redirects.moved(site), ensure_ascii=False)
    text = f'{{\n "files": {{\n{lines}\n }},\n "moved": {moved}\n}}\n'
    (site / FILE).write_text(text, encoding="utf-8", newline="\n")
    return len(files)


def _quoted(text: str) -> str:
    """As json.dumps writes it, which would make an encoder for each of the names."""
    return encode_basestring(text)


def _write_issues(site: Path, content: Path, known: Collection[str]) -> None:
    for folder in sorted(p.parent for p in (content / "issues").glob("*/index.md")):
        own = f"issues/{folder.name}"
        if own not in known and (site / own).is_dir():
            pages = [n for n in listed(site / own) if n != FILE]
            stated = issue(folder, {f"{own}/{name}": digest(site / own / name) for name in pages})
            (site / own / FILE).write_text(text(stated), encoding="utf-8", newline="\n")


def issue(folder: Path, pages: Mapping[str, str]) -> dict[str, Any]:
    """The manifest of one issue: what it came from and what it became."""
    names = sorted(os.listdir(folder))
    return {
        "issue": folder.name,
        "source": {n: digest(folder / n) for n in names if _is_source(n)},
        "markdown": {n: digest(folder / n) for n in names if n.endswith(".md")},
        "pages": dict(pages),
    }


def _is_source(name: str) -> bool:
    stem, suffix = os.path.splitext(name)
    return suffix.lower() in SOURCES and stem != "ids"


def text(data: Mapping[str, Any]) -> str:
    """A manifest as its file holds it."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def verify_folder(site: Path) -> list[BulletinError]:
    """What of a published folder differs from its manifest."""
    expected = read(site / FILE)
    present = set(listed(site)) - set(_carried(site))
    problems = list(_compare(expected, lambda name: _folder_digest(site / name)))
    problems += [_extra(name) for name in sorted(present - expected.keys())]
    return problems


def verify_running(url: str, get: Callable[[str], bytes | None]) -> list[BulletinError]:
    """What of a running site differs from its manifest; `get` gives a file's bytes."""
    manifest = get(FILE)
    if manifest is None:
        raise _no_manifest(url)
    files = _files(manifest, url)
    # A moved address is redirected, and a server keeps its own files to itself.
    unasked = {f"{page}index.html" for page in json.loads(manifest).get("moved", ())}
    unasked |= {redirects.NGINX, redirects.CADDY}
    asked = {name: value for name, value in files.items() if name not in unasked}
    return list(_compare(asked, lambda name: _bytes_digest(get(name))))


def verify_issue(site: Path, folder: Path) -> list[BulletinError]:
    """Whether an issue's source and Markdown are still those that were published."""
    path = site / "issues" / folder.name / FILE
    if not path.is_file():
        raise _no_manifest(str(path.parent))
    stated = json.loads(path.read_text(encoding="utf-8"))
    return [
        problem
        for kind in ("source", "markdown")
        for problem in _compare(stated[kind], lambda name: _folder_digest(folder / name))
    ]


def read(path: Path) -> dict[str, str]:
    """The files and hashes of a site's manifest."""
    if not path.is_file():
        raise _no_manifest(str(path.parent))
    return _files(path.read_bytes(), str(path))


def _files(data: bytes, place: str) -> dict[str, str]:
    try:
        files = json.loads(data)["files"]
        return {str(name): str(value) for name, value in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BulletinError(
            "manifest-broken", place, "清单读不出来", "构建时写出的清单", "重新构建并发布"
        ) from None


def _compare(
    expected: Mapping[str, str], found: Callable[[str], str | None]
) -> Iterator[BulletinError]:
    for name, value in expected.items():
        now = found(name)
        if now is None:
            yield BulletinError(
                "manifest-missing", name, "文件不见了", "清单里有这个文件", "重新构建并发布"
            )
        elif now != value:
            yield BulletinError(
                "manifest-changed", name, f"内容变了（{now[:16]}）", value[:16], "重新构建并发布"
            )


def _extra(name: str) -> BulletinError:
    return BulletinError(
        "manifest-extra", name, "清单里没有这个文件", "只有构建写出的文件", "查明来历，删去"
    )


def _no_manifest(place: str) -> BulletinError:
    return BulletinError(
        "manifest-none", place, f"没有 {FILE}", "构建好的网站", "先运行 mkdocs build"
    )


def _folder_digest(path: Path) -> str | None:
    return digest(path) if path.is_file() else None


def _bytes_digest(data: bytes | None) -> str | None:
    return None if data is None else sha256(data).hexdigest()


def _carried(site: Path) -> Sequence[str]:
    """Files of the release before that were kept for pages still open in browsers."""
    path = site / ".release.json"
    if not path.is_file():
        return ()
    return tuple(json.loads(path.read_text(encoding="utf-8")).get("carried", ()))
