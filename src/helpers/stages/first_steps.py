"""The first half-year of an office: what it needs, and what comes next. Nothing is replaced."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.cleaning.readers.folder import READ_FIRST
from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.outlines import find_outline
from helpers.core.catalogues.unit_profiles import profile_name
from helpers.core.catalogues.units import Unit, Units
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace, write_text
from helpers.stages.blank_forms import forms_folder, write_blank_forms
from helpers.stages.owed_reports import owed_sentences
from helpers.stages.report_head import derived_values

LANGUAGE_OF_FILES = "vi"
"""Of the files that an office fills in, whatever language the messages have."""


@dataclass(frozen=True)
class FirstSteps:
    """What was made and what was there already, relative to the workspace; what comes next."""

    unit: Unit
    period: Period
    made: tuple[str, ...]
    kept: tuple[str, ...]
    steps: tuple[str, ...]
    owed: tuple[str, ...] = ()

    def sentences(self) -> Iterator[str]:
        """What was done, a sentence each."""
        yield message("first.unit", unit=self.unit.name_vi, period=self.period.label())
        for key, files in (("made", self.made), ("kept", self.kept)):
            if files:
                yield message(f"first.{key}", files=", ".join(files))
        yield from self.owed

    def numbered(self) -> Iterator[str]:
        """What comes next, in order, under a heading."""
        yield message("first.steps")
        yield from (f"{number}. {step}" for number, step in enumerate(self.steps, start=1))


def prepare_unit(workspace: Workspace, unit: str, period: Period) -> FirstSteps:
    """Make what a unit lacks for its first report: folder of files, profile, blank forms.

    Raises ParameterError for a unit that is not there in the period, with the one to use, and
    CatalogueError for a level that has no outline in the period.
    """
    known = load_catalogues(workspace, period)
    found = known.units.find(unit, period.end)
    find_outline(known.outlines, period, found.level, known.known_codes)
    raw = workspace.raw(period, found.key)
    profile = workspace.own_reference / profile_name(found.key)
    fields = {"unit": found.name_vi, "code": found.key, "period": period.label(LANGUAGE_OF_FILES)}
    made: list[str] = []
    kept: list[str] = []
    for path, file, text in (
        (raw, raw / READ_FIRST, message("first.read_first", LANGUAGE_OF_FILES, **fields)),
        (profile, profile, _profile(known.units, found, period)),
    ):
        is_there = path.exists()
        (kept if is_there else made).append(workspace.relative(path))
        if not is_there:
            write_text(file, text)
    forms = forms_folder(workspace, period, found.key)
    (kept if forms.exists() else made).append(workspace.relative(forms))
    if not forms.exists():
        write_blank_forms(workspace, found.key, period)
    steps, owed = _steps(workspace, found, period), owed_sentences(workspace, found, period)
    return FirstSteps(found, period, tuple(made), tuple(kept), steps, tuple(owed))


def _profile(units: Units, unit: Unit, period: Period) -> str:
    """A profile with blanks; above each what is printed as long as it is blank."""
    derived = derived_values(unit, units.parent(unit, period.end), LANGUAGE_OF_FILES)
    shown = {key: ", ".join(values) for key, values in derived.items()}
    none = message("first.not_printed", LANGUAGE_OF_FILES)
    fields = {"superior_agency": none, **shown}
    return message("first.profile", LANGUAGE_OF_FILES, unit=unit.name_vi, **fields)


def _steps(workspace: Workspace, unit: Unit, period: Period) -> tuple[str, ...]:
    """What a person does next, in order."""

    def shown(path: Path) -> str:
        return f"{workspace.relative(path)}/"

    before = period.previous_year()
    fields = {
        "unit": unit.key,
        "period": str(period),
        "raw": shown(workspace.raw(period, unit.key)),
        "before": shown(workspace.raw(before, unit.key)),
        "forms": shown(forms_folder(workspace, period, unit.key)),
        "profile": f"data/reference/{profile_name(unit.key)}",
        "reports": shown(workspace.reports(period, unit.key)),
    }
    files = "files_and_before" if unit.valid_on(before.end) else "files"
    names = ("profile", files, "map", "run", "sign")
    return tuple(message(f"first.step_{name}", **fields) for name in names)
