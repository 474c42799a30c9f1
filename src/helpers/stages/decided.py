"""Keep a decision about a contradiction in the unit's file."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from helpers.checks.decisions import Decision, Settlement, choices_of, load_decisions
from helpers.core.csv_text import csv_text
from helpers.core.errors import ParameterError
from helpers.core.workspace import write_text
from helpers.stages.parameters import validated


def add_decision(
    path: Path, given: Mapping[str, str], settlements: Sequence[Settlement]
) -> Decision:
    """Store what was given with the figures and the date of today, in place of an earlier one.

    Raises ParameterError for an unknown key and for a choice that the report cannot obey.
    """
    known = {settlement.key: settlement for settlement in settlements}
    found = known.get(given["key"])
    if found is None:
        raise ParameterError("edits.no_contradiction", code=given["key"], known="; ".join(known))
    choices = choices_of(found.finding)
    if given["choice"] not in choices:
        raise ParameterError(
            "edits.no_choice", choice=given["choice"], code=found.key, known=", ".join(choices)
        )
    figures = {"stated": found.stated, "computed": found.computed}
    decision = validated(Decision, {**given, **figures, "date": date.today().isoformat()})
    others = [kept for kept in load_decisions(path) if kept.key != decision.key]
    columns = list(Decision.model_fields)
    rows = ([getattr(kept, column) for column in columns] for kept in (*others, decision))
    write_text(path, csv_text(columns, rows))
    return decision
