"""The ledger of what was mailed: one line an event, on the disk before the next step.

``attempt`` is written before the last line of a mail goes out, the outcome after the server's
answer. An attempt without an outcome is unclear: the mail may have arrived or not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from helpers.core.errors import ParameterError, ReportError
from helpers.core.periods import Period
from helpers.core.workspace import Workspace

ATTEMPT, SENT, POSTPONED, REFUSED = "attempt", "sent", "postponed", "refused"


class LedgerError(ReportError):
    """The ledger cannot be written."""


class Ledger:
    """What is known of each address and version of a report. Holds no secret and no server."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last: dict[tuple[str, str], str] = {}
        for entry in _entries(path):
            for address in entry["addresses"]:
                self._last[address.casefold(), entry["version"]] = entry["event"]

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
            _append(self.path, json.dumps(entry, ensure_ascii=False))
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
            yield Ledger(path)
    except Timeout:
        raise ParameterError("delivery.ledger_busy") from None


def _entries(path: Path) -> Iterator[dict]:
    """Whole lines. One that was cut off belongs to a step that was not taken."""
    lines = path.read_bytes().splitlines() if path.exists() else []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and {"event", "version", "addresses"} <= entry.keys():
            yield entry


def _append(path: Path, line: str) -> None:
    with path.open("ab+") as handle:
        if handle.seek(0, os.SEEK_END):
            handle.seek(-1, os.SEEK_END)
            if handle.read(1) != b"\n":
                line = "\n" + line
        handle.write(f"{line}\n".encode())
        handle.flush()
        os.fsync(handle.fileno())
