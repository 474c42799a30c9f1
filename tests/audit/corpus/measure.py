"""Precision and recall of the audit on the corpus."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus.make import ENGLISH, REPORT_DATE, Sample, decoys, samples
from helpers.audit.examine import examine
from helpers.audit.passages import Passage
from helpers.audit.readers import read_lines

HEAD = (
    f"Mẫu, {REPORT_DATE}",
    "Báo cáo kết quả 6 tháng đầu năm 2023",
)
# What shows how a text writes its numbers.
STYLES = {ENGLISH: "Kinh phí khác 12,345.67 triệu đồng"}
# Where nothing is wrong there is nothing to be told.
SILENT = ("date", "sign", "decoy")
USUAL = "Kinh phí khác 12.345,67 triệu đồng"


@dataclass
class Score:
    """Counts of contradictions by recipe, and of claims extracted from true passages."""

    planted: Counter = field(default_factory=Counter)
    found: Counter = field(default_factory=Counter)
    invented: Counter = field(default_factory=Counter)
    true: Counter = field(default_factory=Counter)
    extracted: Counter = field(default_factory=Counter)
    missed: list[Sample] = field(default_factory=list)
    alarms: list[tuple[Sample, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found.total() / max(1, self.planted.total())

    @property
    def precision(self) -> float:
        told = self.found.total() + self.invented.total()
        return self.found.total() / max(1, told)

    @property
    def extraction(self) -> float:
        return self.extracted.total() / max(1, self.true.total())


def claims_of(sample: Sample) -> list:
    head = [*HEAD, STYLES.get(sample.style, USUAL)]
    text = "\n\n".join(f"{line}." for line in head) + "\n\n" + sample.text
    passages: list[Passage] = list(read_lines(text.encode("utf-8"), "mau.txt"))
    return [item.claim for item in examine("mau.txt", passages)]


def measured(seed: int) -> Score:
    score = Score()
    for sample in (*samples(seed), *decoys()):
        claims = claims_of(sample)
        wrong = [claim for claim in claims if claim.is_contradiction]
        noticed = wrong or [claim for claim in claims if claim.verdict == "doubtful"]
        if sample.slip:
            score.planted[sample.recipe] += 1
            score.found[sample.recipe] += bool(noticed)
            if not noticed:
                score.missed.append(sample)
        else:
            score.true[sample.recipe] += 1
            score.extracted[sample.recipe] += bool(claims) or sample.recipe in SILENT
            score.invented[sample.recipe] += len(wrong)
            score.alarms += [(sample, f"{c.kind} {c.stated} {c.shown}") for c in wrong]
    return score
