"""How the files of a report are named, and which of them are there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath

from helpers.core.catalogues.chains import Chain, load_chains
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
    return file_of_chain(ETHNIC)(workspace, period, unit, suffix, lang)


def file_of_chain(chain: str) -> FileOf:
    """The same for the report of one side."""
    return partial(_file_of, "export.file_stem", chain)


def summary_of_chain(chain: str) -> FileOf:
    """The path of the file that has one side's signer's page alone."""
    return partial(_file_of, "export.summary_stem", chain)


def _file_of(
    stem: str, chain: str, workspace: Workspace, period: Period, unit: str, suffix: str, lang: str
) -> Path:
    named = load_chains(workspace)[chain].file(message(stem, lang), lang)
    return workspace.reports(period, unit) / f"{named}-{unit}-{period}{suffix}"


def is_of_chain(path: PurePath, chain: Chain) -> bool:
    """True for a file of the report that goes to one side."""
    stems = (chain.file(message("export.file_stem", lang), lang) for lang in LANGUAGES)
    return path.name.startswith(tuple(f"{stem}-{path.parent.name}-" for stem in stems))


def dossier_file(workspace: Workspace, period: Period, unit: str, suffix: str, lang: str) -> Path:
    """The path of the file in one format that says where the report's figures come from."""
    return _file_of("export.dossier_stem", ETHNIC, workspace, period, unit, suffix, lang)


def stays_here(path: PurePath) -> bool:
    """True for a file of the dossier or the signer's page alone, which do not go out."""
    stems = ("export.dossier_stem", "export.summary_stem")
    return path.name.startswith(tuple(message(stem, lang) for stem in stems for lang in LANGUAGES))


def kept_here(workspace: Workspace, period: Period, unit: str) -> dict[str, list[Path]]:
    """The signer's pages and the dossier's files that are there, by format, then language."""
    key = (workspace, period, unit)
    pages = (_at_hand(summary_of_chain(chain), *key) for chain in load_chains(workspace))
    return {
        "summary": [p for found in pages for p in found],
        "dossier": _at_hand(dossier_file, *key),
    }


def dossiers_at_hand(workspace: Workspace, period: Period, unit: str) -> list[Path]:
    """All of these in one list."""
    return [path for paths in kept_here(workspace, period, unit).values() for path in paths]


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
