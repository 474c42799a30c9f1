"""Lasting edits of a report, as data: ``data/edits/PERIOD/UNIT.yml``, a list in their order.

An edit names its section, and for ``drop`` and ``replace`` words that must be there: it fails when
they are not, so that it never outlives what it was about.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, model_validator
from pydantic_core import PydanticCustomError

from helpers.core.catalogues.loading import load_document
from helpers.core.catalogues.packs import ETHNIC
from helpers.core.errors import CatalogueError, ParameterError
from helpers.core.periods import Period
from helpers.core.text import seen_text
from helpers.core.workspace import Workspace, atomic_path, safe_code, write_text

INSERT_AFTER: Final = "insert_after"
DROP: Final = "drop"
REPLACE: Final = "replace"
CHOOSE: Final = "choose"
MOST_LETTERS = 5000
"""Of one text of an edit: more is a slip."""
Words = Annotated[str, Field(max_length=MOST_LETTERS), BeforeValidator(seen_text)]
Text = Annotated[str, Field(min_length=1, max_length=MOST_LETTERS), BeforeValidator(seen_text)]


class InsertedChart(BaseModel):
    """A chart that notebook 08 can draw."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["trend", "change", "plan", "disbursement"]
    indicators: tuple[str, ...] = ()
    title: Words = ""


class InsertedTable(BaseModel):
    """The period against plan and last year, a row for each indicator."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indicators: tuple[str, ...]
    title: Text


class Edit(BaseModel):
    """One change of one section; ``text`` are words of what is dropped or replaced.

    ``chain``: the side whose report it is about; ``lang``: the language of its words. The report
    in another language has its own; of these only ``drop`` is for it, where it has the words.
    ``choose`` is of no section: ``messages`` are the codes of those that the signer's page has.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    action: Literal["insert_after", "drop", "replace", "choose"]
    section: Words = ""
    text: Words = ""
    paragraph: Words = ""
    chart: InsertedChart | None = None
    table: InsertedTable | None = None
    chain: str = ETHNIC
    lang: Literal["vi", "en"] = "vi"
    messages: tuple[str, ...] = ()
    who: Words = ""
    reason: Words = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Edit:
        names = ("section", "text", "paragraph", "chart", "table", "messages")
        given = {name for name in names if getattr(self, name)}
        if given not in _PARTS[self.action]:
            raise PydanticCustomError(f"needs_{self.action}", self.action)
        return self


_PARTS: dict[str, list[set[str]]] = {
    INSERT_AFTER: [{"section", name} for name in ("paragraph", "chart", "table")],
    DROP: [{"section", "text"}],
    REPLACE: [{"section", "text", "paragraph"}],
    CHOOSE: [{"messages"}],
}
"""What an edit must have, and nothing besides."""


class _Edits(RootModel[tuple[Edit, ...]]):
    """The whole file."""


def edits_file(workspace: Workspace, period: Period, unit: str) -> Path:
    """Where the edits of a unit's report are."""
    return workspace.root / "data" / "edits" / str(period) / f"{safe_code(unit)}.yml"


def load_edits(path: Path) -> tuple[Edit, ...]:
    """In their order; none without a file. Raises CatalogueError with line and reason."""
    return load_document(path, _Edits).root if path.exists() else ()


def add_edit(path: Path, edit: Edit) -> None:
    """Append an edit to its file, once: a cell that is run again adds nothing.

    Raises ParameterError for one that the file cannot hold.
    """
    if edit in load_edits(path):
        return
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    separator = "" if not before or before.endswith("\n") else "\n"
    with atomic_path(path) as temporary:
        write_text(temporary, f"{before}{separator}{_as_yaml([edit])}")
        try:  # what could not be read again would stop every later report
            load_edits(temporary)
        except CatalogueError as error:
            raise ParameterError("edits.not_storable") from error


def chosen_messages(edits: Sequence[Edit], chain: str) -> tuple[str, ...]:
    """Codes of the messages that a side's last ``choose`` names; none without one."""
    chosen = (e.messages for e in reversed(edits) if (e.action, e.chain) == (CHOOSE, chain))
    return next(chosen, ())


def remove_edit(path: Path, number: int) -> None:
    """Take an edit away by its number from 1; the file goes with its last one."""
    edits = list(load_edits(path))
    del edits[number - 1]
    if edits:
        write_text(path, _as_yaml(edits))
    else:
        path.unlink()


def _as_yaml(edits: Sequence[Edit]) -> str:
    plain = [edit.model_dump(mode="json", exclude_defaults=True) for edit in edits]
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100)
