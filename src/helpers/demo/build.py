"""``baocao demo``: a workspace of an invented province, with the key to what was planted in it."""

import csv
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path

from helpers.checks.catalogue_checks import load_relations
from helpers.core.catalogues import Catalogues, alias_files, load_catalogues
from helpers.core.catalogues.forms import labels_by_form
from helpers.core.catalogues.packs import is_valid
from helpers.core.errors import ParameterError
from helpers.core.periods import Period
from helpers.core.word_files import load_words
from helpers.core.workspace import Workspace, write_text
from helpers.demo.books import InventedUnit, write_forms, write_groups
from helpers.demo.faults import Pen
from helpers.demo.invented_values import budget_values, true_values

MOST_UNITS = 5000
NAMES = "names.yml"
OTHER = "other_indicators"
"""The form of indicators that no other form asks for."""
UNIT_COLUMNS = ("code", "key", "name_vi", "level", "parent_code", "valid_from", "valid_to")
KEY_FILE = "answer_key.json"


def build_demo(
    folder: Path,
    *,
    units: int,
    periods: Sequence[Period],
    seed: int = 1,
    fault_rate: float = 0.02,
    level: str = "district",
    on_unit: Callable[[str], None] = lambda unit: None,
) -> int:
    """Write raw workbooks of ``units`` invented units and the answer key; faults planted.

    ``level``: of the units, district or commune; each has files of the periods that it exists in.
    ``fault_rate`` is the share of stated percentages that are wrong. Raises ParameterError for
    more than 5,000 units, periods without such units, or where ``folder`` already holds something.
    """
    if not 1 <= units <= MOST_UNITS:
        raise ParameterError("demo.too_many", units=units, most=MOST_UNITS)
    if folder.exists() and any(folder.iterdir()):
        raise ParameterError("demo.not_empty", folder=folder.name)
    names = dict(load_words(__package__, NAMES))
    own = names["levels"][level]
    periods = [period for period in periods if _exists(own, period)]
    if not periods:
        raise ParameterError("demo.no_period", level=level)
    write_text(folder / "data" / "reference" / "units.csv", _units_csv(names, level, units))
    workspace = Workspace(folder)
    names["labels"] = labels_by_form(alias_files(workspace))
    catalogues = {period: load_catalogues(workspace, period) for period in periods}
    words = {period: _words(names, own, known) for period, known in catalogues.items()}
    relations = load_relations(workspace)
    sides = (side for relation in relations for side in (relation.left, relation.right))
    tied = frozenset(side.partition(":")[0] for side in sides)
    faults: list[dict[str, object]] = []
    truths: dict[str, dict[str, object]] = {}
    for number in range(1, units + 1):
        key = own["key"].format(number=number)
        for period in periods:
            pen = Pen(own["name"].format(number=number), str(period), fault_rate, seed)
            known = catalogues[period]
            scale = own.get("scale", 1.0)
            budget = budget_values(known, key, seed, scale)
            held = [rule for rule in relations if is_valid(rule, period)]
            values = true_values(known, held, budget, key, seed, scale)
            raw, wording = workspace.raw(period, key), words[period]
            if groups := wording.get("groups"):
                values["population.ethnic_groups"]["actual"] = Decimal(len(groups["minorities"]))
            invented = InventedUnit(known, wording, values, budget, pen, tied)
            write_forms(raw, invented)
            if groups:
                write_groups(raw, invented)
            if period == periods[-1]:
                _spoil_folder(raw, pen)
            faults += [fault.__dict__ | {"unit": key} for fault in pen.faults]
            truths.setdefault(key, {})[str(period)] = values
        on_unit(key)
    record = {"seed": seed, "fault_rate": fault_rate, "faults": faults, "true_values": truths}
    text = json.dumps(record, ensure_ascii=False, default=str)  # figures as text
    write_text(folder / KEY_FILE, text + "\n")
    return len(faults)


def level_in(period: Period) -> str:
    """The level of the units that report to a province in a period."""
    own = load_words(__package__, NAMES)["levels"]
    return next(level for level, unit in own.items() if _exists(unit, period))


def _exists(own: Mapping, period: Period) -> bool:
    first, last = own.get("valid_from", ""), own.get("valid_to", "9999")
    return bool(first <= period.end.isoformat() <= last)


def _words(names: dict, own: Mapping, known: Catalogues) -> dict:
    """The names with the files that units of a level send, and what is asked of them beside."""
    files = {form: names["files"][form] for form in own.get("forms", names["files"])}
    if "forms" not in own:
        files.pop(OTHER, None)
    labels = dict(names["labels"])
    labelled = {code for form in files for code in labels.get(form, {})}
    unit = known.units.find(own["key"].format(number=1), known.period.end)
    owed = {c for c in known.indicators if known.scope.owed(c, unit, known.period)}
    if also := own.get("also"):
        owed |= {*also} & known.indicators.keys()
        labels = {f: {c: of[c] for c in of if c in owed} for f, of in labels.items()}
    others = (c for c in known.indicators if c in owed - labelled)
    labels[OTHER] = {c: known.indicators[c].name_vi for c in others}
    heading = names["heading"] | own.get("heading", {})
    given = {"files": files, "labels": labels, "heading": heading, "groups": own.get("groups")}
    return names | given


def _spoil_folder(folder: Path, pen: Pen) -> None:
    """Now and then a unit has sent nothing of use for the newest period."""
    kind = pen.folder_fault()
    if kind is None:
        return
    shutil.rmtree(folder)
    if kind == "empty_folder":
        folder.mkdir()
    pen.faults.clear()
    pen.plant(kind, {"file": "", "sheet": "", "cell": ""}, "", "", "")


def periods_between(text: str) -> list[Period]:
    """``2020H1..2023H2`` → every half-year from the first to the last. Raises ParameterError."""
    first, dots, last = text.partition("..")
    start, end = Period.parse(first), Period.parse(last if dots else first)
    half_years = (Period(y, "H", n) for y in range(start.year, end.year + 1) for n in (1, 2))
    return [p for p in half_years if not p < start and not end < p]


def _units_csv(names: dict, level: str, units: int) -> str:
    """The catalogue of the invented province: it replaces the country's in this workspace."""
    province = names["province"]
    rows = [[province["code"], province["key"], province["name"], "province", "", "", ""]]
    own = names["levels"][level]
    validity = (own.get("valid_from", ""), own.get("valid_to", ""))
    for number in range(1, units + 1):
        unit = [own[field].format(number=number) for field in ("code", "key", "name")]
        rows.append([*unit, level, province["code"], *validity])
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([UNIT_COLUMNS, *rows])
    return text.getvalue()
