"""What is packed, how it is checked, and what an editor reads when it cannot be packed."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from bulletin.model import BulletinError
from bulletin.site.cache.compress import compressed
from bulletin.site.runtime import build, bundle, node

ROOT = Path(__file__).resolve().parents[3]
RULES = ROOT / "calculators"
PACKAGES = ROOT / "node_modules"
CACHE = ROOT / ".cache"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[build.RuntimeInfo, Path]:
    """The runtime, built or taken from the cache."""
    out = tmp_path_factory.mktemp("site")
    return build.build_runtime(RULES, PACKAGES, CACHE, out), out


def test_the_folder_is_named_by_its_content(made: tuple[build.RuntimeInfo, Path]) -> None:
    info, out = made
    assert info.hash in info.url
    assert (out / info.url / "worker.mjs").is_file()


def test_a_first_visit_is_below_three_point_six_megabytes(
    made: tuple[build.RuntimeInfo, Path], tmp_path: Path
) -> None:
    info, out = made
    copy = shutil.copytree(out / info.url, tmp_path / "runtime")
    for path in list(copy.iterdir()):
        compressed(path, ROOT / ".cache" / "compressed")
    packed = sum(path.stat().st_size for path in copy.glob("*.br"))
    assert packed <= 3_600_000
    assert abs(packed - info.bytes) < 0.03 * packed  # what the page says of it


def test_the_bundle_is_stored_bytecode_of_calculators_and_library_only(
    made: tuple[build.RuntimeInfo, Path],
) -> None:
    info, out = made
    with zipfile.ZipFile(out / info.url / "python.zip") as archive:
        members = archive.infolist()
    names = {member.filename for member in members}
    assert all(name.endswith(".pyc") for name in names)
    assert all(member.compress_type == zipfile.ZIP_STORED for member in members)
    assert {"calculators/__init__.pyc", "json/decoder.pyc", "warm.pyc"} <= names
    for name in ("cli", "__main__", "batch", "tables", "sheets"):
        assert f"calculators/{name}.pyc" not in names
    assert "unittest/__init__.pyc" not in names


def test_packing_twice_gives_the_same_bytes(
    made: tuple[build.RuntimeInfo, Path], tmp_path: Path
) -> None:
    info, out = made
    again = tmp_path / "python.zip"
    bundle.build_bundle(RULES, PACKAGES / "pyodide", build.SCRIPTS / "pack.mjs", again)
    assert again.read_bytes() == (out / info.url / "python.zip").read_bytes()


def test_unchanged_calculators_are_not_packed_again(
    made: tuple[build.RuntimeInfo, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "build_bundle", None)  # calling it would fail
    assert build.build_runtime(RULES, PACKAGES, CACHE, tmp_path) == made[0]


def test_a_damaged_cache_is_not_trusted(
    made: tuple[build.RuntimeInfo, Path], tmp_path: Path
) -> None:
    kept = next(
        p
        for p in (CACHE / "runtime").iterdir()
        if (p / build.FACTS).is_file() and build._info(p) == made[0]
    )
    copy = tmp_path / "kept"
    (copy / "files").mkdir(parents=True)
    (copy / build.FACTS).write_bytes((kept / build.FACTS).read_bytes())
    for file in (kept / "files").iterdir():
        (copy / "files" / file.name).write_bytes(file.read_bytes())
    assert build._intact(copy)
    (copy / "files" / "worker.mjs").write_bytes(b"")
    assert not build._intact(copy)


def test_a_wheel_that_disagrees_with_its_record_is_refused(tmp_path: Path) -> None:
    wheel = bundle.build_wheel(RULES, tmp_path)
    bundle.verify_wheel(wheel)
    forged = tmp_path / "forged.whl"
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(forged, "w") as target:
        for name in source.namelist():
            extra = b"# more\n" if name == "calculators/__init__.py" else b""
            target.writestr(name, source.read(name) + extra)
    with pytest.raises(BulletinError, match=r"calculators/__init__\.py.*runtime-wheel-hash"):
        bundle.verify_wheel(forged)


def test_without_pyodide_the_editor_reads_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(BulletinError, match=r"make site.*runtime-no-pyodide"):
        build.build_runtime(RULES, tmp_path, tmp_path, tmp_path)


def test_a_rule_that_fails_while_packing_stops_the_build(tmp_path: Path) -> None:
    broken = tmp_path / "calculators"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise RuntimeError('broken rule')\n")
    pack = build.SCRIPTS / "pack.mjs"
    with pytest.raises(BulletinError, match="broken rule"):
        bundle.build_bundle(broken, PACKAGES / "pyodide", pack, tmp_path / "out.zip")


def test_node_is_new_enough() -> None:
    assert node._major(node.node()) >= node.OLDEST


def test_without_node_an_editor_reads_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v12.22.9\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(node.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BulletinError, match=r"make site.*runtime-no-node"):
        node.node.__wrapped__()  # what an earlier test has found is kept
