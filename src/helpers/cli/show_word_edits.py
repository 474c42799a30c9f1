"""``baocao import-edits``: what was changed in the Word file of a report, kept and listed."""

import re
from pathlib import Path

from rich.console import Console

from helpers.cli.console import say
from helpers.core.catalogues.chains import load_chains
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.errors import ParameterError
from helpers.core.messages import LANGUAGES, current_language, message
from helpers.core.workspace import Workspace
from helpers.stages.parameters import ReportParameters
from helpers.stages.unit_period import open_unit_period
from helpers.stages.word_edits import keep_edits, word_changes
from helpers.stages.word_line_changes import FIGURE, TEXT, WordChange

LONGEST_SHOWN = 160
KNOWN_REASONS = ("table", "fixed", "moved", "unknown_base", "both", "retyped", "regrouped")


def bring_back(
    console: Console, workspace: Workspace, file: Path, unit: str, period: str, *, only_list: bool
) -> bool:
    """Keep the changed words unless they are only listed; True where figures or others are left, or
    words that are kept have numerals that a person typed.

    Unit and period are those of the file's name where they are not given.
    """
    (chain, lang), *named = _of_name(workspace, file)
    values = {"unit": unit or named[0], "period": period or named[1], "lang": lang}
    if not all(values.values()):
        raise ParameterError("edits.of_what", file=file.name)
    opened = open_unit_period(ReportParameters, workspace=workspace, **values)
    changes = word_changes(opened, file, chain)
    kept = [change for change in changes if change.kind == TEXT]
    left = [change for change in changes if change.kind != TEXT]
    for title, group in (("edits.word_kept", kept), ("edits.word_left", left)):
        if group:
            say(console, message(title, count=len(group)))
        for change in group:
            say(console, f"• {_line(change)}")
    if not changes:
        say(console, message("edits.word_same", file=file.name))
    elif kept and not only_list:
        path = workspace.relative(keep_edits(opened, kept))
        say(console, message("edits.word_stored", file=path))
    typed = [change for change in kept if change.typed]
    if typed:
        say(console, message("edits.word_typed", count=len(typed)))
    for change in typed:
        line = f"• {_line(change)} ({'; '.join(change.typed)})"
        say(console, line)
    return bool(left or typed)


def _of_name(workspace: Workspace, file: Path) -> tuple[tuple[str, str], str, str]:
    """Side with language, unit, period of a report's file, also of one that was set aside."""
    stems = {
        chain.file(message("export.file_stem", lang), lang): (code, lang)
        for code, chain in load_chains(workspace).items()
        for lang in LANGUAGES
    }
    longest = "|".join(map(re.escape, sorted(stems, key=len, reverse=True)))
    period = r"\d{4}(?:H[12]|Q[1-4]|M\d\d)?"
    found = re.search(rf"(?<![a-z])({longest})-(.+)-({period})(?![0-9A-Za-z])", file.stem)
    if found is None:
        return (ETHNIC, current_language()), "", ""
    return stems[found[1]], found[2], found[3]


def _line(change: WordChange) -> str:
    key = "replaced" if change.before and change.after else "gone" if change.before else "new"
    words = {"before": _short(change.before), "after": _short(change.after)}
    text = message(f"edits.word_{key}", section=change.section, **words)
    if change.kind == FIGURE:
        return f"{text} {message('edits.word_figure', place=change.place)}"
    is_known = change.reason in KNOWN_REASONS
    reason = message(f"edits.word_{change.reason}") if is_known else change.reason
    return f"{text} {reason}".strip()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
