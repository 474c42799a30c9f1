"""Read a catalogue file through a typed model; a broken one names file, row, column and reason."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Generic, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from helpers.core.catalogues.files import shown, takes_away, to_mend
from helpers.core.catalogues.strict_yaml import StrictError, line_of, load_strictly
from helpers.core.errors import CatalogueError, ParameterError
from helpers.core.messages import current_language, message, topic_messages
from helpers.core.periods import Period
from helpers.core.text import nfc, short, unseen_sign

MOST_BYTES = 16 << 20
"""Of one catalogue file: all units of the country are 1 MB."""
MOST_ADJUSTED = 30
"""Digits of a number before or after its point."""


class CatalogueRow(BaseModel):
    """Base of every catalogue row: no unknown columns, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def in_language(self, column: str, lang: str) -> str:
        """What the columns ``column_vi`` and ``column_en`` have for a language."""
        text: str = getattr(self, f"{column}_en" if lang == "en" else f"{column}_vi")
        return text


class NamedRow(CatalogueRow):
    """A row with the columns ``name_vi`` and ``name_en``."""

    def name(self, lang: str) -> str:
        """The name in a language."""
        return self.in_language("name", lang)


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


def _split_bars(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split("|") if part.strip())


def as_period(value: str) -> str:
    """The code of a period, as validators want it. Raises ValueError."""
    try:
        return str(Period.parse(value))
    except ParameterError as error:
        raise ValueError(str(error)) from error


_Blank = BeforeValidator(lambda value: None if value == "" else value)
OptionalText = Annotated[str | None, _Blank]
OptionalPeriod = Annotated[OptionalText, AfterValidator(lambda value: value and as_period(value))]
OptionalDate = Annotated[date | None, _Blank]
Codes = Annotated[tuple[str, ...], BeforeValidator(_split)]
Bars = Annotated[tuple[str, ...], BeforeValidator(_split_bars)]
"""'a|b' as ('a', 'b'); empty parts are left out."""
AnyRow = TypeVar("AnyRow", bound=CatalogueRow)
AnyDocument = TypeVar("AnyDocument", bound=BaseModel)


def load_table(path: Path, model: type[AnyRow]) -> list[AnyRow]:
    """Rows of a CSV catalogue (UTF-8, comma, header row) as ``model``.

    A column whose field has a default may be left out.
    Raises CatalogueError with file, row (as a spreadsheet counts it), column and reason.
    """
    reader = csv.DictReader(read_catalogue(path).splitlines(keepends=True))
    try:
        return _rows(path, reader, model)
    except csv.Error as error:  # a cell of more than 131,072 letters: a quotation mark left open
        reason = message("validation.long_cell")
        raise broken_row(path, reader.line_num + 1, "?", reason) from error


def _rows(path: Path, reader: csv.DictReader[str], model: type[AnyRow]) -> list[AnyRow]:
    expected = list(model.model_fields)
    required = [name for name, field in model.model_fields.items() if field.is_required()]
    found = reader.fieldnames or []
    for column in [*required, *found]:
        if column not in found or column not in expected:
            raise CatalogueError(
                "core.catalogue_header",
                file=shown(path),
                column=column,
                expected=", ".join(expected),
            )
    rows, has_numbers = [], any("Decimal" in str(f.annotation) for f in model.model_fields.values())
    for record in reader:
        if None in record or None in record.values():
            _refuse_cells(path, reader.line_num, record, found)
        row = validated_row(model, record, path, reader.line_num)
        for column, value in row if has_numbers else ():
            if isinstance(value, Decimal) and abs(value.adjusted()) > MOST_ADJUSTED:
                reason = message("validation.number_too_long", input=short(str(value)))
                raise broken_row(path, reader.line_num, column, reason)
        rows.append(row)
    return rows


def validated_row(
    model: type[AnyRow], record: Mapping[str, object], path: Path, row: int
) -> AnyRow:
    """``record`` as ``model``. Raises CatalogueError that names row and column."""
    try:
        return model.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        raise broken_row(path, row, _joined(first), reason_of(first)) from error


def _refuse_cells(
    path: Path, row: int, record: Mapping[str | None, object], header: Sequence[str]
) -> None:
    """Raise CatalogueError: a row has fewer or more cells than the header.

    ``csv.DictReader`` gives None for a cell that lacks, and a list under None for what is too much.
    """
    lacking, extra = sum(record[name] is None for name in header), record.get(None)
    cells = len(header) - lacking + (len(extra) if isinstance(extra, list) else 0)
    file = shown(path)
    raise CatalogueError(
        "core.catalogue_cells", file=file, row=row, cells=cells, expected=len(header)
    )


