"""Rows of the tables that a report is built from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
"""A row by its columns; the type of each value is that of its column."""
Record = dict[str, Any]
"""The same, as ``ReportData`` holds it."""
