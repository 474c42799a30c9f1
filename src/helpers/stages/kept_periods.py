"""Tables of earlier periods are made again only where what they are made from has changed.

``data/processed/PERIOD/UNIT/made_from.json`` has the fingerprint of the inputs, and the SHA-256 of
each table that was made from them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpers.core.periods import Period
from helpers.core.workspace import Workspace, write_text
from helpers.stages.input_hashes import inputs_of, sha256, shared_inputs

RECORD = "made_from.json"


@dataclass(frozen=True)
class KeptTables:
    """The tables of a unit and period, with texts in ``lang``, and what they were made from."""

    workspace: Workspace
    period: Period
    unit: str
    lang: str

    def has(self, name: str) -> bool:
        """Whether table ``name`` was made from what there is now, and no table changed since."""
        made = self._made()
        return name in made and made == self._hashes(made)

    def record(self, names: Iterable[str]) -> None:
        """Note that tables were made from what there is now."""
        tables = self._hashes({*self._made(), *names})
        content = {"fingerprint": self._fingerprint, "tables": dict(sorted(tables.items()))}
        write_text(self._folder / RECORD, json.dumps(content, indent=1) + "\n")

    @property
    def _folder(self) -> Path:
        return self.workspace.processed(self.period, self.unit)

    @cached_property
    def _fingerprint(self) -> str:
        values = {"lang": self.lang, "formats": (), "report_date": ""}
        shared = shared_inputs(self.workspace, self.period)
        return inputs_of(shared, self.unit, values, is_roll_up=False).fingerprint

    def _made(self) -> dict[str, str]:
        """Table → SHA-256 as recorded; empty where nothing is, or of other inputs."""
        try:
            recorded = json.loads((self._folder / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        is_same = isinstance(recorded, dict) and recorded.get("fingerprint") == self._fingerprint
        tables = recorded.get("tables") if is_same else None
        return tables if isinstance(tables, dict) else {}

    def _hashes(self, names: Iterable[str]) -> dict[str, str]:
        """Of the tables that are there."""
        paths = {name: self._folder / f"{name}.parquet" for name in names}
        return {name: sha256(path) for name, path in paths.items() if path.is_file()}
