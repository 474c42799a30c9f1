"""Checks: the figures of one unit and period against each other, against plan and the rules."""

from __future__ import annotations

import pandas as pd

from helpers.checks.budget import check_budget
from helpers.checks.catalogue_checks import (
    RelationCheck,
    check_completeness,
    check_documents,
    check_relations,
)
from helpers.checks.stated import check_formulas, check_previous, check_stated
from helpers.core.catalogues import Catalogues
from helpers.core.tables import make_table
from helpers.indicators.disbursement import budget_tree
from helpers.indicators.observed import Observed

SEVERITIES = ("error", "warning", "note")


def find_contradictions(
    tables: dict[str, pd.DataFrame],
    last_year: pd.DataFrame,
    indicators: pd.DataFrame,
    catalogues: Catalogues,
    relation_checks: list[RelationCheck],
    unit: str,
) -> pd.DataFrame:
    """The ``findings`` table of one unit and period, gravest first.

    ``tables`` holds the cleaned tables ``observations``, ``programme`` and ``documents``.
    """
    now, before = Observed(tables["observations"]), Observed(last_year)
    tree = budget_tree(tables["programme"], catalogues.programmes)
    found = [
        *check_stated(now, before, catalogues),
        *check_previous(now, before, catalogues),
        *check_formulas(now, catalogues),
        *check_budget(tree),
        *check_relations(indicators, relation_checks),
        *check_documents(tables["documents"], catalogues.period),
        *check_completeness(indicators, catalogues),
    ]
    found.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    unit_and_period = {"unit": unit, "period": str(catalogues.period)}
    return make_table("findings", ({**unit_and_period, **finding.as_record()} for finding in found))
