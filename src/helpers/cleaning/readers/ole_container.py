"""Streams of OLE compound files: the container of .xls and of encrypted .xlsx.

Layout after [MS-CFB] (Microsoft Open Specifications), as much of it as is needed here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_LAST_SECTOR = 0xFFFFFFFA


class DamagedContainerError(Exception):
    """The container points outside of itself."""


class CompoundFile:
    """Read-only view of a compound file held in memory."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(SIGNATURE) or len(data) < 512:
            raise DamagedContainerError
        self.data = data
        self.size = 1 << struct.unpack_from("<H", data, 30)[0]
        if self.size not in (512, 4096):
            raise DamagedContainerError
        self.table = self._allocation_table()
        self.entries = self._directory(struct.unpack_from("<I", data, 48)[0])

    def names(self) -> set[str]:
        """Names of all streams and storages."""
        return set(self.entries)

    def stream(self, name: str) -> bytes:
        """Content of a stream. Raises KeyError when there is none of that name."""
        start, length = self.entries[name]
        if length >= struct.unpack_from("<I", self.data, 56)[0]:
            return self._chain(start)[:length]
        small = self._chain(self.entries["Root Entry"][0])
        links = _numbers(self._chain(struct.unpack_from("<I", self.data, 60)[0]))
        pieces = (small[n * 64 : n * 64 + 64] for n in _follow(start, links))
        return b"".join(pieces)[:length]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        sector = self.data[start : start + self.size]
        if not sector:
            raise DamagedContainerError
        return sector

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(start, self.table))

    def _allocation_table(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self.data, 76))
        more = struct.unpack_from("<I", self.data, 68)[0]
        seen: set[int] = set()
        while more < _LAST_SECTOR and more not in seen:
            seen.add(more)
            numbers = _numbers(self._sector(more))
            sectors += numbers[:-1]
            more = numbers[-1]
        used = [number for number in sectors if number < _LAST_SECTOR]
        return [link for number in used for link in _numbers(self._sector(number))]

    def _directory(self, start: int) -> dict[str, tuple[int, int]]:
        raw = self._chain(start)
        entries: dict[str, tuple[int, int]] = {}
        for offset in range(0, len(raw) - 127, 128):
            length = struct.unpack_from("<H", raw, offset + 64)[0]
            if 2 <= length <= 64:
                name = raw[offset : offset + length - 2].decode("utf-16-le", "replace")
                first, size = struct.unpack_from("<II", raw, offset + 116)
                entries.setdefault(name, (first, size))
        return entries


def _numbers(sector: bytes) -> list[int]:
    count = len(sector) // 4
    return list(struct.unpack_from(f"<{count}I", sector))


def _follow(start: int, table: list[int]) -> Iterator[int]:
    seen = 0
    while start < _LAST_SECTOR:
        if start >= len(table) or seen > len(table):
            raise DamagedContainerError
        yield start
        start = table[start]
        seen += 1
