"""Catalogue of mappings: what a person said that the tables of one unit's workbooks mean.

One folder for each unit, ``data/reference/mappings/UNIT/``, with a file for each workbook. The
program only adds answers at the end of a file: what is in it, a person may have edited. An answer
that takes the place of an earlier one names its date in ``replaces``; the earlier one stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, Field

from helpers.core.catalogues.loading import (
    CatalogueRow,
    as_period,
    broken_row,
    load_document,
    read_catalogue,
)
from helpers.core.catalogues.strict_yaml import line_of
from helpers.core.errors import CatalogueError
from helpers.core.messages import message
from helpers.core.periods import Period
from helpers.core.table_columns import described_tables
from helpers.core.text import short, slug
from helpers.core.workspace import Workspace, atomic_path, safe_code

FOLDER = "mappings"
VALUE_PERIOD = re.compile(
    r"own(?:-1)?|year[+-]\d{1,2}(?: (?:H[12]|Q[1-4]|M(?:0[1-9]|1[0-2])))?"
    r"|year[+-]\d{1,2}\.\.year[+-]\d{1,2}|[12]\d{3}-[12]\d{3}",
    re.ASCII,
)
"""``own`` (the period of the report, whichever it is), ``own-1`` (the same part of the year
before), ``year+0 H1`` (first half of the year of the report), ``year-1`` (the whole year before),
``year-2..year+2`` or, of years that stay as they are, ``2021-2025``."""
_DIGITS = re.compile(r"\d+")
PART_OF_YEAR = re.compile(r"(?<!\w)(?:tháng|quý|vụ|học kỳ|đợt|\d+\s?t)(?!\w)")
"""Words of a key that name a part of the year; that of the report itself is no such word."""
Day = date
NonEmpty = Annotated[str, Field(min_length=1)]
Source = Literal["workbook", "notebook", "proposal", "hand"]


def known_measures() -> tuple[str, ...]:
    """Which values a figure may be of, by their codes."""
    return _allowed("detailed_figures", "measure")


def _allowed(table: str, column: str) -> tuple[str, ...]:
    return described_tables()[table].columns[column].allowed


def _listed(value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        listed = ", ".join(filter(None, known))
        raise ValueError(message("mapping.not_listed", value=short(value), known=listed))
    return value


def _known_period(text: str) -> str:
    if text and not VALUE_PERIOD.fullmatch(text):
        raise ValueError(message("mapping.unknown_value_period", period=text))
    return text


def _with_member(pairs: tuple[str, ...]) -> tuple[str, ...]:
    for pair in pairs:
        if not all(part.strip() for part in pair.partition("=")):
            raise ValueError(message("mapping.breakdown_without_member", pair=pair))
    return pairs


class StoredMeaning(CatalogueRow):
    """What cells mean; what is empty was not asked. ``breakdown``: ``dimension=member`` each."""

    is_figure: bool = True
    measure: Annotated[str, AfterValidator(lambda m: _listed(m, ("", *known_measures())))] = ""
    period: Annotated[str, AfterValidator(_known_period)] = ""
    unit: str = ""
    breakdown: Annotated[tuple[str, ...], AfterValidator(_with_member)] = ()
    code: str = ""
    label: str = ""
    parts: tuple[StoredMeaning, ...] = ()

    @property
    def states_part_of_year(self) -> bool:
        """True where it names a half-year, quarter or month: another half may mean another one."""
        own = " " in self.period
        return own or any(part.states_part_of_year for part in self.parts)


class TableSeen(CatalogueRow):
    """What was asked about, as it looked: pattern of the file's name, sheet, cells."""

    file: NonEmpty
    sheet: str = ""
    cells: str = ""


class StoredAnswer(CatalogueRow):
    """One answer. ``shown``: the words in the table; ``period``: the report it was given for.

    ``how``: filled into a workbook, chosen in the notebook, a proposal accepted with others at
    once, or written into the file by hand.
    """

    key: NonEmpty
    kind: Annotated[str, AfterValidator(lambda kind: _listed(kind, _allowed("questions", "kind")))]
    shown: str = ""
    tables: Annotated[tuple[TableSeen, ...], Field(min_length=1)]
    meaning: StoredMeaning
    who: NonEmpty
    date: date
    period: Annotated[str, AfterValidator(as_period)]
    how: Source = "hand"
    replaces: Day | None = None

    @property
    def identity(self) -> tuple[str, str]:
        """Answers with the same replace each other: the key, and the part of the year if any.

        What is no figure of the first half-year may be one of the second where its question
        names a part of the year.
        """
        names_part = PART_OF_YEAR.search(self.key) is not None
        is_of_part = self.meaning.states_part_of_year or (names_part and not self.meaning.is_figure)
        return self.key, self.period[4:] if is_of_part or self.kind == "table" else ""

    def holds_in(self, period: Period) -> bool:
        """False in another part of the year, where the same words may mean another period."""
        part = self.identity[1]
        return not part or part == str(period)[4:]


