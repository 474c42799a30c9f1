"""How well the product reads the own tables of offices: right, kept, asked, lost, wrong.

Usage: python scripts/offices.py [OFFICES] [--details FOLDER] [--only 01 03] [--quick]

OFFICES holds one folder for each office: files/ (what the office sent), office.csv, truth.csv and
must_not.csv, in the format of tests/office_tables. Four blocks are printed: no answer given; after
one round of answers by a robot that answers only what it is asked; the second period of the same
office with these answers; words replaced, one class at a time. --quick leaves the last two out.
Exit code 1 where a figure was lost, came out wrong, or must not have been stored.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from offices_changed import CLASSES, second_period, with_words_replaced
from offices_product import Outcome, run
from offices_score import DETAILS, STATES, Scorer

from helpers.cleaning.recognition.model import Question
from helpers.core.text import slug
from helpers.core.workspace import PROJECT_ROOT

OWN_OFFICES = PROJECT_ROOT / "tests" / "office_tables"
COUNTS = (*STATES, "must_not", "stored", "questions", "refused")
"""``stored``: cells that must not be; ``refused``: asked cells that only the quarantine names."""
MOST_ROUNDS = 5
FAULTS = ("lost", "wrong", "stored")


def header(title: str, *more: str) -> None:
    """Title and column names of a block."""
    print(f"\n{title}\n{'office':24}{'figures':>8}", *(f"{name:>9}" for name in (*COUNTS, *more)))


def line(name: str, counts: Counter[str], *more: int) -> None:
    """One row of a block."""
    figures = [counts[column] for column in COUNTS]
    print(f"{name:24}{counts['figures']:8}", *(f"{number:9}" for number in (*figures, *more)))


def total(outcomes: Iterable[Outcome]) -> Counter[str]:
    """The counts of all offices together."""
    return sum((outcome.score.counts for outcome in outcomes), Counter())


class Bench:
    """Runs blocks over offices, prints them, keeps what failed."""

    def __init__(self, offices: list[Path], scorer: Scorer, work: Path) -> None:
        self.offices, self.scorer, self.work = offices, scorer, work
        self.details: list[tuple[str, ...]] = []
        self.faults = 0

    def block(self, title: str, earlier: dict[str, Outcome]) -> dict[str, Outcome]:
        """One row for each office and the total; the outcomes by office."""
        header(title)
        outcomes = {}
        for office in self.offices:
            outcome = outcomes[office.name] = self.measured(title, office, earlier)
            line(office.name, outcome.score.counts)
        counts = total(outcomes.values())
        line("TOTAL", counts)
        shares = (f"{name} {counts[name] / max(1, counts['figures']):.1%}" for name in STATES)
        print(", ".join(shares))
        reasons = sum((o.score.reasons for o in outcomes.values()), Counter()).most_common(12)
        if reasons:
            print("why wrong:", "; ".join(f"{reason} {number}" for reason, number in reasons))
        return outcomes

    def measured(self, title: str, office: Path, earlier: dict[str, Outcome]) -> Outcome:
        """The outcome of one office with the answers of an earlier run; what failed is kept."""
        outcome = run(office, self.scorer, earlier.get(office.name))
        self.details += [(title, *row) for row in outcome.score.details]
        self.faults += sum(outcome.score.counts[name] for name in FAULTS)
        return outcome

    def second_periods(self, first: dict[str, Outcome]) -> None:
        """The offices a year later: which questions are asked again, which are new."""
        title = "Second period, after all rounds of answers in the first"
        header(title, "repeated", "new")
        for office in self.offices:
            before, known = self.answered(office, first[office.name])
            answered = {question.key for question, _ in before.answers}
            later = second_period(office, self.work / "second" / office.name, self.scorer)
            outcome = self.measured(title, later, {office.name: before})
            repeated = [q for q in outcome.questions if q.key in answered]
            new = [q for q in outcome.questions if q.key not in known]
            line(office.name, outcome.score.counts, len(repeated), len(new))
            for kind, questions in (("repeated", repeated), ("new", new)):
                self.details += [(title, office.name, *_about(q), kind) for q in questions]

    def answered(self, office: Path, first: Outcome) -> tuple[Outcome, set[str]]:
        """All answers that the robot can give round by round, and what was asked meanwhile."""
        before, known = first, {question.key for question in first.questions}
        for _ in range(MOST_ROUNDS):
            after = run(office, self.scorer, before)
            known |= {question.key for question in after.questions}
            if not after.answers:
                break
            before = replace(before, answers=[*before.answers, *after.answers])
        return before, known

    def replaced_words(self) -> None:
        """One row for each class of words: all offices, without and with one round of answers."""
        header("Words replaced, one class at a time (all offices; below, after one round)")
        for name, words in CLASSES.items():
            folder = self.work / slug(name)
            changed = [with_words_replaced(o, folder / o.name, words) for o in self.offices]
            before = {o.name: self.measured(name, o, {}) for o in changed}
            line(name, total(before.values()))
            line("", total(self.measured(f"{name}, answered", o, before) for o in changed))


def _about(question: Question) -> tuple[str, str, str]:
    first = question.where[0]
    return first.file, first.sheet, first.cells


def write_details(folder: Path, rows: list[tuple[str, ...]]) -> None:
    """The failing cells as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "details.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerows([("block", *DETAILS), *rows])


def found_offices(folder: Path, only: list[str]) -> list[Path]:
    """The folders with a truth, in ``folder`` or in its folder ``open``."""
    found = sorted(path.parent for path in folder.glob("*/truth.csv"))
    found = found or sorted(path.parent for path in folder.glob("open/*/truth.csv"))
    return [o for o in found if not only or o.name.startswith(tuple(only))]


def beside(folder: Path, name: str) -> Path:
    """A table of the corpus: in the folder, above it, else the project's own."""
    places = (folder, folder.parent, OWN_OFFICES)
    return next(place / name for place in places if (place / name).exists())


def main() -> int:
    """Print the blocks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("offices", type=Path, nargs="?", default=OWN_OFFICES)
    parser.add_argument("--details", type=Path)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    offices = found_offices(chosen.offices, chosen.only)
    if not offices:
        print(f"{chosen.offices}: no folder with truth.csv", file=sys.stderr)
        return 2
    scorer = Scorer.load(
        *(beside(chosen.offices, f"{n}.csv") for n in ("units", "catalogue_codes"))
    )
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(offices, scorer, Path(work))
        first = bench.block("No answer given", {})
        bench.block("After one round of answers", first)
        if not chosen.quick:
            bench.second_periods(first)
            bench.replaced_words()
    if chosen.details:
        write_details(chosen.details, bench.details)
    return 1 if bench.faults else 0


if __name__ == "__main__":
    sys.exit(main())
