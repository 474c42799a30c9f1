"""Typefaces that ship with the project, so that pages and charts look the same everywhere.

Liberation 2.1.5 (SIL Open Font License, text beside this file) has the metrics of Times New
Roman and Arial and all Vietnamese letters.
"""

from pathlib import Path

FONT_FILES = {
    "serif": "LiberationSerif-Regular.ttf",
    "serif-bold": "LiberationSerif-Bold.ttf",
    "serif-italic": "LiberationSerif-Italic.ttf",
    "serif-bold-italic": "LiberationSerif-BoldItalic.ttf",
    "sans": "LiberationSans-Regular.ttf",
    "sans-bold": "LiberationSans-Bold.ttf",
}


def font_path(name: str) -> Path:
    """Path of a shipped font: a key of FONT_FILES. Raises KeyError for another name."""
    return Path(__file__).with_name(FONT_FILES[name])
