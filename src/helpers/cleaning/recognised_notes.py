"""Up to which day a recognised figure counts, how certain it is, and its notes as rows."""

from collections.abc import Iterator
from datetime import date

from helpers.cleaning.cleaning_log import SourceCell
from helpers.cleaning.notes import note_parts
from helpers.cleaning.recognition.model import RecognisedFigure
from helpers.cleaning.recognition.row_notes import days_in
from helpers.cleaning.stated_periods.phrases import phrases_of
from helpers.core.periods import Period
from helpers.core.tables import Record

NEAREST_FIRST = ("header", "label", "title")
"""Where a day may be stated, after the notes of the figure itself."""


def as_of(figure: RecognisedFigure, own: Period) -> tuple[str, str]:
    """Day (ISO 8601) and maturity of a figure of the period of the report."""
    day = next((d for d in _days(figure, own) if own.start <= d <= own.end), own.end)
    texts = [figure.cell.text, *(cell.text for cell in figure.notes)]
    stated = {part.maturity for text in texts for part in note_parts(text)}
    if figure.meaning.measure == "estimate" or "estimate" in stated:
        return (own.end if figure.meaning.measure == "estimate" else day).isoformat(), "estimate"
    return day.isoformat(), "preliminary" if "preliminary" in stated else "official"


def _days(figure: RecognisedFigure, own: Period) -> Iterator[date]:
    yield from (day for day, _ in days_in(figure.notes, own))
    for source in NEAREST_FIRST:
        for evidence in figure.evidence:
            if evidence.field == "period" and evidence.source == source:
                yield from (m.day for m in phrases_of(evidence.words, own.year) if m.day)


def note_records(figure: RecognisedFigure, own: Period) -> Iterator[Record]:
    """Rows of the table ``notes``: one for each statement."""
    for cell in figure.notes:
        days = {day.isoformat() for day, _ in days_in([cell], own)}
        source_cell = SourceCell(figure.file, figure.sheet, cell.address, cell.text)
        for part in note_parts(cell.text):
            day = part.written.in_year(own.year) if part.written else None
            written = day.isoformat() if day and day.isoformat() in days else None
            yield {
                "indicator": figure.meaning.code,
                "kind": part.kind,
                "text": part.text,
                "date": written,
                **source_cell.columns(),
            }
