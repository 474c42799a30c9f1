"""Figures that people name in what they write: ``{code}`` or ``{code:format}``, as in outlines."""

import re

from helpers.core.errors import InputError, ParameterError
from helpers.core.tables import Record
from helpers.narrative.blocks import Run, Runs, Supplied
from helpers.narrative.indicator_sentence import STATUSES_WITH_FIGURE, SentenceBuilder
from helpers.narrative.phrases import phrase
from helpers.narrative.report_data import FIGURE_IN_TEXT, ReportData


def figure_in_text(code: str, placeholder_format: str, report_data: ReportData) -> Run | Runs:
    """The figure of an indicator. Raises ParameterError for one that is unknown or absent."""
    figure = figure_of(report_data.find(code), placeholder_format, report_data)
    if figure is None:
        raise ParameterError("edits.no_figure", code=code)
    return figure


def figure_of(
    row: Record | None, placeholder_format: str, report_data: ReportData
) -> Run | Runs | None:
    """The figure of a row of indicators, marked where it is an estimate; None without one."""
    if row is None or row["status"] not in STATUSES_WITH_FIGURE:
        return None
    figure = SentenceBuilder(report_data.facts, None).figure(row, placeholder_format)
    if figure is not None and row["maturity"] == "estimate":
        return phrase("estimated_figure", report_data.lang, figure=figure)
    return figure


def with_figures(supplied: Supplied, report_data: ReportData) -> Runs:
    """What people wrote with the figures that it names.

    Raises InputError with file, sheet and cell for a figure that is unknown or absent.
    """
    runs: list[Run] = []
    position = 0
    for found in re.finditer(FIGURE_IN_TEXT, supplied.text):
        runs.append(_part(supplied, position, found.start()))
        try:
            figure = figure_in_text(found[1], found[2] or "", report_data)
        except ParameterError as error:
            source = {name: getattr(supplied, name) for name in ("file", "sheet", "cell")}
            raise InputError("narrative.text_figure", reason=str(error), **source) from error
        runs += figure if isinstance(figure, tuple) else (figure,)
        position = found.end()
    runs.append(_part(supplied, position, len(supplied.text)))
    return tuple(run for run in runs if isinstance(run, str) or run.text)


def _part(supplied: Supplied, start: int, end: int) -> Supplied:
    source = (supplied.file, supplied.sheet, supplied.cell)
    return Supplied(supplied.text[start:end], *source, lang=supplied.lang)
