"""Read a catalogue file through a typed model; a broken one names file, row, column and reason."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from helpers.core.catalogues.files import shown
from helpers.core.errors import CatalogueError
from helpers.core.messages import current_language, message, topic_messages
from helpers.core.text import nfc


class Row(BaseModel):
    """Base of every catalogue row: no unknown columns, immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _blank_to_none(value: object) -> object:
    return None if value == "" else value


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


OptionalText = Annotated[str | None, BeforeValidator(_blank_to_none)]
OptionalDate = Annotated[date | None, BeforeValidator(_blank_to_none)]
Codes = Annotated[tuple[str, ...], BeforeValidator(_split)]
AnyRow = TypeVar("AnyRow", bound=BaseModel)


def load_table(path: Path, model: type[AnyRow]) -> list[AnyRow]:
    """Rows of a CSV catalogue (UTF-8, comma, header row) as ``model``.

    A column whose field has a default may be left out.
    Raises CatalogueError with file, row (as a spreadsheet counts it), column and reason.
    """
    text = _read_text(path)
    reader = csv.DictReader(text.splitlines(keepends=True))
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
    records, lines = [], []
    for record in reader:
        records.append(record)
        lines.append(reader.line_num)
    try:
        return TypeAdapter(list[model]).validate_python(records)
    except ValidationError as error:
        first = error.errors()[0]
        position, *column = first["loc"]
        raise broken_row(path, lines[position], column, reason_of(first)) from error


def load_document(path: Path, model: type[AnyRow]) -> AnyRow:
    """A YAML catalogue as ``model``. Raises CatalogueError with file, place and reason."""
    try:
        content = yaml.safe_load(_read_text(path))
        if content is None:
            raise broken_document(path, message("validation.empty_document"))
        return model.model_validate(content)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise broken_row(path, mark.line + 1 if mark else "?", ["YAML"], str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise broken_document(path, f"{place}: {reason_of(first)}") from error


def broken_document(path: Path, reason: str) -> CatalogueError:
    """The error of a catalogue that has no rows."""
    return CatalogueError("core.catalogue_yaml", file=shown(path), reason=reason)


def broken_row(path: Path, row: object, column: list | str, reason: str) -> CatalogueError:
    """The error that tells where a catalogue is broken."""
    name = column if isinstance(column, str) else ".".join(str(part) for part in column)
    return CatalogueError(
        "core.catalogue_row", file=shown(path), row=row, column=name, reason=reason
    )


def reason_of(error: ErrorDetails) -> str:
    """Why a value was refused, in the user's language, from pydantic's error type."""
    known = topic_messages("validation", current_language())
    template = known.get(error["type"], known["other"])
    context = {"input": error["input"], "expected": "", **error.get("ctx", {})}
    return template.format(**context, message=error["msg"])


def require_unique(path: Path, codes: list[str], column: str = "code") -> None:
    """Raise CatalogueError at the first code that stands twice."""
    seen: set[str] = set()
    for position, code in enumerate(codes):
        if code in seen:
            reason = message("core.duplicate_code", code=code)
            raise broken_row(path, position + 2, column, reason)
        seen.add(code)


def _read_text(path: Path) -> str:
    try:
        return nfc(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise CatalogueError("core.catalogue_missing", file=shown(path)) from error
    except UnicodeDecodeError as error:
        raise broken_document(path, message("validation.not_utf8")) from error
