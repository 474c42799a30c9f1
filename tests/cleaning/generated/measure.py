"""Runs generated tables through cleaning and counts what came of their figures."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from generated.judging import Verdict, judged
from generated.layouts import generate
from generated.pages import GeneratedTable
from generated.stock import Stock
from generated.writers import write
from helpers.cleaning import clean_folder
from helpers.core.catalogues import Catalogues

OUTCOMES = ("right", "kept", "asked", "lost", "wrong")
"""``kept``: right, but under the office's own label although the catalogue has the indicator."""


@dataclass
class Score:
    """Counts of outcomes: all, by feature, by kind of file; failures kept by their kind."""

    tables: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    by_feature: dict[str, Counter[str]] = field(default_factory=dict)
    benign: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def add(self, table: GeneratedTable, verdicts: list[Verdict]) -> None:
        """Count the verdicts of one table."""
        self.tables += 1
        for verdict in verdicts:
            wanted = verdict.expected.outcome if verdict.expected else "nothing"
            name = verdict.outcome
            if wanted in ("refused", "nothing") and name in ("asked", "right"):
                self.outcomes["refused as wanted"] += 1
                self._count(table, verdict, "refused as wanted")
                continue
            self.outcomes[name] += 1
            self._count(table, verdict, name)
            if not table.hostile and wanted == "right":
                self.benign[name] += 1

    def add_counts(self, table: GeneratedTable, counts: Counter[str]) -> None:
        """Count the figures of a workbook of own tables, by what came of them."""
        self.tables += 1
        found = Counter({name: counts[name] for name in OUTCOMES})
        self.outcomes += found
        if not table.hostile:
            self.benign += found
        for feature in table.features:
            self.by_feature[feature] = self.by_feature.get(feature, Counter()) + found

    def merge(self, other: Score) -> None:
        """Add the counts of another process."""
        self.tables += other.tables
        self.seconds += other.seconds
        self.outcomes += other.outcomes
        self.benign += other.benign
        self.failures += other.failures
        for feature, counts in other.by_feature.items():
            self.by_feature[feature] = self.by_feature.get(feature, Counter()) + counts

    def _count(self, table: GeneratedTable, verdict: Verdict, name: str) -> None:
        own = verdict.expected.features if verdict.expected else ()
        for feature in (table.features - set(CELL_FEATURES)) | set(own):
            self.by_feature.setdefault(feature, Counter())[name] += 1


KEPT_OF_A_KIND = 3


class Bench:
    """Writes and reads generated tables; keeps the smallest failures of each kind in a folder."""

    def __init__(self, stock: Stock, catalogues: Catalogues, failures: Path | None = None) -> None:
        self.stock, self.catalogues, self.failures = stock, catalogues, failures
        self.kept: dict[str, list[tuple[int, Path]]] = {}

    def run(self, chooser: Random, number: str, score: Score, **options: Any) -> list[Verdict]:
        """One table through the reader: the verdicts that are lost or wrong."""
        table = generate(chooser, self.stock, number, **options)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = write(table, folder)
            start = time.process_time()
            try:
                tables = clean_folder(folder, self.catalogues, [], "bach-thong").tables
                verdicts = judged(table, tables)
            except Exception as error:  # a crash is the worst answer: it is counted, not raised
                tables = {}
                verdicts = [Verdict(None, "wrong", f"crash: {type(error).__name__}: {error}")]
            score.seconds += time.process_time() - start
            score.add(table, verdicts)
            failed = [v for v in verdicts if v.outcome in ("lost", "wrong")]
            for kind in {kind_of(table, verdict) for verdict in failed}:
                score.failures[kind] += 1
                if self.failures:
                    self._keep(kind, table, path, failed, tables)
        return failed

    def _keep(
        self, kind: str, table: GeneratedTable, path: Path, failed: list[Verdict], tables: Any
    ) -> None:
        assert self.failures is not None
        kept, size = self.kept.setdefault(kind, []), len(table.page.boxes)
        if len(kept) == KEPT_OF_A_KIND:
            largest, old = max(kept)
            if size >= largest:
                return
            kept.remove((largest, old))
            shutil.rmtree(old)
        folder = self.failures / re.sub(r"[^a-z]+", "_", kind) / table.number
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder)
        kept.append((size, folder))
        text = json.dumps(truth_of(table, failed, tables), ensure_ascii=False, indent=1)
        (folder / "truth.json").write_text(text, encoding="utf-8")


CELL_FEATURES = (
    *("percent format", "percent sign in format", "scaled format", "unit in number format"),
    *("formula", "marker", "clear text", "ambiguous text", "typed figure", "attainment"),
)


def kind_of(table: GeneratedTable, verdict: Verdict) -> str:
    """What a failure has to do with: the cell's own feature, its unit, the hostile extra."""
    expected = verdict.expected
    own = (
        [f for f in expected.features if f not in ("clear text", "typed figure")]
        if expected
        else []
    )
    ratio = verdict.found / expected.value if expected and verdict.found and expected.value else 0
    cause = ", ".join(own)
    if ratio and ratio.normalize().as_tuple().digits == (1,) and not own:
        cause = next((f for f in sorted(table.features) if f.startswith("unit")), "") or "scale"
        cause = f"{cause}, figure in another scale"
    return f"{verdict.outcome}: {cause or table.hostile or 'layout'}"


def truth_of(table: GeneratedTable, failed: list[Verdict], tables: Any) -> dict[str, Any]:
    """What is in the file, what must come of it, and what the quarantine said."""
    return {
        "hostile": table.hostile,
        "features": sorted(table.features),
        "failures": [describe(verdict) for verdict in failed],
        "quarantine": [
            f"{r['cell']} {r['rule']}: {r['reason']}"
            for r in (tables["quarantine"].to_dict("records") if tables else ())
            if r["file"]
        ],
        "expected": [
            f"{address(e.position)} {e.outcome}: {' '.join(e.key or ())} = {e.value}"
            for e in table.expected
        ],
    }


def address(position: tuple[int, int]) -> str:
    """(7, 5) → 'E7'."""
    row, column = position
    return f"{chr(64 + column)}{row}"


def describe(verdict: Verdict) -> str:
    """A failure in one line."""
    where = address(verdict.expected.position) if verdict.expected else ""
    own = ", ".join(verdict.expected.features) if verdict.expected else ""
    return f"{verdict.outcome} {where}: {verdict.why} [{own}]"
