"""Readers: any spreadsheet that an office sends, as plain grids of cells."""

from helpers.cleaning.readers.folder import Skipped, list_inputs
from helpers.cleaning.readers.model import Cell, Doubt, ReaderNote, Sheet, Workbook, address_of
from helpers.cleaning.readers.repair import repair_text
from helpers.cleaning.readers.workbook import read_workbook

__all__ = [
    "Cell",
    "Doubt",
    "ReaderNote",
    "Sheet",
    "Skipped",
    "Workbook",
    "address_of",
    "list_inputs",
    "read_workbook",
    "repair_text",
]
