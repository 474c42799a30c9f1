"""Generated tables through the reader: how many figures come out right, are asked, lost, wrong.

Usage: python scripts/read_bench.py [TABLES] [SEED] [--own TABLES] [--failures FOLDER]
                                    [--no-resaved]

TABLES are tables of the forms; a fifth as many workbooks of an office's own tables follow, or as
many as --own says. Prints for both a table by feature and by kind of file; writes the smallest
workbooks of each kind of failure with their truth into FOLDER/seed-SEED. Then the real workbooks,
saved again by LibreOffice in four formats, must give the same tables. Exit code 1 where a figure
was lost or came out wrong.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "cleaning"))

from generated.measure import OUTCOMES, Bench, Score
from generated.own_measure import OwnBench
from generated.resaved import check
from generated.stock import Stock

from helpers.core.catalogues import load_catalogues
from helpers.core.periods import Period
from helpers.core.workspace import PROJECT_REFERENCE, PROJECT_ROOT, Workspace

PROCESSES = 2
KINDS = ("xlsx", "openpyxl", "xls", "ods", "csv", "xml", "html")


def measured(share: int, tables: int, seed: int, failures: Path | None) -> Score:
    """The tables of one process: every ``PROCESSES``-th number."""
    catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse("2023H1"))
    own = failures / f"process-{share}" if failures else None
    bench, score = Bench(Stock(PROJECT_REFERENCE), catalogues, own), Score()
    for number in range(share, tables, PROCESSES):
        name = f"{seed}-{number}"
        bench.run(Random(name), name, score)
        if number % 500 == share:
            print(f"{number}: {dict(score.outcomes)}", file=sys.stderr, flush=True)
    return score


def measured_own(share: int, tables: int, seed: int, failures: Path | None) -> Score:
    """The workbooks of own tables of one process."""
    bench, score = OwnBench(failures), Score()
    for number in range(share, tables, PROCESSES):
        bench.run(Random(f"own-{seed}-{number}"), f"{seed}-{number}", score)
        if number % 500 == share:
            print(f"own {number}: {dict(score.outcomes)}", file=sys.stderr, flush=True)
    return score


def show(score: Score, elapsed: float) -> None:
    """The table of the bench."""
    print(f"{'':34} {'figures':>8} " + " ".join(f"{name:>7}" for name in OUTCOMES) + "  refused")
    line(score, "all")
    line(score, "without hostile extras", score.benign)
    features = sorted(
        score.by_feature, key=lambda name: (name.startswith("!"), name not in KINDS, name)
    )
    for feature in features:
        line(score, feature, score.by_feature[feature])
    for kind, count in score.failures.most_common():
        print(f"{count:6} tables: {kind}")
    print(
        f"{score.tables} tables, {elapsed:.0f} s, "
        f"{1000 * score.seconds / max(1, score.tables):.1f} ms of reading per workbook"
    )


def resaved(folder: Path) -> int:
    """How many rows of the real workbooks another format changes."""
    changed = 0
    soffice = shutil.which("soffice")
    if soffice is None:
        print("LibreOffice (soffice) is missing: the real workbooks were not saved again")
        return 0
    for period in ("2022H1", "2023H1"):
        catalogues = load_catalogues(Workspace(PROJECT_ROOT), Period.parse(period))
        raw = PROJECT_ROOT / "data" / "raw" / period / "bach-thong"
        names = sorted(path.name for path in raw.glob("*.xlsx"))
        for suffix, found in check(raw, names, folder / period, catalogues, soffice).items():
            print(f"{period} saved again as {suffix}: {len(names)} workbooks, {len(found)} changed")
            for text in found[:10]:
                print(f"    {text}")
            changed += len(found)
    return changed


def line(score: Score, name: str, counts=None) -> None:
    counts = score.outcomes if counts is None else counts
    wanted = sum(counts[outcome] for outcome in OUTCOMES)
    shares = (
        " ".join(f"{counts[name] / wanted:7.1%}" for name in OUTCOMES[:3]) if wanted else " " * 23
    )
    failed = f"{counts['lost']:7} {counts['wrong']:7}"
    refused = counts["refused as wanted"]
    print(f"{name:34} {wanted:8} {shares} {failed} {refused:8}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=int, nargs="?", default=10_000)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--own", type=int, default=None)
    parser.add_argument("--failures", type=Path, default=None)
    parser.add_argument("--no-resaved", action="store_true")
    chosen = parser.parse_args()
    failures = chosen.failures / f"seed-{chosen.seed}" if chosen.failures else None
    if failures:
        shutil.rmtree(failures, ignore_errors=True)
    own = chosen.tables // 5 if chosen.own is None else chosen.own
    bad = 0
    for title, measure, tables in (
        ("Tables of the forms", measured, chosen.tables),
        ("Own tables", measured_own, own),
    ):
        start, score = time.time(), Score()
        with ProcessPoolExecutor(PROCESSES) as pool:
            jobs = [
                pool.submit(measure, share, tables, chosen.seed, failures)
                for share in range(PROCESSES)
            ]
            for job in jobs:
                score.merge(job.result())
        print(f"\n{title}")
        show(score, time.time() - start)
        bad += score.outcomes["lost"] + score.outcomes["wrong"]
    changed = 0
    if not chosen.no_resaved:
        with tempfile.TemporaryDirectory() as folder:
            changed = resaved(Path(folder))
    return 1 if changed or bad else 0


if __name__ == "__main__":
    sys.exit(main())
