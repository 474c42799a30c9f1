"""What the product makes of one office: its tables in the words of the scorer."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from offices_robot import Answered, Robot
from offices_score import Row, Score, Scorer, read_rows

from helpers.cleaning.mapping_answers import stored_answer
from helpers.cleaning.question_records import question_of
from helpers.cleaning.recognition.model import Question
from helpers.core.catalogues.mappings import add_answers
from helpers.core.periods import Period
from helpers.core.tables import records_of
from helpers.core.text import slug
from helpers.core.workspace import Workspace
from helpers.stages.unit_period import UnitPeriod, open_unit_period

UNIT_COLUMNS = "code,key,name_vi,level,parent_code,valid_from,valid_to"
PROVINCE = "Tỉnh Minh Họa"
WHO = "Người trả lời thử"
COMMUNES_SINCE = "2025-07-01"
"""In the catalogue of units every commune of today exists since this day."""
ITEMS = {"allocated": "plan", "disbursed": "actual", "stated_pct": "pct_plan"}


@dataclass
class Outcome:
    """What the product made of one office: score, questions, and the answers of the robot."""

    score: Score
    questions: list[Question]
    answers: list[Answered]
    period: Period


def is_of_new_communes(about: Row) -> bool:
    """True for a commune in a period after the communes were formed anew."""
    own = Period.parse(about["period"])
    return about["level"] == "commune" and own.end.isoformat() > COMMUNES_SINCE


def workspace_of(office: Path, folder: Path, earlier: Outcome | None) -> UnitPeriod:
    """A workspace with the files of the office, its unit and what was answered before."""
    (about,) = read_rows(office / "office.csv")
    key, reference = slug(about["name"]), folder / "data" / "reference"
    rows = [f"99,{slug(PROVINCE)},{PROVINCE},province,,,"]
    if about["level"] == "province":
        rows = [f'99,{key},"{about["name"]}",province,,,']
    else:
        begins = COMMUNES_SINCE if is_of_new_communes(about) else ""
        rows.append(f'99001,{key},"{about["name"]}",{about["level"]},99,{begins},')
    reference.mkdir(parents=True)
    (reference / "units.csv").write_text("\n".join([UNIT_COLUMNS, *rows, ""]), encoding="utf-8")
    workspace = Workspace(folder)
    raw = workspace.raw(Period.parse(about["period"]), key)
    shutil.copytree(office / "files", raw)
    if earlier:
        store(earlier, workspace, key)
    return open_unit_period(workspace=workspace, unit=key, period=about["period"], lang="vi")


def store(earlier: Outcome, workspace: Workspace, unit: str) -> None:
    """Keep the answers of a run where the product looks for those of a unit."""
    given, period = earlier.answers, earlier.period
    rows = [stored_answer(q, meaning, WHO, period, "notebook") for q, meaning in given]
    add_answers(workspace, unit, rows)


def stored_rows(unit_period: UnitPeriod, tables: dict) -> list[Row]:
    """Every stored figure in the words of the scorer."""
    programmes = unit_period.catalogues.programmes
    rows = []
    plans = {
        (record["file"], record["sheet"], record["cell"])
        for record in records_of(tables["detailed_figures"])
        if record["measure"].startswith("plan_")
    }
    for name in ("observations", "detailed_figures", "programme"):
        for record in records_of(tables[name]):
            cell = (record["file"], record["sheet"], record["cell"])
            is_copy = name == "observations" and record["measure"] == "plan" and cell in plans
            if record["value"] is None or is_copy:
                continue
            row = {
                "code": record.get("indicator"),
                "label": record.get("label"),
                "measure": _measure(record),
                "period": record.get("value_period") or record["period"],
                "unit": record.get("unit_of_measure"),
                "breakdown": record.get("breakdown"),
            }
            if name == "programme":
                line = programmes.budget_lines[record["programme"], record["budget_line"]]
                row |= {
                    "code": line.indicator(record["capital"]),
                    "measure": ITEMS.get(record["item"], "remaining"),
                    "label": line.name_vi,
                    "unit": "%" if record["item"] == "stated_pct" else "triệu đồng",
                }
            if found := programmes.amounts.get(str(row["code"])):
                line, row["capital"] = found
                names = (programmes.root_of(line).short_name("vi"), line.name_vi)
                row["line"] = " ".join((programmes.full_label(line, "vi"), *names))
            source = {field: record[field] for field in ("value", "file", "sheet", "cell")}
            rows.append({k: "" if v is None else str(v) for k, v in (row | source).items()})
    return rows


def _measure(record: Row) -> str:
    """'estimate' for a figure that was reached according to an estimate ('Ước TH')."""
    is_estimate = record.get("measure") == "actual" and record.get("maturity") == "estimate"
    return "estimate" if is_estimate else record.get("measure")


def refused_rows(tables: dict) -> list[Row]:
    """The cells that the quarantine names."""
    rows = (record for record in records_of(tables["quarantine"]) if record["file"])
    return [{name: row[name] or "" for name in ("file", "sheet", "cell")} for row in rows]


def run(office: Path, scorer: Scorer, earlier: Outcome | None = None) -> Outcome:
    """Clean the files of an office with the answers of an earlier run; compare with the truth."""
    with tempfile.TemporaryDirectory() as folder:
        unit_period = workspace_of(office, Path(folder), earlier)
        tables = unit_period.clean().tables
        questions = list(map(question_of, records_of(tables["questions"])))
        stored = stored_rows(unit_period, tables)
        areas = [where for question in questions for where in question.where]
        asked = [{"file": w.file, "sheet": w.sheet, "cell": w.cells} for w in areas]
        score = scorer.score(office, stored, [*asked, *refused_rows(tables)])
        only_asked = scorer.score(office, stored, asked).counts
    score.counts["questions"] = len(questions)
    score.counts["refused"] = only_asked["lost"] - score.counts["lost"]
    robot = Robot.of(office, scorer)
    return Outcome(score, questions, robot.answers(questions), unit_period.period)
