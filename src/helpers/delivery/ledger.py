"""The ledger of what was mailed: one line an event, on the disk before the next step.

``attempt`` is written before the last line of a mail goes out, the outcome after the server's
answer. An attempt without an outcome is unclear: the mail may have arrived or not.

Each line ends with a checksum of what is before it. A damaged line stops all sending, since it
may have recorded a mail; only a last line that was cut off may be left out: it belongs to a step
that was not taken.
"""

import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from helpers.core.errors import ParameterError, ReportError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace

ATTEMPT, SENT, POSTPONED, REFUSED = "attempt", "sent", "postponed", "refused"
CHECKSUM = b', "crc": '


class LedgerError(ReportError):
    """The ledger cannot be written, or a line of it is damaged."""


class Ledger:
    """What is known of each address and version of a report. Holds no secret and no server."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last: dict[tuple[str, str], str] = {}
        for entry in _entries(path):
            for address in entry.addresses:
                self._last[address.casefold(), entry.version] = entry.event

    def last(self, address: str, version: str) -> str:
        """The last event: ``attempt`` where it is unclear what came of it, "" where none."""
        return self._last.get((address.casefold(), version), "")

    def record(
        self, event: str, unit: str, version: str, addresses: Iterable[str], code: int = 0
    ) -> None:
        """Append one line and wait until it is on the disk. ``code`` is the server's reply.

        Raises LedgerError where it cannot be written: then nothing more may go out.
        """
        addresses = sorted(addresses)
        entry: dict[str, object] = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "event": event,
            "unit": unit,
            "version": version,
            "addresses": addresses,
        }
        if code:
            entry["code"] = code
        try:
            _append(self.path, _with_checksum(entry))
        except OSError:
            raise LedgerError("delivery.ledger_unwritable") from None
        for address in addresses:
            self._last[address.casefold(), version] = event


def ledger_path(workspace: Workspace, period: Period) -> Path:
    """Beside the data, not the reports: whoever clears those must not send everything again."""
    return workspace.root / "data" / "sent" / f"{period}.jsonl"


@contextmanager
def open_ledger(workspace: Workspace, period: Period) -> Iterator[Ledger]:
    """The period's ledger, for one sender at a time.

    Raises ParameterError while another one holds it; the system lets go of it when that one dies.
    """
    path = ledger_path(workspace, period)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path.with_suffix(".lock"), blocking=False):
            _drop_cut_line(path)
            yield Ledger(path)
    except Timeout:
        raise ParameterError("delivery.ledger_busy") from None


def _drop_cut_line(path: Path) -> None:
    """Take off a last line that was cut off, so that the next one begins a line of its own."""
    lines, mark, last = (path.read_bytes() if path.exists() else b"").rpartition(b"\n")
    if _is_cut(last):
        os.truncate(path, len(lines + mark))


def _is_cut(last: bytes) -> bool:
    """True for the beginning of a line; any other damage is none that a broken run leaves."""
    return last.startswith(b"{") and not last.rstrip().endswith(b"}")


class _Entry(BaseModel):
    """One line. ``crc`` is missing in lines that version 0.2 and earlier wrote."""

    model_config = ConfigDict(strict=True)

    event: str
    version: str
    addresses: list[str]
    crc: str | None = None


def _entries(path: Path) -> Iterator[_Entry]:
    """The lines of the ledger. Raises LedgerError for one that is damaged."""
    content = path.read_bytes() if path.exists() else b""
    lines = content.split(b"\n")
    for number, line in enumerate(lines, start=1):
        entry = _entry(line)
        if entry is not None:
            yield entry
        elif line.strip() and not (number == len(lines) and _is_cut(line)):
            raise LedgerError("delivery.ledger_damaged", file=path.name, row=number)


def _entry(line: bytes) -> _Entry | None:
    """The entry of a line, or None where it is damaged."""
    try:
        entry = _Entry.model_validate_json(line)
    except ValidationError:
        return None
    body, mark, _ = line.rpartition(CHECKSUM)
    if entry.crc is not None and (not mark or entry.crc != _checksum(body)):
        return None
    return entry


def _checksum(body: bytes) -> str:
    return f"{zlib.crc32(body):08x}"


def _with_checksum(entry: dict[str, object]) -> bytes:
    body = json.dumps(entry, ensure_ascii=False).encode().removesuffix(b"}")
    return body + CHECKSUM + f'"{_checksum(body)}"}}'.encode()


def _append(path: Path, line: bytes) -> None:
    with path.open("ab+") as handle:
        if handle.seek(0, os.SEEK_END):
            handle.seek(-1, os.SEEK_END)
            if handle.read(1) != b"\n":
                line = b"\n" + line
        handle.write(line + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
