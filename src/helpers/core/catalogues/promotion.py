"""An own indicator that a person has confirmed is taken into the catalogue that all share."""

import csv
from io import StringIO
from pathlib import Path

from helpers.core.catalogues.indicators import Indicator, load_indicators
from helpers.core.catalogues.loading import validated_row
from helpers.core.catalogues.measures import Measures
from helpers.core.catalogues.own_indicators import is_own, load_own_indicators
from helpers.core.errors import ParameterError
from helpers.core.workspace import Workspace, atomic_path

FILE = "indicators/promoted.csv"
"""The workspace's own file of the catalogue: other files of it stay as they are."""
COLUMNS = tuple(name for name in Indicator.model_fields if name != "programme")
WIDEST = "1000000000000000"


def promote(workspace: Workspace, unit: str, code: str, new_code: str, name_en: str = "") -> Path:
    """Write one row for the unit's own indicator ``code``, as ``new_code``; the file written.

    Raises ParameterError where nobody has confirmed it, or the catalogue has the code or the name.
    """
    row = load_own_indicators(workspace, unit).get(code)
    if row is None or row.confirmed_on is None:
        raise ParameterError("catalogues.promote_unconfirmed", code=code, unit=unit)
    measures = Measures.load(workspace.reference("measures.csv"))
    known_units = measures.known_codes(workspace.reference("measures.csv"))
    files = workspace.reference_files("indicators", "*.csv")
    known = load_indicators(files, known_units)
    same_name = next((i.code for i in known.values() if i.name_vi == row.name_vi), None)
    if new_code in known or is_own(new_code) or same_name:
        raise ParameterError("catalogues.promote_known", code=same_name or new_code)
    path = workspace.own_reference / FILE
    known_units.require(row.unit_of_measure, path, 1, "unit_of_measure")
    shared = row.model_dump(include=set(COLUMNS))
    values = dict.fromkeys(COLUMNS, "") | {name: str(value) for name, value in shared.items()}
    values |= {"code": new_code, "name_en": name_en or row.name_vi, "subject_vi": row.name_vi}
    values |= {"time_basis": "within_period", "minimum": f"-{WIDEST}", "maximum": WIDEST}
    values |= {"measures": "actual"}
    validated_row(Indicator, values, path, 1)
    _append(path, values)
    return path


def _append(path: Path, values: dict[str, str]) -> None:
    """The file as it was with one row more, written whole."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if not before:
        writer.writeheader()
    writer.writerow(values)
    ending = "" if not before or before.endswith("\n") else "\n"
    with atomic_path(path) as temporary:
        temporary.write_text(before + ending + text.getvalue(), encoding="utf-8")
