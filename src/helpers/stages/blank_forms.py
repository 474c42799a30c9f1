"""Blank forms of a unit, and of all communes below one, written where nothing filled in is lost."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from helpers.core.catalogues import Catalogues, alias_files, load_catalogues
from helpers.core.catalogues.forms import labels_by_form
from helpers.core.catalogues.outlines import Outline, find_outline
from helpers.core.catalogues.units import Unit, Units
from helpers.core.errors import CatalogueError, InputError, ParameterError
from helpers.core.periods import Period
from helpers.core.records import number_of, text_of
from helpers.core.tables import read_table, records_of
from helpers.core.workspace import Workspace
from helpers.forms.entry_workbook import blank_forms
from helpers.forms.source import FormSource
from helpers.indicators.owed import owed_codes
from helpers.stages.set_aside import OutputFolder


@dataclass(frozen=True)
class WrittenForms:
    """What was written: the folder or the zip, how many forms or communes, files set aside."""

    path: Path
    count: int
    kept: tuple[str, ...] = ()


def forms_folder(workspace: Workspace, period: Period, unit: str) -> Path:
    """Where the blank forms of a unit go unless another folder is asked for."""
    return workspace.root / "forms" / str(period) / unit


def write_blank_forms(
    workspace: Workspace, unit: str, period: Period, folder: Path | None = None
) -> WrittenForms:
    """One workbook for each form of which the unit owes anything.

    A file that is there and is not as the program wrote it is set aside. Raises ParameterError for
    an unknown unit.
    """
    catalogues = load_catalogues(workspace, period)
    found = catalogues.units.find(unit, period.end)
    target = folder or forms_folder(workspace, period, found.key)
    outputs = OutputFolder(workspace, target)
    kept, count = [], 0
    for name, content in blank_forms(_source(workspace, catalogues, found)):
        aside = outputs.replace(target / name, content)
        kept += [workspace.relative(aside)] if aside else []
        count += 1
    return WrittenForms(target, count, tuple(kept))


def write_commune_forms(
    workspace: Workspace,
    unit: str,
    period: Period,
    folder: Path | None = None,
    on_commune: Callable[[int, int], None] = lambda _done, _all: None,
) -> WrittenForms:
    """One zip with a folder of blank forms for each commune below a district or province.

    Raises ParameterError ``forms.no_communes`` where there is none in the period.
    """
    catalogues = load_catalogues(workspace, period)
    found = catalogues.units.find(unit, period.end)
    communes = list(_communes(catalogues.units, found, period))
    if not communes:
        names = {"unit": found.name_vi, "period": period.label()}
        raise ParameterError("forms.no_communes", **names)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for done, commune in enumerate(communes, start=1):
            for name, content in blank_forms(_source(workspace, catalogues, commune)):
                archive.writestr(_entry(f"{commune.key}/{name}"), content)
            on_commune(done, len(communes))
    target = folder or forms_folder(workspace, period, found.key)
    file = target / f"bieu-mau-cac-xa-{found.key}-{period}.zip"
    aside = OutputFolder(workspace, target).replace(file, buffer.getvalue())
    kept = (workspace.relative(aside),) if aside else ()
    return WrittenForms(file, len(communes), kept)


def _entry(name: str) -> ZipInfo:
    """An entry without a clock: the same forms give the same bytes."""
    entry = ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _communes(units: Units, unit: Unit, period: Period) -> Iterator[Unit]:
    for child in units.children(unit, period.end):
        if child.level == "commune":
            yield child
        else:
            yield from _communes(units, child, period)


def _source(workspace: Workspace, catalogues: Catalogues, unit: Unit) -> FormSource:
    period = catalogues.period
    before = _period_before(period)
    last_year = _figures(workspace, unit, period.previous_year())
    last_period = _figures(workspace, unit, before) if before else {}
    owed = owed_codes(catalogues, unit, {*last_year, *last_period})
    return FormSource(
        catalogues=catalogues,
        unit=unit,
        owed=tuple(code for code in catalogues.indicators if code in owed),
        labels=labels_by_form(alias_files(workspace)),
        last_year=last_year,
        last_period=last_period,
        last_period_name=before.label("vi") if before else "",
        outline=_outline(catalogues, unit),
    )


def _outline(catalogues: Catalogues, unit: Unit) -> Outline | None:
    with suppress(CatalogueError):
        return find_outline(
            catalogues.outlines, catalogues.period, unit.level, catalogues.known_codes
        )
    return None


def _period_before(period: Period) -> Period | None:
    """The period right before this one; None for a year, which is compared already."""
    if period.kind == "Y":
        return None
    if period.number > 1:
        return replace(period, number=period.number - 1)
    last = {"H": 2, "Q": 4, "M": 12}[period.kind]
    return Period(period.year - 1, period.kind, last)


def _figures(workspace: Workspace, unit: Unit, period: Period) -> dict[str, Decimal]:
    """Actual values of a period at hand: as computed, else as received; none without a table."""
    for table, column in (("indicators", "actual"), ("observations", "value")):
        with suppress(InputError):
            rows = records_of(read_table(workspace, unit.key, period, table))
            actual = (row for row in rows if row.get("measure", "actual") == "actual")
            found = ((text_of(row, "indicator"), number_of(row, column)) for row in actual)
            return {code: value for code, value in found if value is not None}
    return {}
