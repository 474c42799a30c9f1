"""Precision and recall with which a batch over an invented province reports its planted faults.

Usage: python scripts/planted_faults_bench.py WORKSPACE PERIOD  (prints a table and a line of JSON)
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from demo_score import DETECTED_BY, score_batch

from helpers.cli.guard import guarded
from helpers.core.periods import Period
from helpers.core.workspace import Workspace


def main(folder: str, period: str) -> None:
    score = score_batch(Workspace(Path(folder)), Period.parse(period))
    told_by = {rule: kind for kind, rule in DETECTED_BY.items()}
    invented = Counter(told_by.get(rule, rule) for rule, *_ in score.invented)
    print(f"{'kind':>18} {'planted':>8} {'hidden':>7} {'found':>6} {'recall':>7} {'invented':>9}")
    for kind in (*DETECTED_BY, *sorted(set(invented) - set(DETECTED_BY))):
        planted, hidden, found = (c[kind] for c in (score.planted, score.hidden, score.found))
        recall = f"{found / (planted - hidden):.3f}" if planted > hidden else "–"
        print(f"{kind:>18} {planted:>8} {hidden:>7} {found:>6} {recall:>7} {invented[kind]:>9}")
    for fault in score.missed[:10]:
        print("missed", *fault.values(), sep=" | ")
    for detection in score.invented[:10]:
        print("invented", *detection, sep=" | ")
    rates = {"precision": round(score.precision, 4), "recall": round(score.recall, 4)}
    print(json.dumps({"planted": score.planted.total(), "found": score.found.total()} | rates))


if __name__ == "__main__":
    sys.exit(guarded(lambda: main(*sys.argv[1:])))