class MappingFile(CatalogueRow):
    """The content of one file, oldest answer first."""

    answers: tuple[StoredAnswer, ...]


def mapping_files(workspace: Workspace, unit: str) -> list[Path]:
    """The files of a unit's answers."""
    return workspace.reference_files(f"{FOLDER}/{safe_code(unit)}", "*.yml")


def load_mappings(workspace: Workspace, unit: str) -> list[StoredAnswer]:
    """All answers of a unit, those that were replaced too; none where nobody answered yet.

    Raises CatalogueError with file and line, also for two answers to one question of which the
    later does not say that it replaces the earlier.
    """
    answers: list[StoredAnswer] = []
    current: dict[tuple[str, str], StoredAnswer] = {}
    for path in mapping_files(workspace, unit):
        for index, answer in enumerate(load_document(path, MappingFile).answers):
            before = current.get(answer.identity)
            if answer.replaces != (before.date if before else None):
                raise _misplaced(path, index, answer, before)
            current[answer.identity] = answer
            answers.append(answer)
    return answers


def _misplaced(
    path: Path, index: int, answer: StoredAnswer, before: StoredAnswer | None
) -> CatalogueError:
    name = "answered_twice" if before else "nothing_to_replace"
    reason = message(
        f"mapping.{name}",
        shown=answer.shown or answer.key,
        before=before.date.isoformat() if before else "",
        replaces=answer.replaces.isoformat() if answer.replaces else "",
    )
    row = line_of(read_catalogue(path), ("answers", index))
    return broken_row(path, row, "replaces" if answer.replaces else "key", reason)


def current_answers(answers: Iterable[StoredAnswer], period: Period) -> dict[str, StoredAnswer]:
    """Key → the answer that counts in reports of ``period``."""
    return {answer.key: answer for answer in answers if answer.holds_in(period)}


def add_answers(workspace: Workspace, unit: str, added: Sequence[StoredAnswer]) -> list[Path]:
    """Add answers at the end of the unit's files; which files. What is in them stays as it is.

    An answer that says the same as the current one is left out, another gets ``replaces``.
    Raises CatalogueError for broken files, StorageError where nothing can be written.
    """
    current = {answer.identity: answer for answer in load_mappings(workspace, unit)}
    folder = workspace.own_reference / FOLDER / safe_code(unit)
    by_name: dict[str, list[StoredAnswer]] = {}
    for answer in added:
        before = current.get(answer.identity)
        if before and before.meaning == answer.meaning:
            continue
        answer = answer.model_copy(update={"replaces": before.date if before else None})
        current[answer.identity] = answer
        by_name.setdefault(_file_name(answer), []).append(answer)
    return [_append(folder, name, answers) for name, answers in by_name.items()]


def file_pattern(name: str) -> str:
    """Pattern of a workbook's name without what differs from period to period."""
    return _DIGITS.sub("*", Path(name).stem)


def _file_name(answer: StoredAnswer) -> str:
    """All answers to one question are in one file; those about several workbooks in ``chung``."""
    files = {table.file for table in answer.tables}
    return (slug(files.pop()) if len(files) == 1 else "") or "chung"


def _append(folder: Path, name: str, answers: list[StoredAnswer]) -> Path:
    """Write to the first file of this name that can take them without a change to the rest."""
    plain = [answer.model_dump(mode="json", exclude_defaults=True) for answer in answers]
    added = yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    for number in count(1):
        path = folder / (f"{name}-{number}.yml" if number > 1 else f"{name}.yml")
        before = path.read_bytes().decode("utf-8") if path.exists() else _head()
        ends = "" if before.endswith("\n") else "\n"
        end_of_line = "\r\n" if "\r\n" in before else "\n"
        text = before + (ends + added).replace("\n", end_of_line)
        if path.exists() and not _fits(path, text, answers):
            continue
        with atomic_path(path) as temporary:
            temporary.write_bytes(text.encode("utf-8"))
        return path
    raise AssertionError("count() has no end")


def _fits(path: Path, text: str, added: list[StoredAnswer]) -> bool:
    """Whether ``text`` holds what the file holds, and then ``added``: a person may indent it."""
    try:
        content = yaml.safe_load(text)
        after = MappingFile.model_validate(content).answers
    except (yaml.YAMLError, ValueError):
        return False
    return after == (*load_document(path, MappingFile).answers, *added)


def _head() -> str:
    lines = message("mapping.file_head", "vi").splitlines()
    return "".join(f"# {line}".rstrip() + "\n" for line in lines) + "answers:\n"


class _Dumper(yaml.SafeDumper):
    """Items of a list within an answer are indented under its name, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)
