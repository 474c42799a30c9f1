"""Words of the tables for people: heads of columns and coded values, read from ``table_words.csv``.

A row with a ``value`` is about a coded value, one without about the head of a column. A row that
names tables counts there, one without wherever the column occurs. ``tone`` says how a value is
marked beside its word: ``bad`` must be mended, ``warn`` must be looked at.
"""

import re
from collections.abc import Mapping
from functools import cache

from helpers.core.table_columns import described_tables
from helpers.core.word_files import load_rows

BAD, WARN, PLAIN = "bad", "warn", ""
TONES = (BAD, WARN, PLAIN)
"""What needs a person first."""
_EXPLANATION = re.compile(r"[:;,(]")


def head_of(table: str, column: str, lang: str) -> str:
    """The head of a column; one without words of its own has the beginning of its meaning."""
    if row := _row(table, column, ""):
        return row[lang]
    described = described_tables()[table].columns[column]
    meaning = described.meaning_vi if lang == "vi" else described.meaning_en
    return _EXPLANATION.split(meaning, maxsplit=1)[0].strip()


def word_of(table: str, column: str, value: str, lang: str) -> tuple[str, str]:
    """A coded value in words, and its tone; an unknown value as it is."""
    row = _row(table, column, value)
    return (row[lang], row["tone"]) if row else (value, PLAIN)


def _row(table: str, column: str, value: str) -> Mapping[str, str] | None:
    words = _words()
    return words.get((table, column, value)) or words.get(("", column, value))


@cache
def _words() -> Mapping[tuple[str, str, str], Mapping[str, str]]:
    return {
        (table, row["column"], row["value"]): row
        for row in load_rows(__package__, "table_words.csv")
        for table in row["tables"].split() or ("",)
    }
