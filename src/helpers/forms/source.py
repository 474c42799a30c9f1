"""What blank forms are made from: catalogues, the unit, what it owes, and its earlier figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cached_property

from helpers.core.catalogues import Catalogues
from helpers.core.catalogues.forms import Form, SheetMap
from helpers.core.catalogues.indicators import Indicator
from helpers.core.catalogues.outlines import Outline
from helpers.core.catalogues.units import Unit

COMPUTED = ("sum_of_parts", "ratio", "difference")
"""Formulas of figures that offices do not send where a form has no label for them."""
Figures = Mapping[str, Decimal]
"""Code of an indicator → its value."""


@dataclass(frozen=True)
class FormSource:
    """Everything that the blank forms of one unit and period say.

    ``owed``: codes of the indicators that the unit reports, in order; ``labels``: form → code →
    label path as offices write it; ``last_year``, ``last_period``: figures at hand, by code, with
    the name of the period before this one; ``outline``: of the unit's report, None without one.
    """

    catalogues: Catalogues
    unit: Unit
    owed: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]]
    last_year: Figures = field(default_factory=dict)
    last_period: Figures = field(default_factory=dict)
    last_period_name: str = ""
    outline: Outline | None = None

    @cached_property
    def sheet_of(self) -> dict[str, tuple[Form, SheetMap]]:
        """Code → the sheet that has its row: the one with the longest pattern that fits."""
        patterns = [
            (pattern, form, mapping)
            for form in self.catalogues.forms
            for mapping in form.sheets
            for pattern in mapping.indicators
        ]
        found = {}
        for code in self.owed:
            fitting = [entry for entry in patterns if fnmatchcase(code, entry[0])]
            if fitting:
                _, form, mapping = max(fitting, key=lambda entry: len(entry[0]))
                found[code] = form, mapping
        return found

    def indicators_of(self, form: Form, mapping: SheetMap) -> list[Indicator]:
        """The indicators of a sheet: first those that the form has a label for, in its order.

        What is always computed and has no label there is asked of nobody.
        """
        labels = self.labels.get(form.form, {})
        known = self.catalogues.indicators
        own = [c for c, (_, of) in self.sheet_of.items() if of is mapping and c in known]
        labelled = [code for code in labels if code in own]
        others = [c for c in own if c not in labels and known[c].formula not in COMPUTED]
        return [known[code] for code in (*labelled, *others)]

    def label_path(self, form: Form, indicator: Indicator) -> tuple[str, ...]:
        """Groups and label of an indicator's row."""
        label = self.labels.get(form.form, {}).get(indicator.code)
        return tuple(label.split(" / ")) if label else (indicator.name_vi,)
