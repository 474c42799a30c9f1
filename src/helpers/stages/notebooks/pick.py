"""Pick lists over the parameters cell of ``00_start``: what is picked is written into that cell.

The cell stays the truth: papermill, a batch and *Run All* read it and nothing else. The lists
follow what stands in it. Where nothing can be written, a card shows the lines to write by hand.
"""

from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

from IPython import get_ipython
from ipywidgets import HTML, Checkbox, Dropdown, HBox, Select, Text, VBox

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.units import Unit, Units
from helpers.core.errors import ParameterError
from helpers.core.messages import LANGUAGES, message, set_language
from helpers.core.periods import Period
from helpers.core.table_words import BAD
from helpers.core.workspace import Workspace
from helpers.export.formats import FORMATS
from helpers.export.html.panel import NotebookCard
from helpers.stages.notebooks.cell_link import CellLink, parameters_in, saved_parameters
from helpers.stages.notebooks.lab_widgets import (
    LAYOUT,
    STYLE,
    LabWidgets,
    Said,
    button_of,
    say,
    tell,
)
from helpers.stages.notebooks.tables import holds
from helpers.stages.parameters import StartParameters, validated

MOST_UNITS = 12


class ParameterPicker(LabWidgets):
    """Unit by typed search, period, language and formats."""

    def __init__(self, workspace: Workspace, values: dict[str, object]) -> None:
        self.workspace, self.elsewhere = workspace, message("start.pick_only_in_lab")
        field: dict[str, Any] = {"style": STYLE, "layout": LAYOUT}
        self.search = Text(description=message("start.pick_search"), **field)
        self.unit = Select(description=message("start.pick_unit"), rows=5, **field)
        self.period = Dropdown(description=message("start.pick_period"), **field)
        names = [(message(f"start.pick_{lang}"), lang) for lang in LANGUAGES]
        self.lang = Dropdown(options=names, description=message("start.pick_lang"), **field)
        kinds = {known.name: message(f"start.is_{known.name}") for known in FORMATS}
        self.formats = {name: Checkbox(description=kinds[name], indent=False) for name in kinds}
        self.lines, self.cell = HTML(), CellLink()
        self.begin_with(values)
        for widget, name, action in (
            (self.search, "value", lambda: self._show_units(self.search.value)),
            (self.unit, "value", self._show_periods),
            (self.cell, "source", self._follow),
        ):
            widget.observe(lambda _, action=action: say(self.lines, action), names=name)
        buttons = [
            button_of(f"start.pick_{name}", partial(self.write, runs=runs), self.lines)
            for name, runs in (("write", False), ("run", True))
        ]
        fields = (self.search, self.unit, self.period, self.lang)
        boxes = HBox(list(self.formats.values()), layout={"flex_flow": "row wrap"})
        self.box = VBox([*fields, boxes, HBox(buttons), self.lines, self.cell])

    def begin_with(self, values: dict[str, object]) -> None:
        """Show what the parameters cell holds; the half-year of today for a value that is wrong."""
        try:
            self.given = validated(StartParameters, values)
        except ParameterError:
            today = str(Period.half_year_of(date.today()))
            known: dict[str, object] = {"unit": str(values.get("unit", "")), "period": today}
            self.given = validated(StartParameters, known)
        self.search.value = ""
        self._show_units("")
        self.lang.value = self.given.lang
        for name, box in self.formats.items():
            box.value = name in self.given.formats

    def _follow(self) -> None:
        values = parameters_in(self.cell.source)
        if values and any(values.get(n) != v for n, v in self.given.model_dump().items()):
            self.begin_with(values)

    @property
    def values(self) -> dict[str, object]:
        """Parameter → what is picked; nothing of one that is not."""
        formats = [name for name, box in self.formats.items() if box.value]
        chosen = {"unit": self.unit.value, "period": self.period.value}
        return {**chosen, "lang": self.lang.value, "formats": formats}

    def write(self, *, runs: bool) -> Said:
        """Write what is picked into the parameters cell, and run all cells if asked to.

        Where something is not chosen a card says so, and nothing is written.
        """
        missing = [name for name, value in self.values.items() if not value]
        if missing:
            title = message(f"start.pick_no_{missing[0]}")
            advice = message(f"start.pick_next_{missing[0]}", text=self.search.value)
            return [NotebookCard(title, (advice,), tone=BAD)]
        return self.cell.write(self.values, runs=runs, tell=partial(tell, self.lines))

    def _show_units(self, text: str) -> None:
        found = self._units_like(text)
        self.unit.options = [(_label(self._units, unit), unit.key) for unit in found]
        self.unit.value = self._surely_meant(text, found)
        self._show_periods()

    def _surely_meant(self, text: str, found: list[Unit]) -> str | None:
        """The unit of the parameters, or the only one that a text can mean; else nobody chose one.

        Units with files, else those of the period, come before others of the same name.
        """
        if not text.strip():
            return next((u.key for u in found if self.given.unit in (u.key, u.code)), None)
        named = [unit for unit in found if holds(f"{unit.name_vi} {unit.key}", text.strip())]
        raw, day = self.workspace.root / "data" / "raw", Period.parse(self.given.period).end
        for likely in (
            [unit for unit in named if any(raw.glob(f"*/{unit.key}"))],
            [unit for unit in named if unit.valid_on(day)],
            named,
        ):
            if likely:
                return likely[0].key if len(likely) == 1 else None
        return None

    def _units_like(self, text: str) -> list[Unit]:
        """Units of the period or of today that a text may mean; without one those on hand."""
        day, now = Period.parse(self.given.period).end, date.today()
        if text.strip():
            found = self._units.search(text, day)
            fitting = {u.key: u for u in found if u.valid_on(day) or u.valid_on(now)}
            return list(fitting.values())[:MOST_UNITS]
        raw = self.workspace.root / "data" / "raw"
        names = [self.given.unit, *sorted({path.name for path in raw.glob("*/*/")})]
        return list(filter(None, map(self._find, dict.fromkeys(names))))[:MOST_UNITS]

    def _find(self, name: str) -> Unit | None:
        """The unit of the period of the cell, else of today: communes began in July 2025."""
        for day in (Period.parse(self.given.period).end, date.today()):
            with suppress(ParameterError):
                return self._units.find(name, day)
        return None

    def _show_periods(self) -> None:
        """Periods on hand, that of the parameters and that of today; begins with one that fits."""
        key, now = self.unit.value, Period.half_year_of(date.today())
        given = Period.parse(self.given.period)
        on_hand = self.workspace.raw_periods(key) if key else []
        known = sorted({*on_hand, given, now}, key=lambda period: period.end, reverse=True)
        self.period.options = [(f"{period} ({period.label()})", str(period)) for period in known]
        unit = self._find(str(key))
        is_then = unit is not None and unit.valid_on(given.end)
        fits = not key or given in on_hand or (is_then and not on_hand)
        self.period.value = str(given if fits else [now, *on_hand][-1])

    @property
    def _units(self) -> Units:
        return load_catalogues(self.workspace, Period.parse(self.given.period)).units


def pick_parameters(*, workspace: Workspace | None = None, **values: object) -> ParameterPicker:
    """Pick lists that begin with what the parameters cell holds: as it was run, else as saved.

    The cell need not have been run. ``values`` stand for what it holds. What stands in the cell is
    checked by the cell below.
    """
    base, shell = workspace or Workspace.find(), get_ipython()
    was_run = shell.user_ns if shell else {}
    saved = saved_parameters(base.notebook("00_start"))
    held = {name: was_run.get(name, value) for name, value in saved.items()} | values
    set_language(held["lang"] if held.get("lang") in LANGUAGES else LANGUAGES[0])
    return ParameterPicker(base, held)


def _label(units: Units, unit: Unit) -> str:
    return f"{', '.join(u.name_vi for u in (unit, *units.above(unit)))} ({unit.key})"
