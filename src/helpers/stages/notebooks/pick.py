"""Pick lists over the parameters cell of ``00_start``: what is picked is written into that cell.

The cell stays the truth: papermill, a batch and *Run All* read it and nothing else. Without the
front end of ``baocao lab`` the lines to write are shown instead.
"""

import json
from ast import literal_eval
from contextlib import suppress
from datetime import date
from html import escape

from IPython.display import Javascript, display
from ipywidgets import HTML, Checkbox, Dropdown, HBox, Output, Select, Text, VBox
from papermill import inspect_notebook

from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.units import Unit, Units
from helpers.core.errors import ParameterError
from helpers.core.messages import LANGUAGES, message, set_language
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.export.formats import FORMATS
from helpers.stages.notebooks.lab_widgets import LAYOUT, STYLE, LabWidgets, button_of
from helpers.stages.parameters import StartParameters, validated

MOST_UNITS = 12
# ``jupyterapp`` is there where ``baocao lab`` started JupyterLab.
_WRITE = """
const values = %(values)s, app = window.jupyterapp;
const panel = app && app.shell.currentWidget;
const cells = (panel && panel.content && panel.content.widgets) || [];
const cell = cells.find(c => (c.model.getMetadata("tags") || []).includes("parameters"));
if (cell) {
  const lines = cell.model.sharedModel.getSource().split("\\n").map(line => {
    const name = line.split(":")[0];
    if (!(name in values)) return line;
    const parts = /^(\\w+: [^=]+ = ).*?(  #.*)?$/;
    return line.replace(parts, (_, start, note) => start + values[name] + (note || ""));
  });
  cell.model.sharedModel.setSource(lines.join("\\n"));
  if (%(runs)s) app.commands.execute("notebook:run-all-cells");
}
"""


class ParameterPicker(LabWidgets):
    """Unit by typed search, period, language and formats."""

    def __init__(self, workspace: Workspace, given: StartParameters) -> None:
        self.workspace, self.given = workspace, given
        self.search = Text(description=message("start.pick_search"), style=STYLE, layout=LAYOUT)
        self.unit = Select(
            description=message("start.pick_unit"), rows=5, style=STYLE, layout=LAYOUT
        )
        self.period = Dropdown(description=message("start.pick_period"), style=STYLE, layout=LAYOUT)
        names = [(message(f"start.pick_{lang}"), lang) for lang in LANGUAGES]
        self.lang = Dropdown(
            options=names, value=given.lang, description=message("start.pick_lang"),
            style=STYLE, layout=LAYOUT,
        )  # fmt: skip
        self.formats = {
            known.name: Checkbox(
                value=known.name in given.formats,
                description=message(f"start.is_{known.name}"), indent=False,
            )
            for known in FORMATS
        }  # fmt: skip
        self.lines, self.output = HTML(), Output()
        self._show_units("")
        self.search.observe(lambda change: self._show_units(change["new"]), names="value")
        self.unit.observe(lambda _: self._show_periods(), names="value")
        buttons = [
            button_of("start.pick_write", lambda: self.write(runs=False)),
            button_of("start.pick_run", lambda: self.write(runs=True)),
        ]
        fields = (self.search, self.unit, self.period, self.lang)
        boxes = HBox(list(self.formats.values()), layout={"flex_flow": "row wrap"})
        self.box = VBox([*fields, boxes, HBox(buttons), self.lines, self.output])
        self.elsewhere = message("start.pick_only_in_lab")

    @property
    def values(self) -> dict[str, str]:
        """Parameter → what to write behind its equals sign."""
        chosen = {
            "unit": self.unit.value or self.given.unit,
            "period": self.period.value or self.given.period,
            "lang": self.lang.value,
            "formats": [name for name, box in self.formats.items() if box.value]
            or self.given.formats,
        }
        return {name: json.dumps(value, ensure_ascii=False) for name, value in chosen.items()}

    def write(self, *, runs: bool) -> None:
        """Write what is picked into the parameters cell, and run all cells if asked to."""
        shown = "".join(f"{name} = {value}\n" for name, value in self.values.items())
        self.lines.value = (
            f"<p>{escape(message('start.pick_written'))}</p><pre>{escape(shown)}</pre>"
        )
        script = _WRITE % {"values": json.dumps(self.values), "runs": json.dumps(runs)}
        self.output.clear_output()
        with self.output:
            display(Javascript(script))

    def _show_units(self, text: str) -> None:
        found = self._units_like(text)
        self.unit.options = [(_label(self._units, unit), unit.key) for unit in found]
        if found:
            self.unit.value = found[0].key
        self._show_periods()

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
        fits = given in on_hand or (is_then and not on_hand)
        self.period.value = str(given if fits else [now, *on_hand][-1])

    @property
    def _units(self) -> Units:
        return load_catalogues(self.workspace, Period.parse(self.given.period)).units


def pick_parameters(*, workspace: Workspace | None = None, **values: object) -> ParameterPicker:
    """Pick lists that begin with what the parameters cell holds, as saved.

    The cell need not have been run. ``values`` stand for what it holds. Where the saved cell holds
    a wrong value the lists begin with the half-year of today: what stands in the cell now is
    checked by the cell below.
    """
    base = workspace or Workspace.find()
    saved = {
        name: literal_eval(found["default"])
        for name, found in inspect_notebook(str(base.notebook("00_start"))).items()
    }
    try:
        given = validated(StartParameters, saved | values)
    except ParameterError:
        today = str(Period.half_year_of(date.today()))
        given = validated(StartParameters, {"unit": str(saved.get("unit", "")), "period": today})
    set_language(given.lang)
    return ParameterPicker(base, given)


def _label(units: Units, unit: Unit) -> str:
    return f"{', '.join(u.name_vi for u in (unit, *units.above(unit)))} ({unit.key})"
