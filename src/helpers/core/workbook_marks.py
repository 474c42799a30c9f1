"""What the program writes into workbooks for offices, and knows them by when they come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from helpers.core.text import fold
from helpers.core.word_files import load_words

VERSION = "1"
"""Of the hidden sheet: a later program may write it otherwise."""
FORM, FEEDBACK = "form", "feedback"
"""What a workbook is: a blank form to fill in, or a received file with what to mend."""
Row = tuple[str, str]


@dataclass(frozen=True)
class WorkbookMarks:
    """The content of the hidden sheet.

    ``form``: code of the form; ``original``: SHA-256 of the received file that a feedback is a
    copy of, ``original_name`` its name, ``before``: the same of the files that this one was a copy
    of, the last first; ``list_sheet``: the sheet that lists what to mend.
    """

    kind: str
    unit: str
    period: str
    form: str = ""
    original: str = ""
    original_name: str = ""
    before: str = ""
    list_sheet: str = ""
    version: str = VERSION

    @property
    def ancestors(self) -> dict[str, str]:
        """SHA-256 → name of the files that a feedback comes from, the last first."""
        earlier = (part.partition(" ") for part in self.before.split("/") if part)
        return {self.original: self.original_name} | {digest: name for digest, _, name in earlier}

    @property
    def lineage(self) -> str:
        """What a copy of this feedback has as ``before``."""
        return "/".join(f"{digest} {name}" for digest, name in self.ancestors.items())

    def rows(self) -> list[Row]:
        """Name and value of each mark: what the hidden sheet holds."""
        return [(name, value) for name, value in asdict(self).items() if value]

    @classmethod
    def of_rows(cls, rows: Iterable[Row]) -> WorkbookMarks | None:
        """The marks in the rows of a hidden sheet; None for one of something else."""
        known = {name: value for name, value in rows if name in cls.__dataclass_fields__}
        if not {"kind", "unit", "period"} <= known.keys():
            return None
        return cls(**known) if known["kind"] in (FORM, FEEDBACK) else None


def mark_words() -> dict[str, Any]:
    """The words of ``workbook_marks.yml``."""
    return load_words(__package__, "workbook_marks.yml")


@cache
def roles_of_own_columns() -> dict[str, str]:
    """Header that only the program writes, folded → role."""
    columns = mark_words()["columns"]
    return {fold(text): role for role, texts in columns.items() for text in texts}


def is_tick(text: str) -> bool:
    """True for the content of a ticked cell."""
    return fold(text.strip()) in {fold(tick) for tick in mark_words()["ticks"]}
