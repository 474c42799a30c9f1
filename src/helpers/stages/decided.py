"""Keep decisions about contradictions in the unit's file: given in a notebook or in Excel."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from helpers.checks.decisions import (
    CHOICES,
    Decision,
    Settlement,
    choices_of,
    decisions_file,
    load_decisions,
)
from helpers.cleaning.readers.workbook import read_workbook
from helpers.core.csv_text import csv_text
from helpers.core.dates import find_date
from helpers.core.errors import ParameterError
from helpers.core.formatting import format_date
from helpers.core.messages import current_language, message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace, write_text
from helpers.narrative.decisions import SHEET, choice_code
from helpers.narrative.phrases import word
from helpers.stages.parameters import validated
from helpers.stages.report_files import dossier_file
from helpers.stages.set_aside import OutputFolder


def add_decision(
    path: Path, given: Mapping[str, str], settlements: Sequence[Settlement]
) -> Decision:
    """Store what was given with the figures and the date of today, in place of an earlier one.

    Raises ParameterError for an unknown key and for a choice that the report cannot obey.
    """
    by_key = {settlement.key: settlement for settlement in settlements}
    found = by_key.get(given["key"])
    if found is None:
        raise ParameterError("edits.no_contradiction", code=given["key"], known="; ".join(by_key))
    choices = choices_of(found.finding)
    if given["choice"] not in choices:
        known = ", ".join(word(f"choice_{choice}", current_language()) for choice in choices)
        raise ParameterError("edits.no_choice", choice=given["choice"], code=found.key, known=known)
    figures = {"stated": found.stated, "computed": found.computed}
    decision = validated(Decision, {**given, **figures, "date": date.today().isoformat()})
    _keep(path, [decision])
    return decision


def _keep(path: Path, decisions: Sequence[Decision]) -> None:
    """Store decisions, each in place of an earlier one about the same contradiction."""
    keys = {decision.key for decision in decisions}
    others = [kept for kept in load_decisions(path) if kept.key not in keys]
    columns = list(Decision.model_fields)
    rows = ([getattr(kept, column) for column in columns] for kept in (*others, *decisions))
    write_text(path, csv_text(columns, rows))


def take_from_workbook(workspace: Workspace, period: Period, unit: str, lang: str) -> list[str]:
    """Store the decisions that a person filled in on the dossier's sheet; a sentence for each.

    Raises ParameterError for a row with an unknown choice, without reason or name, InputError for
    a workbook that cannot be read.
    """
    book = dossier_file(workspace, period, unit, ".xlsx", lang)
    if not book.is_file() or book in OutputFolder(workspace, book.parent).written():
        return []
    path = decisions_file(workspace, period, unit)
    known = {decision.key: decision for decision in load_decisions(path)}
    saved_on = date.fromtimestamp(book.stat().st_mtime)
    taken, sentences = [], []
    for row in _rows_with_choice(book, lang):
        filled = _filled(row, lang, saved_on)
        before = known.get(filled.key)
        if before is not None and _said(before) != _said(filled):
            later, other = sorted((filled, before), key=lambda d: d.date, reverse=True)
            sentences.append(_of_two(row["subject"], later, other, lang))
            if later is before:
                continue
        else:
            names = ("subject", "choice", "name")
            sentences.append(message("stages.decision_taken", **{n: row[n] for n in names}))
        taken.append(filled)
    if taken:
        _keep(path, taken)
    return sentences


def _said(decision: Decision) -> tuple[str, str, str]:
    return decision.choice, decision.reason, decision.name


def _of_two(subject: str, later: Decision, other: Decision, lang: str) -> str:
    """Two people decided otherwise of one contradiction: the later decision holds, both named."""
    fields = {
        f"{name}{suffix}": text
        for suffix, decision in (("", later), ("_before", other))
        for name, text in (
            ("choice", word(f"choice_{decision.choice}", lang)),
            ("name", decision.name),
            ("reason", decision.reason),
            ("date", format_date(decision.date, lang=lang)),
        )
    }
    return message("stages.decision_of_two", subject=subject, **fields)


def _filled(row: Mapping[str, str], lang: str, saved_on: date) -> Decision:
    """``saved_on``: the day of a decision that names none."""
    choice = choice_code(row["choice"])
    if choice not in CHOICES:
        choices = ", ".join(word(f"choice_{code}", lang) for code in CHOICES)
        raise ParameterError("edits.no_choice", choice=choice, code=row["key"], known=choices)
    day = find_date(row.get("date", "")) or saved_on
    given = {name: row.get(name, "") for name in ("key", "reason", "name", "stated", "computed")}
    return validated(Decision, {**given, "choice": choice, "date": day.isoformat()})


def _rows_with_choice(book: Path, lang: str) -> Iterator[dict[str, str]]:
    """Rows of the sheet in which something was chosen, by the names of its columns."""
    heads = {word(f"sheet_{name}", lang): name for name in SHEET}
    wanted = word("decision_sheet", lang)
    for sheet in read_workbook(book, root=book.parent).sheets:
        columns: dict[int, str] = {}
        for row in sheet.rows if sheet.name == wanted else ():
            found = {c.column: heads[c.text.strip()] for c in row if c.text.strip() in heads}
            columns = columns or (found if len(found) == len(SHEET) else {})
            filled = {columns[c.column]: c.text.strip() for c in row if c.column in columns}
            if not found and filled.get("choice"):
                yield filled
