"""Money of national target programmes that was received, but is not in a programme's lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_uppercase

from helpers.cleaning.recognition.programme_words import all_named
from helpers.core.catalogues.own_indicators import is_own
from helpers.core.conversion import MONEY
from helpers.indicators.sources import inputs_of
from helpers.narrative.blocks import Paragraph
from helpers.narrative.phrases import phrase, sentence
from helpers.narrative.report_data import ReportData

Table = tuple[str, str]
"""File and sheet."""


def received_beside(report_data: ReportData) -> list[object]:
    """That tables of programmes are asked about, or have money in the unit's own indicators."""
    asked, own = set(_asked(report_data)), set(_own(report_data))
    keys = ["programme_asked"] * bool(asked) + ["programme_in_own"] * bool(own - asked)
    return [Paragraph(sentence(phrase(key, report_data.lang))) for key in keys]


def _asked(report_data: ReportData) -> Iterator[Table]:
    for question in report_data.records("questions"):
        for where in json.loads(str(question["where"])):
            texts = (where["file"], where["sheet"], question["shown"], question["text"])
            if _names_programme(texts, report_data):
                yield where["file"], where["sheet"]


def _own(report_data: ReportData) -> Iterator[Table]:
    """Tables with money of the unit's own indicators, but for rows that are budget lines too."""
    lines = {_row_of(row) for row in report_data.records("programme")}
    for row in (*report_data.records("indicators"), *report_data.records("detailed_figures")):
        code = str(row["indicator"])
        if not is_own(code) or row["unit_of_measure"] != MONEY:
            continue
        indicator = report_data.catalogues.indicators.get(code)
        name = indicator.name_vi if indicator else ""
        for source in inputs_of(row) if "inputs" in row else (row,):
            if _row_of(source) in lines:
                continue
            if _names_programme((source["file"], source["sheet"], name), report_data):
                yield str(source["file"]), str(source["sheet"])


def _row_of(source: Mapping[str, object]) -> tuple[str, str, str]:
    """File, sheet and number of the row."""
    return (
        str(source["file"]),
        str(source["sheet"]),
        str(source.get("cell", "")).lstrip(ascii_uppercase),
    )


def _names_programme(texts: Iterable[object], report_data: ReportData) -> bool:
    programmes = report_data.catalogues.programmes
    named = all_named((str(text or "") for text in texts), programmes)
    return bool(named.roots) or named.is_general
