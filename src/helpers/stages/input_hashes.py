"""Hashes of everything that a report is made from, and the fingerprint of all of it."""

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import file_digest
from hashlib import sha256 as sha256_of
from importlib.metadata import version
from pathlib import Path
from typing import Any

from helpers import __version__
from helpers.checks.decisions import decisions_file
from helpers.core.catalogues import load_catalogues
from helpers.core.catalogues.mappings import mapping_files
from helpers.core.catalogues.own_indicators import own_indicators_file
from helpers.core.catalogues.unit_profiles import profile_name
from helpers.core.catalogues.units import Units
from helpers.core.errors import InputError
from helpers.core.periods import Period
from helpers.core.text import is_text, shown_name
from helpers.core.workspace import (
    PROJECT_ROOT,
    State,
    Workspace,
    files_below,
    state_of,
    states_below,
)
from helpers.stages.edits import edits_file
from helpers.stages.report_inputs import HELPERS, NOTEBOOKS, REFERENCE, is_report_input
from helpers.stages.unit_history import member_tables, raw_folders

PACKAGES = ("pandas", "matplotlib", "papermill", "nbconvert", "typst", "babel", "jupyterlab")
COMPILED = "__pycache__"
Hashes = dict[str, str]
"""Relative path → SHA-256."""


@dataclass(frozen=True)
class SharedInputs:
    """What the reports of one period have in common; ``state`` of the catalogues and the code."""

    workspace: Workspace
    period: Period
    units: Units
    state: State
    versions: dict[str, str]


@dataclass(frozen=True)
class ReportInputs:
    """What one report is made from, as its manifest records it.

    ``parameters``: language, formats and date; ``unit_rows``: of the catalogue of units, those of
    the unit, of those above and of the units that it was made of; ``inputs``: raw files,
    corrections and answers about tables of these, the unit's profile,
    decisions about figures, and edits;
    ``members``: of a roll-up, the indicators of the units below.
    """

    parameters: dict[str, object]
    unit_rows: list[dict[str, object]]
    inputs: Hashes
    members: Hashes
    catalogues: Hashes
    code: Hashes
    versions: dict[str, str]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all of them."""
        text = json.dumps(vars(self), sort_keys=True, ensure_ascii=False)
        return sha256_of(text.encode("utf-8")).hexdigest()


def shared_inputs(workspace: Workspace, period: Period) -> SharedInputs:
    """To be asked once for many units. Raises CatalogueError."""
    units = load_catalogues(workspace, period).units
    code = sorted(states_below(PROJECT_ROOT / HELPERS))
    state = (*workspace.reference_state(), *code, *state_of(_notebooks(workspace)))
    return SharedInputs(workspace, period, units, state, versions())


def inputs_of(
    shared: SharedInputs, key: str, values: Mapping[str, object], *, is_roll_up: bool
) -> ReportInputs:
    """What a unit's report with the parameters ``values`` would be made from now.

    Raises ParameterError for a unit that the catalogue does not have in this period.
    """
    workspace, period, units = shared.workspace, shared.period, shared.units
    unit = units.find(key, period.end)
    folders = raw_folders(workspace, units, unit, period)
    source_units = {folder.name for folder in folders}
    named = source_units | {above.key for above in units.above(unit)}
    names = [f"corrections/{folder.parent.name}/{folder.name}.csv" for folder in folders]
    names += [profile_name(unit.key), *map(own_indicators_file, sorted(source_units))]
    own = [path for path in map(workspace.reference, names) if path.exists()]
    own += [path for name in sorted(source_units) for path in mapping_files(workspace, name)]
    given = [edits_file(workspace, period, unit.key)]
    given += [decisions_file(workspace, f.parent.name, f.name) for f in folders]
    own += [path for path in given if path.exists()]
    raw = [path for folder in folders for path in files(folder)]
    members = member_tables(workspace, units, unit, period) if is_roll_up else []
    catalogues, code = report_input_hashes(workspace, shared.state, is_roll_up)
    return ReportInputs(
        parameters=shaping_parameters(values),
        unit_rows=[row.model_dump(mode="json") for row in units.rows if row.key in named],
        inputs=hashes(workspace, [*raw, *own]),
        members=hashes(workspace, members),
        catalogues=catalogues,
        code=code,
        versions=shared.versions,
    )


def shaping_parameters(values: Mapping[str, Any]) -> dict[str, object]:
    """Of the parameters of a report those that shape it; the order of the formats does not."""
    date = values.get("report_date", "")
    lists = {name: sorted(values.get(name, ())) for name in ("formats", "chains")}
    return {"lang": values["lang"], "report_date": date, **lists}


@lru_cache(maxsize=4)
def report_input_hashes(
    workspace: Workspace, state: State, is_roll_up: bool
) -> tuple[Hashes, Hashes]:
    """Hashes of the catalogues and of the code that reports of this kind are made with.

    Files are read once for each kind while their ``state`` is the same: a batch asks for every
    unit. What is returned is shared, not to be changed.
    """

    def chosen(paths: list[Path]) -> Hashes:
        names = {workspace.relative(path): path for path in paths}
        return {
            name: sha256(path)
            for name, path in names.items()
            if is_report_input(name, is_roll_up=is_roll_up)
        }

    return chosen(catalogue_files(workspace)), chosen(code_files(workspace))


@cache
def versions() -> dict[str, str]:
    """Versions of the program, of Python and of the packages that shape the result."""
    own = {"bao-cao-dan-toc": __version__, "python": platform.python_version()}
    return own | {name: version(name) for name in PACKAGES}


def catalogue_files(workspace: Workspace) -> list[Path]:
    """The project's catalogues and those of the workspace that replace them."""
    names = {
        path.relative_to(root / REFERENCE).as_posix()
        for root in (PROJECT_ROOT, workspace.root)
        for path in files(root / REFERENCE)
    }
    return [workspace.reference(name) for name in sorted(names)]


def code_files(workspace: Workspace) -> list[Path]:
    """The program with its texts and templates, and the notebooks as this workspace has them."""
    found = [path for path in files(PROJECT_ROOT / HELPERS) if COMPILED not in path.parts]
    return [*found, *_notebooks(workspace)]


def _notebooks(workspace: Workspace) -> Iterable[Path]:
    names = sorted(path.stem for path in (PROJECT_ROOT / NOTEBOOKS).glob("*.ipynb"))
    return map(workspace.notebook, names)


def files(folder: Path, ending: str = "") -> list[Path]:
    """Files below a folder whose names end so, in a stable order, but for hidden ones."""
    names = ((path, path.name) for path in files_below(folder))
    return sorted(path for path, n in names if n.endswith(ending) and not n.startswith("."))


def hashes(workspace: Workspace, paths: list[Path]) -> Hashes:
    """Relative path → SHA-256.

    Raises InputError for a file that cannot be read, and for one whose name is no text.
    """
    found = {}
    for path in paths:
        name = workspace.relative(path)
        if not is_text(name):
            raise InputError("stages.name_not_text", file=shown_name(name))
        try:
            found[name] = sha256(path)
        except OSError as error:
            raise InputError("reading.locked", file=name) from error
    return found


def sha256(path: Path) -> str:
    """SHA-256 of a file's content, as hexadecimal text."""
    with path.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()
