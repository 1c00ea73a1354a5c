"""Bytes that carry their own hash: what is read from the cache is checked before it is used."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from bulletin.model import BulletinError

_LENGTH = 32


class SpoiltError(Exception):
    """A kept value is not what was kept: it is to be made anew."""


def sealed(data: bytes) -> bytes:
    """The bytes as they are kept."""
    return sha256(data).digest() + data


def opened(kept: bytes) -> bytes:
    """What was sealed. Raises `SpoiltError` where a single bit has changed since."""
    data = kept[_LENGTH:]
    if sha256(data).digest() != kept[:_LENGTH]:
        raise SpoiltError
    return data


def spoilt(cache: Path) -> BulletinError:
    """That a cache is spoilt again as soon as it is made anew: the disk is at fault."""
    return BulletinError(
        "cache-spoilt",
        str(cache),
        "刚写下的文件读出来就不对",
        "磁盘读写正确",
        "换一块磁盘，或检查有没有程序在改这个文件夹，再重新构建",
    )


class CheckedBytecode(BytecodeCache):
    """Compiled templates in a folder of the cache; a spoilt one is compiled anew."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket where its template has been compiled before."""
        try:
            data = opened((self._folder / bucket.key).read_bytes())
        except (OSError, SpoiltError):
            return
        bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; other builds see it whole or not at all."""
        handle, fresh = tempfile.mkstemp(dir=self._folder, prefix=".")
        with open(handle, "wb") as file:
            file.write(sealed(bucket.bytecode_to_string()))
        os.replace(fresh, self._folder / bucket.key)
