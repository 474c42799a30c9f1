"""Train the weights of links.yml on true texts: tests/audit/corpus and, if given, other files.

Usage: python scripts/train_audit.py [FILE ...]   (rewrites the weights, keeps the thresholds)

A candidate relation is an example; it was meant where it holds. What holds by chance is weighed
down by how often chance makes it hold. Logistic regression with a quadratic penalty.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "audit"))

from corpus.relations import HEAD, texts_of

from helpers.audit.examine import claims_alone, text_style
from helpers.audit.readers import read_lines
from helpers.audit.rules import links
from helpers.audit.rules.linked_shares import Pair
from helpers.audit.rules.linked_sums import weighed_runs
from helpers.audit.rules.prose import Prose
from helpers.audit.rules.solver import chance
from helpers.cli.guard import guarded

ROOT = Path(__file__).resolve().parents[1]
PENALTY, ROUNDS, LEAST, UNSURE = 1.0, 60, 8, 20
"""Of the regression; its steps; examples that a sign needs; how much chance weighs down."""
TRAINED_ON = ("marked_", "offices_")
Example = tuple[tuple[str, ...], bool, float]


def true_texts(paths: Iterable[Path]) -> Iterator[str]:
    """Texts without the paragraphs that contradict themselves."""
    for path in paths:
        if path.stem.startswith("marked"):
            yield from (text.text for text in texts_of(path))
            continue
        for part in path.read_text(encoding="utf-8").split("\n== "):
            lines = part.splitlines()[1:]
            yield "\n".join(x for x in lines if x and not x.startswith(("! ", "# ")))


def examples(paths: Iterable[Path]) -> dict[str, list[Example]]:
    """Candidates by family: their signs, whether they hold, and their weight."""
    found: dict[str, list[Example]] = defaultdict(list)
    for text in true_texts(paths):
        lines = "\n".join([*HEAD, text]).encode()
        passages = [replace(p, text=claims_alone(p.text)) for p in read_lines(lines, "mau.txt")]
        prose = Prose(passages, text_style(passages))
        for number, passage in enumerate(passages):
            for run in (
                weighed_runs(prose.around(number), number, every=True) if not passage.table else ()
            ):
                if any(f.quantity.value >= run.run.total.quantity.value for f in run.run.parts):
                    continue
                weight = 1 / (1 + UNSURE * chance(run.candidate)) if run.is_right else 1.0
                found["sum"].append((run.signs, run.is_right, weight))
            for pair in _pairs(prose, number) if not passage.table else ():
                weight = 1 / (1 + UNSURE * chance(pair.candidate)) if pair.is_right else 1.0
                found["share"].append((pair.signs, pair.is_right, weight))
    return found


def _pairs(prose: Prose, number: int) -> Iterator[Pair]:
    for share in prose.paragraph(number):
        if share.is_percent:
            yield from prose.pairs(number, share, every=True)


def fitted(rows: list[Example]) -> dict[str, float]:
    """Weights of signs by Newton's method."""
    counts: dict[str, int] = defaultdict(int)
    for signs, _, _ in rows:
        for sign in set(signs):
            counts[sign] += 1
    names = ["bias", *sorted(s for s, n in counts.items() if n >= LEAST)]
    place = {name: n for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    x[:, 0] = 1
    for n, (signs, _, _) in enumerate(rows):
        for sign in signs:
            if sign in place:
                x[n, place[sign]] = 1
    y = np.array([float(right) for _, right, _ in rows])
    weight = np.array([w for _, _, w in rows])
    beta = np.zeros(len(names))
    penalty = np.eye(len(names)) * PENALTY
    penalty[0, 0] = 0.01
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (weight * (y - p)) - penalty @ beta
        curve = (x * (weight * p * (1 - p))[:, None]).T @ x + penalty
        step = np.linalg.solve(curve, slope)
        beta += np.clip(step, -2, 2)
    return {name: round(float(b), 2) for name, b in zip(names, beta, strict=True)}


def main(paths: list[Path]) -> None:
    corpus = ROOT / "tests" / "audit" / "corpus"
    own = [p for p in sorted(corpus.glob("*.txt")) if p.stem.startswith(TRAINED_ON)]
    own = [p for p in own if p.stem != "offices_10"]
    known = dict(links.weights())
    for family, rows in examples([*own, *paths]).items():
        right = sum(r for _, r, _ in rows)
        print(family, len(rows), "examples,", right, "hold")
        known[family] = fitted(rows)
    target = Path(links.__file__).with_name("links.yml")
    head = "# Written by scripts/train_audit.py: what each sign counts (logarithms of odds).\n"
    target.write_text(head + yaml.safe_dump(known, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(guarded(lambda: main([Path(a) for a in sys.argv[1:]])))
