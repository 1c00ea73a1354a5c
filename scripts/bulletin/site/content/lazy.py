"""A list whose members are made when somebody asks for them: most builds ask for few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Lazy(Sequence[T]):
    """Members by their keys; its length, order and parts are known without making any."""

    def __init__(self, keys: Sequence[str] = (), make: Callable[[str], T] | None = None) -> None:
        self.keys = keys
        self._make = make

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Lazy[T]: ...
    def __getitem__(self, at: int | slice) -> T | Lazy[T]:
        if isinstance(at, slice):
            return self.only(self.keys[at])
        assert self._make is not None  # what is empty makes nothing
        return self._make(self.keys[at])

    def only(self, keys: Sequence[str]) -> Lazy[T]:
        """The members with these keys."""
        return Lazy(keys, self._make)
