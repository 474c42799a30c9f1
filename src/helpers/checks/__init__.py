"""Checks: the figures of one unit and period against each other, against plan and the rules."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.checks.budget import check_budget
from helpers.checks.catalogue_checks import (
    RelationCheck,
    check_completeness,
    check_documents,
    check_relations,
    load_relations,
)
from helpers.checks.details import check_details
from helpers.checks.outlier_figures import EarlierPeriods, budget_figures, indicator_figures
from helpers.checks.outlier_rules import OutlierRule, load_outlier_rules
from helpers.checks.outliers import check_outliers
from helpers.checks.stated import check_formulas, check_previous, check_stated
from helpers.checks.whole_tables import check_whole_tables
from helpers.core.catalogues import Catalogues
from helpers.core.periods import Period
from helpers.core.tables import make_table
from helpers.core.workspace import Workspace
from helpers.indicators.compute import AsStated
from helpers.indicators.disbursement import budget_tree
from helpers.indicators.observed import Observed

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class CheckRules:
    """Relations between figures, rules for outliers, and totals that are kept as stated."""

    relations: list[RelationCheck]
    outliers: list[OutlierRule]
    as_stated: AsStated = frozenset()

    @classmethod
    def load(cls, workspace: Workspace, period: Period) -> CheckRules:
        """The rules of a workspace in force in a period. Raises CatalogueError."""
        return cls(
            load_relations(workspace, period),
            load_outlier_rules(workspace.reference("outlier_rules.csv")),
        )


@dataclass(frozen=True)
class Earlier:
    """What is on hand of earlier periods.

    ``last_year``: the tables of figures, ``observations`` and ``programme``, of the same period a
    year before; ``indicators``: rows of the indicators tables of all earlier periods of the same
    kind.
    """

    last_year: dict[str, pd.DataFrame]
    indicators: pd.DataFrame


def find_contradictions(
    tables: dict[str, pd.DataFrame],
    earlier: Earlier,
    indicators: pd.DataFrame,
    catalogues: Catalogues,
    rules: CheckRules,
    unit: str,
) -> pd.DataFrame:
    """The ``findings`` table of one unit and period, gravest first.

    ``tables`` holds the cleaned tables ``observations``, ``detailed_figures``, ``programme``,
    ``documents`` and ``cleaning_log``.
    """
    before = Observed(earlier.last_year["observations"])
    now, history = Observed(tables["observations"]), EarlierPeriods(earlier.indicators)
    period = str(catalogues.period)
    tree = budget_tree(tables["programme"], catalogues.programmes, rules.as_stated)
    found = [
        *check_stated(now, before, catalogues),
        *check_previous(now, before, catalogues),
        *check_formulas(now, catalogues),
        *check_details(tables["detailed_figures"], now, catalogues, unit),
        *check_budget(tree, catalogues.period),
        *check_relations(indicators, rules.relations),
        *check_documents(tables["documents"], catalogues.period),
        *check_completeness(indicators, catalogues),
        *check_outliers(
            [
                *indicator_figures(now, before, history, indicators, catalogues),
                *budget_figures(tree, history),
            ],
            rules.outliers,
            period,
        ),
        *check_whole_tables(tables, earlier.last_year, catalogues),
    ]
    found.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    unit_and_period = {"unit": unit, "period": period}
    return make_table("findings", ({**unit_and_period, **finding.as_record()} for finding in found))
