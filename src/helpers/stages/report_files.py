"""How the files of a report are named, and which of them are there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath

from helpers.core.catalogues.chains import load_chains
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.messages import LANGUAGES, message
from helpers.core.periods import Period
from helpers.core.workspace import Workspace
from helpers.export.formats import FORMATS
from helpers.stages.parameters import NOTEBOOKS

FACTS = "facts.json"
FileOf = Callable[[Workspace, Period, str, str, str], Path]


def report_file(workspace: Workspace, period: Period, unit: str, suffix: str, lang: str) -> Path:
    """The path of a report's file in one format (its suffix with the dot) and language."""
    return _file_of_chain(ETHNIC, workspace, period, unit, suffix, lang)


def file_of_chain(chain: str) -> FileOf:
    """The same for the report of one side."""
    return partial(_file_of_chain, chain)


def _file_of_chain(
    chain: str, workspace: Workspace, period: Period, unit: str, suffix: str, lang: str
) -> Path:
    stem = load_chains(workspace)[chain].file(message("export.file_stem", lang), lang)
    return workspace.reports(period, unit) / f"{stem}-{unit}-{period}{suffix}"


def is_sent(path: PurePath) -> bool:
    """True for a file that goes to the recipients of the catalogue: the ethnic side."""
    stems = (message("export.file_stem", lang) for lang in LANGUAGES)
    return path.name.startswith(tuple(f"{stem}-{path.parent.name}-" for stem in stems))


def dossier_file(workspace: Workspace, period: Period, unit: str, suffix: str, lang: str) -> Path:
    """The path of the file in one format that says where the report's figures come from."""
    stem = message("export.dossier_stem", lang)
    return workspace.reports(period, unit) / f"{stem}-{unit}-{period}{suffix}"


def summary_file(workspace: Workspace, period: Period, unit: str, suffix: str, lang: str) -> Path:
    """The path of the file in one format that has the signer's page alone."""
    stem = message("export.summary_stem", lang)
    return workspace.reports(period, unit) / f"{stem}-{unit}-{period}{suffix}"


def stays_here(path: PurePath) -> bool:
    """True for a file of the dossier or the signer's page alone, which do not go out."""
    stems = ("export.dossier_stem", "export.summary_stem")
    return path.name.startswith(tuple(message(stem, lang) for stem in stems for lang in LANGUAGES))


def dossiers_at_hand(workspace: Workspace, period: Period, unit: str) -> list[Path]:
    """The signer's page and the dossier's files that are there, by format, then language."""
    return [
        *_at_hand(summary_file, workspace, period, unit),
        *_at_hand(dossier_file, workspace, period, unit),
    ]


def reports_at_hand(workspace: Workspace, period: Period, unit: str) -> list[Path]:
    """The reports' files that are there, by side, format and language; no other files."""
    files = map(file_of_chain, load_chains(workspace))
    return [path for file in files for path in _at_hand(file, workspace, period, unit)]


def _at_hand(file_of: FileOf, workspace: Workspace, period: Period, unit: str) -> list[Path]:
    kinds = ((known.suffix, lang) for known in FORMATS for lang in LANGUAGES)
    paths = (file_of(workspace, period, unit, *kind) for kind in kinds)
    return [path for path in paths if path.is_file()]


def notebooks_at_hand(workspace: Workspace, period: Period, unit: str) -> list[Path]:
    """The executed notebooks of a report, in order."""
    folder = workspace.reports(period, unit) / "notebooks"
    return [p for name in sorted(NOTEBOOKS) if (p := folder / f"{name}.ipynb").is_file()]


def outputs_at_hand(workspace: Workspace, period: Period, unit: str) -> list[Path]:
    """Everything that the program writes for one report, but for the manifest, by name."""
    folder = workspace.reports(period, unit)
    facts = [path for path in (folder / FACTS,) if path.is_file()]
    key = (workspace, period, unit)
    made = [*reports_at_hand(*key), *dossiers_at_hand(*key), *facts]
    return [*made, *sorted(folder.glob("*.eml")), *notebooks_at_hand(*key)]