def load_document(path: Path, model: type[AnyDocument]) -> AnyDocument:
    """A YAML catalogue as ``model``. Raises CatalogueError with file, line, field and reason."""
    text = read_catalogue(path)
    try:
        content = load_strictly(text)
        if content is None:
            raise broken_document(path, message("validation.empty_document"))
        return model.model_validate(content)
    except StrictError as error:
        raise broken_row(path, error.row, "YAML", error.reason) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise broken_row(path, mark.line + 1 if mark else "?", "YAML", str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        row = line_of(text, first["loc"])
        raise broken_row(path, row, _joined(first), reason_of(first)) from error


def _joined(error: ErrorDetails) -> str:
    """The fields that lead to a refused value, as ``parts.0.title_vi``."""
    return ".".join(str(part) for part in error["loc"])


def broken_document(path: Path, reason: str) -> CatalogueError:
    """The error of a catalogue that has no rows."""
    return CatalogueError("core.catalogue_yaml", file=shown(path), reason=reason)


def broken_row(path: Path, row: object, column: str, reason: str) -> CatalogueError:
    """The error that names the row and column where a catalogue is broken."""
    return CatalogueError(
        "core.catalogue_row", file=shown(path), row=row, column=column, reason=reason
    )


def reason_of(error: ErrorDetails) -> str:
    """Why a value was refused, in the user's language, from pydantic's error type."""
    known = topic_messages("validation", current_language())
    template = known.get(error["type"], known["other"])
    given = {**error.get("ctx", {}), "input": short(str(error["input"]))}
    context: dict[str, object] = {"expected": "", **given}
    # Pydantic writes 'a', 'b' or 'c', and "Value error, …" before what a validator raised.
    context["expected"] = str(context["expected"]).replace(" or ", ", ")
    return template.format(**context, message=error["msg"].removeprefix("Value error, "))


def read_catalogue(path: Path) -> str:
    """The text of a catalogue file, in NFC. Raises CatalogueError where it cannot be read."""
    if path.exists() and not (path.is_file() and path.stat().st_size <= MOST_BYTES):
        raise CatalogueError("core.catalogue_unread", file=shown(path))
    try:
        text = nfc(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise CatalogueError("core.catalogue_missing", file=shown(path)) from error
    except UnicodeDecodeError as error:
        raise broken_document(path, message("validation.not_utf8")) from error
    except OSError as error:  # a folder of that name, or no right to read
        raise CatalogueError("core.catalogue_unread", file=shown(path)) from error
    if found := unseen_sign(text):
        line = text.count("\n", 0, found.start()) + 1
        reason = message("validation.unseen_sign", line=line, sign=f"U+{ord(found[0]):04X}")
        raise broken_document(path, reason)
    return text


@dataclass(frozen=True)
class KnownCodes:
    """The codes of a catalogue and the files that it was read from."""

    catalogue: str
    codes: Collection[str]
    files: tuple[Path, ...] = ()

    def require(self, code: str, path: Path, row: int | None = None, column: str = "") -> None:
        """Raise CatalogueError where ``code``, which ``path`` names, is not listed.

        The file to mend is ``path``, unless another file, a workspace's own, took the code away:
        then that one.
        """
        if code in self.codes:
            return
        for own in self.files:
            if own != path and takes_away(own, code):
                user = shown(path)
                if row is not None:
                    user = message("core.catalogue_position", file=user, row=row)
                raise CatalogueError("core.catalogue_lacks", file=shown(own), code=code, user=user)
        reason = message("core.dangling_code", code=code, catalogue=self.catalogue)
        raise broken_row(path, row, column, reason) if row else broken_document(path, reason)


@dataclass(frozen=True)
class Entry(Generic[AnyRow]):
    """A row of a catalogue with its file and its number, as a spreadsheet counts it."""

    row: AnyRow
    path: Path
    number: int

    def broken(self, column: str, reason: str, **fields: object) -> CatalogueError:
        """The error of this row with the message ``reason``."""
        return broken_row(self.path, self.number, column, message(reason, None, **fields))

    def require(self, known: Mapping[str, KnownCodes]) -> None:
        """Raise CatalogueError where a column of ``known`` has a code that is not listed."""
        for column, codes in known.items():
            value = getattr(self.row, column)
            for code in (value,) if isinstance(value, str) else value:
                codes.require(code, self.path, self.number, column)

    def twice(self, other: Entry[AnyRow], column: str, code: str) -> CatalogueError:
        """The error of a code that ``other`` has too: the later is blamed, unless it is not own."""
        (path, row), _ = to_mend((other.path, other.number), (self.path, self.number))
        return broken_row(path, row, column, message("core.duplicate_code", code=code))


def load_entries(
    paths: Iterable[Path],
    model: type[AnyRow],
    known: Mapping[str, KnownCodes] = MappingProxyType({}),
) -> Iterator[Entry[AnyRow]]:
    """The rows of CSV catalogues of one kind; ``known``: column → the codes that it may name.

    Raises CatalogueError.
    """
    for path in paths:
        for number, row in enumerate(load_table(path, model), start=2):
            entry = Entry(row, path, number)
            if known:
                entry.require(known)
            yield entry


def unique(
    entries: Iterable[Entry[AnyRow]], column: str, key: Callable[[AnyRow], object] | None = None
) -> list[Entry[AnyRow]]:
    """The entries, each with a value of its own in ``column``, or in what ``key`` makes of a row.

    Raises CatalogueError for two with the same.
    """
    found: dict[object, Entry[AnyRow]] = {}
    for entry in entries:
        value = getattr(entry.row, column)
        first = found.setdefault(key(entry.row) if key else value, entry)
        if first is not entry:
            raise entry.twice(first, column, value)
    return list(found.values())
